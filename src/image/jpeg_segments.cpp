#include "image/jpeg_segments.h"

#include "image/jpeg_walk.h"
#include "image/tiff.h"

#include <algorithm>
#include <cstring>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool starts_with(Bytes bytes, const char* text, std::size_t size)
{
    return bytes.size() >= size && std::memcmp(bytes.data(), text, size) == 0;
}

/// One piece of an ICC profile that is spread over segments.
struct IccPiece {
    int number = 0;
    int count = 0;
    Bytes bytes;
};

std::vector<std::uint8_t> put_together(std::vector<IccPiece> pieces)
{
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const auto& a, const auto& b) { return a.number < b.number; });
    std::vector<std::uint8_t> icc;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].number != static_cast<int>(i) + 1 || pieces[i].count != static_cast<int>(pieces.size()))
            return {};
        icc.insert(icc.end(), pieces[i].bytes.begin(), pieces[i].bytes.end());
    }
    return icc;
}

void read_frame(JpegSegments& segments, int marker, Bytes body)
{
    if (segments.has_frame || body.size() < 6)
        return;
    segments.has_frame = true;
    segments.is_arithmetic = marker >= 0xC9 && marker <= 0xCB;
    segments.is_lossless = marker == 0xC3 || (marker >= 0xC5 && marker <= 0xC7) || marker >= 0xCD;
    segments.bits = body[0];
    segments.height = body[1] << 8 | body[2];
    segments.width = body[3] << 8 | body[4];
    segments.components = body[5];
}

} // namespace

int exif_orientation(Bytes tiff)
{
    const Tiff numbers(tiff);
    if (!numbers.is_tiff())
        return 1;
    std::uint32_t orientation = 0;
    numbers.for_each_entry(numbers.u32(4), [&](const TiffEntry& entry) {
        constexpr std::uint32_t orientation_tag = 0x0112;
        if (entry.tag == orientation_tag && orientation == 0)
            orientation = numbers.u16(entry.at);
    });
    return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
}

JpegSegments read_jpeg_segments(Bytes bytes)
{
    JpegSegments segments;
    std::vector<IccPiece> icc;
    walk_jpeg_segments(bytes, [&](int marker, Bytes body, std::size_t) {
        if (is_jpeg_frame(marker))
            read_frame(segments, marker, body);
        else if (marker == 0xE1 && starts_with(body, "Exif\0\0", 6))
            segments.orientation = exif_orientation(body.subspan(6));
        else if (marker == 0xE2 && starts_with(body, "ICC_PROFILE\0", 12) && body.size() > 14)
            icc.push_back({body[12], body[13], body.subspan(14)});
        else if (marker == 0xDA)
            segments.has_scan = true;
        return true;
    });
    const bool has_pieces = !icc.empty();
    segments.icc = put_together(std::move(icc));
    segments.has_torn_icc = has_pieces && segments.icc.empty();
    return segments;
}

} // namespace tucai::image
