#include "collect/students/roster_plan.h"

#include "collect/states/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace tucai::collect {
namespace {

using roster::Field;

/// A text whose end cannot be mistaken for the next one's beginning.
void put(std::string& text, std::string_view part)
{
    text += std::to_string(part.size()) + ":";
    text += part;
}

/// A digest of all that a row tells, so that a row which is as before need not be decrypted to know that.
std::string digest_of(const IdentityKey& key, const RosterRow& row, const FieldSet& fields)
{
    std::string text;
    put(text, fields.to_string());
    for (std::size_t i = 0; i < count_of<IdentityField>; ++i)
        put(text, row.identity[static_cast<IdentityField>(i)]);
    for (const auto& part : {std::string(word(row.document_kind)), row.college, row.class_name})
        put(text, part);
    return key.digest("row", text);
}

struct Stored {
    std::string id;
    std::string code_number;
    std::string college;
    std::string class_name;
    std::string row_digest;
    std::int64_t place = 0;
    bool is_absent = false;
    bool is_matched = false;
};

/// The students of a batch, to be found by their digests.
class StoredStudents {
public:
    static Result<StoredStudents> load(store::Transaction& sql, const std::string& tenant,
                                       const std::string& batch)
    {
        TUCAI_TRY(const auto rows,
                  sql.rows("select s.id as id, s.code_number as code_number, c.name as college, k.name as "
                           "class_name, s.row_digest as row_digest, s.roster_place as roster_place, "
                           "s.absent_since_ms as absent_since_ms, s.document_digest as document, "
                           "s.student_number_digest as student_number, s.examinee_number_digest as "
                           "examinee_number from students s left join colleges c on c.tenant = s.tenant and "
                           "c.id = s.college left join classes k on k.tenant = s.tenant and k.id = s.class "
                           "where s.tenant = $1 and s.batch = $2 and s.erased_ms is null order by "
                           "s.roster_place, s.id",
                           {tenant, batch}));
        StoredStudents all;
        all.list_.reserve(rows.size());
        for (const auto& row : rows) {
            for (const auto* column : {"document", "student_number", "examinee_number"})
                if (const auto digest = row.maybe_text(column))
                    all.by_digest_[*digest] = all.list_.size();
            all.list_.push_back(
                {row.text("id"), row.text("code_number"), row.maybe_text("college").value_or(""),
                 row.maybe_text("class_name").value_or(""), row.maybe_text("row_digest").value_or(""),
                 row.integer("roster_place"), !row.is_null("absent_since_ms"), false});
        }
        return all;
    }

    /// Everybody whom one of a row's numbers names.
    std::set<std::size_t> matches(const IdentityKey& key, const RosterRow& row) const
    {
        std::set<std::size_t> found;
        for (const auto field :
             {IdentityField::Document, IdentityField::StudentNumber, IdentityField::ExamineeNumber}) {
            const auto& text = row.identity[field];
            const auto at =
                text.empty() ? by_digest_.end() : by_digest_.find(identity_digest_of(key, field, text));
            if (at != by_digest_.end())
                found.insert(at->second);
        }
        return found;
    }

    std::vector<Stored>& list() { return list_; }
    std::int64_t last_place() const { return list_.empty() ? -1 : list_.back().place; }

private:
    std::vector<Stored> list_;
    std::unordered_map<std::string, std::size_t> by_digest_;
};

class Planner {
public:
    Planner(store::Transaction& sql, const Means& means, const Scope& scope,
            const std::optional<IdentityKey>& key)
        : sql_(sql), means_(means), scope_(scope), key_(key)
    {
    }

    Result<RosterPlan> plan(const std::string& batch, RosterRows rows, RosterCovers covers)
    {
        TUCAI_TRY(const auto version, roster_version(batch));
        RosterPlan plan;
        plan.roster_version = version;
        plan.fields = rows.fields;
        plan.faults = std::move(rows.faults);
        plan.notes = std::move(rows.notes);
        TUCAI_TRY(auto stored, StoredStudents::load(sql_, scope_.tenant, batch));
        keeps_places_ = covers == RosterCovers::Part;
        next_place_ = keeps_places_ ? stored.last_place() + 1 : 0;
        for (auto& row : rows.rows)
            TUCAI_CHECK(add(plan, stored, std::move(row)));
        if (covers == RosterCovers::WholeBatch)
            for (const auto& student : stored.list())
                if (!student.is_matched)
                    plan.absent.push_back({student.id, student.code_number, !student.is_absent});
        std::stable_sort(plan.faults.begin(), plan.faults.end(),
                         [](const auto& a, const auto& b) { return a.row < b.row; });
        TUCAI_CHECK(find_new_places(plan));
        return plan;
    }

private:
    Result<std::int64_t> roster_version(const std::string& batch)
    {
        TUCAI_TRY(const auto row,
                  sql_.row("select state, roster_version from batches where tenant = $1 and id = $2",
                           {scope_.tenant, batch}));
        if (!row)
            return not_found();
        if (row->text("state") == word(BatchState::Settled))
            return fail(ErrorCode::StateNotAllowed, "The batch is settled: nobody joins it any more.");
        return row->integer("roster_version");
    }

