#include "base/files.h"
#include "base/temporary_folder.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

namespace tucai::base {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t plenty_bytes = 1U << 20U;

std::vector<std::uint8_t> bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

std::string text_in(const std::string& path)
{
    const auto bytes = read_file(path, plenty_bytes);
    return bytes ? std::string(bytes->begin(), bytes->end()) : "unreadable";
}

ErrorCode code_of_reading(const std::string& path, std::size_t limit_bytes = plenty_bytes)
{
    const auto bytes = read_file(path, limit_bytes);
    EXPECT_FALSE(bytes.has_value());
    return bytes ? ErrorCode::Internal : bytes.error().code;
}

/// Names of all that lies in a folder.
std::vector<std::string> names_in(const std::string& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    return names;
}

using Names = std::vector<std::string>;

/// While it lives, no file of this program can grow beyond a size: what a full disk does.
class FullDisk {
public:
    explicit FullDisk(rlim_t most_bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &old_limit_);
        const struct rlimit limit {
            most_bytes, old_limit_.rlim_max
        };
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &old_limit_);
        std::signal(SIGXFSZ, old_handler_);
    }

private:
    void (*old_handler_)(int);
    struct rlimit old_limit_ {};
};

TEST(WriteFile, OnDiskWritesTheSameBytes)
{
    const TemporaryFolder folder;
    const std::vector<std::uint8_t> bytes = {1, 2, 3};
    ASSERT_TRUE(write_file(folder.at("a"), bytes, Durability::OnDisk));
    EXPECT_EQ(*read_file(folder.at("a"), 10), bytes);
    EXPECT_EQ(write_file(folder.at("nowhere/a"), bytes, Durability::OnDisk).error().code,
              ErrorCode::FileUnreadable);
}

TEST(ReadFile, GivesEveryByteAlsoZeros)
{
    const TemporaryFolder folder;
    const std::string_view text("a\0b\r\n\xFF", 6);
    const auto bytes = read_file(folder.put("file", text), plenty_bytes);
    ASSERT_TRUE(bytes.has_value());
    EXPECT_EQ(*bytes, bytes_of(text));
}

TEST(ReadFile, AnEmptyFileIsNoFailure)
{
    const TemporaryFolder folder;
    const auto bytes = read_file(folder.put("file", ""), plenty_bytes);
    ASSERT_TRUE(bytes.has_value());
    EXPECT_TRUE(bytes->empty());
}

TEST(ReadFile, AFileAsLongAsTheLimitIsReadAndOneByteMoreIsTooLarge)
{
    const TemporaryFolder folder;
    const auto file = folder.put("file", "12345");
    EXPECT_TRUE(read_file(file, 5).has_value());
    EXPECT_EQ(code_of_reading(file, 4), ErrorCode::ImageTooLarge);
}

TEST(ReadFile, AMissingFileIsNotFoundAndTheMessageNamesIt)
{
    const TemporaryFolder folder;
    const auto bytes = read_file(folder.at("gone.jpg"), plenty_bytes);
    ASSERT_FALSE(bytes.has_value());
    EXPECT_EQ(bytes.error().code, ErrorCode::FileNotFound);
    EXPECT_NE(bytes.error().message.find(folder.at("gone.jpg")), std::string::npos);
}

TEST(ReadFile, AFolderIsUnreadable)
{
    const TemporaryFolder folder;
    EXPECT_EQ(code_of_reading(folder.path()), ErrorCode::FileUnreadable);
}

TEST(ReadFile, APathThroughAFileIsUnreadable)
{
    const TemporaryFolder folder;
    EXPECT_EQ(code_of_reading(folder.put("file", "text") + "/below"), ErrorCode::FileUnreadable);
}

TEST(ReadFile, APipeThatNobodyWritesToDoesNotHang)
{
    const TemporaryFolder folder;
    ASSERT_EQ(::mkfifo(folder.at("pipe.jpg").c_str(), 0600), 0);
    EXPECT_EQ(code_of_reading(folder.at("pipe.jpg")), ErrorCode::FileUnreadable);
}

TEST(WriteFile, WhatWasWrittenIsRead)
{
    const TemporaryFolder folder;
    ASSERT_TRUE(write_file(folder.at("file"), bytes_of("text")).has_value());
    EXPECT_EQ(text_in(folder.at("file")), "text");
    EXPECT_EQ(names_in(folder.path()), Names{"file"}) << "nothing else is left";
}

