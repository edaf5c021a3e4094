#include "collect/students/rosters.h"

#include "collect/states/batch.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tucai::collect {
namespace {

using Json = nlohmann::json;
using roster::Field;

constexpr std::string_view blob_kind = "roster";

std::string options_text(const roster::ReadOptions& options)
{
    Json json = Json::object();
    if (options.format)
        json["format"] = std::string(roster::format_word(*options.format));
    if (options.encoding)
        json["encoding"] = std::string(roster::encoding_word(*options.encoding));
    if (options.separator)
        json["separator"] = std::string(1, *options.separator);
    if (options.sheet)
        json["sheet"] = *options.sheet;
    if (options.heading_row)
        json["heading_row"] = *options.heading_row;
    return json.dump();
}

roster::ReadOptions options_of(const std::string& text)
{
    const auto json = Json::parse(text, nullptr, false);
    roster::ReadOptions options;
    const auto string = [&](const char* key) -> std::optional<std::string> {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? std::optional(found->get<std::string>())
                                                         : std::nullopt;
    };
    if (!json.is_object())
        return options;
    for (const auto format : {roster::Format::Csv, roster::Format::Xlsx, roster::Format::Dbf})
        if (string("format") == roster::format_word(format))
            options.format = format;
    for (const auto encoding : {roster::Encoding::Utf8, roster::Encoding::Utf16Le, roster::Encoding::Utf16Be,
                                roster::Encoding::Gbk, roster::Encoding::Gb18030})
        if (string("encoding") == roster::encoding_word(encoding))
            options.encoding = encoding;
    if (const auto separator = string("separator"); separator && separator->size() == 1)
        options.separator = separator->front();
    options.sheet = string("sheet");
    if (const auto row = json.find("heading_row"); row != json.end() && row->is_number_unsigned())
        options.heading_row = row->get<std::size_t>();
    return options;
}

std::string fields_text(const roster::Mapping& mapping)
{
    Json json = Json::array();
    for (const auto& column : mapping.columns)
        json.push_back(column.field ? Json(std::string(roster::field_word(*column.field))) : Json());
    return json.dump();
}

std::vector<std::optional<Field>> fields_of(const std::string& text)
{
    const auto json = Json::parse(text, nullptr, false);
    std::vector<std::optional<Field>> fields;
    if (json.is_array())
        for (const auto& field : json)
            fields.push_back(field.is_string() ? roster::field_of_word(field.get<std::string>())
                                               : std::nullopt);
    return fields;
}

Result<> require_batch(store::Transaction& sql, const Scope& scope, const std::string& batch)
{
    TUCAI_TRY(const auto row,
              sql.row("select state from batches where tenant = $1 and id = $2", {scope.tenant, batch}));
    if (!row)
        return not_found();
    if (row->text("state") == word(BatchState::Settled))
        return fail(ErrorCode::StateNotAllowed, "The batch is settled: nobody joins it any more.");
    return {};
}

Result<std::optional<std::string>> remembered(store::Transaction& sql, const Scope& scope,
                                              const std::string& fingerprint)
{
    TUCAI_TRY(const auto row,
              sql.row("select fields from roster_mappings where tenant = $1 and fingerprint = $2",
                      {scope.tenant, fingerprint}));
    return row ? std::optional(row->text("fields")) : std::nullopt;
}

/// A mapping for a table: what is known for its shape, else a guess.
std::pair<roster::Mapping, bool> mapping_for(const roster::Table& table,
                                             const std::optional<std::string>& known)
{
    if (known)
        if (auto mapping = roster::remembered_mapping(table, fields_of(*known)))
            return {std::move(*mapping), true};
    return {roster::guess_mapping(table), false};
}

/// The stored fields of a file with what each rests on: what is still as it was guessed keeps the guess's
/// evidence, the rest was somebody's word.
Result<std::pair<roster::Mapping, bool>> mapping_of(const roster::Table& table, const std::string& stored,
                                                    const std::optional<std::string>& known)
{
    TUCAI_TRY(auto mapping, roster::remembered_mapping(table, fields_of(stored)));
    if (known == stored)
        return std::pair(std::move(mapping), true);
    const auto guessed = roster::guess_mapping(table);
    for (std::size_t i = 0; i < mapping.columns.size(); ++i)
        if (mapping.columns[i].field == guessed.columns[i].field)
            mapping.columns[i] = guessed.columns[i];
    return std::pair(std::move(mapping), false);
}

/// How a given file lies in the database.
struct Kept {
    std::string batch;
    std::string blob;
    std::string options;
    std::string fields;
};

Result<Kept> find_kept(store::Transaction& sql, const Scope& scope, const std::string& id)
{
    TUCAI_TRY(const auto row, sql.row("select batch, blob, options, fields from roster_imports where "
                                      "tenant = $1 and id = $2 and state = 'uploaded' and blob is not null",
                                      {scope.tenant, id}));
    if (!row)
        return not_found();
    return Kept{row->text("batch"), row->text("blob"), row->text("options"), row->text("fields")};
}

Result<roster::Table> open_table(const Means& means, const IdentityKey& key, const Kept& kept,
                                 base::Language language)
{
    TUCAI_TRY(const auto bytes, store::get_sealed(means.blobs, key.key_for(blob_kind), blob_kind, kept.blob));
    auto options = options_of(kept.options);
    options.language = language;
    return roster::read_table(bytes, options);
}

/// Ends a file's time: its bytes are to go.
Result<> end_import(store::Entry& entry, const Scope& scope, const std::string& id, const std::string& state)
{
    TUCAI_TRY(
        const auto changed,
        entry.sql().run("update roster_imports set state = $1, blob = null, ended_ms = $2, ended_by = $3 "
                        "where tenant = $4 and id = $5 and state = 'uploaded'",
                        {state, entry.now_ms(), scope.person, scope.tenant, id}));
    if (changed == 0)
        return not_found();
    return entry.record(event_of(scope, "roster." + state, id));
}

std::string quoted(const std::vector<std::string>& texts)
{
    return Json{{"fields", texts}}.dump();
}

/// The students whom a plan adds or changes, in its order, with their keys.
struct Concerned {
    std::vector<std::string> ids;
    std::vector<base::SecretKey> keys;
};

/// Makes the keys of new students before the transaction that stores them: that takes the disk's time and
/// needs no lock. Keys of an import that fails then are nobody's.
Result<Concerned> concerned_by(const Means& means, const RosterPlan& plan)
{
    Concerned concerned;
    for (const auto& planned : plan.rows)
        if (planned.student.empty() || !planned.changed.empty())
            concerned.ids.push_back(planned.student.empty() ? new_id(means.randomness) : planned.student);
    TUCAI_TRY(concerned.keys, means.keys.person_keys(concerned.ids));
    return concerned;
}

/// Which import a plan is of.
struct ImportOf {
    std::string id;
    std::string batch;
};

Result<> apply(store::Entry& entry, const Means& means, const Scope& scope, const ImportOf& import,
               const IdentityKey& key, const RosterPlan& plan, const Concerned& concerned)
{
    TUCAI_TRY(auto places, Places::load(entry.sql(), scope.tenant));
    std::size_t at = 0;
    for (const auto& planned : plan.rows) {
        if (planned.is_relisted || (planned.has_moved && planned.changed.empty()))
            TUCAI_CHECK(entry.sql().run("update students set absent_since_ms = null, roster_place = $1 where "
                                        "tenant = $2 and id = $3",
                                        {planned.place, scope.tenant, planned.student}));
        if (!planned.student.empty() && planned.changed.empty())
            continue;
        TUCAI_TRY(auto ids_of_places,
                  places.find_or_add(entry, means, scope, planned.row.college, planned.row.class_name));
        const StudentRecord record{
            concerned.ids.at(at),    import.batch, planned.row, planned.digest, std::move(ids_of_places),
            store::Value(import.id), planned.place};
        if (planned.student.empty()) {
            TUCAI_CHECK(insert_student(entry, means, key, concerned.keys.at(at), scope.tenant, record));
        } else {
            TUCAI_CHECK(update_student(entry, means, key, concerned.keys.at(at), scope.tenant, record));
            TUCAI_CHECK(entry.record(event_of(scope, "student.changed", record.id, quoted(planned.changed))));
        }
        ++at;
    }
    for (const auto& student : plan.absent)
        if (student.is_newly_absent)
            TUCAI_CHECK(
                entry.sql().run("update students set absent_since_ms = $1 where tenant = $2 and id = $3",
                                {entry.now_ms(), scope.tenant, student.student}));
    return {};
}

} // namespace

