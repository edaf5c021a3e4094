#include "api/fields.h"
#include "api/json.h"
#include "api/resources.h"
#include "collect/capture/choosing.h"
#include "collect/capture/consents.h"
#include "collect/capture/sessions.h"
#include "collect/capture/shooting_window.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

nlohmann::json session_json(const collect::SessionRow& session)
{
    return {{"id", session.id},
            {"state", collect::word(session.state)},
            {"tier", session.tier},
            {"begun_at", time_text(session.begun_ms)},
            {"ends_at", time_text(session.ends_ms)},
            {"notice_version",
             session.notice_version ? nlohmann::json(*session.notice_version) : nlohmann::json()}};
}

nlohmann::json photo_json(const collect::PhotoRow& photo)
{
    return {{"id", photo.id},
            {"shot", photo.shot},
            {"state", collect::word(photo.state)},
            {"submission", collect::word(photo.submission)},
            {"submitted_at", time_json(photo.submitted_ms)},
            {"return_until", time_json(photo.return_until_ms)},
            {"has_photo", photo.blob.has_value()}};
}

struct Batch {
    std::string state;
    std::int64_t version = 0;
};

/// Where the student stands, in one answer: what the phone's first page shows.
Outcome<http::Response> status(House& house, const Call& call)
{
    const auto& grant = call.grant;
    TUCAI_TRY(const auto granted, house.means.ledger.read([&](store::Transaction& sql) {
        return collect::check_grant(sql, grant, collect::GrantFor::Status, house.means.ledger.now_ms());
    }));
    TUCAI_TRY(const auto window, collect::CaptureSessions(house.means).window(grant));
    TUCAI_TRY(const auto photo, house.means.ledger.read([&](store::Transaction& sql) {
        return collect::current_photo(sql, grant.tenant, grant.student);
    }));
    TUCAI_TRY(const auto row, house.means.ledger.read([&](store::Transaction& sql) {
        return sql.row(
            "select students.code_number, students.masked_name, students.state_reason, batches.version "
            "from students join batches on batches.tenant = students.tenant and batches.id = "
            "students.batch where students.tenant = $1 and students.id = $2",
            {grant.tenant, grant.student});
    }));
    if (!row)
        return tl::unexpected(Problem(ErrorCode::NotFound, nlohmann::json::object()));
    const nlohmann::json json{{"state", collect::word(granted.standing.state)},
                              {"code_state", collect::word(granted.code)},
                              {"code_number", row->text("code_number")},
                              {"masked_name", row->text("masked_name")},
                              {"batch", grant.batch},
                              {"notice_version", row->integer("version")},
                              {"may_shoot", window.takes()},
                              {"return_until", time_json(window.returned_until_ms)},
                              {"photo", photo ? photo_json(*photo) : nlohmann::json()}};
    return http::json_response(200, json);
}

Outcome<http::Response> open(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto tier = fields.word("tier", collect::from_word<collect::PhoneTier>);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto session, collect::CaptureSessions(house.means).open(call.grant, tier));
    return http::created_response(std::string(api_root) + "/capture-sessions/current", session_json(session));
}

Outcome<http::Response> current(House& house, const Call& call)
{
    TUCAI_TRY(const auto session, collect::CaptureSessions(house.means).current(call.grant));
    return http::json_response(200, session_json(session));
}

Outcome<http::Response> read_notice(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto version = fields.integer("version", 0, INT64_MAX);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(collect::CaptureSessions(house.means).read_notice(call.grant, version));
    return http::empty_response();
}

/// The texts that are to be shown now, and what the student answered last.
Outcome<http::Response> consents(House& house, const Call& call)
{
    const collect::Consents asked(house.means);
    TUCAI_TRY(const auto answers, asked.answers(call.grant));
    auto items = nlohmann::json::array();
    for (const auto kind : {collect::ConsentKind::Photo, collect::ConsentKind::Comparison}) {
        TUCAI_TRY(const auto text, asked.text(call.grant.tenant, kind));
        const auto& answer = answers.at(static_cast<std::size_t>(kind));
        items.push_back(
            {{"kind", collect::word(kind)},
             {"version", text.version},
             {"words", words_json(text.words)},
             {"answer", answer ? nlohmann::json(collect::word(answer->answer)) : nlohmann::json()},
             {"answered_version", answer ? nlohmann::json(answer->version) : nlohmann::json()},
             {"answered_at", answer ? nlohmann::json(time_text(answer->at_ms)) : nlohmann::json()}});
    }
    return whole_list(items);
}

Outcome<http::Response> answer_consent(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    collect::NewAnswer answer;
    answer.kind = fields.word("kind", collect::from_word<collect::ConsentKind>);
    answer.answer = fields.word("answer", collect::from_word<collect::ConsentAnswer>);
    answer.version = fields.integer("version", 0, INT64_MAX);
    answer.language = call.request.language;
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(collect::Consents(house.means).answer(call.grant, answer));
    return http::empty_response();
}

/// The school's office publishes the text of a consent; the version that it gets is what students answer to.
Outcome<http::Response> publish_consent(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto kind = fields.word("kind", collect::from_word<collect::ConsentKind>);
    const auto words = fields.words("words", 20'000);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto version, collect::Consents(house.means).publish(call.scope, kind, words));
    return http::json_response(201, {{"kind", collect::word(kind)}, {"version", version}});
}

Outcome<http::Response> take_back(House& house, const Call& call)
{
    TUCAI_CHECK(collect::Choosing(house.means, house.teller).take_back(call.grant));
    return http::empty_response();
}

} // namespace

Endpoints capture_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<access::Role> student = {access::Role::Student};
    return {
        {"GET", "/codes/current", Door::Device, student, Makes::Nothing, 0, with(status)},
        {"POST", "/capture-sessions", Door::Device, student, Makes::SomethingNew, 4096, with(open)},
        {"GET", "/capture-sessions/current", Door::Device, student, Makes::Nothing, 0, with(current)},
        {"PUT", "/capture-sessions/current/notice", Door::Device, student, Makes::Nothing, 4096,
         with(read_notice)},
        {"GET", "/consents", Door::Device, student, Makes::Nothing, 0, with(consents)},
        {"PUT", "/consents", Door::Device, student, Makes::Nothing, 4096, with(answer_consent)},
        {"POST",
         "/consent-texts",
         Door::Staff,
         {access::Role::School},
         Makes::SomethingNew,
         256 * 1024,
         with(publish_consent)},
        {"DELETE", "/photos/current", Door::Device, student, Makes::Nothing, 0, with(take_back)},
    };
}

} // namespace tucai::api
