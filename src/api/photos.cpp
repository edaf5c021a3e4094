#include "api/fields.h"
#include "api/photo_json.h"
#include "api/picture_response.h"
#include "api/query.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "collect/review/desk.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::DeskPicture;

nlohmann::json item_json(const collect::QueueItem& item)
{
    nlohmann::json json{{"id", item.photo},
                        {"student", item.student},
                        {"code_number", item.code_number},
                        {"masked_name", item.masked_name},
                        {"judged_as", word(item.judged_as)},
                        {"submission", word(item.submission)},
                        {"submitted_at", time_text(item.submitted_ms)},
                        {"version", item.version},
                        {"has_unassessed", item.has_unassessed},
                        {"has_suspicion", item.has_suspicion},
                        {"likeness", nullptr},
                        {"has_photo", item.has_photo}};
    if (item.likeness)
        json["likeness"] = word(*item.likeness);
    return json;
}

nlohmann::json comparison_json(const collect::ComparisonRow& comparison)
{
    const auto number = [](const std::optional<double>& value) {
        return value ? nlohmann::json(*value) : nlohmann::json();
    };
    nlohmann::json json{{"made_by", comparison.made_by},
                        {"likeness", nullptr},
                        {"score", number(comparison.score)},
                        {"photo_quality", number(comparison.photo_quality)},
                        {"reference_quality", number(comparison.reference_quality)},
                        {"network", or_null(comparison.network)},
                        {"threshold_version", or_null(comparison.threshold_version)},
                        {"error", or_null(comparison.error_code)},
                        {"at", time_text(comparison.at_ms)}};
    if (comparison.likeness)
        json["likeness"] = word(*comparison.likeness);
    return json;
}

nlohmann::json tick_json(const collect::DeskTick& tick)
{
    nlohmann::json json{{"rule", tick.rule}, {"exemption", or_null(tick.exemption)}, {"answer", nullptr}};
    if (tick.answer)
        json["answer"] = word(*tick.answer);
    return json;
}

nlohmann::json review_json(const collect::ReviewRow& review)
{
    return {{"id", review.id},
            {"step", word(review.step)},
            {"place", review.place},
            {"decision", word(review.decision)},
            {"reviewer", review.reviewer},
            {"reasons", review.reasons},
            {"until", time_json(review.until_ms)},
            {"at", time_text(review.at_ms)},
            {"undone_at", time_json(review.undone_ms)}};
}

template <class Row, class Make> nlohmann::json list_of(const std::vector<Row>& rows, Make&& make)
{
    auto list = nlohmann::json::array();
    for (const auto& row : rows)
        list.push_back(make(row));
    return list;
}

nlohmann::json desk_json(const collect::DeskPhoto& desk)
{
    auto json = photo_json(desk.photo);
    json["code_number"] = desk.code_number;
    json["masked_name"] = desk.masked_name;
    json["glasses"] = desk.glasses;
    json["reports"] = stored_json(desk.reports);
    json["error"] = or_null(desk.error_code);
    json["findings"] = desk.findings;
    json["ticks"] = list_of(desk.ticks, tick_json);
    json["exemptions"] = list_of(desk.exemptions, exemption_json);
    json["comparison"] = desk.comparison ? comparison_json(*desk.comparison) : nlohmann::json();
    json["comparison_is_agreed"] = desk.comparison_is_agreed;
    json["has_reference"] = desk.has_reference;
    json["violations"] = list_of(desk.violations, violation_json);
    json["reviews"] = list_of(desk.reviews, review_json);
    json["persons"] = desk.persons;
    json["first_reviewer"] = or_null(desk.first_reviewer);
    json["also_looking"] = desk.also_looking;
    return json;
}

Outcome<http::Response> queue(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto batch, query_id(call.request, "batch"));
    TUCAI_TRY(const auto filter,
              query_word(call.request, "filter", collect::from_word<collect::QueueFilter>));
    const auto wanted = filter.value_or(collect::QueueFilter::All);
    const auto name = "photos/" + scope.tenant + "/" + scope.college + "/" + batch + "/" +
                      std::string(word(wanted)) + "/" + std::string(access::role_word(scope.role));
    TUCAI_TRY(const auto page, house.cursors.page_of(call.request, name));
    TUCAI_TRY(const auto found,
              collect::Desk(house.means)
                  .queue(scope, batch, wanted, page.after, static_cast<std::size_t>(page.limit)));
    return http::json_response(200, house.cursors.page(name, list_of(found.items, item_json), found.next));
}

Outcome<http::Response> look(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto desk, collect::Desk(house.means).look(scope, call.request.path_value("id")));
    return http::json_response(200, desk_json(desk));
}

Outcome<http::Response> picture(House& house, const Call& call, DeskPicture kind)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto bytes,
              collect::Desk(house.means).picture(scope, call.request.path_value("id"), kind));
    return picture_response(bytes);
}

Outcome<http::Response> compare(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto likeness = fields.word("likeness", collect::from_word<collect::FaceLikeness>);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(collect::Desk(house.means).compare(scope, call.request.path_value("id"), likeness));
    return http::empty_response();
}

} // namespace

Endpoints photo_endpoints(House& house)
{
    const auto with = works_of(house);
    const auto shows = [&house](DeskPicture kind) {
        return [&house, kind](const Call& call) { return picture(house, call, kind); };
    };
    const std::vector<Role> reviewers = {Role::School, Role::Centre};
    const std::vector<Role> readers = {Role::College, Role::School, Role::Centre};
    return {
        {"GET", "/photos", Door::Staff, readers, Makes::Nothing, 0, with(queue)},
        {"GET", "/photos/{id}", Door::Staff, reviewers, Makes::Nothing, 0, with(look)},
        {"GET", "/photos/{id}/photo", Door::Staff, reviewers, Makes::Nothing, 0, shows(DeskPicture::Photo)},
        {"GET", "/photos/{id}/shot", Door::Staff, reviewers, Makes::Nothing, 0, shows(DeskPicture::Shot)},
        {"GET", "/photos/{id}/reference", Door::Staff, reviewers, Makes::Nothing, 0,
         shows(DeskPicture::Reference)},
        {"POST", "/photos/{id}/comparisons", Door::Staff, reviewers, Makes::SomethingNew, 4096,
         with(compare)},
    };
}

} // namespace tucai::api