Result<GivenRoster> Rosters::give(const Scope& scope, const std::string& batch,
                                  std::span<const std::uint8_t> bytes, const roster::ReadOptions& options)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_CHECK(
        means_.ledger.read([&](store::Transaction& sql) { return require_batch(sql, scope, batch); }));
    TUCAI_TRY(auto table, roster::read_table(bytes, options));
    TUCAI_TRY(const auto key, ensure_identity_key(means_, scope));
    const auto fingerprint = roster::headings_fingerprint(table.headings());
    TUCAI_TRY(const auto known, means_.ledger.read([&](store::Transaction& sql) {
        return remembered(sql, scope, fingerprint);
    }));
    auto [mapping, is_remembered] = mapping_for(table, known);
    TUCAI_TRY(const auto address,
              store::put_sealed(means_.blobs, key.key_for(blob_kind), blob_kind, bytes, means_.randomness));
    const auto id = new_id(means_.randomness);
    TUCAI_CHECK(means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_CHECK(require_batch(entry.sql(), scope, batch));
        TUCAI_CHECK(entry.sql().run(
            "insert into roster_imports (tenant, id, batch, state, blob, file_digest, file_bytes, format, "
            "encoding, sheet, fingerprint, options, fields, given_ms, given_by) values ($1, $2, $3, "
            "'uploaded', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            {scope.tenant, id, batch, address, base::keyed_digest(key.key_for("file digests"), bytes),
             static_cast<std::int64_t>(bytes.size()), std::string(roster::format_word(table.found().format)),
             std::string(roster::encoding_word(table.found().encoding)), table.found().sheet, fingerprint,
             options_text(options), fields_text(mapping), entry.now_ms(), scope.person}));
        return entry.record(event_of(scope, "roster.given", id));
    }));
    return GivenRoster{id, batch, std::move(table), std::move(mapping), is_remembered};
}

