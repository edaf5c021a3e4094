#include "collect/tenants/tenants.h"

#include <algorithm>

namespace tucai::collect {
namespace {

constexpr std::size_t most_name_characters = 100;

Tenant tenant_of(const store::Row& row)
{
    return {row.text("id"),
            row.text("kind"),
            row.maybe_text("parent").value_or(""),
            row.text("code"),
            {row.text("name_zh"), row.text("name_en")},
            row.integer("is_closed") != 0};
}

Result<> check_code(const std::string& code)
{
    const bool is_number = code.size() <= 20 &&
                           std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number)
        return fail(ErrorCode::TextInvalid,
                    "A school's code is the state's number of it: digits, or nothing.");
    return {};
}

} // namespace

Result<std::string> Tenants::make(const Scope& scope, const NewTenant& tenant, const std::string& kind,
                                  const std::optional<std::string>& parent)
{
    TUCAI_CHECK(check_code(tenant.code));
    TUCAI_TRY(const auto zh, read_text(tenant.name.zh, "the name in Chinese", most_name_characters));
    TUCAI_TRY(const auto en, read_text(tenant.name.en, "the name in English", most_name_characters));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        if (parent) {
            TUCAI_TRY(const auto centre,
                      entry.sql().row("select id from tenants where id = $1 and kind = 'centre'", {*parent}));
            if (!centre)
                return not_found();
        }
        const auto id = new_id(means_.randomness);
        TUCAI_CHECK(entry.sql().run(
            "insert into tenants (id, parent, kind, code, name_zh, name_en, is_closed, "
            "created_ms, created_by) values ($1, $2, $3, $4, $5, $6, 0, $7, $8)",
            {id, store::or_null(parent), kind, tenant.code, zh, en, entry.now_ms(), scope.person}));
        TUCAI_CHECK(entry.record({id, "tenant.made", scope.person, id, "", 0}));
        return id;
    });
}

Result<std::string> Tenants::make_centre(const Scope& scope, const NewTenant& centre)
{
    TUCAI_CHECK(require(scope, {Role::Admin}));
    return make(scope, centre, "centre", std::nullopt);
}

Result<std::string> Tenants::make_school(const Scope& scope, const NewTenant& school,
                                         const std::string& centre)
{
    TUCAI_CHECK(require(scope, {Role::Admin, Role::Centre}));
    if (scope.role == Role::Centre && centre != scope.tenant)
        return not_found();
    return make(scope, school, "school", centre.empty() ? std::nullopt : std::optional(centre));
}

Result<Scope> Tenants::within(const Scope& scope, const std::string& school) const
{
    TUCAI_CHECK(require(scope, {Role::Centre, Role::School, Role::College}));
    if (scope.role != Role::Centre) {
        if (school != scope.tenant)
            return not_found();
        return scope;
    }
    TUCAI_TRY(const auto row, means_.ledger.read([&](store::Transaction& sql) {
        return sql.row("select id from tenants where id = $1 and parent = $2 and kind = 'school'",
                       {school, scope.tenant});
    }));
    if (!row)
        return not_found();
    auto inside = scope;
    inside.tenant = school;
    return inside;
}

Result<Tenant> Tenants::tenant(const Scope& scope) const
{
    TUCAI_TRY(const auto row, means_.ledger.read([&](store::Transaction& sql) {
        return sql.row(
            "select id, kind, parent, code, name_zh, name_en, is_closed from tenants where id = $1",
            {scope.tenant});
    }));
    if (!row)
        return not_found();
    return tenant_of(*row);
}

Result<std::vector<Tenant>> Tenants::list(const Scope& scope) const
{
    TUCAI_CHECK(require(scope, {Role::Admin, Role::Centre, Role::School, Role::College}));
    TUCAI_TRY(const auto rows, means_.ledger.read([&](store::Transaction& sql) {
        return sql.rows("select id, kind, parent, code, name_zh, name_en, is_closed from tenants where "
                        "$1 = 'admin' or ($1 = 'centre' and parent = $2) or ($1 <> 'centre' and id = $2) "
                        "order by name_zh, id",
                        {std::string(access::role_word(scope.role)), scope.tenant});
    }));
    std::vector<Tenant> found;
    for (const auto& row : rows)
        found.push_back(tenant_of(row));
    return found;
}

Result<std::string> Tenants::add_college(const Scope& scope, const std::string& name, const std::string& code)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto text, read_text(name, "the college's name", most_name_characters));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        const auto id = new_id(means_.randomness);
        TUCAI_CHECK(entry.sql().run(
            "insert into colleges (tenant, id, name, code, created_ms) values ($1, $2, $3, $4, $5)",
            {scope.tenant, id, text, code, entry.now_ms()}));
        TUCAI_CHECK(entry.record(event_of(scope, "college.added", id)));
        return id;
    });
}

Result<std::string> Tenants::add_class(const Scope& scope, const std::string& name,
                                       const std::string& college)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto text, read_text(name, "the class's name", most_name_characters));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        if (!college.empty()) {
            TUCAI_TRY(const auto known,
                      entry.sql().row("select id from colleges where tenant = $1 and id = $2",
                                      {scope.tenant, college}));
            if (!known)
                return not_found();
        }
        const auto id = new_id(means_.randomness);
        TUCAI_CHECK(entry.sql().run(
            "insert into classes (tenant, id, college, name, created_ms) values ($1, $2, $3, $4, $5)",
            {scope.tenant, id, college.empty() ? store::Value() : store::Value(college), text,
             entry.now_ms()}));
        TUCAI_CHECK(entry.record(event_of(scope, "class.added", id)));
        return id;
    });
}

Result<> Tenants::rename_college(const Scope& scope, const std::string& id, const std::string& name)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto text, read_text(name, "the college's name", most_name_characters));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto changed,
                  entry.sql().run("update colleges set name = $1 where tenant = $2 and id = $3",
                                  {text, scope.tenant, id}));
        if (changed == 0)
            return not_found();
        return entry.record(event_of(scope, "college.renamed", id));
    });
}

Result<> Tenants::rename_class(const Scope& scope, const std::string& id, const std::string& name)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto text, read_text(name, "the class's name", most_name_characters));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto changed,
                  entry.sql().run("update classes set name = $1 where tenant = $2 and id = $3",
                                  {text, scope.tenant, id}));
        if (changed == 0)
            return not_found();
        return entry.record(event_of(scope, "class.renamed", id));
    });
}

Result<std::vector<College>> Tenants::colleges(const Scope& scope) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Centre}));
    TUCAI_TRY(const auto rows, means_.ledger.read([&](store::Transaction& sql) {
        return sql.rows("select id, name, code from colleges where tenant = $1 and ($2 = '' or id = $2) "
                        "order by name, id",
                        {scope.tenant, college_limit(scope)});
    }));
    std::vector<College> found;
    for (const auto& row : rows)
        found.push_back({row.text("id"), row.text("name"), row.text("code")});
    return found;
}

Result<std::vector<Class>> Tenants::classes(const Scope& scope) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Centre}));
    TUCAI_TRY(const auto rows, means_.ledger.read([&](store::Transaction& sql) {
        return sql.rows(
            "select id, college, name from classes where tenant = $1 and ($2 = '' or college = $2) "
            "order by name, id",
            {scope.tenant, college_limit(scope)});
    }));
    std::vector<Class> found;
    for (const auto& row : rows)
        found.push_back({row.text("id"), row.maybe_text("college").value_or(""), row.text("name")});
    return found;
}

} // namespace tucai::collect
