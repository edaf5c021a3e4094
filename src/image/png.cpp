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
    bool has_profile = false;
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
        } else if (std::memcmp(name, "iCCP", 4) == 0) {
            chunks.has_profile = true;
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
    bool has_ended = false;    ///< the data ended early
    bool has_all_rows = false; ///< what may still be missing is no pixel
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

/// Reads the header and asks for rows of red, green, blue, alpha: 16 bits where the file has them and they
/// come in order, else 8. False on an error.
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
    // Interlaced rows come only when all are read: with 16 bits they would take 800 MB at the cap.
    if (png_get_interlace_type(work.png, work.info) != PNG_INTERLACE_NONE)
        png_set_scale_16(work.png);
    else if (png_get_bit_depth(work.png, work.info) == 16)
        png_set_swap(work.png);
    png_set_interlace_handling(work.png);
    png_read_update_info(work.png, work.info);
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

/// Takes rows of red, green, blue, alpha as libpng gives them, and makes the opaque sRGB picture of them.
class Rows {
public:
    Rows(Image& out, std::span<const std::uint8_t> icc, bool is_wide)
        : out_(out), icc_(icc), wide_(is_wide ? icc : std::span<const std::uint8_t>{}), is_wide_(is_wide),
          narrow_row_(is_wide ? 0 : pixels() * 4), wide_row_(is_wide ? pixels() * 4 : 0),
          opaque_row_(is_wide ? pixels() * 3 : 0)
    {
    }
    /// Where the next row is to be put.
    png_bytep buffer()
    {
        return is_wide_ ? static_cast<png_bytep>(static_cast<void*>(wide_row_.data())) : narrow_row_.data();
    }
    /// Takes row `y` from buffer().
    void take(int y)
    {
        if (!is_wide_) {
            take(y, narrow_row_.data());
            return;
        }
        is_transparent_ |= over_white(wide_row_.data(), pixels(), opaque_row_.data());
        wide_.convert(opaque_row_, out_.row(y));
    }
    /// Takes row `y` of 8 bits from elsewhere.
    void take(int y, const std::uint8_t* rgba) { is_transparent_ |= over_white(rgba, pixels(), out_.row(y)); }
    /// Brings what is not yet so to sRGB, once all rows are in.
    ColourOutcome finish() { return is_wide_ ? wide_.outcome() : to_srgb(out_, icc_); }
    bool is_transparent() const { return is_transparent_; }

private:
    std::size_t pixels() const { return static_cast<std::size_t>(out_.width); }

    Image& out_;
    std::span<const std::uint8_t> icc_;
    WideRows wide_;
    bool is_wide_;
    bool is_transparent_ = false;
    std::vector<std::uint8_t> narrow_row_;
    std::vector<std::uint16_t> wide_row_;
    std::vector<std::uint16_t> opaque_row_;
};

/// Reads a picture row by row. False on an error.
bool run(Work& work, Rows& rows, int height)
{
    if (setjmp(*png_set_longjmp_fn(work.png, std::longjmp, sizeof(std::jmp_buf))) != 0)
        return false;
    for (int y = 0; y < height; ++y) {
        png_read_row(work.png, rows.buffer(), nullptr);
        rows.take(y);
    }
    work.has_all_rows = true;
    png_read_end(work.png, nullptr);
    return true;
}

/// Reads an interlaced picture, all of whose rows are complete only after the last pass. False on an error.
bool run_interlaced(Work& work, std::span<png_bytep> pixels)
{
    if (setjmp(*png_set_longjmp_fn(work.png, std::longjmp, sizeof(std::jmp_buf))) != 0)
        return false;
    png_read_image(work.png, pixels.data());
    work.has_all_rows = true;
    png_read_end(work.png, nullptr);
    return true;
}

/// The same, with the memory for it.
bool run_interlaced(Work& work, Rows& rows, const Image& out)
{
    const std::size_t stride = static_cast<std::size_t>(out.width) * 4;
    std::vector<std::uint8_t> pixels(stride * static_cast<std::size_t>(out.height));
    std::vector<png_bytep> starts(static_cast<std::size_t>(out.height));
    for (std::size_t y = 0; y < starts.size(); ++y)
        starts[y] = pixels.data() + y * stride;
    const bool is_whole = run_interlaced(work, starts);
    for (int y = 0; y < out.height && work.has_all_rows; ++y)
        rows.take(y, starts[static_cast<std::size_t>(y)]);
    return is_whole;
}

Result<Header> header_of(Bytes bytes, const PngChunks& chunks, const DecodeLimits& limits)
{
    constexpr std::size_t header_bytes = 33; // the signature and the header chunk
    if (!chunks.is_whole && bytes.size() < header_bytes)
        return fail(ErrorCode::ImageTruncated, "The picture ends inside its header. Send it again.");
    if (!chunks.is_whole)
        return fail(ErrorCode::ImageDamaged, "The picture does not begin with its header.");
    TUCAI_CHECK(check_size(chunks.width, chunks.height, limits));
    const bool swaps = swaps_sides(chunks.orientation);
    return Header{Format::Png, swaps ? chunks.height : chunks.width, swaps ? chunks.width : chunks.height,
                  chunks.orientation};
}

/// Whether libpng speaks of the same picture as the walk over the chunks, in rows as they were asked for.
bool is_as_expected(const Work& work, const PngChunks& chunks, bool is_wide)
{
    const auto width = static_cast<std::size_t>(chunks.width);
    return png_get_image_width(work.png, work.info) == static_cast<png_uint_32>(chunks.width) &&
           png_get_image_height(work.png, work.info) == static_cast<png_uint_32>(chunks.height) &&
           png_get_rowbytes(work.png, work.info) == width * 4 * (is_wide ? 2 : 1);
}

} // namespace

