#include "image/jpeg_coefficients.h"

#include "image/jpeg_segments.h"
#include "image/jpeg_walk.h"

#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <csetjmp>
#include <cstdio> // jpeglib.h wants it first
#include <cstdlib>
#include <vector>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr int most_scans = 100; ///< as in jpeg.cpp
constexpr long most_memory_bytes = 1L << 28;
constexpr std::size_t bytes_a_block = 200; ///< more than a block of three colours takes at the best quality

struct Watch {
    jpeg_error_mgr errors;
    std::jmp_buf back;
};

[[noreturn]] void give_up(j_common_ptr info)
{
    std::longjmp(reinterpret_cast<Watch*>(info->err)->back, 1);
}

/// Whatever libjpeg would put right is no evidence any more. (Stray bytes between the scans, level 0 and up,
/// are none of the warnings.)
void on_message(j_common_ptr info, int level)
{
    const bool is_left_over = info->err->msg_code == JWRN_EXTRANEOUS_DATA; // the rows not asked for
    if (level < 0 && !is_left_over)
        give_up(info);
}

void on_progress(j_common_ptr info)
{
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > most_scans)
        give_up(info);
}

/// What libjpeg's jumps may pass over; what owns memory lives outside the functions that can jump.
struct Work {
    jpeg_decompress_struct info{};
    Watch watch{};
    jpeg_progress_mgr progress{};
    Work()
    {
        info.err = jpeg_std_error(&watch.errors);
        watch.errors.error_exit = give_up;
        watch.errors.emit_message = on_message;
        progress.progress_monitor = on_progress;
    }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    ~Work() { jpeg_destroy_decompress(&info); }
};

/// Adds one row of blocks.
void count_row(JBLOCKROW blocks, JDIMENSION width, LumaHistograms& histograms)
{
    // Rows of the block hold rising frequencies across; this is the zigzag from 1 to 9.
    constexpr std::array<std::size_t, 9> places = {1, 8, 16, 9, 2, 3, 10, 17, 24};
    for (JDIMENSION x = 0; x < width; ++x)
        for (std::size_t i = 0; i < places.size(); ++i) {
            const auto size = static_cast<std::size_t>(std::abs(int{blocks[x][places[i]]}));
            ++histograms[i].counts[std::min(size, CoefficientHistogram::sizes - 1)];
        }
}

/// False on an error.
bool run(Work& work, Bytes bytes, LumaHistograms& histograms)
{
    if (setjmp(work.watch.back) != 0)
        return false;
    auto& info = work.info;
    jpeg_create_decompress(&info);
    info.progress = &work.progress;
    info.mem->max_memory_to_use = most_memory_bytes;
    jpeg_mem_src(&info, bytes.data(), bytes.size());
    jpeg_read_header(&info, TRUE);
    auto* coefficients = jpeg_read_coefficients(&info);
    const auto& luma = info.comp_info[0];
    const bool has_luma = info.jpeg_color_space == JCS_YCbCr || info.jpeg_color_space == JCS_GRAYSCALE;
    if (!has_luma || luma.quant_table == nullptr)
        return false;
    constexpr std::array<std::size_t, 9> places = {1, 8, 16, 9, 2, 3, 10, 17, 24};
    for (std::size_t i = 0; i < places.size(); ++i)
        histograms[i].step = luma.quant_table->quantval[places[i]];
    for (JDIMENSION y = 0; y < luma.height_in_blocks; ++y) {
        auto* rows =
            info.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&info), coefficients[0], y, 1, FALSE);
        count_row(rows[0], luma.width_in_blocks, histograms);
    }
    return true;
}

} // namespace

Result<LumaHistograms> read_luma_histograms(Bytes bytes, int most_blocks)
{
    std::size_t height_at = 0;
    bool is_progressive = false;
    walk_jpeg_segments(bytes, [&](int marker, Bytes body, std::size_t at) {
        if (height_at == 0 && is_jpeg_frame(marker) && body.size() >= 6) {
            height_at = at + 5;
            is_progressive = marker == 0xC2;
        }
        return true;
    });
    if (bytes.size() < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8 || height_at == 0)
        return fail(ErrorCode::ImageNotAnImage, "This is no JPEG.");
    const auto segments = read_jpeg_segments(bytes);
    // libjpeg decodes as many rows as the header says: it is given a header of fewer. What follows them it
    // passes over as it does bytes between segments.
    const int blocks_a_row = std::max(1, (segments.width + 7) / 8);
    const int rows =
        std::max(1, most_blocks / blocks_a_row / 4) * 32; // whole rows of MCUs whatever the sampling
    const int height = std::min(segments.height, rows);
    const std::size_t enough = height_at + 4096 + static_cast<std::size_t>(most_blocks) * bytes_a_block;
    const auto needed = is_progressive ? bytes.size() : std::min(bytes.size(), enough);
    std::vector<std::uint8_t> shorter(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(needed));
    shorter[height_at] = static_cast<std::uint8_t>(height >> 8);
    shorter[height_at + 1] = static_cast<std::uint8_t>(height & 0xFF);
    LumaHistograms histograms{};
    Work work;
    if (!run(work, shorter, histograms))
        return fail(ErrorCode::ImageDamaged, "The JPEG's coefficients cannot be read.");
    return histograms;
}

} // namespace tucai::image
