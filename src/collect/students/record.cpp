#include "collect/students/record.h"

#include "collect/masked_name.h"
#include "collect/students/code_number.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tucai::collect {
namespace {

using roster::Field;

/// Which field of a roster tells which part of an identity; studies are told by several.
constexpr std::pair<Field, IdentityField> told_by[] = {
    {Field::Name, IdentityField::Name},
    {Field::LatinName, IdentityField::LatinName},
    {Field::DocumentNumber, IdentityField::Document},
    {Field::StudentNumber, IdentityField::StudentNumber},
    {Field::ExamineeNumber, IdentityField::ExamineeNumber},
    {Field::BirthDate, IdentityField::BirthDate},
    {Field::Sex, IdentityField::Sex},
    {Field::Nationality, IdentityField::Nationality},
    {Field::Phone, IdentityField::Phone},
    {Field::Email, IdentityField::Email},
};

constexpr Field study_fields[] = {Field::Department, Field::MajorCode, Field::MajorName,
                                  Field::Grade,      Field::Level,     Field::Duration,
                                  Field::StudyMode,  Field::EntryDate, Field::GraduationDate};

store::Value text_or_null(const std::string& text)
{
    return text.empty() ? store::Value() : store::Value(text);
}

/// What both statements store, in the order $1 to $22.
store::Values told_values(const Means& means, const IdentityKey& key, const base::SecretKey& student_key,
                          const StudentRecord& record)
{
    const auto& identity = record.row.identity;
    const Document document{record.row.document_kind, identity[IdentityField::Document]};
    store::Values values = {record.places.college,
                            record.places.class_id,
                            std::string(word(record.row.document_kind)),
                            std::int64_t{record.row.name_is_resolved ? 1 : 0},
                            masked_name(identity[IdentityField::Name]),
                            masked(document)};
    for (auto& sealed : key.seal(identity, record.id, student_key, means.randomness))
        values.push_back(std::move(sealed));
    for (const auto field : {IdentityField::Name, IdentityField::Document, IdentityField::StudentNumber,
                             IdentityField::ExamineeNumber})
        values.push_back(identity[field].empty()
                             ? store::Value()
                             : store::Value(identity_digest_of(key, field, identity[field])));
    values.push_back(text_or_null(record.digest));
    return values;
}

} // namespace

Result<Places> Places::load(store::Transaction& sql, const std::string& tenant)
{
    Places places;
    TUCAI_TRY(const auto colleges, sql.rows("select id, name from colleges where tenant = $1", {tenant}));
    std::map<std::string, std::string> names;
    for (const auto& row : colleges) {
        places.colleges_[row.text("name")] = row.text("id");
        names[row.text("id")] = row.text("name");
    }
    TUCAI_TRY(const auto classes,
              sql.rows("select id, college, name from classes where tenant = $1", {tenant}));
    for (const auto& row : classes) {
        const auto college = row.maybe_text("college");
        places.classes_[{college ? names[*college] : "", row.text("name")}] = row.text("id");
    }
    return places;
}

bool Places::knows(const std::string& college, const std::string& class_name) const
{
    return (college.empty() || colleges_.contains(college)) &&
           (class_name.empty() || classes_.contains({college, class_name}));
}

Result<Places::Ids> Places::find_or_add(store::Entry& entry, const Means& means, const Scope& scope,
                                        const std::string& college, const std::string& class_name)
{
    Ids ids;
    if (!college.empty()) {
        auto& id = colleges_[college];
        if (id.empty()) {
            id = new_id(means.randomness);
            TUCAI_CHECK(entry.sql().run(
                "insert into colleges (tenant, id, name, code, created_ms) values ($1, $2, $3, '', $4)",
                {scope.tenant, id, college, entry.now_ms()}));
            TUCAI_CHECK(entry.record(event_of(scope, "college.added", id)));
        }
        ids.college = id;
    }
    if (!class_name.empty()) {
        auto& id = classes_[{college, class_name}];
        if (id.empty()) {
            id = new_id(means.randomness);
            TUCAI_CHECK(entry.sql().run(
                "insert into classes (tenant, id, college, name, created_ms) values ($1, $2, $3, $4, $5)",
                {scope.tenant, id, ids.college, class_name, entry.now_ms()}));
            TUCAI_CHECK(entry.record(event_of(scope, "class.added", id)));
        }
        ids.class_id = id;
    }
    return ids;
}

