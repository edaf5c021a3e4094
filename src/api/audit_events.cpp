#include "api/fields.h"
#include "api/photo_json.h"
#include "api/query.h"
#include "api/resources.h"
#include "collect/watch/audit_trail.h"

#include <charconv>

namespace tucai::api {
namespace {

using access::Role;
using collect::AuditTrail;

/// Whose chain is meant: an admin names any, the others have their own.
std::string tenant_of(const Call& call)
{
    const auto named = query_text(call.request, "tenant");
    return call.scope.role == Role::Admin && !named.empty() ? named : call.scope.tenant;
}

/// A cursor of ours is sealed, so what it holds is a number that we wrote; 0 for the first page.
std::int64_t before_of(const std::string& after)
{
    std::int64_t before = 0;
    std::from_chars(after.data(), after.data() + after.size(), before);
    return before;
}

Outcome<http::Response> list(House& house, const Call& call)
{
    const auto tenant = tenant_of(call);
    const collect::TrailFilter filter{query_text(call.request, "kind"), query_text(call.request, "subject")};
    const auto name = "audit-events/" + tenant + "/" + filter.kind + "/" + filter.subject;
    TUCAI_TRY(const auto page, house.cursors.page_of(call.request, name));
    TUCAI_TRY(const auto found, AuditTrail(house.means, house.audit_heads)
                                    .page(call.scope, tenant, filter, before_of(page.after),
                                          static_cast<std::size_t>(page.limit)));
    auto items = nlohmann::json::array();
    for (const auto& [number, event] : found.lines)
        items.push_back({{"number", number},
                         {"at", time_text(event.at_ms)},
                         {"kind", event.kind},
                         {"actor", event.actor},
                         {"subject", event.subject},
                         {"details", stored_json(event.details)}});
    const auto next = found.next_before == 0 ? std::string() : std::to_string(found.next_before);
    return http::json_response(200, house.cursors.page(name, std::move(items), next));
}

Outcome<http::Response> check(House& house, const Call& call)
{
    TUCAI_TRY(const auto found,
              AuditTrail(house.means, house.audit_heads).check(call.scope, tenant_of(call)));
    auto faults = nlohmann::json::array();
    for (const auto& fault : found.faults)
        faults.push_back({{"number", fault.number}, {"kind", store::audit_fault_word(fault.kind)}});
    return http::json_response(
        200, {{"is_whole", found.faults.empty()}, {"events", found.events}, {"faults", std::move(faults)}});
}

} // namespace

Endpoints audit_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> readers = {Role::Auditor, Role::School, Role::Centre, Role::Admin};
    return {
        {"GET", "/audit-events", Door::Staff, readers, Makes::Nothing, 0, with(list)},
        {"GET", "/audit-events/check", Door::Staff, readers, Makes::Nothing, 0, with(check)},
    };
}

} // namespace tucai::api
