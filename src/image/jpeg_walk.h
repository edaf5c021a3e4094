#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tucai::image {

/// Calls `visit(marker, body, at)` for each segment of a JPEG up to its first scan or its end; `at` is where
/// the segment's marker lies. The last call may be of the scan's own header (0xDA). Stops where `visit` gives
/// false. Never reads past the end.
template <class Visit> void walk_jpeg_segments(std::span<const std::uint8_t> bytes, Visit visit)
{
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (bytes[at] != 0xFF) {
            ++at; // stray bytes between segments are skipped, as decoders do
            continue;
        }
        const int marker = bytes[at + 1];
        if (marker == 0xFF || marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += marker == 0xFF ? 1 : 2;
            continue;
        }
        if (marker == 0xD9)
            return;
        const std::size_t size = static_cast<std::size_t>(bytes[at + 2]) << 8U | bytes[at + 3];
        if (size < 2 || at + 2 + size > bytes.size())
            return;
        if (!visit(marker, bytes.subspan(at + 4, size - 2), at) || marker == 0xDA)
            return;
        at += 2 + size;
    }
}

/// Whether a marker begins a frame: it carries the picture's size.
constexpr bool is_jpeg_frame(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

} // namespace tucai::image
