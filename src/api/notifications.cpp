#include "api/fields.h"
#include "api/json.h"
#include "api/query.h"
#include "api/resources.h"
#include "collect/notify/notices.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::notify::DeliveryState;
using collect::notify::Notices;
using collect::notify::Tongue;

Outcome<http::Response> of_student(House& house, const Call& call)
{
    TUCAI_TRY(const auto student, query_id(call.request, "student"));
    TUCAI_TRY(const auto found, Notices(house.means).of_student(call.scope, student));
    auto items = nlohmann::json::array();
    for (const auto& notice : found)
        items.push_back({{"id", notice.id},
                         {"topic", collect::word(notice.topic)},
                         {"state", collect::word(notice.state)},
                         {"tries", notice.tries},
                         {"reason", or_null(notice.reason)},
                         {"made_at", time_text(notice.made_ms)}});
    return whole_list(items);
}

Outcome<http::Response> counts(House& house, const Call& call)
{
    TUCAI_TRY(const auto batch, query_id(call.request, "batch"));
    TUCAI_TRY(const auto found, Notices(house.means).counts(call.scope, batch));
    auto json = nlohmann::json::object();
    for (const auto name : collect::Words<DeliveryState>::list)
        json[std::string(name)] = 0;
    for (const auto& [state, count] : found)
        json[std::string(collect::word(state))] = count;
    return http::json_response(200, json);
}

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto batch, query_id(call.request, "batch"));
    TUCAI_TRY(const auto tongue, query_word(call.request, "language", collect::from_word<Tongue>));
    TUCAI_TRY(const auto found,
              Notices(house.means)
                  .list(call.scope, batch, query_text(call.request, "class"), tongue.value_or(Tongue::Both)));
    auto lines = nlohmann::json::array();
    for (const auto& line : found.lines)
        lines.push_back({{"student", line.student},
                         {"code_number", line.code_number},
                         {"masked_name", line.masked_name},
                         {"class", or_null(line.class_name)},
                         {"topic", collect::word(line.topic)},
                         {"subject", words_json(line.subject)},
                         {"made_at", time_text(line.made_ms)}});
    return http::json_response(200, {{"lines", std::move(lines)}, {"text", found.text}});
}

} // namespace

Endpoints notification_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> readers = {Role::School, Role::College};
    return {
        {"GET", "/notifications", Door::Staff, readers, Makes::Nothing, 0, with(of_student)},
        {"GET", "/notifications/counts", Door::Staff, readers, Makes::Nothing, 0, with(counts)},
        {"GET", "/notifications/group-list", Door::Staff, readers, Makes::Nothing, 0, with(list)},
    };
}

} // namespace tucai::api
