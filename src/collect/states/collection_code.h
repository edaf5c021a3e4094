#pragma once

#include "collect/states/machine.h"

#include <array>

namespace tucai::collect {

/// Where a collection code (采集码) stands.
enum class CodeState {
    Issued,  ///< given out; nobody has confirmed an identity with it
    Bound,   ///< tied to the device on which the identity was confirmed
    Used,    ///< its student has an accepted photo
    Revoked, ///< taken out of use by the office; another may be issued
    Expired, ///< its time passed before a photo was accepted
};

enum class CodeEvent {
    Bind,     ///< the identity was confirmed on a device
    TakeOver, ///< the identity was confirmed on another device; the first is told
    Use,      ///< the photo was finally accepted
    Release,  ///< the photo was returned, by a review or by the office's reset
    Revoke,
    Expire,
};

/// What a code opens, once the identity has been confirmed on the device that shows it.
enum class CodeOpens {
    Nothing,
    Identity, ///< the question for the last six characters of the document
    Shooting,
    Status, ///< status and proofreading only; no photo can be sent
};

/// Wrong answers to the identity's question until only the office can help (design, "States").
inline constexpr int max_identity_tries = 5;

template <> struct Words<CodeState> {
    static constexpr std::string_view thing = "collection code";
    static constexpr auto list =
        std::to_array<std::string_view>({"issued", "bound", "used", "revoked", "expired"});
};

template <> struct Words<CodeEvent> {
    static constexpr auto list =
        std::to_array<std::string_view>({"bind", "take_over", "use", "release", "revoke", "expire"});
};

template <> struct Words<CodeOpens> {
    static constexpr auto list =
        std::to_array<std::string_view>({"nothing", "identity", "shooting", "status"});
};

/// Where a code stands after an event. A used code may be revoked: it still opens the status.
///
/// Needs: the wrong answers since the office last helped. Pure.
/// Fails: StateNotAllowed where there is no such arrow; for `Bind` and `TakeOver` after too many wrong
/// answers. Source: design, "States".
Result<CodeState> next(CodeState state, CodeEvent event, int wrong_tries);

/// What a code opens. Pure.
CodeOpens opened_by(CodeState state);

} // namespace tucai::collect
