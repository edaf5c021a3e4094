#include "collect/codes/code_office.h"

#include "collect/beijing_time.h"
#include "collect/documents.h"
#include "collect/scopes.h"
#include "collect/students/record.h"
#include "collect/students/standing.h"
#include "collect/tenants/identity.h"

#include <algorithm>

namespace tucai::collect {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
/// After the last round, for those who are returned late and for looking up how the photo stands.
constexpr std::int64_t afterwards_ms = 60 * day_ms;

std::string of_batch()
{
    return "select id, code_number, state, document_kind, " + std::string(sealed_columns) +
           " from students where tenant = $1 and batch = $2 and erased_ms is null ";
}

} // namespace

Result<std::int64_t> CodeOffice::end_of(store::Transaction& sql, const std::string& tenant,
                                        const std::string& batch) const
{
    TUCAI_TRY(const auto there,
              sql.row("select id from batches where tenant = $1 and id = $2", {tenant, batch}));
    if (!there)
        return not_found();
    TUCAI_TRY(const auto last, sql.row("select max(last_day) as day from batch_windows where tenant = $1 and "
                                       "batch = $2",
                                       {tenant, batch}));
    const auto now_ms = means_.ledger.now_ms();
    const auto day = last->maybe_text("day");
    if (!day)
        return now_ms + 2 * afterwards_ms;
    TUCAI_TRY(const auto last_day, read_day(*day));
    const auto end_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(last_day.time_since_epoch()).count();
    return std::max(end_ms, now_ms) + afterwards_ms;
}

Result<std::vector<CodeOffice::Wanted>> CodeOffice::wanted(const Scope& scope, const std::string& batch,
                                                           const std::vector<std::string>& students,
                                                           IssuedCodes& codes) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::vector<Wanted>> {
        TUCAI_TRY(const auto key, require_identity_key(sql, means_, scope));
        store::Rows rows;
        if (students.empty()) {
            TUCAI_TRY(
                rows,
                sql.rows(of_batch() +
                             "and state = 'listed' and absent_since_ms is null order by roster_place, id "
                             "limit $3",
                         {scope.tenant, batch, std::int64_t{most_at_once}}));
        }
        for (const auto& id : students) {
            TUCAI_TRY(const auto row, sql.row(of_batch() + "and id = $3", {scope.tenant, batch, id}));
            if (row)
                rows.push_back(*row);
            else
                codes.left_out.push_back({id, ErrorCode::NotFound});
        }
        std::vector<Wanted> found;
        for (const auto& row : rows) {
            Wanted student{row.text("id"), row.text("code_number"), row.text("state") == "listed", ""};
            TUCAI_TRY(const auto student_key, means_.keys.existing_person_key(student.id));
            TUCAI_TRY(const auto identity, key.open(row, student.id, student_key));
            const auto kind =
                from_word<DocumentKind>(row.text("document_kind")).value_or(DocumentKind::Passport);
            if (const auto document = read_document(kind, identity[IdentityField::Document])) {
                student.last_six = last_six(*document);
                found.push_back(std::move(student));
            } else {
                codes.left_out.push_back({student.id, document.error().code});
            }
        }
        return found;
    });
}

Result<> CodeOffice::issue_one(store::Entry& entry, const Scope& scope, const Wanted& student,
                               std::int64_t expires_ms, IssuedCodes& codes) const
{
    auto issued =
        issuer_.issue(entry, {scope.tenant, student.code_number, student.last_six, expires_ms}, scope.person);
    if (!issued && issued.error().code == ErrorCode::StateNotAllowed) {
        codes.left_out.push_back({student.id, issued.error().code});
        return {};
    }
    if (!issued)
        return tl::unexpected(issued.error());
    if (student.is_listed)
        TUCAI_CHECK(move_student(entry, scope, student.id, StudentEvent::IssueCode, {}));
    codes.issued.push_back({student.id, student.code_number, issued->id});
    return {};
}

Result<IssuedCodes> CodeOffice::issue(const Scope& scope, const std::string& batch,
                                      const std::vector<std::string>& students)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    if (students.size() > most_at_once)
        return fail(ErrorCode::InvalidInput, "At most 200 students are named at once.");
    IssuedCodes codes;
    TUCAI_TRY(const auto ends_ms,
              means_.ledger.read([&](store::Transaction& sql) { return end_of(sql, scope.tenant, batch); }));
    TUCAI_TRY(const auto list, wanted(scope, batch, students, codes));
    if (!list.empty())
        TUCAI_CHECK(means_.ledger.write([&](store::Entry& entry) -> Result<> {
            codes.issued.clear();
            for (const auto& student : list)
                TUCAI_CHECK(issue_one(entry, scope, student, ends_ms, codes));
            // Also where all were left out, the audit is told that somebody tried.
            return entry.record(event_of(scope, "codes.issued", batch,
                                         "{\"count\":" + std::to_string(codes.issued.size()) + "}"));
        }));
    TUCAI_TRY(const auto left, means_.ledger.read([&](store::Transaction& sql) {
        return sql.row("select count(*) as n from students where tenant = $1 and batch = $2 and erased_ms is "
                       "null and state = 'listed' and absent_since_ms is null",
                       {scope.tenant, batch});
    }));
    codes.left = static_cast<std::size_t>(left->integer("n"));
    return codes;
}

} // namespace tucai::collect
