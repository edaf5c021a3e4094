#include "collect/students/students.h"

#include "collect/names.h"
#include "collect/states/batch.h"
#include "collect/students/code_number.h"
#include "collect/students/standing.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <limits>

namespace tucai::collect {
namespace {

using roster::Field;

constexpr std::size_t most_at_once = 200;

/// What StudentRow is made of.
std::string columns()
{
    return "id, batch, code_number, college, class, state, locked_from, state_ms, state_reason, "
           "absent_since_ms, roster_place, document_kind, language, glasses, name_is_resolved, masked_name, "
           "masked_document, version, " +
           std::string(sealed_columns);
}

/// The values are: tenant, batch, the college that limits the scope, college, class, state, three flags, code
/// number and four digests to be found; then where the page begins, and its length.
std::string list_ordered(std::string_view rest)
{
    return "select " + columns() +
           " from students where tenant = $1 and batch = $2 and erased_ms is null and ($3 = '' or college = "
           "$3) "
           "and ($4 = '' or college = $4) and ($5 = '' or class = $5) and ($6 = '' or state = $6) and ($7 = "
           "0 or "
           "state in ('listed', 'coded', 'capturing', 'returned')) and ($8 = 0 or absent_since_ms is not "
           "null) "
           "and ($9 = 0 or name_is_resolved = 0) and ($10 = '' or code_number = $10 or name_digest = $11 or "
           "document_digest = $12 or student_number_digest = $13 or examinee_number_digest = $14) and " +
           std::string(rest);
}

/// Where a page begins: the sorted value and the id of the last row before it.
struct Place {
    store::Value value;
    std::string id;
};

tl::unexpected<Error> no_page()
{
    return fail(ErrorCode::InvalidInput, "This page of the list is not known. Begin with the first.");
}

Result<Place> place_of(StudentOrder order, const std::string& after)
{
    if (after.empty()) {
        if (order == StudentOrder::Roster)
            return Place{std::int64_t{-1}, ""};
        if (order == StudentOrder::CodeNumber)
            return Place{std::string(), ""};
        return Place{std::numeric_limits<std::int64_t>::max(), "~"};
    }
    const auto dot = after.find('.');
    if (dot == std::string::npos || !base::is_id(after.substr(dot + 1)))
        return no_page();
    const auto value = after.substr(0, dot);
    if (order == StudentOrder::CodeNumber)
        return Place{value, after.substr(dot + 1)};
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (wrong != std::errc() || end != value.data() + value.size())
        return no_page();
    return Place{number, after.substr(dot + 1)};
}

std::string place_text(StudentOrder order, const store::Row& row)
{
    switch (order) {
    case StudentOrder::CodeNumber:
        return row.text("code_number") + "." + row.text("id");
    case StudentOrder::LatestFirst:
        return std::to_string(row.integer("state_ms")) + "." + row.text("id");
    case StudentOrder::Roster:
        break;
    }
    return std::to_string(row.integer("roster_place")) + "." + row.text("id");
}

const std::string& statement_of(StudentOrder order)
{
    static const std::string by_roster =
        list_ordered("(roster_place, id) > ($15, $16) order by roster_place, id limit $17");
    static const std::string by_code_number =
        list_ordered("(code_number, id) > ($15, $16) order by code_number, id limit $17");
    static const std::string by_latest =
        list_ordered("(state_ms, id) < ($15, $16) order by state_ms desc, id desc limit $17");
    switch (order) {
    case StudentOrder::CodeNumber:
        return by_code_number;
    case StudentOrder::LatestFirst:
        return by_latest;
    case StudentOrder::Roster:
        break;
    }
    return by_roster;
}

/// What a text that is searched for may be: $10 to $14. A sign that is nowhere where it cannot be that.
std::array<std::string, 5> wanted(const std::optional<IdentityKey>& key, const std::string& find)
{
    if (find.empty())
        return {};
    std::array<std::string, 5> texts;
    texts.fill("-");
    texts[0] = read_code_number(find).value_or("-");
    if (!key)
        return texts;
    if (const auto name = read_name(find))
        texts[1] = identity_digest_of(*key, IdentityField::Name, name->text);
    if (const auto document = read_document(find))
        texts[2] = identity_digest_of(*key, IdentityField::Document, document->number);
    if (const auto number = read_roster_number(find)) {
        texts[3] = identity_digest_of(*key, IdentityField::StudentNumber, *number);
        texts[4] = identity_digest_of(*key, IdentityField::ExamineeNumber, *number);
    }
    return texts;
}

std::int64_t flag(bool is_set)
{
    return is_set ? 1 : 0;
}

/// What was typed, read as a row. Fails: the first fault, with its mend.
Result<RosterRow> read_typed(const TypedFields& fields)
{
    GivenCells cells;
    for (const auto& [field, text] : fields)
        cells[field].text = text;
    std::vector<RowFault> faults;
    std::vector<NotedRow> notes;
    auto row = read_roster_row(cells, 0, faults, notes);
    if (!row)
        return fail(faults.front().code, faults.front().mend.en);
    return std::move(*row);
}

Result<> turn_list(store::Entry& entry, const Scope& scope, const std::string& batch)
{
    TUCAI_TRY(const auto row, entry.sql().row("select state from batches where tenant = $1 and id = $2",
                                              {scope.tenant, batch}));
    if (!row)
        return not_found();
    if (row->text("state") == word(BatchState::Settled))
        return fail(ErrorCode::StateNotAllowed, "The batch is settled: its list does not change any more.");
    TUCAI_CHECK(entry.sql().run(
        "update batches set roster_version = roster_version + 1 where tenant = $1 and id = $2",
        {scope.tenant, batch}));
    return {};
}

/// What is stored of somebody, as it would be typed.
TypedFields typed(const Identity& identity, const store::Row& row)
{
    return {{Field::Name, identity[IdentityField::Name]},
            {Field::LatinName, identity[IdentityField::LatinName]},
            {Field::DocumentNumber, identity[IdentityField::Document]},
            {Field::DocumentKind, row.text("document_kind")},
            {Field::StudentNumber, identity[IdentityField::StudentNumber]},
            {Field::ExamineeNumber, identity[IdentityField::ExamineeNumber]},
            {Field::Sex, identity[IdentityField::Sex]},
            {Field::BirthDate, identity[IdentityField::BirthDate]},
            {Field::Nationality, identity[IdentityField::Nationality]},
            {Field::Phone, identity[IdentityField::Phone]},
            {Field::Email, identity[IdentityField::Email]},
            {Field::College, row.maybe_text("college_name").value_or("")},
            {Field::ClassName, row.maybe_text("class_name").value_or("")}};
}

FieldSet set_of(const TypedFields& fields)
{
    FieldSet given;
    for (const auto& [field, text] : fields)
        given.set(static_cast<std::size_t>(field));
    return given;
}

std::string words_of(const TypedFields& fields)
{
    auto words = nlohmann::json::array();
    for (const auto& [field, text] : fields)
        words.push_back(std::string(roster::field_word(field)));
    return nlohmann::json{{"fields", words}}.dump();
}

} // namespace

Result<StudentRow> Students::row_of(const Scope& scope, const std::optional<IdentityKey>& key,
                                    const store::Row& row) const
{
    StudentRow student;
    student.id = row.text("id");
    student.batch = row.text("batch");
    student.code_number = row.text("code_number");
    student.college = row.maybe_text("college").value_or("");
    student.class_id = row.maybe_text("class").value_or("");
    TUCAI_TRY(student.standing, standing_of(row));
    student.state_ms = row.integer("state_ms");
    student.state_reason = row.text("state_reason");
    student.absent_since_ms = row.maybe_integer("absent_since_ms");
    student.document_kind =
        from_word<DocumentKind>(row.text("document_kind")).value_or(DocumentKind::Passport);
    student.language = row.text("language");
    student.glasses = row.text("glasses");
    student.name_is_resolved = row.integer("name_is_resolved") != 0;
    student.masked_name = row.text("masked_name");
    student.masked_document = row.text("masked_document");
    student.version = row.integer("version");
    if (key && may_see_identity(scope)) {
        TUCAI_TRY(const auto student_key, means_.keys.existing_person_key(student.id));
        TUCAI_TRY(auto identity, key->open(row, student.id, student_key));
        student.identity = std::move(identity);
    }
    return student;
}

Result<StudentPage> Students::list(const Scope& scope, const std::string& batch, const StudentFilter& filter,
                                   StudentOrder order, const PageAsk& page) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Centre}));
    if (page.limit < 1 || page.limit > most_at_once)
        return fail(ErrorCode::InvalidInput, "A page has 1 to " + std::to_string(most_at_once) + " rows.");
    TUCAI_TRY(const auto begin, place_of(order, page.after));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<StudentPage> {
        TUCAI_TRY(const auto key, find_identity_key(sql, means_, scope));
        const auto find = wanted(key, filter.find);
        TUCAI_TRY(const auto rows,
                  sql.rows(statement_of(order),
                           {scope.tenant, batch, college_limit(scope), filter.college, filter.class_id,
                            filter.state ? std::string(word(*filter.state)) : std::string(),
                            flag(filter.only_missing), flag(filter.only_absent), flag(filter.only_unresolved),
                            find[0], find[1], find[2], find[3], find[4], begin.value, begin.id,
                            static_cast<std::int64_t>(page.limit + 1)}));
        StudentPage found;
        for (const auto& row : rows) {
            if (found.rows.size() == page.limit) {
                found.next = place_text(order, rows[page.limit - 1]);
                break;
            }
            TUCAI_TRY(auto student, row_of(scope, key, row));
            found.rows.push_back(std::move(student));
        }
        return found;
    });
}

