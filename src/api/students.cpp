#include "api/fields.h"
#include "api/json.h"
#include "api/query.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "api/student_json.h"
#include "collect/batches/batches.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace tucai::api {
namespace {

using access::Role;
using collect::StudentFilter;
using collect::StudentOrder;
using collect::Students;

constexpr std::size_t most_found = 200;

std::optional<StudentOrder> order_of(std::string_view word)
{
    if (word.empty() || word == "roster")
        return StudentOrder::Roster;
    if (word == "code_number")
        return StudentOrder::CodeNumber;
    return word == "latest" ? std::optional(StudentOrder::LatestFirst) : std::nullopt;
}

Outcome<StudentFilter> filter_of(const http::Request& request)
{
    StudentFilter filter;
    filter.college = query_text(request, "college");
    filter.class_id = query_text(request, "class");
    if (const auto state = query_text(request, "state"); !state.empty()) {
        filter.state = collect::from_word<collect::StudentState>(state);
        if (!filter.state)
            return field_problem(ErrorCode::InvalidInput, "state");
    }
    TUCAI_TRY(filter.only_missing, query_flag(request, "missing"));
    TUCAI_TRY(filter.only_absent, query_flag(request, "absent"));
    TUCAI_TRY(filter.only_unresolved, query_flag(request, "unresolved"));
    return filter;
}

/// A cursor of one list is none of another: what a list is of goes into its name.
std::string list_name(const collect::Scope& scope, const std::string& batch, const StudentFilter& filter,
                      const std::string& sort)
{
    const nlohmann::json parts = {"students",
                                  scope.tenant,
                                  scope.person,
                                  batch,
                                  filter.college,
                                  filter.class_id,
                                  filter.state ? collect::word(*filter.state) : "",
                                  filter.only_missing,
                                  filter.only_absent,
                                  filter.only_unresolved,
                                  sort};
    return parts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::json rows_json(const std::vector<collect::StudentRow>& rows)
{
    auto items = nlohmann::json::array();
    for (const auto& row : rows)
        items.push_back(student_json(row));
    return items;
}

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto batch, named_batch(house, call, scope));
    TUCAI_TRY(const auto filter, filter_of(call.request));
    const auto sort = query_text(call.request, "sort");
    const auto order = order_of(sort);
    if (!order)
        return field_problem(ErrorCode::InvalidInput, "sort");
    const auto name = list_name(scope, batch, filter, sort);
    TUCAI_TRY(const auto page, house.cursors.page_of(call.request, name));
    TUCAI_TRY(const auto found,
              Students(house.means)
                  .list(scope, batch, filter, *order, {page.after, static_cast<std::size_t>(page.limit)}));
    return http::json_response(200, house.cursors.page(name, rows_json(found.rows), found.next));
}

/// What is looked for may be a name or a document's number: it comes in a body, since addresses are kept by
/// browsers and written down by proxies.
Outcome<http::Response> search(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto batch = fields.text("batch", 64);
    StudentFilter filter;
    filter.find = fields.text("find", 400);
    TUCAI_CHECK(fields.check());
    if (filter.find.empty())
        return field_problem(ErrorCode::InvalidInput, "find");
    TUCAI_CHECK(collect::Batches(house.means).batch(scope, batch));
    TUCAI_TRY(const auto found,
              Students(house.means).list(scope, batch, filter, StudentOrder::Roster, {"", most_found}));
    return http::json_response(200, {{"items", rows_json(found.rows)}, {"next", nullptr}});
}

Outcome<http::Response> counts(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto batch, named_batch(house, call, scope));
    TUCAI_TRY(const auto found, Students(house.means).counts(scope, batch));
    auto items = nlohmann::json::array();
    for (const auto& count : found)
        items.push_back({{"college", or_null(count.college)},
                         {"class", or_null(count.class_id)},
                         {"state", collect::word(count.state)},
                         {"count", count.count}});
    return whole_list(items);
}

/// How a class stands: of whom a photo is expected, and who still has to send one.
struct Standing {
    std::int64_t expected = 0;
    std::int64_t missing = 0;
};

void count_in(Standing& standing, const collect::StudentCount& count)
{
    using State = collect::StudentState;
    const auto is = [&](std::initializer_list<State> states) {
        return std::find(states.begin(), states.end(), count.state) != states.end();
    };
    if (is({State::DoneBefore, State::Withdrawn, State::Deferred}))
        return;
    standing.expected += count.count;
    if (is({State::Listed, State::Coded, State::Capturing, State::Returned}))
        standing.missing += count.count;
}

