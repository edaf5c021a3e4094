// Decodes one HEIC or AVIF from standard input to standard output: tucai-heif MAX_PIXELS MAX_SIDE MIN_SIDE
// [header]
//
// A process of its own, because libheif before 1.20 can be made to spin or to eat memory by a bad file
// (docs/decisions/009-heif-in-a-process.md). It limits itself before it reads a byte.

#include "image/heif_wire.h"

#include <libheif/heif.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace {

using tucai::image::HeifHead;
using tucai::image::HeifStatus;

constexpr rlim_t memory_bytes = rlim_t{1536} << 20U;
constexpr rlim_t cpu_seconds = 10;

void limit(int resource, rlim_t most)
{
    struct rlimit value {};
    if (::getrlimit(resource, &value) == 0 && (value.rlim_max == RLIM_INFINITY || value.rlim_max > most)) {
        value.rlim_cur = most;
        value.rlim_max = most;
        ::setrlimit(resource, &value);
    }
}

void write_all(const void* data, std::size_t size)
{
    const auto* at = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t n = ::write(STDOUT_FILENO, at, size);
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

[[noreturn]] void refuse(const heif_error& error)
{
    if (error.subcode == heif_suberror_End_of_data)
        refuse(HeifStatus::Truncated);
    if (error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype ||
        error.code == heif_error_Decoder_plugin_error)
        refuse(HeifStatus::Unsupported);
    refuse(HeifStatus::Damaged);
}

std::vector<std::uint8_t> icc_of(const heif_image_handle* handle)
{
    const auto type = heif_image_handle_get_color_profile_type(handle);
    if (type != heif_color_profile_type_prof && type != heif_color_profile_type_rICC)
        return {};
    const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle);
    if (size == 0 || size > (4U << 20U))
        return {};
    std::vector<std::uint8_t> icc(size);
    if (heif_image_handle_get_raw_color_profile(handle, icc.data()).code != heif_error_Ok)
        return {};
    return icc;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4)
        return 2;
    limit(RLIMIT_AS, memory_bytes);
    limit(RLIMIT_CPU, cpu_seconds);
    limit(RLIMIT_NOFILE, 64);
    limit(RLIMIT_CORE, 0);
    const long long max_pixels = std::atoll(argv[1]);
    const int max_side = std::atoi(argv[2]);
    const int min_side = std::atoi(argv[3]);
    const bool is_header_only = argc > 4 && std::string_view(argv[4]) == "header";

    struct stat facts {};
    if (::fstat(STDIN_FILENO, &facts) != 0 || facts.st_size <= 0)
        refuse(HeifStatus::Truncated);
    const auto size = static_cast<std::size_t>(facts.st_size);
    const void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (bytes == MAP_FAILED)
        refuse(HeifStatus::Damaged);

    heif_context* context = heif_context_alloc();
    heif_context_set_max_decoding_threads(context, 1);
    if (const auto error = heif_context_read_from_memory_without_copy(context, bytes, size, nullptr);
        error.code != heif_error_Ok)
        refuse(error);
    heif_image_handle* handle = nullptr;
    if (const auto error = heif_context_get_primary_image_handle(context, &handle);
        error.code != heif_error_Ok)
        refuse(error);
    HeifHead head;
    const int width = heif_image_handle_get_width(handle);
    const int height = heif_image_handle_get_height(handle);
    if (width < 1 || height < 1)
        refuse(HeifStatus::Damaged);
    if (width > max_side || height > max_side || static_cast<long long>(width) * height > max_pixels)
        refuse(HeifStatus::TooLarge);
    if (width < min_side || height < min_side)
        refuse(HeifStatus::TooSmall);
    head.width = static_cast<std::uint32_t>(width);
    head.height = static_cast<std::uint32_t>(height);
    head.is_sequence = heif_context_get_number_of_top_level_images(context) > 1 ? 1 : 0;
    if (is_header_only)
        answer(head);

    heif_image* image = nullptr;
    if (const auto error =
            heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, nullptr);
        error.code != heif_error_Ok)
        refuse(error);
    int stride = 0;
    const std::uint8_t* pixels = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    if (pixels == nullptr || heif_image_get_width(image, heif_channel_interleaved) != width ||
        heif_image_get_height(image, heif_channel_interleaved) != height)
        refuse(HeifStatus::Damaged);
    const auto icc = icc_of(handle);
    head.icc_bytes = static_cast<std::uint32_t>(icc.size());
    write_all(&head, sizeof head);
    write_all(icc.data(), icc.size());
    for (int y = 0; y < height; ++y)
        write_all(pixels + static_cast<std::ptrdiff_t>(y) * stride, static_cast<std::size_t>(width) * 3);
    std::_Exit(0);
}
