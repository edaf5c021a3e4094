#include "image/encode.h"

#include <jpeglib.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

namespace tucai::image {
namespace {

struct Errors {
    jpeg_error_mgr manager;
    std::jmp_buf back;
};

void on_error(j_common_ptr info)
{
    std::longjmp(reinterpret_cast<Errors*>(info->err)->back, 1);
}

struct FreeBytes {
    void operator()(unsigned char* bytes) const { std::free(bytes); } // NOLINT: libjpeg's own allocation
};

void set_sampling(jpeg_compress_struct& info, Subsampling subsampling)
{
    for (int c = 0; c < 3; ++c) {
        info.comp_info[c].h_samp_factor = 1;
        info.comp_info[c].v_samp_factor = 1;
    }
    info.comp_info[0].h_samp_factor = subsampling == Subsampling::S444 ? 1 : 2;
    info.comp_info[0].v_samp_factor = subsampling == Subsampling::S420 ? 2 : 1;
}

/// Which rows are compressed: all, or bands of 16 of them, one in `one_in`, put under each other.
struct Bands {
    static constexpr int rows = 16; // of a block of halved chroma
    int one_in = 1;

    int height_of(int whole) const
    {
        const int period = rows * one_in;
        const int rest = std::clamp(whole % period - first_row(), 0, rows);
        return one_in == 1 ? whole : whole / period * rows + rest;
    }
    int row(int i) const { return i / rows * rows * one_in + first_row() + i % rows; }

private:
    int first_row() const { return one_in / 2 * rows; }
};

/// Compresses into memory that libjpeg allocates. False on an error. Nothing here owns memory: it may jump.
bool compress(const base::View& rgb, const JpegOptions& options, Bands bands, unsigned char** out,
              unsigned long* size)
{
    jpeg_compress_struct info{};
    Errors errors{};
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = on_error;
    if (setjmp(errors.back) != 0) {
        jpeg_destroy_compress(&info);
        return false;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, out, size);
    info.image_width = static_cast<JDIMENSION>(rgb.width);
    info.image_height = static_cast<JDIMENSION>(bands.height_of(rgb.height));
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, options.quality, TRUE);
    set_sampling(info, options.subsampling);
    info.optimize_coding = TRUE;
    info.dct_method = JDCT_ISLOW;
    info.density_unit = 1; // per inch
    info.X_density = static_cast<UINT16>(options.dpi);
    info.Y_density = static_cast<UINT16>(options.dpi);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        auto* row = const_cast<JSAMPROW>(rgb.row(bands.row(static_cast<int>(info.next_scanline))));
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return true;
}

bool is_encodable(const base::View& view, base::PixelFormat format)
{
    return !view.is_empty() && view.format == format && view.width <= 65500 && view.height <= 65500;
}

Result<std::vector<std::uint8_t>> encode_bands(const base::View& rgb, const JpegOptions& options, Bands bands)
{
    if (!is_encodable(rgb, base::PixelFormat::Rgb8) || options.quality < 1 || options.quality > 100 ||
        options.dpi < 1 || options.dpi > 65535)
        return fail(ErrorCode::InvalidInput, "A JPEG needs RGB pixels, a quality of 1..100 and a density.");
    unsigned char* data = nullptr;
    unsigned long size = 0;
    const bool is_done = compress(rgb, options, bands, &data, &size);
    const std::unique_ptr<unsigned char, FreeBytes> owned(data);
    if (!is_done)
        return fail(ErrorCode::Internal, "A JPEG could not be written.");
    return std::vector<std::uint8_t>(data, data + size);
}

/// Finds the highest quality whose bytes fit. The logarithm of the bytes is nearly a line over that of the
/// quantisation's scale, so each guess lies on the line through the nearest sizes known, the first through
/// the size of some bands; the bracket around it makes the end certain.
class Search {
public:
    Search(const base::View& rgb, const ByteWindow& window) : rgb_(rgb), window_(window) {}

    /// The best of one subsampling, absent where even the least quality is too large.
    Result<std::optional<FittedJpeg>> best_of(Subsampling subsampling)
    {
        int low = window_.least_quality; // the least that may be the best
        int high = 100;                  // the greatest that may be the best
        std::optional<FittedJpeg> best;
        TUCAI_TRY(const auto sample, sampled(subsampling));
        std::optional<Size> under;
        std::optional<Size> over;
        while (low <= high) {
            const int quality = std::clamp(guess(under, over, sample), low, high);
            const JpegOptions options{quality, subsampling, window_.dpi};
            TUCAI_TRY(auto bytes, encode_jpeg(rgb_, options));
            const Size size{quality, static_cast<double>(bytes.size())};
            if (bytes.size() <= window_.most_bytes) {
                best = FittedJpeg{std::move(bytes), options};
                under = size;
                low = leaves_no_room(size) ? high + 1 : quality + 1;
            } else {
                over = size;
                high = quality - 1;
            }
        }
        return best;
    }

private:
    struct Size {
        int quality = 0;
        double bytes = 0;
    };

    static constexpr int usual_quality = 88;

