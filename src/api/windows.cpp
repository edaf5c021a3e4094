#include "api/fields.h"
#include "api/json.h"
#include "api/query.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "api/window_json.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

using access::Role;
using collect::Batches;

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto id, query_needed(call.request, "batch"));
    const Batches batches(house.means);
    TUCAI_TRY(const auto batch, batches.batch(scope, id));
    TUCAI_TRY(const auto own, batches.own_windows(scope, id));
    auto items = nlohmann::json::array();
    for (const auto& window : batch.windows)
        items.push_back(window_json(window));
    for (const auto& window : own)
        items.push_back(window_json(window));
    return whole_list(items);
}

Outcome<collect::BeijingDay> day_field(Fields& fields, std::string_view name)
{
    const auto day = collect::read_day(fields.text(name, 10));
    if (!day)
        return field_problem(ErrorCode::InvalidInput, name);
    return *day;
}

Outcome<std::optional<collect::DailyHours>> hours_field(Fields& fields)
{
    auto hours = fields.maybe_object("hours");
    if (!hours)
        return std::optional<collect::DailyHours>();
    const auto opens = collect::read_minute(hours->text("opens", 5));
    const auto closes = collect::read_minute(hours->text("closes", 5));
    TUCAI_CHECK(hours->check());
    if (!opens || !closes)
        return field_problem(ErrorCode::InvalidInput, opens ? "hours.closes" : "hours.opens");
    return std::optional(collect::DailyHours{*opens, *closes});
}

Outcome<http::Response> add(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto batch = fields.text("batch", 64);
    collect::BatchWindow window;
    window.window.kind = fields.word("kind", collect::from_word<collect::WindowKind>);
    TUCAI_TRY(window.window.first_day, day_field(fields, "first_day"));
    TUCAI_TRY(window.window.last_day, day_field(fields, "last_day"));
    TUCAI_TRY(window.window.hours, hours_field(fields));
    window.window.reason = fields.maybe_text("reason", 800).value_or("");
    window.class_id = fields.maybe_text("class", 64).value_or("");
    window.student = fields.maybe_text("student", 64).value_or("");
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto id, Batches(house.means).add_window(scope, batch, window));
    return http::created_response(std::string(api_root) + "/windows/" + id, {{"id", id}});
}

Outcome<http::Response> remove(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto batch, query_needed(call.request, "batch"));
    TUCAI_CHECK(Batches(house.means).remove_window(scope, batch, call.request.path_value("id")));
    return http::empty_response();
}

} // namespace

Endpoints window_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> writers = {Role::School, Role::Centre};
    return {
        {"GET", "/windows", Door::Staff, writers, Makes::Nothing, 0, with(list)},
        {"POST", "/windows", Door::Staff, writers, Makes::SomethingNew, 8192, with(add)},
        {"DELETE", "/windows/{id}", Door::Staff, writers, Makes::Nothing, 0, with(remove)},
    };
}

} // namespace tucai::api
