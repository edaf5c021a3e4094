#include "collect/review/exemptions.h"

#include "collect/capture/sealed_text.h"

#include <algorithm>
#include <set>

namespace tucai::collect {
namespace {

constexpr std::size_t most_reason_characters = 1000;
constexpr std::int64_t longest_ms = 5LL * 366 * 24 * 3'600'000;
constexpr std::string_view proof_blob = "exemption";

constexpr std::string_view religious[] = {"head.covering", "hair.brows",   "hair.ears",      "ears.visible",
                                          "ears.alike",    "light.shadow", "ornaments.other"};
constexpr std::string_view medical[] = {
    "head.covering",     "face.covering",  "hair.brows",     "hair.ears",        "ears.visible",
    "ears.alike",        "eyes.open",      "eyes.gaze",      "eyes.red",         "pose.yaw",
    "pose.pitch",        "pose.roll",      "pose.shoulders", "mouth.closed",     "expression.neutral",
    "glasses.tinted",    "glasses.glare",  "glasses.frame",  "glasses.habitual", "lenses.coloured",
    "ornaments.earring", "ornaments.other"};
constexpr std::string_view cultural[] = {
    "head.covering",     "hair.brows",         "hair.ears",       "ears.visible",   "ears.alike",
    "ornaments.earring", "ornaments.necklace", "ornaments.other", "makeup.visible", "clothes.pattern"};

Result<> check_size(base::ByteSpan proof)
{
    if (proof.size() > Exemptions::most_proof_bytes)
        return fail(ErrorCode::UploadTooLarge, "A proof has at most 10 MiB.");
    return {};
}

Result<> check(const NewExemption& exemption, std::int64_t now_ms)
{
    const auto waivable = waivable_rules(exemption.reason_class);
    const std::set<std::string> different(exemption.rules.begin(), exemption.rules.end());
    const bool may_waive = std::all_of(different.begin(), different.end(), [&](const std::string& rule) {
        return std::find(waivable.begin(), waivable.end(), rule) != waivable.end();
    });
    if (different.empty() || different.size() != exemption.rules.size() || !may_waive)
        return fail(ErrorCode::InvalidInput, "Choose rules that an exemption of this kind may waive.");
    if (exemption.ends_ms <= now_ms || exemption.ends_ms > now_ms + longest_ms)
        return fail(ErrorCode::InvalidInput, "Choose an end within the next five years.");
    return check_size(exemption.proof);
}

Result<store::Row> find(store::Transaction& sql, const Scope& scope, const std::string& id)
{
    TUCAI_TRY(const auto row, sql.row("select student, ended_ms, ends_ms, reason_sealed, proof_blob from "
                                      "exemptions where tenant = $1 and id = $2",
                                      {scope.tenant, id}));
    if (!row)
        return not_found();
    return *row;
}

} // namespace

std::span<const std::string_view> waivable_rules(ExemptionClass reason_class)
{
    switch (reason_class) {
    case ExemptionClass::Religious:
        return religious;
    case ExemptionClass::Medical:
        return medical;
    case ExemptionClass::Cultural:
        return cultural;
    }
    return {};
}

Result<std::string> Exemptions::approve(const Scope& scope, const NewExemption& exemption)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_CHECK(check(exemption, means_.ledger.now_ms()));
    TUCAI_TRY(const auto reason,
              read_text(exemption.reason, "the reason", most_reason_characters, TextLines::Several));
    // Before anything is made for a student: whether there is one.
    TUCAI_TRY(const bool is_known, means_.ledger.read([&](store::Transaction& sql) -> Result<bool> {
        TUCAI_TRY(const auto row, sql.row("select count(*) as n from students where tenant = $1 and id = $2",
                                          {scope.tenant, exemption.student}));
        return row->integer("n") > 0;
    }));
    if (!is_known)
        return not_found();
    store::Value proof;
    if (!exemption.proof.empty()) {
        TUCAI_TRY(const auto key, means_.keys.person_key(exemption.student));
        TUCAI_TRY(proof,
                  store::put_sealed(means_.blobs, key, proof_blob, exemption.proof, means_.randomness));
    }
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        const auto id = new_id(means_.randomness);
        TUCAI_TRY(auto sealed, seal_text(means_, exemption.student, "exemptions.reason_sealed", id, reason));
        TUCAI_CHECK(entry.sql().run(
            "insert into exemptions (tenant, id, student, class, rules, reason_sealed, proof_blob, "
            "approved_by, made_ms, ends_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            {scope.tenant, id, exemption.student, std::string(word(exemption.reason_class)),
             joined(exemption.rules), std::move(sealed), proof, scope.person, entry.now_ms(),
             exemption.ends_ms}));
        TUCAI_CHECK(entry.record(event_of(scope, "exemption.approved", id)));
        return id;
    });
}

