// The process that HEIC and AVIF are decoded in: what becomes of one that misbehaves, and what one may do.

#include "base/files.h"
#include "image/decode.h"
#include "image/heif_limits.h"
#include "image/heif_wire.h"
#include "image/test_pictures.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <thread>

namespace tucai::image {
namespace {

/// Bytes that the sniffing takes for a HEIC.
Bytes head_of_heic()
{
    const std::string_view head("\0\0\0\x18"
                                "ftypheic\0\0\0\0mif1heic",
                                24);
    return {head.begin(), head.end()};
}

TEST(HeifProcess, AMissingProgramIsSaid)
{
    DecodeOptions options;
    options.heif_program = "/nowhere/tucai-heif";
    EXPECT_EQ(word_of(decode(head_of_heic(), options)), "image.unsupported");
}

TEST(HeifProcess, GarbageBehindItsHeadIsAnErrorAndNoMore)
{
    auto bytes = head_of_heic();
    bytes.insert(bytes.end(), 4000, 'x');
    DecodeOptions options;
    options.heif_program = TUCAI_BINARY_DIR "/tucai-heif";
    EXPECT_EQ(word_of(decode(bytes, options)), "image.damaged");
}

/// A decoder that misbehaves: a script in its place.
class Script {
public:
    explicit Script(const std::string& body)
        : path_(testing::TempDir() + "tucai-heif-" + std::to_string(::getpid()) + ".sh")
    {
        const std::string text = "#!/bin/sh\n" + body + "\n";
        const auto* bytes = static_cast<const std::uint8_t*>(static_cast<const void*>(text.data()));
        EXPECT_TRUE(base::write_file(path_, {bytes, text.size()}).has_value());
        std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
    }
    Script(const Script&) = delete;
    Script& operator=(const Script&) = delete;
    ~Script() { std::filesystem::remove(path_); }
    DecodeOptions options(int limit_ms = 15'000) const
    {
        DecodeOptions options;
        options.heif_program = path_;
        options.heif_limit_ms = limit_ms;
        return options;
    }

private:
    std::string path_;
};

/// The head of an answer as a shell's printf writes it.
std::string printed(const HeifHead& head)
{
    const auto* bytes = static_cast<const std::uint8_t*>(static_cast<const void*>(&head));
    std::string text = "printf '";
    for (std::size_t i = 0; i < sizeof head; ++i) {
        char octal[8];
        std::snprintf(octal, sizeof octal, "\\%03o", static_cast<unsigned>(bytes[i]));
        text += octal;
    }
    return text + "'";
}

double seconds_of(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(HeifProcess, OneThatHangsIsKilledInTime)
{
    HeifHead head;
    head.width = 200;
    head.height = 160;
    for (const auto& body : {std::string(), printed(head), printed(head) + "; printf abc"}) {
        const Script hanging(body + "\nexec /bin/sleep 100");
        const double seconds = seconds_of([&] {
            EXPECT_EQ(word_of(decode(head_of_heic(), hanging.options(300))), "image.damaged") << body;
        });
        EXPECT_LT(seconds, 5) << body; // it is 0.3 where the machine is not busy
    }
}

TEST(HeifProcess, OneThatTalksRubbishOrDiesIsNotBelieved)
{
    HeifHead huge;
    huge.width = 0x7FFFFFFF;
    huge.height = 0x7FFFFFFF;
    HeifHead profile;
    profile.width = 200;
    profile.height = 160;
    profile.icc_bytes = 0xFFFFFFFF;
    HeifHead unknown;
    unknown.status = static_cast<HeifStatus>(77);
    HeifHead short_answer;
    short_answer.width = 200;
    short_answer.height = 160;
    for (const auto& [body, expected] : {std::pair<std::string, std::string>{"exit 0", "image.damaged"},
                                         {"kill -SEGV $$", "image.damaged"},
                                         {"exec head -c 100000 /dev/zero", "image.damaged"},
                                         {printed(huge), "image.too_large"},
                                         {printed(profile), "image.damaged"},
                                         {printed(unknown), "image.damaged"},
                                         {printed(short_answer) + "; printf abc", "image.damaged"}})
        EXPECT_EQ(word_of(decode(head_of_heic(), Script(body).options())), expected) << body;
}

TEST(HeifProcess, OneSeesNoEnvironmentAndNoFilesOfItsParent)
{
    ::setenv("TUCAI_TEST_SECRET", "x", 1);
    const int forgotten = ::open("/dev/null", O_RDONLY); // not closed at exec
    HeifHead small;
    small.status = HeifStatus::TooSmall;
    const Script looking("[ -z \"$TUCAI_TEST_SECRET\" ] && [ ! -e /proc/$$/fd/" + std::to_string(forgotten) +
                         " ] && " + printed(small));
    EXPECT_EQ(word_of(decode(head_of_heic(), looking.options())), "image.too_small");
    ::close(forgotten);
    ::unsetenv("TUCAI_TEST_SECRET");
}

/// How a child ends that does this.
int end_of(const std::function<int()>& work)
{
    const pid_t pid = ::fork();
    if (pid == 0)
        std::_Exit(work());
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status;
}

TEST(HeifLimits, MemoryEndsWhereItShould)
{
    if (is_sanitized)
        GTEST_SKIP() << "SKIPPED: a sanitizer needs more addresses than that";
    const int status = end_of([] {
        limit_resources();
        void* const small = std::malloc(std::size_t{100} << 20U);
        void* const large = std::malloc(std::size_t{heif_memory_bytes});
        return small != nullptr && large == nullptr ? 0 : 1;
    });
    EXPECT_EQ(status, 0);
}

TEST(HeifLimits, ASpinningProcessIsKilled)
{
    const int status = end_of([] {
        limit_resources();
        limit_resource(RLIMIT_CPU, 1);
        volatile bool is_endless = true;
        while (is_endless) {
        }
        return 0;
    });
    EXPECT_TRUE(WIFSIGNALED(status));
}

TEST(HeifLimits, NothingCanBeOpenedOrStarted)
{
    if (is_sanitized)
        GTEST_SKIP() << "SKIPPED: a sanitizer needs more of the system than that";
    const int status = end_of([] {
        if (!limit_calls())
            return 77;
        if (::open("/etc/hostname", O_RDONLY) >= 0 || errno != EPERM)
            return 1;
        if (::fork() >= 0)
            return 2;
        if (::kill(::getppid(), 0) == 0)
            return 3;
        bool has_run = false;
        std::thread([&] { has_run = true; }).join(); // decoders may work in threads
        return has_run ? 0 : 4;
    });
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        GTEST_SKIP() << "SKIPPED: this kernel has no filter of system calls";
    EXPECT_EQ(status, 0);
}

TEST(HeifLimits, FilesCannotBeWrittenAndNoMoreOpened)
{
    const int status = end_of([] {
        limit_resources();
        return ::open("/dev/null", O_RDONLY) < 0 && errno == EMFILE ? 0 : 1;
    });
    EXPECT_EQ(status, 0);
}

} // namespace
} // namespace tucai::image
