#pragma once

#include "collect/capture/choosing.h"
#include "collect/capture/comparing.h"
#include "collect/locks/violation_rows.h"
#include "collect/review/exemption_rows.h"
#include "collect/review/review_rows.h"

namespace tucai::collect {

/// Why a photo is looked at first (ux, "The review desk").
enum class QueueFilter { All, Ask, Unassessed, Help, Comparison, Suspicion };

template <> struct Words<QueueFilter> {
    static constexpr auto list =
        std::to_array<std::string_view>({"all", "ask", "unassessed", "help", "comparison", "suspicion"});
};

/// A photo that waits.
struct QueueItem {
    std::string photo;
    std::string student;
    std::string code_number;
    std::string masked_name;
    PhotoState judged_as = PhotoState::MachineAsk;
    Submission submission = Submission::Confirmed;
    std::int64_t submitted_ms = 0;
    std::int64_t version = 0;
    bool has_unassessed = false;
    bool has_suspicion = false;
    std::optional<FaceLikeness> likeness; ///< of the latest comparison
    bool has_photo = false;               ///< a standard photo was made
};

struct QueuePage {
    std::vector<QueueItem> items;
    std::string next; ///< cursor; empty at the end
};

/// A rule that the machine left to a person.
struct DeskTick {
    std::string rule;
    std::string exemption;            ///< id of one that waives it, or empty
    std::optional<TickAnswer> answer; ///< as the step before has ticked it
};

/// All that the desk shows of one photo.
struct DeskPhoto {
    PhotoRow photo;
    std::string code_number;
    std::string masked_name;
    std::string glasses; ///< what the student says: 'worn', 'not_worn' or 'unknown'
    std::string reports; ///< {"zh":…,"en":…}; empty where there is none any more
    std::string error_code;
    std::vector<std::string> findings;
    std::vector<DeskTick> ticks;
    std::vector<ExemptionRow> exemptions;
    std::optional<ComparisonRow> comparison;
    bool comparison_is_agreed = false; ///< where it is not, a person compares
    bool has_reference = false;
    std::vector<ViolationRow> violations;  ///< of this photo
    std::vector<ReviewRow> reviews;        ///< of this photo, the latest first
    std::int64_t persons = 1;              ///< that the step asks for
    std::string first_reviewer;            ///< whose acceptance waits for a second person's; empty: nobody's
    std::vector<std::string> also_looking; ///< persons
};

enum class DeskPicture { Photo, Shot, Reference };

/// What reviewers read. Threads may share it. Scopes as in Reviews.
class Desk {
public:
    explicit Desk(const Means& means) : means_(means) {}

    /// The photos of a batch that wait at the step of the scope's role, the longest waiting first; a
    /// college's assistant sees the school's step of the own college. Students who are locked or gone are not
    /// in it. Fails: Denied; InvalidInput (no cursor of this list).
    Result<QueuePage> queue(const Scope& scope, const std::string& batch, QueueFilter filter,
                            const std::string& cursor, std::size_t limit) const;

    /// Opens one photo: the audit is told, and others see for a minute that it is being looked at.
    /// Fails: Denied; NotFound (none such, or not submitted); SecretWrong.
    Result<DeskPhoto> look(const Scope& scope, const std::string& photo);

    /// Fails: as look; PhotoNotMade; NotFound (no reference); as BlobStore::get; KeyDestroyed.
    Result<store::Bytes> picture(const Scope& scope, const std::string& photo, DeskPicture kind) const;

    /// A reviewer's own words of an earlier decision. Fails: Denied; NotFound; SecretWrong.
    Result<std::string> words(const Scope& scope, const std::string& review) const;

    /// Keeps what a person sees when comparing with the admission photo: advice like the network's.
    /// Fails: Denied; NotFound.
    Result<> compare(const Scope& scope, const std::string& photo, FaceLikeness likeness);

private:
    const Means& means_;
};

} // namespace tucai::collect
