#include "image/jpeg_segments.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool starts_with(Bytes bytes, const char* text, std::size_t size)
{
    return bytes.size() >= size && std::memcmp(bytes.data(), text, size) == 0;
}

/// Numbers of a TIFF block in its own byte order; 0 past the end.
class Tiff {
public:
    explicit Tiff(Bytes bytes) : bytes_(bytes), is_little_(bytes.size() > 1 && bytes[0] == 'I') {}

    std::uint32_t u16(std::size_t at) const
    {
        if (at + 2 > bytes_.size())
            return 0;
        const std::uint32_t a = bytes_[at];
        const std::uint32_t b = bytes_[at + 1];
        return is_little_ ? a | b << 8U : a << 8U | b;
    }
    std::uint32_t u32(std::size_t at) const
    {
        const std::uint32_t a = u16(at);
        const std::uint32_t b = u16(at + 2);
        return is_little_ ? a | b << 16U : a << 16U | b;
    }

private:
    Bytes bytes_;
    bool is_little_;
};

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

bool is_frame(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

} // namespace

int exif_orientation(Bytes tiff)
{
    if (tiff.size() < 8 || !(starts_with(tiff, "II*\0", 4) || starts_with(tiff, "MM\0*", 4)))
        return 1;
    const Tiff numbers(tiff);
    const std::size_t directory = numbers.u32(4);
    if (directory > tiff.size())
        return 1;
    const std::uint32_t entries = std::min(numbers.u16(directory), std::uint32_t{512});
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + std::size_t{12} * i;
        if (entry + 12 > tiff.size())
            return 1;
        constexpr std::uint32_t orientation_tag = 0x0112;
        if (numbers.u16(entry) == orientation_tag) {
            const auto value = numbers.u16(entry + 8);
            return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
        }
    }
    return 1;
}

JpegSegments read_jpeg_segments(Bytes bytes)
{
    JpegSegments segments;
    std::vector<IccPiece> icc;
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
            break;
        const std::size_t size = static_cast<std::size_t>(bytes[at + 2]) << 8U | bytes[at + 3];
        if (size < 2 || at + 2 + size > bytes.size())
            break;
        const Bytes body = bytes.subspan(at + 4, size - 2);
        if (is_frame(marker))
            read_frame(segments, marker, body);
        else if (marker == 0xE1 && starts_with(body, "Exif\0\0", 6))
            segments.orientation = exif_orientation(body.subspan(6));
        else if (marker == 0xE2 && starts_with(body, "ICC_PROFILE\0", 12) && body.size() > 14)
            icc.push_back({body[12], body[13], body.subspan(14)});
        else if (marker == 0xDA) {
            segments.has_scan = true;
            break;
        }
        at += 2 + size;
    }
    const bool has_pieces = !icc.empty();
    segments.icc = put_together(std::move(icc));
    segments.has_torn_icc = has_pieces && segments.icc.empty();
    return segments;
}

} // namespace tucai::image
