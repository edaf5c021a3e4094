#pragma once

#include "collect/capture/device_grant.h"
#include "collect/capture/shooting_window.h"
#include "collect/review/review_rows.h"

namespace tucai::collect {

/// Why a photo was returned, or another one asked for, as its student reads it.
struct ReturnWords {
    std::int64_t at_ms = 0;
    ReviewStep step = ReviewStep::School;
    ReviewDecision decision = ReviewDecision::Return; ///< or `Reset`
    std::vector<std::string> reasons;                 ///< codes of the catalogue
    std::string words;                                ///< the reviewer's own
    std::int64_t until_ms = 0;
};

/// A photo that the student has submitted.
struct SubmittedPhoto {
    PhotoRow row;
    std::vector<ReturnWords> returns; ///< the latest first; what was undone is not among them
};

/// Where a student stands, with all that was said.
struct StudentStatus {
    StudentStanding standing;
    CodeState code = CodeState::Bound;
    ShootingWindow window;
    std::vector<SubmittedPhoto> photos; ///< the latest first
};

/// Fails: as check_grant; SecretWrong.
Result<StudentStatus> student_status(const Means& means, const DeviceGrant& grant);

/// A reviewer's own words of one decision; empty where there are none, or nobody can read them any more.
/// Fails: NotFound; SecretWrong.
Result<std::string> review_words(store::Transaction& sql, const Means& means, const std::string& tenant,
                                 const std::string& review);

} // namespace tucai::collect