    /// The size at the usual quality, from a quarter of the rows: where the search begins, not what it ends
    /// on.
    Result<Size> sampled(Subsampling subsampling) const
    {
        constexpr double frame_bytes = 620; // markers and tables
        constexpr Bands quarter{4};
        const Bands bands = rgb_.height < 8 * Bands::rows * quarter.one_in ? Bands{} : quarter;
        TUCAI_TRY(const auto bytes, encode_bands(rgb_, {usual_quality, subsampling, window_.dpi}, bands));
        const double share = static_cast<double>(bands.height_of(rgb_.height)) / rgb_.height;
        const double scans = std::max(static_cast<double>(bytes.size()) - frame_bytes, 1.0) / share;
        return Size{usual_quality, scans + frame_bytes};
    }

    /// Logarithm of the factor by which libjpeg scales its tables (its jpeg_quality_scaling).
    static double coarseness(double quality)
    {
        return std::log(quality < 50 ? 5000 / quality : std::max(200 - 2 * quality, 1.0));
    }

    /// Whether the next quality is too large without being tried. From quality 75 on the photos of 172
    /// portraits grew by slopes of 0.176 and more; below, halved chroma is looked at anyway.
    bool leaves_no_room(const Size& under) const
    {
        constexpr double least_slope = -0.15;
        const double finer = coarseness(under.quality + 1) - coarseness(under.quality);
        return under.bytes * std::exp(least_slope * finer) > static_cast<double>(window_.most_bytes);
    }

    /// The quality whose bytes should just fit.
    int guess(const std::optional<Size>& under, const std::optional<Size>& over, const Size& sample) const
    {
        constexpr double usual_slope = -0.62; // of portraits on a plain background
        const Size& from = under ? *under : over ? *over : sample;
        double slope = usual_slope;
        if (under && over)
            slope = std::log(over->bytes / under->bytes) /
                    (coarseness(over->quality) - coarseness(under->quality));
        const double room = std::log(static_cast<double>(window_.most_bytes) / from.bytes);
        const double scale = std::exp(coarseness(from.quality) + room / std::min(slope, -0.1));
        const double quality = scale > 100 ? 5000 / scale : 100 - scale / 2;
        return static_cast<int>(std::floor(quality));
    }

    const base::View& rgb_;
    const ByteWindow& window_;
};

/// From this quality on, full chroma looks better than a higher quality with halved chroma: the outline of a
/// person on a strong blue is where subsampled chroma shows. Below it luma's own losses weigh more
/// (docs/decisions/008-jpeg-quality-or-subsampling.md).
constexpr int enough_quality_for_full_chroma = 75;

void append(png_structp png, png_bytep data, std::size_t size)
{
    auto& bytes = *static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png));
    bytes.insert(bytes.end(), data, data + size);
}

void flush(png_structp) {}

Result<std::vector<std::uint8_t>> encode_png(const base::View& view, int colour_type)
{
    std::vector<std::uint8_t> bytes;
    bytes.reserve(1U << 16U);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    if (info == nullptr || setjmp(*png_set_longjmp_fn(png, std::longjmp, sizeof(std::jmp_buf))) != 0) {
        png_destroy_write_struct(&png, &info);
        return fail(ErrorCode::Internal, "A PNG could not be written.");
    }
    png_set_write_fn(png, &bytes, append, flush);
    png_set_IHDR(png, info, static_cast<png_uint_32>(view.width), static_cast<png_uint_32>(view.height), 8,
                 colour_type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (int y = 0; y < view.height; ++y)
        png_write_row(png, view.row(y));
    png_write_end(png, nullptr);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

} // namespace

Result<std::vector<std::uint8_t>> encode_jpeg(const base::View& rgb, const JpegOptions& options)
{
    return encode_bands(rgb, options, {});
}

Result<FittedJpeg> encode_jpeg_within(const base::View& rgb, const ByteWindow& window)
{
    if (window.least_quality < 1 || window.least_quality > 100 || window.least_bytes > window.most_bytes)
        return fail(ErrorCode::InvalidInput, "The window of bytes is empty.");
    Search search(rgb, window);
    TUCAI_TRY(auto full, search.best_of(Subsampling::S444));
    std::optional<FittedJpeg> best = std::move(full);
    if (!best || best->options.quality < enough_quality_for_full_chroma) {
        TUCAI_TRY(auto halved, search.best_of(Subsampling::S420));
        if (halved)
            best = std::move(halved);
    }
    if (!best)
        return fail(ErrorCode::Internal, "Even at quality " + std::to_string(window.least_quality) +
                                             " the photo has more than " + std::to_string(window.most_bytes) +
                                             " bytes.");
    if (best->bytes.size() < window.least_bytes)
        return fail(ErrorCode::Internal, "Even at quality 100 the photo has fewer than " +
                                             std::to_string(window.least_bytes) + " bytes.");
    return std::move(*best);
}

Result<std::vector<std::uint8_t>> encode_grey_png(const base::View& grey)
{
    if (!is_encodable(grey, base::PixelFormat::Grey8))
        return fail(ErrorCode::InvalidInput, "A grey PNG needs grey pixels.");
    return encode_png(grey, PNG_COLOR_TYPE_GRAY);
}

Result<std::vector<std::uint8_t>> encode_rgb_png(const base::View& rgb)
{
    if (!is_encodable(rgb, base::PixelFormat::Rgb8))
        return fail(ErrorCode::InvalidInput, "An RGB PNG needs RGB pixels.");
    return encode_png(rgb, PNG_COLOR_TYPE_RGB);
}

} // namespace tucai::image
