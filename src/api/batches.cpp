#include "api/fields.h"
#include "api/json.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "api/window_json.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

using access::Role;
using collect::Batch;
using collect::BatchDetails;
using collect::Batches;
using collect::NoticePart;

constexpr std::size_t most_text_bytes = 16'000;
constexpr std::int64_t no_limit = INT64_MAX;

/// The words of NoticePart that stand in a batch.
nlohmann::json texts_json(const BatchDetails& details)
{
    auto texts = nlohmann::json::object();
    for (const auto& [part, text] : details.texts)
        texts[std::string(collect::word(part))] = words_json(text);
    return texts;
}

nlohmann::json steps_json(const BatchDetails& details)
{
    auto steps = nlohmann::json::array();
    for (const auto& step : details.steps)
        steps.push_back({{"by", step.is_centre ? "centre" : "school"}, {"persons", step.persons}});
    return steps;
}

nlohmann::json batch_json(const Batch& batch)
{
    const auto& details = batch.details;
    auto holidays = nlohmann::json::array();
    for (const auto day : details.holidays)
        holidays.push_back(collect::day_text(day));
    auto windows = nlohmann::json::array();
    for (const auto& window : batch.windows)
        windows.push_back(window_json(window));
    return {{"id", batch.id},
            {"state", collect::word(batch.state)},
            {"version", batch.version},
            {"name", words_json(details.name)},
            {"profile", details.profile},
            {"backdrop", collect::word(details.backdrop)},
            {"price_fen", details.price_fen},
            {"prints", details.prints},
            {"return_hours", details.return_hours},
            {"grace_minutes", details.grace_minutes},
            {"retention_days", details.retention_days},
            {"steps", steps_json(details)},
            {"holidays", holidays},
            {"texts", texts_json(details)},
            {"windows", windows},
            {"created_at", time_text(batch.created_ms)},
            {"announced_at", time_json(batch.announced_ms)},
            {"opened_at", time_json(batch.opened_ms)},
            {"closed_at", time_json(batch.closed_ms)},
            {"settled_at", time_json(batch.settled_ms)}};
}

/// A part that is given takes the place of what was there, null takes it away, and what is not named stays.
Outcome<void> read_texts(Fields& fields, BatchDetails& details)
{
    auto texts = fields.maybe_object("texts");
    if (!texts)
        return {};
    for (const auto name : collect::Words<NoticePart>::list) {
        if (!texts->has(name))
            continue;
        const auto part = *collect::from_word<NoticePart>(name);
        if (auto words = texts->maybe_words(name, most_text_bytes))
            details.texts[part] = std::move(*words);
        else
            details.texts.erase(part);
    }
    return texts->check();
}

Outcome<void> read_steps(Fields& fields, BatchDetails& details)
{
    if (!fields.has("steps"))
        return {};
    details.steps.clear();
    for (auto& step : fields.objects("steps", 2)) {
        const auto by = step.text("by", 16);
        const auto persons = step.integer("persons", 1, 2);
        TUCAI_CHECK(step.check());
        if (by != "school" && by != "centre")
            return field_problem(ErrorCode::InvalidInput, "steps");
        details.steps.push_back({by == "centre", static_cast<int>(persons)});
    }
    return {};
}

Outcome<void> read_holidays(Fields& fields, BatchDetails& details)
{
    if (!fields.has("holidays"))
        return {};
    details.holidays.clear();
    for (const auto& text : fields.texts("holidays", 366, 10)) {
        const auto day = collect::read_day(text);
        if (!day)
            return field_problem(ErrorCode::InvalidInput, "holidays");
        details.holidays.push_back(*day);
    }
    return {};
}