Result<GivenRoster> Rosters::look(const Scope& scope, const std::string& id, base::Language language) const
{
    TUCAI_CHECK(require(scope, {Role::School}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<GivenRoster> {
        TUCAI_TRY(const auto kept, find_kept(sql, scope, id));
        TUCAI_TRY(const auto key, require_identity_key(sql, means_, scope));
        TUCAI_TRY(auto table, open_table(means_, key, kept, language));
        TUCAI_TRY(const auto known, remembered(sql, scope, roster::headings_fingerprint(table.headings())));
        TUCAI_TRY(auto mapping, mapping_of(table, kept.fields, known));
        return GivenRoster{id, kept.batch, std::move(table), std::move(mapping.first), mapping.second};
    });
}

Result<> Rosters::correct(const Scope& scope, const std::string& id, std::size_t column,
                          std::optional<Field> field)
{
    TUCAI_TRY(auto given, look(scope, id));
    TUCAI_CHECK(roster::correct(given.mapping, column, field));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto changed,
                  entry.sql().run("update roster_imports set fields = $1 where tenant = $2 and id = $3 and "
                                  "state = 'uploaded'",
                                  {fields_text(given.mapping), scope.tenant, id}));
        if (changed == 0)
            return not_found();
        return entry.record(event_of(scope, "roster.mapped", id));
    });
}

Result<RosterPlan> Rosters::preview(const Scope& scope, const std::string& id, RosterCovers covers) const
{
    TUCAI_TRY(const auto given, look(scope, id));
    TUCAI_TRY(auto rows, read_roster_rows(given.table, given.mapping));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<RosterPlan> {
        TUCAI_TRY(auto key, require_identity_key(sql, means_, scope));
        return plan_roster(sql, means_, scope, std::move(key), given.batch, std::move(rows), covers);
    });
}