Result<StudentRow> Students::student(const Scope& scope, const std::string& id) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Centre}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<StudentRow> {
        TUCAI_TRY(const auto key, find_identity_key(sql, means_, scope));
        static const std::string select =
            "select " + columns() +
            " from students where tenant = $1 and id = $2 and ($3 = '' or college = "
            "$3) and erased_ms is null";
        TUCAI_TRY(const auto row, sql.row(select, {scope.tenant, id, college_limit(scope)}));
        if (!row)
            return not_found();
        return row_of(scope, key, *row);
    });
}

Result<std::vector<StudentCount>> Students::counts(const Scope& scope, const std::string& batch) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Centre}));
    TUCAI_TRY(const auto rows, means_.ledger.read([&](store::Transaction& sql) {
        return sql.rows(
            "select coalesce(college, '') as in_college, coalesce(class, '') as in_class, state, "
            "count(*) as n from students where tenant = $1 and batch = $2 and erased_ms is null and "
            "($3 = '' or college = $3) group by coalesce(college, ''), coalesce(class, ''), state "
            "order by in_college, in_class, state",
            {scope.tenant, batch, college_limit(scope)});
    }));
    std::vector<StudentCount> found;
    for (const auto& row : rows) {
        const auto state = from_word<StudentState>(row.text("state"));
        if (!state)
            return fail(ErrorCode::Internal, "A student's state is stored as a word that is none.");
        found.push_back({row.text("in_college"), row.text("in_class"), *state, row.integer("n")});
    }
    return found;
}

