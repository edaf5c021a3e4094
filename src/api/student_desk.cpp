#include "api/fields.h"
#include "api/json.h"
#include "api/resources.h"
#include "collect/locks/locks.h"
#include "collect/review/help.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

constexpr std::size_t longest_words_bytes = 8'000;

nlohmann::json objection_json(const collect::ObjectionRow& objection)
{
    return {{"id", objection.id},
            {"state", collect::word(objection.state)},
            {"words", objection.words},
            {"answer", or_null(objection.answer)},
            {"made_at", time_text(objection.made_ms)},
            {"decided_at", time_json(objection.decided_ms)}};
}

/// A lock as its student may see it: why, in both languages and in the words of whoever confirmed it.
nlohmann::json lock_json(const collect::LockDetails& lock)
{
    auto objections = nlohmann::json::array();
    for (const auto& objection : lock.objections)
        objections.push_back(objection_json(objection));
    return {{"id", lock.row.id},
            {"kind", collect::word(lock.row.kind)},
            {"state", collect::word(lock.row.state)},
            {"words", words_json(lock.words)},
            {"reason", or_null(lock.reason)},
            {"ended_reason", or_null(lock.ended_reason)},
            {"locked_at", time_text(lock.row.locked_ms)},
            {"ended_at", time_json(lock.row.ended_ms)},
            {"objections", objections}};
}

Outcome<http::Response> locks(House& house, const Call& call)
{
    TUCAI_TRY(const auto own, collect::Locks(house.means, house.teller).own(call.grant));
    auto items = nlohmann::json::array();
    for (const auto& lock : own)
        items.push_back(lock_json(lock));
    return whole_list(items);
}

Outcome<http::Response> object(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto lock = fields.text("lock", 64);
    const auto words = fields.text("words", longest_words_bytes);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto id, collect::Locks(house.means, house.teller).object(call.grant, lock, words));
    return http::json_response(201, {{"id", id}});
}

nlohmann::json help_json(const collect::HelpRow& row)
{
    return {{"id", row.id},
            {"about", collect::word(row.about)},
            {"state", collect::word(row.state)},
            {"words", row.words},
            {"answer", or_null(row.answer)},
            {"made_at", time_text(row.made_ms)},
            {"answered_at", time_json(row.answered_ms)}};
}

Outcome<http::Response> questions(House& house, const Call& call)
{
    TUCAI_TRY(const auto own, collect::Help(house.means, house.teller).own(call.grant));
    auto items = nlohmann::json::array();
    for (const auto& row : own)
        items.push_back(help_json(row));
    return whole_list(items);
}

Outcome<http::Response> ask(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto about = fields.word("about", collect::from_word<collect::HelpTopic>);
    const auto words = fields.text("words", longest_words_bytes);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto id, collect::Help(house.means, house.teller).ask(call.grant, about, words));
    return http::json_response(201, {{"id", id}});
}

} // namespace

Endpoints student_desk_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<access::Role> student = {access::Role::Student};
    return {
        {"GET", "/codes/current/locks", Door::Device, student, Makes::Nothing, 0, with(locks)},
        {"POST", "/codes/current/objections", Door::Device, student, Makes::SomethingNew, 16'384,
         with(object)},
        {"GET", "/codes/current/help-requests", Door::Device, student, Makes::Nothing, 0, with(questions)},
        {"POST", "/codes/current/help-requests", Door::Device, student, Makes::SomethingNew, 16'384,
         with(ask)},
    };
}

} // namespace tucai::api