/// The list with which classes are chased; it names nobody and may hang at a door.
Outcome<http::Response> missing(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto batch, named_batch(house, call, scope));
    TUCAI_TRY(const auto found, Students(house.means).counts(scope, batch));
    std::map<std::pair<std::string, std::string>, Standing> classes;
    for (const auto& count : found)
        count_in(classes[{count.college, count.class_id}], count);
    auto items = nlohmann::json::array();
    for (const auto& [place, standing] : classes)
        items.push_back({{"college", or_null(place.first)},
                         {"class", or_null(place.second)},
                         {"expected", standing.expected},
                         {"missing", standing.missing}});
    return whole_list(items);
}

Outcome<http::Response> read(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto student, Students(house.means).student(scope, call.request.path_value("id")));
    auto response = http::json_response(200, student_json(student));
    response.etag = std::to_string(student.version) + "-" + std::to_string(student.state_ms);
    return response;
}

/// What was typed, by the roster's words; an empty text or null takes a field away.
Outcome<collect::TypedFields> typed_fields(Fields& fields)
{
    collect::TypedFields typed;
    auto given = fields.maybe_object("fields");
    if (!given)
        return field_problem(ErrorCode::InvalidInput, "fields");
    for (const auto field : collect::roster::all_fields())
        if (const auto word = collect::roster::field_word(field); given->has(word))
            typed[field] = given->maybe_text(word, 2000).value_or("");
    TUCAI_CHECK(given->check());
    return typed;
}

/// Where the fault of what was typed lies, as far as its code tells it.
Problem typed_problem(Error error)
{
    const auto code = error_word(error.code);
    if (code.starts_with("document."))
        return {error.code, {{"field", "fields.document_number"}}};
    if (code.starts_with("name."))
        return {error.code, {{"field", "fields.name"}}};
    return {std::move(error)};
}

Outcome<http::Response> add(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto batch = fields.text("batch", 64);
    TUCAI_TRY(const auto typed, typed_fields(fields));
    TUCAI_CHECK(fields.check());
    const auto id = Students(house.means).add(call.scope, batch, typed);
    if (!id)
        return tl::unexpected(typed_problem(id.error()));
    return http::created_response(std::string(api_root) + "/students/" + *id, {{"id", *id}});
}

Outcome<http::Response> edit(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto version = fields.integer("version", 1, INT64_MAX);
    TUCAI_TRY(const auto typed, typed_fields(fields));
    TUCAI_CHECK(fields.check());
    const auto edited = Students(house.means).edit(call.scope, call.request.path_value("id"), version, typed);
    if (!edited)
        return tl::unexpected(typed_problem(edited.error()));
    return http::empty_response();
}

Outcome<http::Response> move(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto event = fields.word("event", collect::from_word<collect::StudentEvent>);
    const auto reason = fields.text("reason", 800);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto standing,
              Students(house.means).mark(call.scope, call.request.path_value("id"), event, reason));
    return http::json_response(200, {{"state", collect::word(standing.state)}});
}

Outcome<http::Response> declare_glasses(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto glasses = fields.word("glasses", collect::from_word<collect::Glasses>);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(Students(house.means).declare_glasses(call.scope, call.request.path_value("id"), glasses));
    return http::empty_response();
}

} // namespace

Endpoints student_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> readers = {Role::College, Role::School, Role::Centre};
    const std::vector<Role> office = {Role::School};
    constexpr std::uint64_t longest = 64 * 1024;
    return {
        {"GET", "/students", Door::Staff, readers, Makes::Nothing, 0, with(list)},
        {"POST", "/students", Door::Staff, office, Makes::SomethingNew, longest, with(add)},
        {"POST", "/students/search", Door::Staff, readers, Makes::Nothing, 4096, with(search)},
        {"GET", "/students/counts", Door::Staff, readers, Makes::Nothing, 0, with(counts)},
        {"GET", "/students/missing", Door::Staff, readers, Makes::Nothing, 0, with(missing)},
        {"GET", "/students/{id}", Door::Staff, readers, Makes::Nothing, 0, with(read)},
        {"PATCH", "/students/{id}", Door::Staff, office, Makes::Nothing, longest, with(edit)},
        {"POST", "/students/{id}/moves", Door::Staff, office, Makes::Nothing, 4096, with(move)},
        {"PUT", "/students/{id}/glasses", Door::Staff, office, Makes::Nothing, 4096, with(declare_glasses)},
    };
}

} // namespace tucai::api
