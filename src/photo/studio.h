#pragma once

#include "base/result.h"
#include "image/image.h"
#include "image/plane.h"
#include "photo/report.h"
#include "rules/profile.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tucai::photo {

/// Which maker mattes. `Wall` measures best on walls and needs no network of unclear licence (docs/matte.md).
enum class MatteChoice { Wall, Rvm };

enum class Background { Profiles, Kept };

struct StudioOptions {
    std::string models_folder; ///< holds the networks, the runtime and their manifest
    std::string heif_program;  ///< empty: beside the program
    MatteChoice matte = MatteChoice::Wall;
    std::function<double()> now_ms; ///< a clock for `timing_ms`; empty: the steady clock
};

/// What another room adds to a report before the rules judge.
struct Additions {
    rules::Measures measures;
    std::vector<image::Warning> warnings;
};

/// Looks at the file's bytes and at the upright picture that was decoded of them. Must be pure, and callable
/// by several threads at once.
using LookFurther =
    std::function<Additions(std::span<const std::uint8_t> bytes, const image::Decoded& decoded)>;

/// What is wanted of one picture.
struct Order {
    const rules::Profile* profile = nullptr; ///< must outlive the call
    rules::Language language = rules::Language::Chinese;
    bool make_photo = false; ///< also encode the standard photo
    Background background = Background::Profiles;
    bool make_despite_refusal = false; ///< also where a `refuse` of frame.* or matte.* hinders
    LookFurther look_further;          ///< such as for signs of editing; empty: those rules are not assessed
};

/// Where the standard photo lies on the shot, also where none was made of it.
struct PlannedFrame {
    base::Transform to_photo; ///< upright source px to photo px
    measure::HeadBox head;    ///< photo px; hair_top_px is measured on the matte
};

/// What came of it. The report is always there; a bad picture is a report with an error.
struct Outcome {
    Report report;
    std::vector<std::uint8_t> photo;   ///< JPEG; empty where none was made
    image::Image photo_pixels;         ///< before encoding; empty where no frame was solved
    image::Plane alpha;                ///< of photo_pixels
    image::Image upright;              ///< the decoded source (perhaps scaled down), for pages and overlays;
                                       ///< empty where it could not be decoded
    base::Transform upright_transform; ///< upright source px to those of `upright`
    std::optional<PlannedFrame> frame; ///< none where no frame was solved
};

struct StudioParts;

/// The engine: networks made once, used by any number of threads. Pure but for the clock: same bytes and same
/// order in, same photo out, whatever else runs.
class Studio {
public:
    /// Opens the runtime and the networks, each compared with its hash in the manifest first. Fails:
    /// ModelMissing, ModelChanged.
    static Result<Studio> open(const StudioOptions& options);

    Studio(Studio&&) noexcept;
    Studio& operator=(Studio&&) noexcept;
    ~Studio();

    /// Judges a picture, and makes its photo where asked. Never fails as a whole: errors are in the report.
    Outcome process(std::span<const std::uint8_t> bytes, const Order& order) const;

    const EngineIdentity& identity() const;

private:
    explicit Studio(std::unique_ptr<StudioParts> parts);
    std::unique_ptr<StudioParts> parts_;
};

} // namespace tucai::photo
