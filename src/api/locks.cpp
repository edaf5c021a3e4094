#include "collect/locks/locks.h"

#include "api/fields.h"
#include "api/json.h"
#include "api/photo_json.h"
#include "api/query.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "collect/locks/history.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::Locks;

nlohmann::json objection_json(const collect::ObjectionRow& objection)
{
    return {{"id", objection.id},
            {"lock", objection.lock},
            {"student", objection.student},
            {"state", word(objection.state)},
            {"words", objection.words},
            {"answer", or_null(objection.answer)},
            {"made_at", time_text(objection.made_ms)},
            {"decided_at", time_json(objection.decided_ms)},
            {"officer", or_null(objection.officer)}};
}

nlohmann::json lock_json(const collect::LockDetails& lock)
{
    auto objections = nlohmann::json::array();
    for (const auto& objection : lock.objections)
        objections.push_back(objection_json(objection));
    return {{"id", lock.row.id},
            {"student", lock.row.student},
            {"violation", lock.row.violation},
            {"kind", word(lock.row.kind)},
            {"words", words_json(lock.words)},
            {"state", word(lock.row.state)},
            {"locked_by", lock.row.locked_by},
            {"locked_at", time_text(lock.row.locked_ms)},
            {"reason", or_null(lock.reason)},
            {"ended_at", time_json(lock.row.ended_ms)},
            {"officer", or_null(lock.row.officer)},
            {"ended_reason", or_null(lock.ended_reason)},
            {"objections", std::move(objections)}};
}

Outcome<http::Response> of_student(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto student, query_id(call.request, "student"));
    TUCAI_TRY(const auto found, Locks(house.means, house.teller).of_student(scope, student));
    auto items = nlohmann::json::array();
    for (const auto& lock : found)
        items.push_back(lock_json(lock));
    return whole_list(items);
}

Outcome<http::Response> lift(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto reason = fields.text("reason", 8000);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(Locks(house.means, house.teller).lift(call.scope, call.request.path_value("id"), reason));
    return http::empty_response();
}

Outcome<http::Response> history(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto student, query_id(call.request, "student"));
    TUCAI_TRY(const auto lines, collect::lock_history(house.means, scope, student));
    auto items = nlohmann::json::array();
    for (const auto& line : lines)
        items.push_back({{"at", time_text(line.at_ms)},
                         {"kind", line.kind},
                         {"actor", line.actor},
                         {"subject", line.subject},
                         {"details", stored_json(line.details)}});
    return whole_list(items);
}

Outcome<http::Response> open_objections(House& house, const Call& call)
{
    const auto name = "objections/" + call.scope.tenant;
    TUCAI_TRY(const auto page, house.cursors.page_of(call.request, name));
    TUCAI_TRY(const auto found,
              Locks(house.means, house.teller)
                  .open_objections(call.scope, page.after, static_cast<std::size_t>(page.limit)));
    auto items = nlohmann::json::array();
    for (const auto& objection : found.rows)
        items.push_back(objection_json(objection));
    return http::json_response(200, house.cursors.page(name, std::move(items), found.next));
}

std::optional<collect::ObjectionAnswer> answer_of(std::string_view text)
{
    if (text == "uphold")
        return collect::ObjectionAnswer::Uphold;
    if (text == "reject")
        return collect::ObjectionAnswer::Reject;
    return std::nullopt;
}

Outcome<http::Response> answer(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto answer = fields.word("answer", answer_of);
    const auto reason = fields.text("reason", 8000);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(
        Locks(house.means, house.teller).answer(call.scope, call.request.path_value("id"), answer, reason));
    return http::empty_response();
}

} // namespace

Endpoints lock_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> office = {Role::School};
    const std::vector<Role> historians = {Role::School, Role::Centre, Role::Auditor};
    return {
        {"GET", "/locks", Door::Staff, {Role::School, Role::Centre}, Makes::Nothing, 0, with(of_student)},
        {"POST", "/locks/{id}/lift", Door::Staff, office, Makes::Nothing, 16'384, with(lift)},
        {"GET", "/lock-events", Door::Staff, historians, Makes::Nothing, 0, with(history)},
        {"GET", "/objections", Door::Staff, office, Makes::Nothing, 0, with(open_objections)},
        {"POST", "/objections/{id}/answer", Door::Staff, office, Makes::Nothing, 16'384, with(answer)},
    };
}

} // namespace tucai::api
