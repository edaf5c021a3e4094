#pragma once

#include "image/decode.h"
#include "measure/picture_digest.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tucai::app {

/// What is remembered of a picture, to know it again.
struct Look {
    std::string sha256;                           ///< of the file; empty where it was not read
    std::optional<measure::PictureDigest> digest; ///< absent where no picture was decoded
};

/// Bits of 128 in which copies of one picture differ at most. Of 1770 pairs of people before one wall the
/// nearest had 15 (docs/rules/genuine.md).
constexpr int most_copy_distance = 8;

/// The pictures of one run, in order. Tells one that came before: the same file, or a copy of the picture
/// (scaled, compressed anew, darker, hardly cropped), also mirrored. Not for several threads at once.
class SeenBefore {
public:
    /// A warning `genuine.seen_before` that names the first file that was the same, else the most alike; and
    /// remembers this one.
    std::optional<image::Warning> see(const std::string& file, const Look& look);

private:
    struct Known {
        std::string file;
        measure::PictureDigest digest;
    };
    std::optional<image::Warning> find_copy(const measure::PictureDigest& digest) const;

    std::unordered_map<std::string, std::string> files_by_sha256_;
    std::vector<Known> known_;
};

} // namespace tucai::app
