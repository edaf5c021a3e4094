#include "collect/states/statement.h"

namespace tucai::collect {
namespace {

using enum StatementState;

constexpr Arrow<StatementState, StatementEvent> arrows[] = {
    {Draft, StatementEvent::Issue, Issued},
    {Issued, StatementEvent::Recall, Draft},
    {Issued, StatementEvent::Pay, Paid},
};

} // namespace

Result<StatementState> next(StatementState state, StatementEvent event)
{
    return follow(arrows, state, event);
}

} // namespace tucai::collect
