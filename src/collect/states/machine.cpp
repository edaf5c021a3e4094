#include "collect/states/machine.h"

namespace tucai::collect {

tl::unexpected<Error> not_allowed(std::string_view thing, std::string_view state, std::string_view event,
                                  std::string_view mend)
{
    std::string message = "A " + std::string(thing) + " that is '" + std::string(state) +
                          "' does not take '" + std::string(event) + "'.";
    if (!mend.empty())
        message += " " + std::string(mend);
    return fail(ErrorCode::StateNotAllowed, std::move(message));
}

} // namespace tucai::collect