Result<Header> read_png_header(Bytes bytes, const DecodeLimits& limits)
{
    return header_of(bytes, read_chunks(bytes), limits);
}

Result<Decoded> decode_png(Bytes bytes, const DecodeOptions& options)
{
    const auto chunks = read_chunks(bytes);
    Decoded decoded;
    TUCAI_TRY(decoded.header, header_of(bytes, chunks, options.limits));
    Work work;
    work.bytes = bytes;
    if (!begin(work, options.limits))
        return tl::unexpected(failure(work));
    const bool is_wide = png_get_bit_depth(work.png, work.info) == 16;
    if (!is_as_expected(work, chunks, is_wide))
        return fail(ErrorCode::ImageDamaged, "The picture has two headers that contradict each other.");
    decoded.image = Image(chunks.width, chunks.height);
    Rows rows(decoded.image, icc_of(work), is_wide);
    const bool is_interlaced = png_get_interlace_type(work.png, work.info) != PNG_INTERLACE_NONE;
    const bool is_whole =
        is_interlaced ? run_interlaced(work, rows, decoded.image) : run(work, rows, chunks.height);
    const bool lacks_only_its_end = work.has_all_rows && work.has_ended;
    if (!is_whole && !lacks_only_its_end)
        return tl::unexpected(failure(work));

    const auto colour = rows.finish();
    if (!is_whole)
        decoded.warnings.push_back({"image.recovered", "The picture's end mark is missing."});
    if (rows.is_transparent())
        decoded.warnings.push_back({"image.transparent", "Transparent parts were laid over white."});
    if (chunks.is_animated)
        decoded.warnings.push_back(
            {"image.first_frame", "Of an animated picture the first frame was taken."});
    if (colour == ColourOutcome::Ignored || (chunks.has_profile && icc_of(work).empty()))
        decoded.warnings.push_back(
            {"image.profile_ignored", "The colour profile is unusable; sRGB was taken."});
    decoded.image = upright(std::move(decoded.image), chunks.orientation);
    return decoded;
}

} // namespace tucai::image
