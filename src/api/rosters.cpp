#include "api/fields.h"
#include "api/json.h"
#include "api/query.h"
#include "api/resources.h"
#include "api/roster_json.h"
#include "api/school_scope.h"
#include "http/mapped_body.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

using access::Role;
using collect::RefusedRows;
using collect::RosterCovers;
using collect::Rosters;
namespace roster = collect::roster;

/// What the query says of how a file is to be read; the rest is found out.
Outcome<roster::ReadOptions> options_of(const http::Request& request)
{
    roster::ReadOptions options;
    options.language = request.language;
    const auto word_of = [&](std::string_view name, const auto& all, const auto& word, auto& option) {
        const auto text = query_text(request, name);
        for (const auto value : all)
            if (text == word(value))
                option = value;
        return text.empty() || option;
    };
    const auto formats = {roster::Format::Csv, roster::Format::Xlsx, roster::Format::Dbf};
    if (!word_of("format", formats, roster::format_word, options.format))
        return field_problem(ErrorCode::InvalidInput, "format");
    const auto encodings = {roster::Encoding::Utf8, roster::Encoding::Utf16Le, roster::Encoding::Utf16Be,
                            roster::Encoding::Gbk, roster::Encoding::Gb18030};
    if (!word_of("encoding", encodings, roster::encoding_word, options.encoding))
        return field_problem(ErrorCode::InvalidInput, "encoding");
    if (const auto separator = query_text(request, "separator"); !separator.empty()) {
        if (separator != "," && separator != ";" && separator != "\t")
            return field_problem(ErrorCode::InvalidInput, "separator");
        options.separator = separator.front();
    }
    if (auto sheet = query_text(request, "sheet"); !sheet.empty())
        options.sheet = std::move(sheet);
    TUCAI_TRY(const auto row, query_integer(request, "heading_row"));
    if (row && *row < 0)
        return field_problem(ErrorCode::InvalidInput, "heading_row");
    if (row)
        options.heading_row = static_cast<std::size_t>(*row);
    return options;
}

/// A table's fault tells row, column and mend, and never a cell's text (table.h): it goes to the reader.
Problem table_problem(Error error)
{
    if (!error_word(error.code).starts_with("table."))
        return {std::move(error)};
    return {error.code, {{"detail", error.message}}};
}

/// Answers the id alone: answers to creations are remembered where the school's key does not reach, and the
/// columns' samples are of students.
Outcome<http::Response> give(House& house, const Call& call)
{
    TUCAI_TRY(const auto batch, query_needed(call.request, "batch"));
    TUCAI_TRY(const auto options, options_of(call.request));
    TUCAI_TRY(const auto body, http::MappedBody::of(call.request.body));
    const auto given = Rosters(house.means).give(call.scope, batch, body.bytes(), options);
    if (!given)
        return tl::unexpected(table_problem(given.error()));
    return http::created_response(std::string(api_root) + "/rosters/" + given->id, {{"id", given->id}});
}

Outcome<http::Response> look(House& house, const Call& call)
{
    const auto given =
        Rosters(house.means).look(call.scope, call.request.path_value("id"), call.request.language);
    if (!given)
        return tl::unexpected(table_problem(given.error()));
    return http::json_response(200, roster_json(*given));
}

Outcome<http::Response> correct(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto column = fields.integer("column", 1, 10'000);
    std::optional<roster::Field> field;
    if (const auto word = fields.maybe_text("field", 64)) {
        field = roster::field_of_word(*word);
        if (!field)
            return field_problem(ErrorCode::InvalidInput, "field");
    } else if (!fields.has("field")) {
        return field_problem(ErrorCode::InvalidInput, "field");
    }
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(
        Rosters(house.means)
            .correct(call.scope, call.request.path_value("id"), static_cast<std::size_t>(column - 1), field));
    return http::empty_response();
}

std::optional<RosterCovers> covers_of(std::string_view word)
{
    if (word == "whole_batch")
        return RosterCovers::WholeBatch;
    return word == "part" ? std::optional(RosterCovers::Part) : std::nullopt;
}

std::optional<RefusedRows> refused_rows_of(std::string_view word)
{
    if (word == "stop")
        return RefusedRows::Stop;
    return word == "leave_out" ? std::optional(RefusedRows::LeaveOut) : std::nullopt;
}

Outcome<http::Response> preview(House& house, const Call& call)
{
    TUCAI_TRY(const auto word, query_needed(call.request, "covers"));
    const auto covers = covers_of(word);
    if (!covers)
        return field_problem(ErrorCode::InvalidInput, "covers");
    TUCAI_TRY(const auto plan,
              Rosters(house.means).preview(call.scope, call.request.path_value("id"), *covers));
    return http::json_response(200, plan_json(plan));
}

Outcome<http::Response> import(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto version = fields.integer("roster_version", 1, INT64_MAX);
    const auto covers = fields.word("covers", covers_of);
    const auto refused = fields.word("refused_rows", refused_rows_of);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(
        const auto plan,
        Rosters(house.means).import(call.scope, call.request.path_value("id"), version, covers, refused));
    return http::json_response(200, {{"counts", plan_counts_json(plan)}});
}

Outcome<http::Response> discard(House& house, const Call& call)
{
    TUCAI_CHECK(Rosters(house.means).discard(call.scope, call.request.path_value("id")));
    return http::empty_response();
}

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto batch, named_batch(house, call, call.scope));
    TUCAI_TRY(const auto imports, Rosters(house.means).list(call.scope, batch));
    auto items = nlohmann::json::array();
    for (const auto& one : imports)
        items.push_back(import_json(one));
    return whole_list(items);
}

} // namespace

Endpoints roster_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> office = {Role::School};
    const roster::TableLimits limits;
    constexpr std::chrono::minutes long_time{5};
    return {
        {"GET", "/rosters", Door::Staff, office, Makes::Nothing, 0, with(list)},
        {"POST", "/rosters", Door::Staff, office, Makes::SomethingNew, limits.bytes, with(give), long_time},
        {"GET", "/rosters/{id}", Door::Staff, office, Makes::Nothing, 0, with(look), long_time},
        {"PATCH", "/rosters/{id}", Door::Staff, office, Makes::Nothing, 4096, with(correct), long_time},
        {"DELETE", "/rosters/{id}", Door::Staff, office, Makes::Nothing, 0, with(discard)},
        {"GET", "/rosters/{id}/preview", Door::Staff, office, Makes::Nothing, 0, with(preview), long_time},
        {"POST", "/rosters/{id}/import", Door::Staff, office, Makes::SomethingNew, 4096, with(import),
         long_time},
    };
}

} // namespace tucai::api
