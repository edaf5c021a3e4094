// Decodes one HEIC or AVIF from standard input to standard output: tucai-heif MAX_PIXELS MAX_SIDE MIN_SIDE
// [header]
//
// A process of its own, because libheif before 1.20 can be made to spin or to eat memory by a bad file
// (docs/decisions/009-heif-in-a-process.md). It limits itself before it reads a byte (heif_limits.h); what it
// answers is in heif_wire.h.

#include "image/heif_limits.h"
#include "image/heif_wire.h"

#include <libheif/heif.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

using tucai::image::HeifHead;
using tucai::image::HeifStatus;

/// What the parent asks for.
struct Wanted {
    long long max_pixels = 0;
    int max_side_px = 0;
    int min_side_px = 0;
    bool is_header_only = false;
};

void write_all(const void* data, std::size_t size)
{
    const auto* at = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t n = ::write(STDOUT_FILENO, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            std::_Exit(1);
        at += n;
        size -= static_cast<std::size_t>(n);
    }
}

[[noreturn]] void answer(const HeifHead& head)
{
    write_all(&head, sizeof head);
    std::_Exit(0);
}

[[noreturn]] void refuse(HeifStatus status)
{
    HeifHead head;
    head.status = status;
    answer(head);
}

/// Goes on when the library has no complaint.
void check(const heif_error& error)
{
    if (error.code == heif_error_Ok)
        return;
    if (error.subcode == heif_suberror_End_of_data)
        refuse(HeifStatus::Truncated);
    if (error.subcode == heif_suberror_Security_limit_exceeded)
        refuse(HeifStatus::TooLarge);
    if (error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype)
        refuse(HeifStatus::Unsupported);
    refuse(HeifStatus::Damaged);
}

/// What gives the colours their meaning: a profile, or numbers.
std::vector<std::uint8_t> read_colour(const heif_image_handle* handle, HeifHead& head)
{
    const auto type = heif_image_handle_get_color_profile_type(handle);
    if (type == heif_color_profile_type_nclx) {
        heif_color_profile_nclx* numbers = nullptr;
        if (heif_image_handle_get_nclx_color_profile(handle, &numbers).code == heif_error_Ok) {
            head.primaries = static_cast<std::uint32_t>(numbers->color_primaries);
            head.transfer = static_cast<std::uint32_t>(numbers->transfer_characteristics);
        }
    }
    if (type != heif_color_profile_type_prof && type != heif_color_profile_type_rICC)
        return {};
    const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle);
    if (size == 0 || size > tucai::image::most_heif_icc_bytes)
        return {};
    std::vector<std::uint8_t> icc(size);
    if (heif_image_handle_get_raw_color_profile(handle, icc.data()).code != heif_error_Ok)
        return {};
    return icc;
}

/// The first block of metadata of that kind that is not too large; a content type where the kind has several.
std::vector<std::uint8_t> read_block(const heif_image_handle* handle, const char* kind,
                                     std::string_view content)
{
    constexpr int most_blocks = 16;
    std::array<heif_item_id, most_blocks> ids{};
    const int count = heif_image_handle_get_list_of_metadata_block_IDs(handle, kind, ids.data(), most_blocks);
    for (int i = 0; i < std::min(count, most_blocks); ++i) {
        const auto id = ids[static_cast<std::size_t>(i)];
        if (!content.empty() && content != heif_image_handle_get_metadata_content_type(handle, id))
            continue;
        const std::size_t size = heif_image_handle_get_metadata_size(handle, id);
        if (size == 0 || size > tucai::image::most_heif_tag_bytes)
            continue;
        std::vector<std::uint8_t> block(size);
        if (heif_image_handle_get_metadata(handle, id, block.data()).code == heif_error_Ok)
            return block;
    }
    return {};
}

/// The TIFF block of EXIF: an item begins with four bytes that say how far behind them it lies (ISO/IEC
/// 23008-12, A.2.1).
std::vector<std::uint8_t> read_exif(const heif_image_handle* handle)
{
    auto block = read_block(handle, "Exif", {});
    if (block.size() < 4)
        return {};
    std::size_t skipped = 4;
    for (std::size_t i = 0; i < 4; ++i)
        skipped += static_cast<std::size_t>(block[i]) << (24U - 8U * i);
    if (skipped >= block.size())
        return {};
    block.erase(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(skipped));
    return block;
}

/// A decoded picture: rows of red, green, blue and, where it has one, alpha.
struct Pixels {
    const std::uint8_t* data = nullptr;
    int stride_bytes = 0;
    int width = 0;
    int height = 0;
    bool has_alpha = false;
    bool is_premultiplied = false; ///< the colours have been multiplied by alpha
};

