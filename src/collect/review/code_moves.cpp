#include "collect/review/code_moves.h"

namespace tucai::collect {

Result<> move_code(store::Entry& entry, const Scope& actor, const std::string& student, CodeEvent event)
{
    TUCAI_TRY(const auto row,
              entry.sql().row("select id, state, wrong_tries from codes where tenant = $1 and student = $2 "
                              "and state in ('bound', 'used') order by generation desc limit 1",
                              {actor.tenant, student}));
    if (!row)
        return {};
    const auto state = from_word<CodeState>(row->text("state"));
    if (!state)
        return fail(ErrorCode::Internal, "A code's state is stored as a word that is none.");
    TUCAI_TRY(const auto to, next(*state, event, static_cast<int>(row->integer("wrong_tries"))));
    if (to == *state)
        return {};
    TUCAI_CHECK(entry.sql().run("update codes set state = $1 where tenant = $2 and id = $3",
                                {std::string(word(to)), actor.tenant, row->text("id")}));
    return entry.record(
        event_of(actor, "code." + std::string(word(event)), row->text("id"),
                 R"({"from":")" + std::string(word(*state)) + R"(","to":")" + std::string(word(to)) + "\"}"));
}

} // namespace tucai::collect
