#include "collect/states/package.h"

namespace tucai::collect {
namespace {

using enum PackageState;

constexpr Arrow<PackageState, PackageEvent> arrows[] = {
    {Building, PackageEvent::Finish, Ready}, {Ready, PackageEvent::Rebuild, Building},
    {Ready, PackageEvent::Send, Sent},       {Sent, PackageEvent::Bounce, Ready},
    {Sent, PackageEvent::Receive, Received},
};

} // namespace

Result<PackageState> next(PackageState state, PackageEvent event)
{
    return follow(arrows, state, event);
}

} // namespace tucai::collect
