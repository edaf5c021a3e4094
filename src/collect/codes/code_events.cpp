#include "collect/codes/code_events.h"

namespace tucai::collect {

Result<CodeState> apply_code_event(store::Entry& entry, const std::string& tenant, const std::string& code,
                                   CodeEvent event, const std::string& reason, const std::string& actor)
{
    TUCAI_TRY(const auto row,
              entry.sql().row("select state, wrong_tries from codes where tenant = $1 and id = $2",
                              {tenant, code}));
    if (!row)
        return fail(ErrorCode::CodeUnknown, "There is no such code.");
    const auto before = from_word<CodeState>(row->text("state"));
    if (!before)
        return fail(ErrorCode::Internal, "A code's state is stored as a word that is none.");
    TUCAI_TRY(const auto state, next(*before, event, static_cast<int>(row->integer("wrong_tries"))));
    const bool is_end = state == CodeState::Revoked || state == CodeState::Expired;
    TUCAI_CHECK(
        entry.sql().run("update codes set state = $1, ended_ms = $2, end_reason = $3 where tenant = $4 and "
                        "id = $5",
                        {std::string(word(state)), is_end ? store::Value(entry.now_ms()) : store::Value(),
                         is_end ? reason : std::string(), tenant, code}));
    if (is_end)
        TUCAI_CHECK(
            entry.sql().run("update code_devices set ended_ms = $1 where tenant = $2 and code = $3 and "
                            "ended_ms is null",
                            {entry.now_ms(), tenant, code}));
    TUCAI_CHECK(entry.record({tenant, "code." + std::string(word(state)), actor, code,
                              R"({"event":")" + std::string(word(event)) + R"("})", 0}));
    return state;
}

} // namespace tucai::collect
