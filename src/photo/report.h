#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "image/decode.h"
#include "measure/head_box.h"
#include "measure/head_pose.h"
#include "rules/verdict.h"

#include <optional>
#include <string>
#include <vector>

namespace tucai::photo {

/// The face that was judged, in pixels of the upright source.
struct ReportedFace {
    int count = 0; ///< faces in the picture
    base::Box box; ///< of the largest
    base::Point left_eye;
    base::Point right_eye;
    measure::HeadPose pose;
    double inter_eye_px = 0;
};

/// The standard photo that was made.
struct ReportedPhoto {
    std::string file; ///< where it was written; empty where it was not
    int width = 0;
    int height = 0;
    int dpi = 0;
    std::size_t bytes = 0;
    int quality = 0; ///< IJG scale
    std::string sha256;
    base::Transform to_photo; ///< upright source px to photo px
    measure::HeadBox head;    ///< photo px; hair_top_px is measured on the matte
};

/// How long each stage took. Wall-clock milliseconds.
struct Timing {
    double total = 0;
    double decode = 0;
    double faces = 0;
    double mesh = 0;
    double matte = 0; ///< masks and matte
    double measure = 0;
    double rules = 0;
    double photo = 0; ///< frame, resampling, composite
    double encode = 0;
};

/// All that is said of one picture: `tucai.report/1`.
struct Report {
    std::string file;    ///< as it was given
    std::string profile; ///< its id
    std::optional<Error> error;
    std::vector<image::Warning> warnings;
    std::optional<image::Header> header;
    std::optional<ReportedFace> face;
    std::vector<rules::Finding> findings;
    rules::Measures measures;
    std::optional<ReportedPhoto> photo;
    std::string matte; ///< which maker made the matte; empty where none did
    Timing timing_ms;

    /// "pass", "ask", "refuse" or "error".
    std::string_view verdict() const;
    /// Ids of the rules that nobody assessed.
    std::vector<std::string> unassessed() const;
};

/// Which program and which networks made a report.
struct EngineIdentity {
    std::string version;
    std::string models_sha256; ///< of the manifest
};

/// One line of JSON without a line break (docs/schema/report-1.json).
std::string to_json(const Report& report, const EngineIdentity& engine);

} // namespace tucai::photo
