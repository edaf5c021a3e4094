#include "image/codecs.h"
#include "image/colour.h"
#include "image/jpeg_segments.h"
#include "image/orient.h"

#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <csetjmp>
#include <cstdio>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr int most_scans = 100; ///< a progressive file of a camera has about 10
/// Scans times pixels: each scan walks over the whole picture, however few bytes it has.
constexpr std::int64_t most_scanned_pixels = 2'500'000'000;
constexpr long most_corrupt_warnings = 20; ///< a torn block or two is seen by nobody
constexpr long most_memory_bytes = 1L << 30;

/// libjpeg's error manager with a way back, and what it warned of.
struct Watch {
    jpeg_error_mgr errors;
    std::jmp_buf back;
    char message[JMSG_LENGTH_MAX]; ///< of libjpeg's own error; empty where the way back was our decision
    long corrupt = 0;
    bool has_ended = false;   ///< the data ended early
    bool is_too_long = false; ///< more scans than any camera writes
};

Watch& watch_of(j_common_ptr info)
{
    return *reinterpret_cast<Watch*>(info->err);
}

void on_error(j_common_ptr info)
{
    auto& watch = watch_of(info);
    info->err->format_message(info, watch.message);
    std::longjmp(watch.back, 1);
}

/// Whether a progressive file has sent every bit of every coefficient, the scan at hand included.
/// Needs: called while libjpeg decodes: it frees `coef_bits` when it finishes.
bool has_begun_every_bit(const jpeg_decompress_struct& info)
{
    for (int c = 0; c < info.num_components; ++c)
        for (int k = 0; k < DCTSIZE2; ++k)
            if (info.coef_bits[c][k] != 0)
                return false;
    return true;
}

/// Whether a picture whose data stop here lacks at most its last row of blocks: clothes at the lower edge,
/// never a face. Needs: called while libjpeg decodes.
bool is_nearly_whole(const jpeg_decompress_struct& info)
{
    if (info.input_iMCU_row + 1 < info.total_iMCU_rows || info.total_iMCU_rows == 0)
        return false;
    for (int c = 0; c < info.num_components; ++c)
        if (info.comp_info[c].quant_table == nullptr) // taken when a component's first scan begins
            return false;
    return info.coef_bits == nullptr || has_begun_every_bit(info);
}

/// Whether a message says that the rest of a scan is lost, not only a piece between two restart markers.
bool loses_rest_of_scan(const jpeg_decompress_struct& info, int code)
{
    return code == JWRN_HIT_MARKER &&
           (info.restart_interval == 0 || info.restart_interval > info.MCUs_per_row);
}

/// Counts what libjpeg warns of, and gives up as soon as too much of the picture is lost.
void on_message(j_common_ptr info, int level)
{
    auto& watch = watch_of(info);
    const int code = info->err->msg_code;
    const bool is_harmless = code == JWRN_JFIF_MAJOR || code == JWRN_ADOBE_XFORM;
    // After the end, what libjpeg says is of its own filling.
    if (level >= 0 || is_harmless || watch.has_ended)
        return;
    const auto& decompress = *reinterpret_cast<j_decompress_ptr>(info);
    watch.has_ended =
        code == JWRN_JPEG_EOF || (code == JWRN_HIT_MARKER && decompress.unread_marker == JPEG_EOI);
    const bool loses_rest = watch.has_ended || loses_rest_of_scan(decompress, code);
    ++watch.corrupt;
    if (watch.corrupt > most_corrupt_warnings || (loses_rest && !is_nearly_whole(decompress)))
        std::longjmp(watch.back, 1);
}

void on_progress(j_common_ptr info)
{
    auto& watch = watch_of(info);
    const auto& decompress = *reinterpret_cast<j_decompress_ptr>(info);
    const std::int64_t pixels = std::int64_t{decompress.image_width} * decompress.image_height;
    const int scan = decompress.input_scan_number;
    if (scan > most_scans || scan * pixels > most_scanned_pixels) {
        watch.is_too_long = true;
        std::longjmp(watch.back, 1);
    }
}

