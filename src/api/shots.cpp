#include "collect/capture/shots.h"

#include "api/fields.h"
#include "api/json.h"
#include "api/picture_response.h"
#include "api/query.h"
#include "api/resources.h"
#include "base/json.h"
#include "collect/capture/choosing.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

constexpr std::size_t largest_piece_bytes = 8U << 20U;

collect::Shots shots_of(House& house)
{
    return {house.means, house.uploads};
}

collect::Choosing choosing_of(House& house)
{
    return {house.means, house.teller};
}

nlohmann::json receipt_json(const collect::Receipt& receipt)
{
    return {{"id", receipt.shot},
            {"state", collect::word(receipt.state)},
            {"declared_bytes", receipt.declared_bytes},
            {"arrived_bytes", receipt.arrived_bytes},
            {"sha256", or_null(receipt.sha256)},
            {"stored_at", time_json(receipt.stored_ms)},
            {"judged_at", time_json(receipt.judged_ms)},
            {"photo", or_null(receipt.photo)},
            {"photo_state",
             receipt.photo_state ? nlohmann::json(collect::word(*receipt.photo_state)) : nlohmann::json()},
            {"submission",
             receipt.submission ? nlohmann::json(collect::word(*receipt.submission)) : nlohmann::json()}};
}

/// Announces a picture: the answer's nonce comes back with its pieces.
Outcome<http::Response> expect(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    collect::NewShot shot;
    shot.declared_bytes = fields.integer("bytes", 1, INT64_MAX);
    shot.declared_sha256 = fields.maybe_text("sha256", 64).value_or("");
    shot.source = fields.word("source", collect::from_word<collect::ShotSource>);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto ticket, shots_of(house).expect(call.grant, shot));
    return http::created_response(std::string(api_root) + "/shots/" + ticket.shot,
                                  {{"id", ticket.shot}, {"nonce", ticket.nonce}});
}

/// One raw body from `?offset=` on. A wrong offset is 409 with where to go on.
Outcome<http::Response> take(House& house, const Call& call)
{
    TUCAI_TRY(const auto offset, query_integer(call.request, "offset"));
    if (!offset || *offset < 0)
        return field_problem(ErrorCode::InvalidInput, "offset");
    TUCAI_TRY(const auto bytes, call.request.body.read(largest_piece_bytes));
    const auto* nonce = call.request.headers.find("x-shot-nonce");
    const auto& shot = call.request.path_value("id");
    TUCAI_TRY(const auto answer, shots_of(house).take(call.grant, {shot, *offset, base::as_bytes(bytes),
                                                                   nonce == nullptr ? "" : *nonce}));
    if (answer.fate == collect::PieceFate::WrongOffset)
        return tl::unexpected(Problem(ErrorCode::StoreConflict, {{"arrived_bytes", answer.arrived_bytes}}));
    return http::json_response(200, {{"arrived_bytes", answer.arrived_bytes},
                                     {"is_whole", answer.fate == collect::PieceFate::Whole}});
}

Outcome<http::Response> receipt(House& house, const Call& call)
{
    TUCAI_TRY(const auto receipt, shots_of(house).receipt(call.grant, call.request.path_value("id")));
    return http::json_response(200, receipt_json(receipt));
}

/// The report in the language asked for, or null.
Outcome<nlohmann::json> report_of(const std::string& reports, base::Language language)
{
    if (reports.empty())
        return nlohmann::json();
    TUCAI_TRY(const auto both, base::parse_limited(reports, {4U << 20U, 32}));
    return both.value(language == base::Language::Chinese ? "zh" : "en", nlohmann::json());
}

Outcome<http::Response> findings(House& house, const Call& call)
{
    TUCAI_TRY(const auto found, choosing_of(house).findings(call.grant, call.request.path_value("id")));
    TUCAI_TRY(auto report, report_of(found.reports, call.request.language));
    return http::json_response(200, {{"shot", found.shot},
                                     {"photo", or_null(found.photo)},
                                     {"state", collect::word(found.state)},
                                     {"error_code", or_null(found.error_code)},
                                     {"findings", found.findings},
                                     {"unassessed", found.unassessed},
                                     {"has_photo", found.has_photo},
                                     {"came_before", found.came_before},
                                     {"report", report}});
}

Outcome<http::Response> picture(House& house, const Call& call)
{
    TUCAI_TRY(const auto bytes, choosing_of(house).picture(call.grant, call.request.path_value("id"),
                                                           collect::PictureKind::Shot));
    return picture_response(bytes);
}

Outcome<http::Response> photo(House& house, const Call& call)
{
    TUCAI_TRY(const auto bytes, choosing_of(house).picture(call.grant, call.request.path_value("id"),
                                                           collect::PictureKind::Photo));
    return picture_response(bytes);
}

/// Submits one shot: as it is, or with the wish that a person looks at it.
Outcome<http::Response> confirm(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const bool ask = fields.yes_or_no("ask_a_person", false);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto photo, choosing_of(house).confirm(call.grant, call.request.path_value("id"),
                                                           ask ? collect::Submission::PersonAsked
                                                               : collect::Submission::Confirmed));
    return http::json_response(200, {{"photo", photo.id},
                                     {"state", collect::word(photo.state)},
                                     {"submitted_at", time_json(photo.submitted_ms)}});
}

} // namespace

Endpoints shot_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<access::Role> student = {access::Role::Student};
    return {
        {"POST", "/shots", Door::Device, student, Makes::SomethingNew, 4096, with(expect)},
        {"PUT", "/shots/{id}", Door::Device, student, Makes::Nothing, largest_piece_bytes, with(take)},
        {"GET", "/shots/{id}", Door::Device, student, Makes::Nothing, 0, with(receipt)},
        {"GET", "/shots/{id}/findings", Door::Device, student, Makes::Nothing, 0, with(findings)},
        {"GET", "/shots/{id}/picture", Door::Device, student, Makes::Nothing, 0, with(picture)},
        {"GET", "/shots/{id}/photo", Door::Device, student, Makes::Nothing, 0, with(photo)},
        {"POST", "/shots/{id}/confirmation", Door::Device, student, Makes::Nothing, 4096, with(confirm)},
    };
}

} // namespace tucai::api
