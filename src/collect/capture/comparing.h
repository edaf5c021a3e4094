#pragma once

#include "collect/capture/judge.h"
#include "collect/capture/shot_storing.h"
#include "store/jobs.h"

#include <optional>

namespace tucai::collect {

/// What the blobs of admission photos are sealed as.
inline constexpr std::string_view reference_blob = "reference";

/// A comparison as it is stored: advice.
struct ComparisonRow {
    std::string id;
    std::string made_by;                  ///< "machine", or the id of the person who compared
    std::optional<FaceLikeness> likeness; ///< none where a face was not found
    std::optional<double> score;          ///< -1..1
    std::optional<double> photo_quality;  ///< 0..1
    std::optional<double> reference_quality;
    std::string network;
    std::string threshold_version;
    std::string error_code;
    std::int64_t at_ms = 0;
};

/// Compares the shot of a submitted photo with its student's admission photo and stores what came of it. A
/// likeness that the network calls different is raised for a person to look at; nothing follows by itself.
/// Where the consent was withdrawn, the photo taken back or the admission photo removed, the job ends without
/// more.
///
/// Needs: a job of the kind `compare_job`. Fails: as FaceComparer::compare, BlobStore::get, Ledger::write;
/// the job is given back then. At its last try a comparison with an error is stored: a person compares.
Result<> run_compare_job(const Means& means, const FaceComparer& comparer, const store::Job& job);

/// The latest comparison of a photo. Fails: as Transaction::row.
Result<std::optional<ComparisonRow>> latest_comparison(store::Transaction& sql, const std::string& tenant,
                                                       const std::string& photo);

} // namespace tucai::collect
