#include "base/files.h"
#include "image/codecs.h"
#include "image/colour.h"
#include "image/heif_wire.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;
using Clock = std::chrono::steady_clock;

/// A file descriptor that is closed at the end of its scope.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    int get() const { return fd_; }
    void close()
    {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_;
};

/// Kills and reaps a process at the end of its scope.
class Child {
public:
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        ::kill(pid_, SIGKILL);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

private:
    pid_t pid_;
};

std::string program_path(const DecodeOptions& options)
{
    if (!options.heif_program.empty())
        return options.heif_program;
    const std::string beside = base::program_folder() + "/tucai-heif";
    std::error_code wrong;
    return std::filesystem::exists(beside, wrong) ? beside
                                                  : base::program_folder() + "/../libexec/tucai/tucai-heif";
}

/// The file's bytes as a descriptor that the child can map and nobody can change.
int sealed_file(Bytes bytes)
{
    const int fd = ::memfd_create("tucai-heif", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return -1;
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (n <= 0) {
            ::close(fd);
            return -1;
        }
        done += static_cast<std::size_t>(n);
    }
    ::fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
    return fd;
}

/// Reads exactly so many bytes before the deadline. False when the child ends or time is over first.
bool read_exactly(int fd, void* out, std::size_t size, Clock::time_point deadline)
{
    auto* at = static_cast<std::uint8_t*>(out);
    while (size > 0) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0)
            return false;
        pollfd wait{fd, POLLIN, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(left));
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        const ssize_t n = ::read(fd, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

/// Starts the program on a file, its answer at `answer_fd`. Fails: ImageUnsupported, Internal.
Result<pid_t> start(const DecodeOptions& options, int input_fd, int answer_fd, bool is_header_only)
{
    const std::string program = program_path(options);
    std::array<std::string, 5> words = {program, std::to_string(options.limits.max_pixels),
                                        std::to_string(options.limits.max_side_px),
                                        std::to_string(options.limits.min_side_px), "header"};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < (is_header_only ? 5U : 4U); ++i)
        arguments.at(i) = words.at(i).data();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input_fd, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, answer_fd, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    // What was not closed at exec by those who opened it, such as a library's sockets.
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    // No environment: it may hold keys, and what reads a hostile file must not know any.
    std::array<char*, 1> environment{};
    pid_t child = 0;
    const int wrong =
        ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (wrong != 0)
        return fail(ErrorCode::ImageUnsupported,
                    "HEIC and AVIF need the program tucai-heif, which cannot be started: " +
                        std::string(std::strerror(wrong)) + ".");
    return child;
}

Result<> check_head(const HeifHead& head, const DecodeLimits& limits)
{
    if (head.magic != heif_magic)
        return fail(ErrorCode::ImageDamaged, "The picture's decoder gave no answer.");
    switch (head.status) {
    case HeifStatus::Good:
        break;
    case HeifStatus::TooLarge:
        return fail(ErrorCode::ImageTooLarge, "The picture has more pixels than are read.");
    case HeifStatus::TooSmall:
        return fail(ErrorCode::ImageTooSmall, "The picture has too few pixels for a portrait.");
    case HeifStatus::Unsupported:
        return fail(ErrorCode::ImageUnsupported, "HEIC or AVIF of this kind is not read.");
    case HeifStatus::Truncated:
        return fail(ErrorCode::ImageTruncated, "The picture ends before its data does. Send it again.");
    default:
        return fail(ErrorCode::ImageDamaged, "The picture's data are damaged. Send it again.");
    }
    // The child read a hostile file: what it says is checked once more.
    if (head.icc_bytes > most_heif_icc_bytes)
        return fail(ErrorCode::ImageDamaged, "The picture's colour profile is too large.");
    if (head.exif_bytes > most_heif_tag_bytes || head.xmp_bytes > most_heif_tag_bytes)
        return fail(ErrorCode::ImageDamaged, "The picture's tags are too large.");
    return check_size(head.width, head.height, limits);
}