std::string identity_digest_of(const IdentityKey& key, IdentityField field, const std::string& text)
{
    return key.digest(word(field), text);
}

Result<std::string> insert_student(store::Entry& entry, const Means& means, const IdentityKey& key,
                                   const base::SecretKey& student_key, const std::string& tenant,
                                   const StudentRecord& record)
{
    const auto code_number = new_code_number(means.randomness);
    auto values = told_values(means, key, student_key, record);
    for (store::Value value :
         {store::Value(tenant), store::Value(record.id), store::Value(record.batch),
          store::Value(code_number), store::Value(record.row.language), record.roster_import,
          store::Value(record.roster_place), store::Value(entry.now_ms())})
        values.push_back(std::move(value));
    TUCAI_CHECK(entry.sql().run(
        "insert into students (college, class, document_kind, name_is_resolved, masked_name, "
        "masked_document, "
        "name_sealed, latin_name_sealed, document_sealed, student_number_sealed, examinee_number_sealed, "
        "birth_date_sealed, sex_sealed, nationality_sealed, phone_sealed, email_sealed, studies_sealed, "
        "name_digest, document_digest, student_number_digest, examinee_number_digest, row_digest, "
        "tenant, id, batch, code_number, language, roster_import, roster_place, state_ms, created_ms, "
        "changed_ms, state, state_reason, glasses, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, "
        "$30, $30, 'listed', '', 'unknown', 1)",
        values));
    return code_number;
}

Result<> update_student(store::Entry& entry, const Means& means, const IdentityKey& key,
                        const base::SecretKey& student_key, const std::string& tenant,
                        const StudentRecord& record)
{
    auto values = told_values(means, key, student_key, record);
    for (store::Value value :
         {store::Value(entry.now_ms()), record.roster_import, store::Value(record.roster_place),
          store::Value(record.row.language), store::Value(tenant), store::Value(record.id)})
        values.push_back(std::move(value));
    TUCAI_TRY(
        const auto changed,
        entry.sql().run(
            "update students set college = $1, class = $2, document_kind = $3, name_is_resolved = $4, "
            "masked_name = $5, masked_document = $6, name_sealed = $7, latin_name_sealed = $8, "
            "document_sealed = $9, student_number_sealed = $10, examinee_number_sealed = $11, "
            "birth_date_sealed = $12, sex_sealed = $13, nationality_sealed = $14, phone_sealed = $15, "
            "email_sealed = $16, studies_sealed = $17, name_digest = $18, document_digest = $19, "
            "student_number_digest = $20, examinee_number_digest = $21, row_digest = $22, changed_ms = $23, "
            "roster_import = $24, roster_place = $25, language = $26, version = version + 1 where tenant = "
            "$27 "
            "and id = $28 and erased_ms is null",
            values));
    if (changed == 0)
        return not_found();
    return {};
}

Result<Identity> merged(const Identity& stored, const RosterRow& row, const FieldSet& fields)
{
    auto identity = stored;
    for (const auto& [field, kept] : told_by)
        if (has(fields, field))
            identity[kept] = row.identity[kept];
    const bool tells_studies = std::any_of(std::begin(study_fields), std::end(study_fields),
                                           [&](Field field) { return has(fields, field); });
    if (!tells_studies)
        return identity;
    const auto object = [](const std::string& text) {
        return text.empty() ? nlohmann::json::object() : nlohmann::json::parse(text, nullptr, false);
    };
    auto studies = object(stored[IdentityField::Studies]);
    const auto told = object(row.identity[IdentityField::Studies]);
    if (!studies.is_object() || !told.is_object())
        return fail(ErrorCode::Internal, "What is kept of somebody's studies cannot be read.");
    for (const auto field : study_fields) {
        const std::string key(roster::field_word(field));
        if (!has(fields, field))
            continue;
        studies.erase(key);
        if (told.contains(key))
            studies[key] = told[key];
    }
    identity[IdentityField::Studies] = studies.empty() ? std::string() : studies.dump();
    return identity;
}

std::vector<std::string> differences(const Identity& before, const Identity& after)
{
    std::vector<std::string> found;
    for (std::size_t i = 0; i < count_of<IdentityField>; ++i) {
        const auto field = static_cast<IdentityField>(i);
        if (before[field] != after[field])
            found.emplace_back(word(field));
    }
    return found;
}

} // namespace tucai::collect