/// Everything of one decompression that libjpeg's jumps may pass over. No destructor runs on a jump, so what
/// owns memory lives outside the functions that can jump.
struct Work {
    jpeg_decompress_struct info{};
    Watch watch{};
    jpeg_progress_mgr progress{};
    Work()
    {
        info.err = jpeg_std_error(&watch.errors);
        watch.errors.error_exit = on_error;
        watch.errors.emit_message = on_message;
        progress.progress_monitor = on_progress;
    }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    ~Work() { jpeg_destroy_decompress(&info); }
};

/// Reads libjpeg's own view of the header and sets what is wanted. False on an error.
bool begin(Work& work, Bytes bytes, unsigned eighths)
{
    if (setjmp(work.watch.back) != 0)
        return false;
    auto& info = work.info;
    jpeg_create_decompress(&info);
    info.progress = &work.progress;
    info.mem->max_memory_to_use = most_memory_bytes;
    jpeg_mem_src(&info, bytes.data(), bytes.size());
    jpeg_read_header(&info, TRUE);
    info.scale_num = eighths;
    info.scale_denom = 8;
    info.dct_method = JDCT_ISLOW;
    const bool is_cmyk = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
    jpeg_calc_output_dimensions(&info);
    return true;
}

/// Decodes all rows into `out`. False on an error.
bool run(Work& work, std::uint8_t* out, std::size_t stride)
{
    if (setjmp(work.watch.back) != 0)
        return false;
    auto& info = work.info;
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = out + static_cast<std::size_t>(info.output_scanline) * stride;
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    return true;
}

/// The smallest of 1, 2, 4 and 8 eighths whose long side is enough. (Those have fast code; 3, 5, 6 and 7 cost
/// as much as 8.)
unsigned eighths_for(int long_side_px, int enough_px)
{
    if (enough_px <= 0)
        return 8;
    for (const unsigned eighths : {1U, 2U, 4U})
        if (static_cast<std::int64_t>(long_side_px) * eighths >= 8LL * enough_px)
            return eighths;
    return 8;
}

Error failure(const Work& work)
{
    if (work.watch.is_too_long)
        return {ErrorCode::ImageDamaged, "The picture has more scans than any camera writes."};
    if (work.watch.has_ended)
        return {ErrorCode::ImageTruncated, "The picture ends before its data does. Send it again."};
    if (work.watch.message[0] == '\0')
        return {ErrorCode::ImageDamaged, "The picture's data are damaged. Send it again."};
    return {ErrorCode::ImageDamaged, std::string("The JPEG cannot be decoded: ") + work.watch.message + "."};
}

Result<Header> header_of(const JpegSegments& segments, const DecodeLimits& limits)
{
    if (!segments.has_frame)
        return fail(ErrorCode::ImageTruncated, "The picture ends inside its header. Send it again.");
    const bool has_known_colours =
        segments.components == 1 || segments.components == 3 || segments.components == 4;
    if (segments.is_lossless || segments.is_arithmetic || segments.bits != 8 || !has_known_colours)
        return fail(ErrorCode::ImageUnsupported,
                    "JPEG of this kind (lossless, arithmetic, 12 bits, odd colours) is not read.");
    TUCAI_CHECK(check_size(segments.width, segments.height, limits));
    if (!segments.has_scan)
        return fail(ErrorCode::ImageTruncated, "The picture ends inside its header. Send it again.");
    const bool swaps = swaps_sides(segments.orientation);
    return Header{Format::Jpeg, swaps ? segments.height : segments.width,
                  swaps ? segments.width : segments.height, segments.orientation};
}