TEST(WriteFile, NothingAtAllIsAlsoWritten)
{
    const TemporaryFolder folder;
    ASSERT_TRUE(write_file(folder.at("file"), {}).has_value());
    EXPECT_EQ(fs::file_size(folder.at("file")), 0U);
}

TEST(WriteFile, ALongerFileIsReplacedWhole)
{
    const TemporaryFolder folder;
    const auto file = folder.put("file", "what was here before");
    ASSERT_TRUE(write_file(file, bytes_of("new")).has_value());
    EXPECT_EQ(text_in(file), "new");
    EXPECT_EQ(names_in(folder.path()), Names{"file"});
}

TEST(WriteFile, WhoHoldsTheOldFileKeepsItWhole)
{
    const TemporaryFolder folder;
    const auto file = folder.put("file", "old");
    fs::create_hard_link(file, folder.at("held"));
    ASSERT_TRUE(write_file(file, bytes_of("new")).has_value());
    EXPECT_EQ(text_in(folder.at("held")), "old") << "it was replaced, not written over";
}

TEST(WriteFile, AMissingFolderIsUnreadableAndNotMade)
{
    const TemporaryFolder folder;
    const auto written = write_file(folder.at("gone/file"), bytes_of("text"));
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, ErrorCode::FileUnreadable);
    EXPECT_NE(written.error().message.find(folder.at("gone/file")), std::string::npos);
    EXPECT_TRUE(names_in(folder.path()).empty());
}

TEST(WriteFile, AFolderThatTakesNoFilesIsUnreadable)
{
    // Not a folder without rights: those who test as root may write there.
    const auto written = write_file("/proc/nowhere.jpg", bytes_of("text"));
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, ErrorCode::FileUnreadable);
}

TEST(WriteFile, AFolderOfThatNameStaysAndNoPartIsLeft)
{
    const TemporaryFolder folder;
    folder.put("taken/inside", "text");
    const auto written = write_file(folder.at("taken"), bytes_of("text"));
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(names_in(folder.path()), Names{"taken"});
    EXPECT_EQ(text_in(folder.at("taken/inside")), "text");
}

TEST(WriteFile, AFullDiskLeavesTheOldFileAndNoPart)
{
    const TemporaryFolder folder;
    const auto file = folder.put("file", "old");
    const std::vector<std::uint8_t> large(10'000, 'x');
    Result<> written;
    {
        const FullDisk full(4096);
        written = write_file(file, large);
    }
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(text_in(file), "old");
    EXPECT_EQ(names_in(folder.path()), Names{"file"});
}

TEST(WriteFile, TheLongestNameThatAFolderTakesIsWritten)
{
    const TemporaryFolder folder;
    const std::string name = std::string(251, 'n') + ".jpg";
    const auto written = write_file(folder.at(name), bytes_of("text"));
    ASSERT_TRUE(written.has_value()) << written.error().message;
    EXPECT_EQ(names_in(folder.path()), Names{name});
}

TEST(WriteFile, WhatACrashedProgramOfTheSameNumberLeftDoesNotHinder)
{
    const TemporaryFolder folder;
    for (int i = 0; i < 100; ++i)
        folder.put(".tucai-" + std::to_string(::getpid()) + "-" + std::to_string(i) + ".part", "half");
    const auto written = write_file(folder.at("file"), bytes_of("text"));
    ASSERT_TRUE(written.has_value()) << written.error().message;
    EXPECT_EQ(text_in(folder.at("file")), "text");
    EXPECT_EQ(names_in(folder.path()).size(), 101U) << "another program may still be writing them";
}

TEST(WriteFile, ANameWithoutAFolderIsWrittenWhereTheProgramRuns)
{
    const TemporaryFolder folder;
    const auto before = fs::current_path();
    fs::current_path(folder.path());
    const auto written = write_file("file", bytes_of("text"));
    fs::current_path(before);
    ASSERT_TRUE(written.has_value());
    EXPECT_EQ(names_in(folder.path()), Names{"file"});
}

TEST(WriteFile, TheUmaskSaysWhoMayRead)
{
    const TemporaryFolder folder;
    const auto before = ::umask(0027);
    const auto written = write_file(folder.at("file"), bytes_of("text"));
    ::umask(before);
    ASSERT_TRUE(written.has_value());
    EXPECT_EQ(fs::status(folder.at("file")).permissions(), fs::perms(0640));
}

TEST(ProgramFolder, IsWhereThisTestLies)
{
    EXPECT_TRUE(fs::equivalent(program_folder(), TUCAI_BINARY_DIR));
    EXPECT_FALSE(program_folder().ends_with('/'));
}

} // namespace
} // namespace tucai::base
