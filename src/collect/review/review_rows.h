#pragma once

#include "collect/capture/photo_rows.h"

#include <array>
#include <vector>

namespace tucai::collect {

/// Who decides on photos; the words are those of `batch_steps`.
enum class ReviewStep { School, Centre };

enum class ReviewDecision { Accept, Return, Undo, Reset };

enum class TickAnswer { Good, Bad, Exempt };

template <> struct Words<ReviewStep> {
    static constexpr auto list = std::to_array<std::string_view>({"school", "centre"});
};

template <> struct Words<ReviewDecision> {
    static constexpr auto list = std::to_array<std::string_view>({"accept", "return", "undo", "reset"});
};

template <> struct Words<TickAnswer> {
    static constexpr auto list = std::to_array<std::string_view>({"good", "bad", "exempt"});
};

/// A rule that nobody had assessed, as a person answers it.
struct ReviewTick {
    std::string rule;
    TickAnswer answer = TickAnswer::Good;
};

/// A row of `reviews`, without what is sealed.
struct ReviewRow {
    std::string id;
    std::string photo;
    std::string student;
    ReviewStep step = ReviewStep::School;
    std::int64_t place = 1; ///< 2: the second person
    ReviewDecision decision = ReviewDecision::Accept;
    std::string reviewer;
    std::vector<std::string> reasons;
    std::optional<std::int64_t> until_ms;
    std::int64_t at_ms = 0;
    std::optional<std::int64_t> undone_ms;
};

/// The step that a role decides for; none for roles that only read.
std::optional<ReviewStep> step_of(Role role);

/// Every decision on a photo, the latest first. Fails: as Transaction::rows.
Result<std::vector<ReviewRow>> reviews_of(store::Transaction& sql, const std::string& tenant,
                                          const std::string& photo);
/// Fails: NotFound.
Result<ReviewRow> load_review(store::Transaction& sql, const std::string& tenant, const std::string& id);

/// How many persons a batch asks for at a step; 0 where it does not have the step.
Result<std::int64_t> persons_at(store::Transaction& sql, const std::string& tenant, const std::string& batch,
                                ReviewStep step);

/// The acceptance of a first person that waits for a second; none where none does. A decision that was undone
/// does not count.
std::optional<ReviewRow> waiting_first(const std::vector<ReviewRow>& reviews, const PhotoRow& photo,
                                       ReviewStep step);

} // namespace tucai::collect
