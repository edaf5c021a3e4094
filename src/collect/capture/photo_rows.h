#pragma once

#include "collect/scopes.h"
#include "collect/states/photo.h"

#include <optional>

namespace tucai::collect {

/// A row of `photos`, with the steps of its batch.
struct PhotoRow {
    std::string tenant;
    std::string id;
    std::string student;
    std::string batch;
    std::string session;
    std::string shot;
    std::optional<std::string> judgement;
    PhotoState state = PhotoState::Captured;
    Submission submission = Submission::None;
    bool is_superseded = false;
    std::optional<PhotoState> judged_as;
    std::optional<std::string> blob; ///< of the standard photo; none where none could be made
    std::optional<std::int64_t> submitted_ms;
    std::optional<std::int64_t> return_until_ms;
    std::int64_t version = 0;
    ReviewSteps steps = ReviewSteps::School;
};

/// Fails: NotFound.
Result<PhotoRow> load_photo(store::Transaction& sql, const std::string& tenant, const std::string& id);
Result<PhotoRow> load_photo_of_shot(store::Transaction& sql, const std::string& tenant,
                                    const std::string& shot);
/// The photo that a student submitted last and did not take back. Fails: as Transaction::row.
Result<std::optional<PhotoRow>> current_photo(store::Transaction& sql, const std::string& tenant,
                                              const std::string& student);

/// What the photo's events rest on. Pure.
PhotoEvidence evidence_of(const PhotoRow& photo);

/// Moves a photo by an event and tells the audit: "photo." and the event's word. Gives the row as it is then.
/// Fails: StateNotAllowed.
Result<PhotoRow> move_photo(store::Entry& entry, const std::string& actor, PhotoRow photo, PhotoEvent event);

/// The steps that review a batch's photos. Fails: as Transaction::rows.
Result<ReviewSteps> steps_of_batch(store::Transaction& sql, const std::string& tenant,
                                   const std::string& batch);

} // namespace tucai::collect