/// Takes over what a body says; the rest stays as it is.
Outcome<void> read_details(Fields& fields, BatchDetails& details)
{
    if (auto name = fields.maybe_words("name", 400))
        details.name = std::move(*name);
    details.profile = fields.maybe_text("profile", 64).value_or(details.profile);
    if (fields.has("backdrop"))
        details.backdrop = fields.word("backdrop", collect::from_word<collect::Backdrop>);
    const auto number = [&](std::string_view name, std::int64_t& value, std::int64_t least,
                            std::int64_t most) {
        value = fields.maybe_integer(name, least, most).value_or(value);
    };
    number("price_fen", details.price_fen, 0, 100'000);
    number("prints", details.prints, 0, 100);
    number("return_hours", details.return_hours, 1, 24 * 60);
    number("grace_minutes", details.grace_minutes, 0, 24 * 60);
    number("retention_days", details.retention_days, 1, 3660);
    TUCAI_CHECK(read_steps(fields, details));
    TUCAI_CHECK(read_holidays(fields, details));
    return read_texts(fields, details);
}

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto lines, Batches(house.means).list(scope));
    auto items = nlohmann::json::array();
    for (const auto& line : lines)
        items.push_back({{"id", line.id},
                         {"state", collect::word(line.state)},
                         {"name", words_json(line.name)},
                         {"version", line.version}});
    return whole_list(items);
}

Outcome<http::Response> make(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    BatchDetails details;
    TUCAI_CHECK(read_details(fields, details));
    TUCAI_CHECK(fields.check());
    if (details.name.zh.empty() && details.name.en.empty())
        return field_problem(ErrorCode::InvalidInput, "name");
    TUCAI_TRY(const auto id, Batches(house.means).make(scope, details));
    return http::created_response(std::string(api_root) + "/batches/" + id, {{"id", id}});
}

Outcome<http::Response> read(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto batch, Batches(house.means).batch(scope, call.request.path_value("id")));
    auto response = http::json_response(200, batch_json(batch));
    response.etag = std::to_string(batch.version);
    return response;
}

Outcome<http::Response> edit(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto version = fields.integer("version", 1, no_limit);
    Batches batches(house.means);
    // What somebody else changed between this reading and the writing shows in the version.
    TUCAI_TRY(auto batch, batches.batch(scope, call.request.path_value("id")));
    TUCAI_CHECK(read_details(fields, batch.details));
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(batches.edit(scope, batch.id, version, batch.details));
    return http::empty_response();
}

/// What a notice that is not whole still lacks, for the form that asks for it.
Problem incomplete(const Batch& batch)
{
    auto missing = nlohmann::json::array();
    for (const auto part : {NoticePart::Uses, NoticePart::Consequences, NoticePart::Office})
        if (!batch.details.texts.contains(part))
            missing.push_back(collect::word(part));
    return {ErrorCode::BatchIncomplete, {{"missing", missing}}};
}

Outcome<http::Response> move(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto event = fields.word("event", collect::from_word<collect::BatchEvent>);
    const auto version = fields.integer("version", 1, no_limit);
    TUCAI_CHECK(fields.check());
    const auto& id = call.request.path_value("id");
    Batches batches(house.means);
    const auto moved = batches.move(scope, id, version, event);
    if (!moved && moved.error().code == ErrorCode::BatchIncomplete) {
        TUCAI_TRY(const auto batch, batches.batch(scope, id));
        return tl::unexpected(incomplete(batch));
    }
    if (!moved)
        return tl::unexpected(Problem(moved.error()));
    return http::json_response(200, {{"state", collect::word(*moved)}, {"version", version + 1}});
}

} // namespace

Endpoints batch_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> readers = {Role::College, Role::School, Role::Centre};
    const std::vector<Role> writers = {Role::School, Role::Centre};
    constexpr std::uint64_t longest = 256 * 1024;
    return {
        {"GET", "/batches", Door::Staff, readers, Makes::Nothing, 0, with(list)},
        {"POST", "/batches", Door::Staff, writers, Makes::SomethingNew, longest, with(make)},
        {"GET", "/batches/{id}", Door::Staff, readers, Makes::Nothing, 0, with(read)},
        {"PATCH", "/batches/{id}", Door::Staff, writers, Makes::Nothing, longest, with(edit)},
        {"POST", "/batches/{id}/moves", Door::Staff, writers, Makes::Nothing, 4096, with(move)},
    };
}

} // namespace tucai::api
