#pragma once

#include "collect/capture/device_grant.h"
#include "collect/locks/teller.h"

#include <array>
#include <optional>
#include <vector>

namespace tucai::collect {

/// What a student asks a person about.
enum class HelpTopic {
    Photo,    ///< look at this photo, whatever the machine says; made with the submission
    Identity, ///< name or document are wrong
    Device,   ///< no phone that can, no camera
    Window,   ///< cannot come in time
    Other,
};

enum class HelpState { Open, Answered, Closed };

template <> struct Words<HelpTopic> {
    static constexpr auto list =
        std::to_array<std::string_view>({"photo", "identity", "device", "window", "other"});
};

template <> struct Words<HelpState> {
    static constexpr auto list = std::to_array<std::string_view>({"open", "answered", "closed"});
};

struct HelpRow {
    std::string id;
    std::string student;
    std::string photo; ///< id, or empty
    HelpTopic about = HelpTopic::Other;
    HelpState state = HelpState::Open;
    std::string words;  ///< the student's; empty for a photo
    std::string answer; ///< the office's
    std::int64_t made_ms = 0;
    std::optional<std::int64_t> answered_ms;
};

struct HelpPage {
    std::vector<HelpRow> rows;
    std::string next; ///< cursor; empty at the end
};

/// Questions of students to the office. Threads may share it.
class Help {
public:
    Help(const Means& means, Teller& teller) : means_(means), teller_(teller) {}

    /// Asks; gives the id. At most five may be open. Fails: as check_grant; TextInvalid; InvalidInput (about
    /// a photo: that is asked by submitting it); CaptureTooMany.
    Result<std::string> ask(const DeviceGrant& grant, HelpTopic about, const std::string& words);
    /// The student's own, the latest first. Fails: as check_grant.
    Result<std::vector<HelpRow>> own(const DeviceGrant& grant) const;

    /// What a batch's students ask, in one state, the oldest first. Fails: Denied; InvalidInput (no cursor).
    Result<HelpPage> list(const Scope& scope, const std::string& batch, HelpState state,
                          const std::string& cursor, std::size_t limit) const;
    /// Answers, and the student is told. Fails: Denied; NotFound; StateNotAllowed; TextInvalid.
    Result<> answer(const Scope& scope, const std::string& id, const std::string& words);
    /// Ends one that is settled. Fails: Denied; NotFound; StateNotAllowed.
    Result<> close(const Scope& scope, const std::string& id);

private:
    const Means& means_;
    Teller& teller_;
};

} // namespace tucai::collect