Result<std::string> Students::add(const Scope& scope, const std::string& batch, const TypedFields& fields)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto row, read_typed(fields));
    TUCAI_TRY(const auto key, ensure_identity_key(means_, scope));
    const auto id = new_id(means_.randomness);
    TUCAI_TRY(const auto student_key, means_.keys.person_key(id));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        TUCAI_CHECK(turn_list(entry, scope, batch));
        TUCAI_TRY(const auto last,
                  entry.sql().row("select coalesce(max(roster_place), -1) as place from students "
                                  "where tenant = $1 and batch = $2",
                                  {scope.tenant, batch}));
        TUCAI_TRY(auto places, Places::load(entry.sql(), scope.tenant));
        TUCAI_TRY(auto ids, places.find_or_add(entry, means_, scope, row.college, row.class_name));
        TUCAI_CHECK(
            insert_student(entry, means_, key, student_key, scope.tenant,
                           {id, batch, row, "", std::move(ids), store::Value(), last->integer("place") + 1}));
        TUCAI_CHECK(entry.record(event_of(scope, "student.added", id)));
        return id;
    });
}

Result<> Students::edit(const Scope& scope, const std::string& id, std::int64_t version,
                        const TypedFields& fields)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        static const std::string select =
            "select s.version as version, s.batch as batch, s.document_kind as document_kind, "
            "s.roster_import as "
            "roster_import, s.roster_place as roster_place, s.language as language, c.name as college_name, "
            "k.name as class_name, " +
            std::string(sealed_columns) +
            " from students s left join colleges c on c.tenant = s.tenant and c.id = s.college left join "
            "classes "
            "k on k.tenant = s.tenant and k.id = s.class where s.tenant = $1 and s.id = $2 and s.erased_ms "
            "is "
            "null";
        TUCAI_TRY(const auto stored, entry.sql().row(select, {scope.tenant, id}));
        if (!stored)
            return not_found();
        if (stored->integer("version") != version)
            return fail(ErrorCode::VersionStale, "Somebody has changed this student meanwhile. Look again.");
        TUCAI_TRY(const auto key, require_identity_key(entry.sql(), means_, scope));
        TUCAI_TRY(const auto student_key, means_.keys.existing_person_key(id));
        TUCAI_TRY(const auto identity, key.open(*stored, id, student_key));
        auto all = typed(identity, *stored);
        // The kind belongs to the number: a new number tells its own, unless somebody says it.
        if (fields.contains(Field::DocumentNumber))
            all.erase(Field::DocumentKind);
        for (const auto& [field, text] : fields)
            all[field] = text;
        TUCAI_TRY(auto row, read_typed(all));
        TUCAI_TRY(row.identity, merged(identity, row, set_of(fields)));
        row.language = stored->text("language");
        TUCAI_CHECK(turn_list(entry, scope, stored->text("batch")));
        TUCAI_TRY(auto places, Places::load(entry.sql(), scope.tenant));
        TUCAI_TRY(auto ids, places.find_or_add(entry, means_, scope, row.college, row.class_name));
        const auto from = stored->maybe_text("roster_import");
        TUCAI_CHECK(update_student(entry, means_, key, student_key, scope.tenant,
                                   {id, stored->text("batch"), row, "", std::move(ids), store::or_null(from),
                                    stored->integer("roster_place")}));
        return entry.record(event_of(scope, "student.edited", id, words_of(fields)));
    });
}

