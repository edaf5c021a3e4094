#include "collect/tenants/identity.h"

namespace tucai::collect {
namespace {

std::string column_of(IdentityField field)
{
    return std::string(word(field)) + "_sealed";
}

std::string place_of(const std::string& tenant, const std::string& student, IdentityField field)
{
    return "students." + column_of(field) + " " + tenant + " " + student;
}

/// One key of both: whoever lacks either has nothing.
base::SecretKey joined(const base::SecretKey& school, const base::SecretKey& student)
{
    return school.derived("student: " + base::hex(student.bytes()));
}

std::string check_of(const std::string& tenant, const base::SecretKey& key)
{
    return base::keyed_digest(key.derived("check"), base::as_bytes(tenant));
}

tl::unexpected<Error> absent()
{
    return fail(ErrorCode::KeyAbsent, "Who the students are is kept under a key that only the school's side "
                                      "holds. Do this at the school's own tucai.");
}

Result<std::string> known_check(store::Transaction& sql, const std::string& tenant)
{
    TUCAI_TRY(const auto row, sql.row("select identity_check from tenants where id = $1", {tenant}));
    if (!row)
        return not_found();
    return row->maybe_text("identity_check").value_or("");
}

Result<std::optional<base::SecretKey>> checked_key(const Means& means, const std::string& tenant,
                                                   const std::string& check)
{
    TUCAI_TRY(auto key, means.school_keys.find(tenant));
    if (key && !check.empty() && !base::is_same_secret(check_of(tenant, *key), check))
        return fail(ErrorCode::SecretWrong, "The school's key at hand is not the one that its students were "
                                            "kept under. Restore that one.");
    return key;
}

} // namespace

std::array<store::Value, count_of<IdentityField>> IdentityKey::seal(const Identity& identity,
                                                                    const std::string& student,
                                                                    const base::SecretKey& student_key,
                                                                    const base::Randomness& randomness) const
{
    const auto key = joined(key_, student_key);
    std::array<store::Value, count_of<IdentityField>> sealed;
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        const auto field = static_cast<IdentityField>(i);
        if (!identity[field].empty())
            sealed.at(i) = base::seal(key, base::as_bytes(identity[field]), place_of(tenant_, student, field),
                                      randomness);
    }
    return sealed;
}

Result<Identity> IdentityKey::open(const store::Row& row, const std::string& student,
                                   const base::SecretKey& student_key) const
{
    const auto key = joined(key_, student_key);
    Identity identity;
    for (std::size_t i = 0; i < count_of<IdentityField>; ++i) {
        const auto field = static_cast<IdentityField>(i);
        const auto sealed = row.maybe_bytes(column_of(field));
        if (!sealed)
            continue;
        TUCAI_TRY(const auto plain, base::unseal(key, *sealed, place_of(tenant_, student, field)));
        identity[field].assign(plain.begin(), plain.end());
    }
    return identity;
}

std::string IdentityKey::digest(std::string_view what, std::string_view text) const
{
    return base::keyed_digest(key_.derived("digest: " + std::string(what)), base::as_bytes(text));
}

Result<std::optional<IdentityKey>> find_identity_key(store::Transaction& sql, const Means& means,
                                                     const Scope& scope)
{
    if (!may_see_identity(scope))
        return std::optional<IdentityKey>();
    TUCAI_TRY(const auto check, known_check(sql, scope.tenant));
    TUCAI_TRY(auto key, checked_key(means, scope.tenant, check));
    if (!key || check.empty())
        return std::optional<IdentityKey>();
    return std::optional(IdentityKey(scope.tenant, std::move(*key)));
}

Result<IdentityKey> require_identity_key(store::Transaction& sql, const Means& means, const Scope& scope)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College}));
    TUCAI_TRY(auto key, find_identity_key(sql, means, scope));
    if (!key)
        return absent();
    return std::move(*key);
}

Result<IdentityKey> make_identity_key(store::Entry& entry, const Means& means, const Scope& scope)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto check, known_check(entry.sql(), scope.tenant));
    TUCAI_TRY(auto known, checked_key(means, scope.tenant, check));
    if (known && !check.empty())
        return IdentityKey(scope.tenant, std::move(*known));
    if (!check.empty())
        return absent();
    TUCAI_TRY(auto key, means.school_keys.make(scope.tenant));
    TUCAI_CHECK(entry.sql().run("update tenants set identity_check = $1 where id = $2",
                                {check_of(scope.tenant, key), scope.tenant}));
    TUCAI_CHECK(entry.record(event_of(scope, "tenant.key_made", scope.tenant)));
    return IdentityKey(scope.tenant, std::move(key));
}

Result<IdentityKey> ensure_identity_key(const Means& means, const Scope& scope)
{
    TUCAI_TRY(auto known,
              means.ledger.read([&](store::Transaction& sql) -> Result<std::optional<IdentityKey>> {
                  TUCAI_TRY(const auto check, known_check(sql, scope.tenant));
                  if (check.empty())
                      return std::optional<IdentityKey>();
                  TUCAI_TRY(auto key, require_identity_key(sql, means, scope));
                  return std::optional(std::move(key));
              }));
    if (known)
        return std::move(*known);
    // Where two make it at once, the second finds the first one's, and has nothing to tell the audit but
    // that.
    return means.ledger.write([&](store::Entry& entry) -> Result<IdentityKey> {
        TUCAI_TRY(auto key, make_identity_key(entry, means, scope));
        if (!entry.is_recorded())
            TUCAI_CHECK(entry.record(event_of(scope, "tenant.key_found", scope.tenant)));
        return key;
    });
}

} // namespace tucai::collect
