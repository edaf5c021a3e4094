#include "collect/review/code_moves.h"

#include "collect/codes/code_events.h"

namespace tucai::collect {

Result<> move_code(store::Entry& entry, const Scope& actor, const std::string& student, CodeEvent event)
{
    TUCAI_TRY(const auto row,
              entry.sql().row("select id, state from codes where tenant = $1 and student = $2 and "
                              "state in ('bound', 'used') order by generation desc limit 1",
                              {actor.tenant, student}));
    const auto wanted = event == CodeEvent::Use ? CodeState::Used : CodeState::Bound;
    if (!row || row->text("state") == word(wanted))
        return {};
    TUCAI_CHECK(apply_code_event(entry, actor.tenant, row->text("id"), event, "", actor.person));
    return {};
}

} // namespace tucai::collect
