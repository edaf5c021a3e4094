#include "api/roster_json.h"

#include "api/json.h"

#include <algorithm>

namespace tucai::api {
namespace {

using collect::IdentityField;
using collect::PlannedRow;
using collect::RosterPlan;
using collect::roster::ColumnGuess;
using collect::roster::Evidence;
using collect::roster::Field;
using collect::roster::Found;
using collect::roster::Table;

constexpr std::size_t samples_of_column = 3;
constexpr std::size_t rows_looked_at = 50;

nlohmann::json field_json(const std::optional<Field>& field)
{
    return field ? nlohmann::json(collect::roster::field_word(*field)) : nlohmann::json();
}

std::string_view evidence_word(Evidence evidence)
{
    switch (evidence) {
    case Evidence::Heading:
        return "heading";
    case Evidence::Cells:
        return "cells";
    case Evidence::Person:
        return "person";
    case Evidence::None:
        break;
    }
    return "none";
}

nlohmann::json found_json(const Found& found)
{
    return {{"format", collect::roster::format_word(found.format)},
            {"encoding", collect::roster::encoding_word(found.encoding)},
            {"separator",
             found.separator == '\0' ? nlohmann::json() : nlohmann::json(std::string(1, found.separator))},
            {"sheet", or_null(found.sheet)},
            {"sheets", found.sheets},
            {"heading_row", found.heading_row},
            {"hidden_rows", found.hidden_rows},
            {"formulas_without_result", found.formulas_without_result},
            {"cells_with_lost_digits", found.cells_with_lost_digits},
            {"merged_below_headings", found.merged_below_headings},
            {"deleted_records", found.deleted_records}};
}

/// The first cells of a column that have something in them.
nlohmann::json samples_json(const Table& table, std::size_t column)
{
    auto samples = nlohmann::json::array();
    for (std::size_t row = 0; row < std::min(table.row_count(), rows_looked_at); ++row)
        if (const auto text = table.cell(row, column).text;
            !text.empty() && samples.size() < samples_of_column)
            samples.push_back(text.substr(0, 200));
    return samples;
}

nlohmann::json column_json(const Table& table, std::size_t column, const ColumnGuess& guess)
{
    return {{"column", column + 1},
            {"letters", collect::roster::column_letters(column)},
            {"heading", table.headings()[column]},
            {"field", field_json(guess.field)},
            {"confidence", guess.confidence},
            {"evidence", evidence_word(guess.evidence)},
            {"is_contradicted", guess.is_contradicted},
            {"also_meant", field_json(guess.also_meant)},
            {"samples", samples_json(table, column)}};
}

/// What an import would do with a row, or nothing where it leaves the student as they are.
nlohmann::json row_json(const PlannedRow& planned)
{
    const auto& identity = planned.row.identity;
    return {{"row", planned.row.number},
            {"student", or_null(planned.student)},
            {"name", identity[IdentityField::Name]},
            {"student_number", or_null(identity[IdentityField::StudentNumber])},
            {"college", or_null(planned.row.college)},
            {"class", or_null(planned.row.class_name)},
            {"changed", planned.changed},
            {"is_relisted", planned.is_relisted}};
}

nlohmann::json fault_json(const collect::RowFault& fault)
{
    const bool has_column = fault.column != 0;
    return {{"row", fault.row},
            {"field", field_json(fault.field)},
            {"column", has_column ? nlohmann::json(fault.column) : nlohmann::json()},
            {"letters", has_column ? nlohmann::json(collect::roster::column_letters(fault.column - 1))
                                   : nlohmann::json()},
            {"value", fault.value},
            {"code", error_word(fault.code)},
            {"mend", words_json(fault.mend)}};
}

template <class List, class Make> nlohmann::json some(const List& list, Make&& make)
{
    auto items = nlohmann::json::array();
    for (const auto& item : list) {
        if (items.size() == most_in_plan)
            break;
        items.push_back(make(item));
    }
    return items;
}

/// Of the planned rows, those that an import touches in one way.
template <class Is> nlohmann::json rows_json(const RosterPlan& plan, Is&& is)
{
    std::vector<PlannedRow> chosen;
    for (const auto& row : plan.rows)
        if (chosen.size() < most_in_plan && is(row))
            chosen.push_back(row);
    return some(chosen, row_json);
}

nlohmann::json number_json(const std::optional<std::int64_t>& number)
{
    return number ? nlohmann::json(*number) : nlohmann::json();
}

} // namespace

nlohmann::json roster_json(const collect::GivenRoster& given)
{
    auto columns = nlohmann::json::array();
    for (std::size_t i = 0; i < given.mapping.columns.size(); ++i)
        columns.push_back(column_json(given.table, i, given.mapping.columns[i]));
    return {{"id", given.id},
            {"batch", given.batch},
            {"rows", given.table.row_count()},
            {"found", found_json(given.table.found())},
            {"is_mapping_remembered", given.is_mapping_remembered},
            {"columns", columns}};
}

nlohmann::json plan_counts_json(const RosterPlan& plan)
{
    return {{"rows", plan.rows.size()},          {"new", plan.new_count()},
            {"changed", plan.changed_count()},   {"same", plan.same_count()},
            {"relisted", plan.relisted_count()}, {"absent", plan.absent.size()},
            {"faults", plan.faults.size()}};
}

nlohmann::json plan_json(const RosterPlan& plan)
{
    const auto absent = [](const collect::AbsentStudent& student) {
        return nlohmann::json{{"student", student.student},
                              {"code_number", student.code_number},
                              {"is_newly_absent", student.is_newly_absent}};
    };
    const auto note = [](const collect::NotedRow& noted) {
        return nlohmann::json{{"row", noted.row}, {"note", collect::word(noted.note)}};
    };
    return {{"roster_version", plan.roster_version},
            {"is_empty", plan.is_empty()},
            {"counts", plan_counts_json(plan)},
            {"new", rows_json(plan, [](const auto& row) { return row.student.empty(); })},
            {"changed", rows_json(plan, [](const auto& row) { return !row.changed.empty(); })},
            {"relisted", rows_json(plan, [](const auto& row) { return row.is_relisted; })},
            {"absent", some(plan.absent, absent)},
            {"faults", some(plan.faults, fault_json)},
            {"notes", some(plan.notes, note)},
            {"new_colleges", plan.new_colleges},
            {"new_classes", plan.new_classes}};
}

nlohmann::json import_json(const collect::RosterImport& import)
{
    return {{"id", import.id},
            {"state", import.state},
            {"format", import.format},
            {"encoding", import.encoding},
            {"bytes", import.bytes},
            {"given_at", time_text(import.given_ms)},
            {"given_by", import.given_by},
            {"ended_at", time_json(import.ended_ms)},
            {"rows", number_json(import.row_count)},
            {"new", number_json(import.new_count)},
            {"changed", number_json(import.changed_count)},
            {"same", number_json(import.same_count)},
            {"absent", number_json(import.absent_count)},
            {"faults", number_json(import.refused_count)}};
}

} // namespace tucai::api
