#pragma once

#include "collect/states/machine.h"

#include <array>

namespace tucai::collect {

/// Where a digital package, or a parcel of prints, stands: both take the same way.
enum class PackageState { Building, Ready, Sent, Received };

enum class PackageEvent {
    Finish,
    Rebuild, ///< a photo in it changed before it was sent
    Send,
    Bounce, ///< it did not arrive, or arrived damaged: it is there to be sent again
    Receive,
};

template <> struct Words<PackageState> {
    static constexpr std::string_view thing = "package";
    static constexpr auto list = std::to_array<std::string_view>({"building", "ready", "sent", "received"});
};

template <> struct Words<PackageEvent> {
    static constexpr auto list =
        std::to_array<std::string_view>({"finish", "rebuild", "send", "bounce", "receive"});
};

/// Where a package or a parcel stands after an event. Pure.
/// Fails: StateNotAllowed where there is no such arrow. Source: design, "States".
Result<PackageState> next(PackageState state, PackageEvent event);

} // namespace tucai::collect
