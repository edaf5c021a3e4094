#include "collect/states/collection_code.h"

namespace tucai::collect {
namespace {

using enum CodeState;

constexpr Arrow<CodeState, CodeEvent> arrows[] = {
    {Issued, CodeEvent::Bind, Bound},     {Issued, CodeEvent::Revoke, Revoked},
    {Issued, CodeEvent::Expire, Expired}, {Bound, CodeEvent::TakeOver, Bound},
    {Bound, CodeEvent::Use, Used},        {Bound, CodeEvent::Release, Bound},
    {Bound, CodeEvent::Revoke, Revoked},  {Bound, CodeEvent::Expire, Expired},
    {Used, CodeEvent::Release, Bound},    {Used, CodeEvent::Revoke, Revoked},
};

} // namespace

Result<CodeState> next(CodeState state, CodeEvent event, int wrong_tries)
{
    TUCAI_TRY(const auto to, follow(arrows, state, event));
    const bool confirms_identity = event == CodeEvent::Bind || event == CodeEvent::TakeOver;
    if (confirms_identity && wrong_tries >= max_identity_tries)
        return not_allowed(state, event, "Too many wrong answers were given; the school office can help.");
    return to;
}

CodeOpens opened_by(CodeState state)
{
    switch (state) {
    case Issued:
        return CodeOpens::Identity;
    case Bound:
        return CodeOpens::Shooting;
    case Used:
        return CodeOpens::Status;
    case Revoked:
    case Expired:
        break;
    }
    return CodeOpens::Nothing;
}

} // namespace tucai::collect