Result<> Exemptions::add_proof(const Scope& scope, const std::string& id, base::ByteSpan proof)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    if (proof.empty())
        return fail(ErrorCode::InvalidInput, "The proof has no byte.");
    TUCAI_CHECK(check_size(proof));
    const auto check_open = [&](const store::Row& row) -> Result<> {
        if (!row.is_null("proof_blob"))
            return not_allowed("exemption", "proved", "add a proof", "");
        if (!row.is_null("ended_ms") || row.integer("ends_ms") <= means_.ledger.now_ms())
            return not_allowed("exemption", "ended", "add a proof", "");
        return {};
    };
    TUCAI_TRY(const auto row,
              means_.ledger.read([&](store::Transaction& sql) { return find(sql, scope, id); }));
    TUCAI_CHECK(check_open(row)); // before bytes are kept that no row would name
    TUCAI_TRY(const auto key, means_.keys.person_key(row.text("student")));
    TUCAI_TRY(const auto blob, store::put_sealed(means_.blobs, key, proof_blob, proof, means_.randomness));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto now, find(entry.sql(), scope, id));
        TUCAI_CHECK(check_open(now));
        TUCAI_CHECK(entry.sql().run("update exemptions set proof_blob = $1 where tenant = $2 and id = $3",
                                    {blob, scope.tenant, id}));
        return entry.record(event_of(scope, "exemption.proved", id));
    });
}

Result<> Exemptions::end(const Scope& scope, const std::string& id)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto row, find(entry.sql(), scope, id));
        if (!row.is_null("ended_ms") || row.integer("ends_ms") <= entry.now_ms())
            return not_allowed("exemption", "ended", "end", "");
        TUCAI_CHECK(
            entry.sql().run("update exemptions set ended_ms = $1, ended_by = $2 where tenant = $3 and "
                            "id = $4",
                            {entry.now_ms(), scope.person, scope.tenant, id}));
        return entry.record(event_of(scope, "exemption.ended", id));
    });
}

Result<std::vector<ExemptionRow>> Exemptions::list(const Scope& scope, const std::string& student) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    return means_.ledger.read(
        [&](store::Transaction& sql) { return all_exemptions(sql, scope.tenant, student); });
}

Result<std::string> Exemptions::reason(const Scope& scope, const std::string& id) const
{
    TUCAI_CHECK(require(scope, {Role::School}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::string> {
        TUCAI_TRY(const auto row, find(sql, scope, id));
        return open_text(means_, row.text("student"), "exemptions.reason_sealed", id,
                         row.maybe_bytes("reason_sealed"));
    });
}

Result<store::Bytes> Exemptions::proof(const Scope& scope, const std::string& id) const
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto row,
              means_.ledger.read([&](store::Transaction& sql) { return find(sql, scope, id); }));
    const auto blob = row.maybe_text("proof_blob");
    if (!blob)
        return not_found();
    TUCAI_TRY(const auto key, means_.keys.existing_person_key(row.text("student")));
    return store::get_sealed(means_.blobs, key, proof_blob, *blob);
}

} // namespace tucai::collect
