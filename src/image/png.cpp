#include "image/codecs.h"
#include "image/colour.h"
#include "image/jpeg_segments.h"
#include "image/orient.h"

#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstring>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// What the chunks before the pixels say.
struct PngChunks {
    int width = 0;
    int height = 0;
    int orientation = 1;
    bool is_animated = false;
    bool is_whole = false; ///< the header chunk was there
};

std::uint32_t big_endian(Bytes bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(bytes[at]) << 24U | static_cast<std::uint32_t>(bytes[at + 1]) << 16U |
           static_cast<std::uint32_t>(bytes[at + 2]) << 8U | bytes[at + 3];
}

PngChunks read_chunks(Bytes bytes)
{
    PngChunks chunks;
    std::size_t at = 8;
    while (at + 12 <= bytes.size()) {
        const std::size_t size = big_endian(bytes, at);
        const auto* name = bytes.data() + at + 4;
        if (size > bytes.size() - at - 12)
            break;
        if (std::memcmp(name, "IHDR", 4) == 0 && size == 13) {
            const auto limit = std::uint32_t{0x7FFFFFFF};
            chunks.width = static_cast<int>(std::min(big_endian(bytes, at + 8), limit));
            chunks.height = static_cast<int>(std::min(big_endian(bytes, at + 12), limit));
            chunks.is_whole = true;
        } else if (std::memcmp(name, "acTL", 4) == 0) {
            chunks.is_animated = true;
        } else if (std::memcmp(name, "eXIf", 4) == 0) {
            chunks.orientation = exif_orientation(bytes.subspan(at + 8, size));
        } else if (std::memcmp(name, "IDAT", 4) == 0) {
            break;
        }
        at += size + 12;
    }
    return chunks;
}

/// One decompression that libpng's jumps may pass over; what owns memory lives outside.
struct Work {
    png_structp png = nullptr;
    png_infop info = nullptr;
    Bytes bytes;
    std::size_t at = 0;
    bool has_ended = false;
    char message[128] = {};

    Work() = default;
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    ~Work() { png_destroy_read_struct(&png, &info, nullptr); }
};

void on_error(png_structp png, png_const_charp text)
{
    auto& work = *static_cast<Work*>(png_get_error_ptr(png));
    std::strncpy(work.message, text, sizeof work.message - 1);
    std::longjmp(*png_set_longjmp_fn(png, std::longjmp, sizeof(std::jmp_buf)), 1);
}

void on_warning(png_structp, png_const_charp) {}

void on_read(png_structp png, png_bytep out, std::size_t size)
{
    auto& work = *static_cast<Work*>(png_get_io_ptr(png));
    if (size > work.bytes.size() - work.at) {
        work.has_ended = true;
        png_error(png, "the data end early");
    }
    std::memcpy(out, work.bytes.data() + work.at, size);
    work.at += size;
}

/// Reads the header and asks for rows of red, green, blue, alpha, 8 or 16 bits. False on an error.
bool begin(Work& work, const DecodeLimits& limits)
{
    work.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &work, on_error, on_warning);
    work.info = work.png == nullptr ? nullptr : png_create_info_struct(work.png);
    if (work.info == nullptr)
        return false;
    if (setjmp(*png_set_longjmp_fn(work.png, std::longjmp, sizeof(std::jmp_buf))) != 0)
        return false;
    png_set_read_fn(work.png, &work, on_read);
    const auto side = static_cast<png_uint_32>(limits.max_side_px);
    png_set_user_limits(work.png, side, side);
    png_set_chunk_malloc_max(work.png, 8U << 20U);
    // Texts are of no use here, and a compressed one may be a bomb: skipped unread.
    static const png_byte texts[] = "tEXt\0zTXt\0iTXt\0hIST\0sPLT";
    png_set_keep_unknown_chunks(work.png, PNG_HANDLE_CHUNK_NEVER, texts, 5);
    png_set_crc_action(work.png, PNG_CRC_ERROR_QUIT, PNG_CRC_WARN_DISCARD);
    png_read_info(work.png, work.info);
    png_set_expand(work.png);
    png_set_gray_to_rgb(work.png);
    png_set_add_alpha(work.png, 0xFFFF, PNG_FILLER_AFTER);
    if (png_get_bit_depth(work.png, work.info) == 16)
        png_set_swap(work.png);
    png_set_interlace_handling(work.png);
    png_read_update_info(work.png, work.info);
    return true;
}

