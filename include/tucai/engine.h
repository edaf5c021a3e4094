#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// The engine as a library: a portrait's bytes in, a report and the standard photo out.
/// Link: tucai_engine. Example: examples/make_photo.cpp.
namespace tucai {

#if defined(__GNUC__)
#define TUCAI_API __attribute__((visibility("default")))
#else
#define TUCAI_API
#endif

/// Who parts the person from the wall.
enum class MatteKind {
    Wall, ///< knows the wall; needs no network of unclear licence
    Rvm,  ///< Robust Video Matting, where its network is installed
};

/// Where the engine finds what it needs.
struct EngineOptions {
    std::string models_folder; ///< networks, runtime and manifest.toml, as `./dev setup` links them
    std::string rules_folder;  ///< profiles, one TOML each
    std::string
        heif_program; ///< the program that decodes HEIC and AVIF; empty: `tucai-heif` beside this program
    MatteKind matte = MatteKind::Wall;
};

/// What is wanted of one portrait.
struct PhotoRequest {
    std::string profile = "xueli-2017"; ///< a name in the rules' folder, or a path that ends in .toml
    bool chinese = true;                ///< language of the reasons; false: English
    bool make_photo = true;             ///< false: judge only
    bool keep_background = false;       ///< crop and scale only
    bool force = false;                 ///< make the photo even where a rule of frame or matte refuses
};

/// What came of it.
struct PhotoResult {
    std::string verdict;            ///< "pass", "ask", "refuse" or "error"
    std::string report;             ///< tucai.report/1, one JSON object
    std::vector<std::uint8_t> jpeg; ///< the standard photo; empty where none was made
    std::vector<std::uint8_t>
        alpha;     ///< its matte, one byte a pixel, rows from the top; empty where none was made
    int width = 0; ///< of the photo, pixels
    int height = 0;
};

/// Why an engine could not be opened or asked.
struct EngineError {
    std::string code;    ///< a stable word, such as "model.missing"
    std::string message; ///< English, names the mend
};

/// Networks made once, used by any number of threads at once. Same bytes and request, same photo.
class TUCAI_API Engine {
public:
    /// Opens the networks. On failure gives none, and says why in `error`:
    /// model.missing, model.changed.
    static std::optional<Engine> open(const EngineOptions& options, EngineError& error);

    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;
    ~Engine();

    /// Judges a portrait (JPEG, PNG, WebP, HEIC, AVIF) and makes its photo. A bad picture is a result whose
    /// verdict is "error", never an exception. An unknown or broken profile likewise.
    PhotoResult process(std::span<const std::uint8_t> picture, const PhotoRequest& request) const;

private:
    struct Parts;
    explicit Engine(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace tucai