struct Answer {
    HeifHead head;
    std::vector<std::uint8_t> icc;
    TagBlocks tags;
    Image image;
};

Result<Answer> ask(Bytes bytes, const DecodeOptions& options, bool is_header_only)
{
    const auto deadline = Clock::now() + std::chrono::milliseconds(options.heif_limit_ms);
    const Descriptor input(sealed_file(bytes));
    std::array<int, 2> ends{};
    if (input.get() < 0 || ::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::Internal, "No memory or descriptors are left for a picture's decoder.");
    const Descriptor from(ends[0]);
    Descriptor to(ends[1]);
    TUCAI_TRY(const pid_t pid, start(options, input.get(), to.get(), is_header_only));
    const Child child(pid);
    to.close();
    Answer answer;
    const auto silent = [] {
        return fail(ErrorCode::ImageDamaged,
                    "The picture cannot be decoded within its limits of time and memory.");
    };
    if (!read_exactly(from.get(), &answer.head, sizeof answer.head, deadline))
        return silent();
    TUCAI_CHECK(check_head(answer.head, options.limits));
    if (is_header_only)
        return answer;
    answer.icc.resize(answer.head.icc_bytes);
    answer.tags.exif.resize(answer.head.exif_bytes);
    answer.tags.xmp.resize(answer.head.xmp_bytes);
    answer.image = Image(static_cast<int>(answer.head.width), static_cast<int>(answer.head.height));
    if (!read_exactly(from.get(), answer.icc.data(), answer.icc.size(), deadline) ||
        !read_exactly(from.get(), answer.tags.exif.data(), answer.tags.exif.size(), deadline) ||
        !read_exactly(from.get(), answer.tags.xmp.data(), answer.tags.xmp.size(), deadline) ||
        !read_exactly(from.get(), answer.image.rgb.data(), answer.image.rgb.size(), deadline))
        return silent();
    return answer;
}

Header header_of(const HeifHead& head, Format format)
{
    return {format, static_cast<int>(head.width), static_cast<int>(head.height), 1};
}

/// By the profile, or else by the numbers that stand for one (ITU-T H.273).
ColourOutcome colour_to_srgb(const Answer& answer, Image& image)
{
    constexpr std::uint32_t perceptual_quantizer = 16;
    constexpr std::uint32_t hybrid_log_gamma = 18;
    if (!answer.icc.empty())
        return to_srgb(image, answer.icc);
    const auto transfer = answer.head.transfer;
    if (transfer == perceptual_quantizer || transfer == hybrid_log_gamma)
        return ColourOutcome::Ignored; // more light than sRGB holds: how to fold it in is a matter of taste
    return to_srgb(image, icc_of_primaries(answer.head.primaries));
}

} // namespace

Result<Header> read_heif_header(Bytes bytes, Format format, const DecodeOptions& options)
{
    TUCAI_TRY(const auto answer, ask(bytes, options, true));
    return header_of(answer.head, format);
}

Result<Decoded> decode_heif(Bytes bytes, Format format, const DecodeOptions& options)
{
    TUCAI_TRY(auto answer, ask(bytes, options, false));
    Decoded decoded;
    decoded.header = header_of(answer.head, format);
    decoded.image = std::move(answer.image);
    decoded.tags = std::move(answer.tags);
    if (colour_to_srgb(answer, decoded.image) == ColourOutcome::Ignored)
        decoded.warnings.push_back(
            {"image.profile_ignored", "The colour profile is unusable; sRGB was taken."});
    if (answer.head.is_transparent != 0)
        decoded.warnings.push_back({"image.transparent", "Transparent parts were laid over white."});
    if (answer.head.is_sequence != 0)
        decoded.warnings.push_back(
            {"image.first_frame", "Of several pictures in the file the main one was taken."});
    return decoded;
}

} // namespace tucai::image