Pixels decode(const heif_image_handle* handle, const HeifHead& head)
{
    Pixels pixels;
    pixels.has_alpha = heif_image_handle_has_alpha_channel(handle) != 0;
    pixels.is_premultiplied = heif_image_handle_is_premultiplied_alpha(handle) != 0;
    heif_image* image = nullptr;
    check(heif_decode_image(handle, &image, heif_colorspace_RGB,
                            pixels.has_alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB,
                            nullptr));
    pixels.data = heif_image_get_plane_readonly(image, heif_channel_interleaved, &pixels.stride_bytes);
    pixels.width = heif_image_get_width(image, heif_channel_interleaved);
    pixels.height = heif_image_get_height(image, heif_channel_interleaved);
    if (pixels.data == nullptr || pixels.width != static_cast<int>(head.width) ||
        pixels.height != static_cast<int>(head.height))
        refuse(HeifStatus::Damaged);
    return pixels;
}

const std::uint8_t* row_of(const Pixels& pixels, int y)
{
    return pixels.data + static_cast<std::ptrdiff_t>(y) * pixels.stride_bytes;
}

bool is_transparent(const Pixels& pixels)
{
    for (int y = 0; y < pixels.height && pixels.has_alpha; ++y)
        for (int x = 0; x < pixels.width; ++x)
            if (row_of(pixels, y)[4 * x + 3] != 255)
                return true;
    return false;
}

/// Lays one row with alpha over white.
void over_white(const Pixels& pixels, const std::uint8_t* rgba, std::vector<std::uint8_t>& rgb)
{
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
        const unsigned alpha = rgba[4 * x + 3];
        for (std::size_t c = 0; c < 3; ++c) {
            const unsigned colour = rgba[4 * x + c];
            const unsigned share = pixels.is_premultiplied ? colour : (colour * alpha + 127) / 255;
            rgb[3 * x + c] = static_cast<std::uint8_t>(std::min(share + 255 - alpha, 255U));
        }
    }
}

void write_pixels(const Pixels& pixels)
{
    std::vector<std::uint8_t> rgb(static_cast<std::size_t>(pixels.width) * 3);
    for (int y = 0; y < pixels.height; ++y) {
        if (pixels.has_alpha)
            over_white(pixels, row_of(pixels, y), rgb);
        write_all(pixels.has_alpha ? rgb.data() : row_of(pixels, y), rgb.size());
    }
}

/// Standard input as memory: a sealed file of the parent's.
std::pair<const void*, std::size_t> map_input()
{
    struct stat facts {};
    if (::fstat(STDIN_FILENO, &facts) != 0 || facts.st_size <= 0)
        refuse(HeifStatus::Truncated);
    const auto size = static_cast<std::size_t>(facts.st_size);
    const void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (bytes == MAP_FAILED)
        refuse(HeifStatus::Damaged);
    return {bytes, size};
}

HeifHead head_of(heif_context* context, const heif_image_handle* handle, const Wanted& wanted)
{
    const int width = heif_image_handle_get_width(handle);
    const int height = heif_image_handle_get_height(handle);
    if (width < 1 || height < 1)
        refuse(HeifStatus::Damaged);
    if (width > wanted.max_side_px || height > wanted.max_side_px ||
        static_cast<long long>(width) * height > wanted.max_pixels)
        refuse(HeifStatus::TooLarge);
    if (width < wanted.min_side_px || height < wanted.min_side_px)
        refuse(HeifStatus::TooSmall);
    HeifHead head;
    head.width = static_cast<std::uint32_t>(width);
    head.height = static_cast<std::uint32_t>(height);
    head.is_sequence = heif_context_get_number_of_top_level_images(context) > 1 ? 1 : 0;
    return head;
}

void run(const Wanted& wanted, const void* bytes, std::size_t size)
{
    heif_context* context = heif_context_alloc();
    heif_context_set_max_decoding_threads(context, 1);
    heif_context_set_maximum_image_size_limit(context, wanted.max_side_px);
    check(heif_context_read_from_memory_without_copy(context, bytes, size, nullptr));
    heif_image_handle* handle = nullptr;
    check(heif_context_get_primary_image_handle(context, &handle));
    auto head = head_of(context, handle, wanted);
    if (wanted.is_header_only)
        answer(head);
    const auto icc = read_colour(handle, head);
    const auto exif = read_exif(handle);
    const auto xmp = read_block(handle, "mime", "application/rdf+xml");
    const auto pixels = decode(handle, head);
    head.icc_bytes = static_cast<std::uint32_t>(icc.size());
    head.exif_bytes = static_cast<std::uint32_t>(exif.size());
    head.xmp_bytes = static_cast<std::uint32_t>(xmp.size());
    head.is_transparent = is_transparent(pixels) ? 1 : 0;
    write_all(&head, sizeof head);
    write_all(icc.data(), icc.size());
    write_all(exif.data(), exif.size());
    write_all(xmp.data(), xmp.size());
    write_pixels(pixels);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4)
        return 2;
    heif_init(nullptr);                     // looks for plug-ins, which needs files
    const auto [bytes, size] = map_input(); // maps; nothing is read yet
    tucai::image::stay_on_one_processor();
    tucai::image::limit_resources();
    tucai::image::limit_calls();
    const Wanted wanted = {.max_pixels = std::atoll(argv[1]),
                           .max_side_px = std::atoi(argv[2]),
                           .min_side_px = std::atoi(argv[3]),
                           .is_header_only = argc > 4 && std::string_view(argv[4]) == "header"};
    run(wanted, bytes, size);
    std::_Exit(0);
}