    Result<> add(RosterPlan& plan, StoredStudents& stored, RosterRow row)
    {
        PlannedRow planned;
        planned.row = std::move(row);
        planned.place = next_place_++;
        if (key_)
            planned.digest = digest_of(*key_, planned.row, plan.fields);
        const auto matches = key_ ? stored.matches(*key_, planned.row) : std::set<std::size_t>();
        if (matches.size() > 1 || (matches.size() == 1 && stored.list()[*matches.begin()].is_matched)) {
            const auto code = matches.size() > 1 ? ErrorCode::RosterAmbiguous : ErrorCode::RosterDuplicate;
            plan.faults.push_back(
                {planned.row.number, std::nullopt, 0, "", code, mend_of(code, std::nullopt)});
            // Whoever is meant is not absent.
            for (const auto match : matches)
                stored.list()[match].is_matched = true;
            return {};
        }
        if (!matches.empty())
            TUCAI_CHECK(compare(plan, stored.list()[*matches.begin()], planned));
        plan.rows.push_back(std::move(planned));
        return {};
    }

    Result<> compare(const RosterPlan& plan, Stored& stored, PlannedRow& planned)
    {
        stored.is_matched = true;
        planned.student = stored.id;
        planned.is_relisted = stored.is_absent;
        if (keeps_places_)
            planned.place = stored.place;
        planned.has_moved = stored.place != planned.place;
        if (!stored.row_digest.empty() && stored.row_digest == planned.digest)
            return {};
        static const std::string select = "select language, " + std::string(sealed_columns) +
                                          " from students where tenant = $1 and id = $2";
        TUCAI_TRY(const auto before, sql_.row(select, {scope_.tenant, stored.id}));
        if (!before)
            return not_found();
        TUCAI_TRY(const auto student_key, means_.keys.existing_person_key(stored.id));
        TUCAI_TRY(const auto identity, key_->open(*before, stored.id, student_key));
        TUCAI_TRY(auto after, merged(identity, planned.row, plan.fields));
        planned.changed = differences(identity, after);
        planned.row.identity = std::move(after);
        planned.row.language = before->text("language");
        take_place(plan.fields, Field::College, stored.college, planned.row.college, planned.changed);
        take_place(plan.fields, Field::ClassName, stored.class_name, planned.row.class_name, planned.changed);
        return {};
    }

    /// A roster that does not tell a student's college or class leaves them where they are.
    static void take_place(const FieldSet& fields, Field field, const std::string& before, std::string& after,
                           std::vector<std::string>& changed)
    {
        if (!has(fields, field))
            after = before;
        else if (after != before)
            changed.emplace_back(roster::field_word(field));
    }

    Result<> find_new_places(RosterPlan& plan)
    {
        TUCAI_TRY(const auto places, Places::load(sql_, scope_.tenant));
        std::set<std::string> colleges;
        std::set<std::string> classes;
        for (const auto& planned : plan.rows) {
            const auto& [college, class_name] = std::tie(planned.row.college, planned.row.class_name);
            if (!places.knows(college, ""))
                colleges.insert(college);
            if (!class_name.empty() && !places.knows(college, class_name))
                classes.insert(college.empty() ? class_name : fmt::format("{} / {}", college, class_name));
        }
        plan.new_colleges.assign(colleges.begin(), colleges.end());
        plan.new_classes.assign(classes.begin(), classes.end());
        return {};
    }

    store::Transaction& sql_;
    const Means& means_;
    const Scope& scope_;
    const std::optional<IdentityKey>& key_;
    bool keeps_places_ = false;
    std::int64_t next_place_ = 0;
};

} // namespace

std::size_t RosterPlan::new_count() const
{
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.student.empty(); }));
}

std::size_t RosterPlan::changed_count() const
{
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const auto& row) { return !row.changed.empty(); }));
}

std::size_t RosterPlan::same_count() const
{
    return rows.size() - new_count() - changed_count();
}

std::size_t RosterPlan::relisted_count() const
{
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.is_relisted; }));
}

bool RosterPlan::is_empty() const
{
    const bool is_same = std::all_of(rows.begin(), rows.end(), [](const auto& row) {
        return !row.student.empty() && row.changed.empty() && !row.is_relisted && !row.has_moved;
    });
    return is_same && std::none_of(absent.begin(), absent.end(),
                                   [](const auto& student) { return student.is_newly_absent; });
}

Result<RosterPlan> plan_roster(store::Transaction& sql, const Means& means, const Scope& scope,
                               const std::optional<IdentityKey>& key, const std::string& batch,
                               RosterRows rows, RosterCovers covers)
{
    return Planner(sql, means, scope, key).plan(batch, std::move(rows), covers);
}

} // namespace tucai::collect