bool run(Work& work, png_bytepp rows)
{
    if (setjmp(*png_set_longjmp_fn(work.png, std::longjmp, sizeof(std::jmp_buf))) != 0)
        return false;
    png_read_image(work.png, rows);
    png_read_end(work.png, nullptr);
    return true;
}

Error failure(const Work& work)
{
    if (work.has_ended)
        return {ErrorCode::ImageTruncated, "The picture ends before its data does. Send it again."};
    return {ErrorCode::ImageDamaged, std::string("The PNG cannot be decoded: ") + work.message + "."};
}

/// Lays pixels with alpha over white. Gives whether any was transparent.
template <class Sample> bool over_white(const Sample* rgba, std::size_t pixels, Sample* rgb)
{
    constexpr std::uint32_t white = static_cast<Sample>(~Sample{0});
    bool is_transparent = false;
    for (std::size_t i = 0; i < pixels; ++i) {
        const std::uint32_t alpha = rgba[4 * i + 3];
        is_transparent |= alpha != white;
        for (std::size_t c = 0; c < 3; ++c) {
            const std::uint64_t sum =
                std::uint64_t{rgba[4 * i + c]} * alpha + std::uint64_t{white} * (white - alpha);
            rgb[3 * i + c] = static_cast<Sample>((sum + white / 2) / white);
        }
    }
    return is_transparent;
}

std::span<const std::uint8_t> icc_of(const Work& work)
{
    png_charp name = nullptr;
    int method = 0;
    png_bytep profile = nullptr;
    png_uint_32 size = 0;
    if (png_get_iCCP(work.png, work.info, &name, &method, &profile, &size) == 0)
        return {};
    return {profile, size};
}

Result<Header> header_of(const PngChunks& chunks, const DecodeLimits& limits)
{
    if (!chunks.is_whole)
        return fail(ErrorCode::ImageTruncated, "The picture ends inside its header. Send it again.");
    TUCAI_CHECK(check_size(chunks.width, chunks.height, limits));
    const bool swaps = swaps_sides(chunks.orientation);
    return Header{Format::Png, swaps ? chunks.height : chunks.width, swaps ? chunks.width : chunks.height,
                  chunks.orientation};
}

} // namespace

Result<Header> read_png_header(Bytes bytes, const DecodeLimits& limits)
{
    return header_of(read_chunks(bytes), limits);
}

Result<Decoded> decode_png(Bytes bytes, const DecodeOptions& options)
{
    const auto chunks = read_chunks(bytes);
    Decoded decoded;
    TUCAI_TRY(decoded.header, header_of(chunks, options.limits));
    Work work;
    work.bytes = bytes;
    if (!begin(work, options.limits))
        return tl::unexpected(failure(work));
    const bool is_wide = png_get_bit_depth(work.png, work.info) == 16;
    const auto width = static_cast<std::size_t>(chunks.width);
    const auto height = static_cast<std::size_t>(chunks.height);
    const std::size_t stride = png_get_rowbytes(work.png, work.info);
    if (stride != width * 4 * (is_wide ? 2 : 1))
        return fail(ErrorCode::ImageDamaged, "The PNG's rows have an unexpected length.");
    std::vector<std::uint8_t> pixels(stride * height);
    std::vector<png_bytep> rows(height);
    for (std::size_t y = 0; y < height; ++y)
        rows[y] = pixels.data() + y * stride;
    if (!run(work, rows.data()))
        return tl::unexpected(failure(work));

    decoded.image = Image(chunks.width, chunks.height);
    bool is_transparent = false;
    ColourOutcome colour = ColourOutcome::Unchanged;
    if (is_wide) {
        std::vector<std::uint16_t> rgba(width * height * 4);
        std::memcpy(rgba.data(), pixels.data(), pixels.size());
        std::vector<std::uint16_t> rgb(width * height * 3);
        is_transparent = over_white(rgba.data(), width * height, rgb.data());
        colour = to_srgb(rgb, icc_of(work), decoded.image);
    } else {
        is_transparent = over_white(pixels.data(), width * height, decoded.image.rgb.data());
        colour = to_srgb(decoded.image, icc_of(work));
    }
    if (is_transparent)
        decoded.warnings.push_back({"image.transparent", "Transparent parts were laid over white."});
    if (chunks.is_animated)
        decoded.warnings.push_back(
            {"image.first_frame", "Of an animated picture the first frame was taken."});
    if (colour == ColourOutcome::Ignored)
        decoded.warnings.push_back(
            {"image.profile_ignored", "The colour profile is unusable; sRGB was taken."});
    decoded.image = upright(std::move(decoded.image), chunks.orientation);
    return decoded;
}

} // namespace tucai::image
