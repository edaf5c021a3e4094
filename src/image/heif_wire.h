#pragma once

#include <cstdint>

// What `tucai-heif` answers on its standard output: this head, then `icc_bytes` of profile, `exif_bytes` of a
// TIFF block, `xmp_bytes` of XMP, then width * height * 3 bytes of red, green, blue. Both sides are built
// from this file.
namespace tucai::image {

constexpr std::uint32_t heif_magic = 0x74756361; // "tuca"
constexpr std::uint32_t most_heif_icc_bytes = 4U << 20U;
constexpr std::uint32_t most_heif_tag_bytes = 1U
                                              << 20U; ///< of EXIF (which holds a small picture), and of XMP

enum class HeifStatus : std::uint32_t {
    Good = 0,
    Damaged = 1,
    TooLarge = 2,
    TooSmall = 3,
    Unsupported = 4,
    Truncated = 5
};

struct HeifHead {
    std::uint32_t magic = heif_magic;
    HeifStatus status = HeifStatus::Good;
    std::uint32_t width = 0;  ///< pixels, upright
    std::uint32_t height = 0; ///< pixels, upright
    std::uint32_t icc_bytes = 0;
    std::uint32_t is_sequence = 0;
    std::uint32_t is_transparent = 0; ///< some pixel was, and has been laid over white
    std::uint32_t primaries = 0;      ///< of ITU-T H.273, where there is no profile; 0: nothing said
    std::uint32_t transfer = 0;       ///< the same
    std::uint32_t exif_bytes = 0;
    std::uint32_t xmp_bytes = 0;
};
static_assert(sizeof(HeifHead) == 44);

} // namespace tucai::image