Result<StudentStanding> Students::mark(const Scope& scope, const std::string& id, StudentEvent event,
                                       const std::string& reason)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    const bool is_mark = event == StudentEvent::MarkDoneBefore || event == StudentEvent::Withdraw ||
                         event == StudentEvent::Defer || event == StudentEvent::Relist;
    if (!is_mark)
        return fail(ErrorCode::InvalidInput,
                    "The office marks students as done before, withdrawn, deferred or "
                    "relisted.");
    TUCAI_TRY(const auto text, read_text(reason, "a reason", 200));
    return means_.ledger.write(
        [&](store::Entry& entry) { return move_student(entry, scope, id, event, StudentEvidence{}, text); });
}

Result<> Students::declare_glasses(const Scope& scope, const std::string& id, Glasses glasses)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Student}));
    if (scope.role == Role::Student && scope.person != id)
        return not_found();
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(
            const auto changed,
            entry.sql().run("update students set glasses = $1, changed_ms = $2 where tenant = $3 and id = $4 "
                            "and erased_ms is null",
                            {std::string(word(glasses)), entry.now_ms(), scope.tenant, id}));
        if (changed == 0)
            return not_found();
        return entry.record(event_of(scope, "student.glasses_declared", id));
    });
}

} // namespace tucai::collect
