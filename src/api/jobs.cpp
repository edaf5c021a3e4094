#include "api/fields.h"
#include "api/json.h"
#include "api/resources.h"
#include "collect/watch/job_desk.h"

#include <charconv>

namespace tucai::api {
namespace {

using access::Role;
using collect::JobDesk;

constexpr std::string_view failed_list = "jobs/failed";

/// The whole of a text as a number of a job; nothing where it is none.
std::optional<std::int64_t> number_of(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

Outcome<http::Response> counts(House& house, const Call& call)
{
    TUCAI_TRY(const auto found, JobDesk(house.means).counts(call.scope));
    return http::json_response(200,
                               {{"waiting", found.waiting}, {"held", found.held}, {"failed", found.failed}});
}

Outcome<http::Response> failed(House& house, const Call& call)
{
    TUCAI_TRY(const auto page, house.cursors.page_of(call.request, failed_list));
    const auto limit = static_cast<std::size_t>(page.limit);
    TUCAI_TRY(const auto found,
              JobDesk(house.means).failed(call.scope, number_of(page.after).value_or(0), limit));
    auto items = nlohmann::json::array();
    for (const auto& job : found)
        items.push_back({{"id", std::to_string(job.id)},
                         {"kind", job.kind},
                         {"subject", job.subject},
                         {"reason", or_null(job.reason)},
                         {"attempts", job.attempts},
                         {"added_at", time_text(job.added_ms)}});
    const auto next = found.size() < limit ? std::string() : std::to_string(found.back().id);
    return http::json_response(200, house.cursors.page(failed_list, std::move(items), next));
}

Outcome<http::Response> restart(House& house, const Call& call)
{
    const auto id = number_of(call.request.path_value("id"));
    if (!id)
        return tl::unexpected(Problem(ErrorCode::NotFound, nlohmann::json::object()));
    TUCAI_CHECK(JobDesk(house.means).restart(call.scope, *id));
    return http::empty_response();
}

} // namespace

Endpoints job_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> admins = {Role::Admin};
    return {
        {"GET", "/jobs/counts", Door::Staff, admins, Makes::Nothing, 0, with(counts)},
        {"GET", "/jobs/failed", Door::Staff, admins, Makes::Nothing, 0, with(failed)},
        {"POST", "/jobs/{id}/restart", Door::Staff, admins, Makes::Nothing, 4096, with(restart)},
    };
}

} // namespace tucai::api
