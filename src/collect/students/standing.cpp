#include "collect/students/standing.h"

namespace tucai::collect {

Result<StudentStanding> standing_of(const store::Row& row)
{
    const auto state = from_word<StudentState>(row.text("state"));
    const auto from = row.maybe_text("locked_from");
    const auto locked_from = from ? from_word<StudentState>(*from) : std::nullopt;
    if (!state || (from && !locked_from))
        return fail(ErrorCode::Internal, "A student's state is stored as a word that is none.");
    return StudentStanding{*state, locked_from};
}

Result<StudentStanding> move_student(store::Entry& entry, const Scope& scope, const std::string& student,
                                     StudentEvent event, const StudentEvidence& evidence,
                                     const std::string& reason)
{
    TUCAI_TRY(const auto row,
              entry.sql().row("select state, locked_from from students where tenant = $1 and id = $2 and "
                              "($3 = '' or college = $3)",
                              {scope.tenant, student, college_limit(scope)}));
    if (!row)
        return not_found();
    TUCAI_TRY(const auto before, standing_of(*row));
    TUCAI_TRY(const auto after, next(before, event, evidence));
    const auto from =
        after.locked_from ? store::Value(std::string(word(*after.locked_from))) : store::Value();
    TUCAI_CHECK(entry.sql().run(
        "update students set state = $1, locked_from = $2, state_ms = $3, state_reason = $4, "
        "version = version + 1, changed_ms = $3 where tenant = $5 and id = $6",
        {std::string(word(after.state)), from, entry.now_ms(), reason, scope.tenant, student}));
    TUCAI_CHECK(entry.record(event_of(scope, "student." + std::string(word(event)), student,
                                      R"({"from":")" + std::string(word(before.state)) + R"(","to":")" +
                                          std::string(word(after.state)) + "\"}")));
    return after;
}

} // namespace tucai::collect
