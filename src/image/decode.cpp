#include "image/decode.h"

#include "image/codecs.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;

struct Signature {
    std::size_t at = 0;
    std::string_view bytes;
    const char* name = "";
};

// Pictures that exist and are not read, so that the error can say so.
constexpr Signature unsupported[] = {
    {0, "GIF8", "GIF"},
    {0, std::string_view("II*\0", 4), "TIFF"},
    {0, std::string_view("MM\0*", 4), "TIFF"},
    {0, "BM", "BMP"},
    {4, std::string_view("jP  ", 4), "JPEG 2000"},
    {0, "\xFF\x4F\xFF\x51", "JPEG 2000"},
    {0, "\xFF\x0A", "JPEG XL"},
    {4, "JXL ", "JPEG XL"},
    {0, "8BPS", "Photoshop"},
    {0, std::string_view("\0\0\1\0", 4), "ICO"},
    {0, "<svg", "SVG"},
};

bool has(Bytes bytes, std::size_t at, std::string_view text)
{
    return bytes.size() >= at + text.size() && std::memcmp(bytes.data() + at, text.data(), text.size()) == 0;
}

/// HEIC or AVIF by the brands of an ISO base media file; absent for films and others.
std::optional<Format> heif_format(Bytes bytes)
{
    if (!has(bytes, 4, "ftyp"))
        return std::nullopt;
    const std::size_t size =
        std::min<std::size_t>({bytes.size(), std::size_t{bytes[2]} << 8U | bytes[3], 256});
    std::optional<Format> format;
    for (std::size_t at = 8; at + 4 <= size; at += at == 8 ? 8 : 4) {
        for (const std::string_view brand : {"avif", "avis"})
            if (has(bytes, at, brand))
                return Format::Avif;
        for (const std::string_view brand : {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"})
            if (has(bytes, at, brand))
                format = Format::Heic;
    }
    return format;
}

Result<Decoded> decode_as(Format format, Bytes bytes, const DecodeOptions& options)
{
    switch (format) {
    case Format::Jpeg:
        return decode_jpeg(bytes, options);
    case Format::Png:
        return decode_png(bytes, options);
    case Format::Webp:
        return decode_webp(bytes, options);
    case Format::Heic:
    case Format::Avif:
        return decode_heif(bytes, format, options);
    }
    return fail(ErrorCode::Internal, "A format without a decoder.");
}

} // namespace

std::string_view format_name(Format format)
{
    switch (format) {
    case Format::Jpeg:
        return "jpeg";
    case Format::Png:
        return "png";
    case Format::Webp:
        return "webp";
    case Format::Heic:
        return "heic";
    case Format::Avif:
        return "avif";
    }
    return "unknown";
}

Result<Format> sniff(Bytes bytes)
{
    if (bytes.empty())
        return fail(ErrorCode::ImageEmpty, "The file is empty. Send the picture again.");
    if (has(bytes, 0, "\xFF\xD8\xFF"))
        return Format::Jpeg;
    if (has(bytes, 0, "\x89PNG\r\n\x1A\n"))
        return Format::Png;
    if (has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP"))
        return Format::Webp;
    if (const auto format = heif_format(bytes))
        return *format;
    for (const auto& signature : unsupported)
        if (has(bytes, signature.at, signature.bytes))
            return fail(ErrorCode::ImageUnsupported,
                        std::string(signature.name) + " is not read. Use JPEG, PNG, WebP, HEIC or AVIF.");
    return fail(ErrorCode::ImageNotAnImage, "This is no picture. Use JPEG, PNG, WebP, HEIC or AVIF.");
}

Result<> check_size(std::int64_t width, std::int64_t height, const DecodeLimits& limits)
{
    const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
    if (width < 1 || height < 1)
        return fail(ErrorCode::ImageDamaged, "The header says " + size + ".");
    if (width > limits.max_side_px || height > limits.max_side_px || width * height > limits.max_pixels)
        return fail(ErrorCode::ImageTooLarge, "The picture has " + size + "; at most " +
                                                  std::to_string(limits.max_pixels / 1'000'000) +
                                                  " million are read.");
    if (width < limits.min_side_px || height < limits.min_side_px)
        return fail(ErrorCode::ImageTooSmall, "The picture has " + size + "; at least " +
                                                  std::to_string(limits.min_side_px) +
                                                  " each way are needed.");
    return {};
}

Result<Header> read_header(Bytes bytes, const DecodeLimits& limits)
{
    TUCAI_TRY(const auto format, sniff(bytes));
    if (bytes.size() > limits.max_bytes)
        return fail(ErrorCode::ImageTooLarge, "The file has more bytes than are read.");
    switch (format) {
    case Format::Jpeg:
        return read_jpeg_header(bytes, limits);
    case Format::Png:
        return read_png_header(bytes, limits);
    case Format::Webp:
        return read_webp_header(bytes, limits);
    case Format::Heic:
    case Format::Avif: {
        DecodeOptions options;
        options.limits = limits;
        return read_heif_header(bytes, format, options);
    }
    }
    return fail(ErrorCode::Internal, "A format without a reader.");
}

Result<Decoded> decode(Bytes bytes, const DecodeOptions& options)
{
    TUCAI_TRY(const auto format, sniff(bytes));
    if (bytes.size() > options.limits.max_bytes)
        return fail(ErrorCode::ImageTooLarge, "The file has more bytes than are read.");
    try {
        return decode_as(format, bytes, options);
    } catch (const std::bad_alloc&) { // within the caps, but not within this machine
        return fail(ErrorCode::ImageTooLarge, "There is too little memory for this picture.");
    }
}

} // namespace tucai::image