/// Turns the stored picture upright and says where its pixels then lie.
void turn_upright(Decoded& decoded, const JpegSegments& segments)
{
    const int stored_width = decoded.image.width;
    const int stored_height = decoded.image.height;
    // A side that is mirrored counts from the end, where a scaled picture may have a part of a pixel too
    // many.
    const double over_x = stored_width - decoded.scale * segments.width;
    const double over_y = stored_height - decoded.scale * segments.height;
    switch (segments.orientation) {
    case 2:
        decoded.offset_x = over_x;
        break;
    case 3:
        decoded.offset_x = over_x;
        decoded.offset_y = over_y;
        break;
    case 4:
        decoded.offset_y = over_y;
        break;
    case 6:
        decoded.offset_x = over_y;
        break;
    case 7:
        decoded.offset_x = over_y;
        decoded.offset_y = over_x;
        break;
    case 8:
        decoded.offset_y = over_x;
        break;
    default:
        break;
    }
    decoded.image = upright(std::move(decoded.image), segments.orientation);
}

/// Decodes four inks a pixel and turns them into sRGB. Absent on an error.
std::optional<ColourOutcome> run_cmyk(Work& work, std::span<const std::uint8_t> icc, Image& out)
{
    const bool is_inverted = work.info.saw_Adobe_marker != 0; // Adobe stores what is left of the paper
    std::vector<std::uint8_t> cmyk(out.rgb.size() / 3 * 4);
    if (!run(work, cmyk.data(), static_cast<std::size_t>(out.width) * 4))
        return std::nullopt;
    if (is_inverted)
        std::transform(cmyk.begin(), cmyk.end(), cmyk.begin(),
                       [](std::uint8_t v) { return static_cast<std::uint8_t>(255 - v); });
    return cmyk_to_srgb(cmyk, icc, out);
}

/// Decodes red, green, blue and brings them to sRGB. Absent on an error.
std::optional<ColourOutcome> run_rgb(Work& work, std::span<const std::uint8_t> icc, Image& out)
{
    if (!run(work, out.rgb.data(), static_cast<std::size_t>(out.width) * 3))
        return std::nullopt;
    return to_srgb(out, icc);
}

void warn(Decoded& decoded, const Watch& watch, bool is_profile_ignored)
{
    if (watch.corrupt > 0)
        decoded.warnings.push_back(
            {"image.recovered", "The picture has small damages; what is missing was filled in."});
    if (is_profile_ignored)
        decoded.warnings.push_back(
            {"image.profile_ignored", "The colour profile is unusable; sRGB was taken."});
}

} // namespace

Result<Header> read_jpeg_header(Bytes bytes, const DecodeLimits& limits)
{
    return header_of(read_jpeg_segments(bytes), limits);
}

Result<Decoded> decode_jpeg(Bytes bytes, const DecodeOptions& options)
{
    const auto segments = read_jpeg_segments(bytes);
    Decoded decoded;
    TUCAI_TRY(decoded.header, header_of(segments, options.limits));
    const unsigned eighths =
        eighths_for(std::max(segments.width, segments.height), options.enough_long_side_px);
    decoded.scale = eighths / 8.0;

    Work work;
    if (!begin(work, bytes, eighths))
        return tl::unexpected(failure(work));
    // The walk over the segments and libjpeg must speak of the same picture.
    if (static_cast<int>(work.info.image_width) != segments.width ||
        static_cast<int>(work.info.image_height) != segments.height)
        return fail(ErrorCode::ImageDamaged, "The picture has two headers that contradict each other.");
    decoded.image =
        Image(static_cast<int>(work.info.output_width), static_cast<int>(work.info.output_height));
    const bool is_cmyk = work.info.out_color_space == JCS_CMYK;
    const auto colour =
        is_cmyk ? run_cmyk(work, segments.icc, decoded.image) : run_rgb(work, segments.icc, decoded.image);
    if (!colour)
        return tl::unexpected(failure(work));
    warn(decoded, work.watch, segments.has_torn_icc || *colour == ColourOutcome::Ignored);
    turn_upright(decoded, segments);
    return decoded;
}

} // namespace tucai::image