Result<RosterPlan> Rosters::import(const Scope& scope, const std::string& id, std::int64_t roster_version,
                                   RosterCovers covers, RefusedRows refused)
{
    // Everything is reckoned before the transaction that stores it, which then only asks whether the list is
    // still the one that was reckoned with.
    TUCAI_TRY(auto plan, preview(scope, id, covers));
    const auto stale = [] {
        return fail(ErrorCode::VersionStale, "The list has changed since the preview. Look at it again.");
    };
    if (plan.roster_version != roster_version)
        return stale();
    if (refused == RefusedRows::Stop && !plan.faults.empty())
        return fail(ErrorCode::RosterRowsRefused,
                    std::to_string(plan.faults.size()) +
                        " faults are in the roster. Mend them, or say that these "
                        "rows are to be left out.");
    TUCAI_TRY(const auto concerned, concerned_by(means_, plan));
    std::string blob;
    TUCAI_CHECK(means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto kept, find_kept(entry.sql(), scope, id));
        TUCAI_TRY(const auto key, require_identity_key(entry.sql(), means_, scope));
        blob = kept.blob;
        TUCAI_TRY(
            const auto turned,
            entry.sql().run("update batches set roster_version = roster_version + 1 where tenant = $1 and "
                            "id = $2 and roster_version = $3 and state <> 'settled'",
                            {scope.tenant, kept.batch, roster_version}));
        if (turned == 0)
            return stale();
        TUCAI_CHECK(apply(entry, means_, scope, {id, kept.batch}, key, plan, concerned));
        const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
        TUCAI_CHECK(entry.sql().run(
            "update roster_imports set row_count = $1, new_count = $2, changed_count = $3, same_count = $4, "
            "absent_count = $5, refused_count = $6 where tenant = $7 and id = $8",
            {number(plan.rows.size()), number(plan.new_count()), number(plan.changed_count()),
             number(plan.same_count()), number(plan.absent.size()), number(plan.faults.size()), scope.tenant,
             id}));
        TUCAI_CHECK(entry.sql().run(
            "insert into roster_mappings (tenant, fingerprint, fields, used_ms, used_by) select tenant, "
            "fingerprint, fields, $1, $2 from roster_imports where tenant = $3 and id = $4 on conflict "
            "(tenant, "
            "fingerprint) do update set fields = excluded.fields, used_ms = excluded.used_ms, used_by = "
            "excluded.used_by",
            {entry.now_ms(), scope.person, scope.tenant, id}));
        return end_import(entry, scope, id, "imported");
    }));
    // What nothing names any more is also removed by the sweeper.
    static_cast<void>(means_.blobs.remove(blob));
    return plan;
}

Result<> Rosters::discard(const Scope& scope, const std::string& id)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    std::string blob;
    TUCAI_CHECK(means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto kept, find_kept(entry.sql(), scope, id));
        blob = kept.blob;
        return end_import(entry, scope, id, "discarded");
    }));
    static_cast<void>(means_.blobs.remove(blob));
    return {};
}

Result<std::vector<RosterImport>> Rosters::list(const Scope& scope, const std::string& batch) const
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto rows, means_.ledger.read([&](store::Transaction& sql) {
        return sql.rows(
            "select id, state, format, encoding, file_bytes, given_ms, given_by, ended_ms, row_count, "
            "new_count, changed_count, same_count, absent_count, refused_count from roster_imports "
            "where tenant = $1 and batch = $2 order by given_ms desc, id limit 100",
            {scope.tenant, batch});
    }));
    std::vector<RosterImport> found;
    for (const auto& row : rows)
        found.push_back({row.text("id"), row.text("state"), row.text("format"), row.text("encoding"),
                         row.integer("file_bytes"), row.integer("given_ms"), row.text("given_by"),
                         row.maybe_integer("ended_ms"), row.maybe_integer("row_count"),
                         row.maybe_integer("new_count"), row.maybe_integer("changed_count"),
                         row.maybe_integer("same_count"), row.maybe_integer("absent_count"),
                         row.maybe_integer("refused_count")});
    return found;
}

} // namespace tucai::collect
