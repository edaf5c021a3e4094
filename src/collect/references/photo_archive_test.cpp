#include "base/temporary_folder.h"
#include "collect/references/archives_for_tests.h"
#include "collect/references/photo_archive.h"
#include "collect/roster/test_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tucai::collect {
namespace {

using roster::archive_of;
using testing::ElementsAre;
using testing::IsEmpty;

/// What came of a heap: paths, and refusals as "path code".
struct Read {
    std::vector<std::string> taken;
    std::vector<std::string> refused;
    std::string error; ///< its stable word, or empty

    HeapReader reader()
    {
        return {[this](HeapFile file) -> Result<> {
                    taken.push_back(file.path);
                    return {};
                },
                [this](const RefusedFile& file) {
                    refused.push_back(file.path + " " + std::string(error_word(file.code)));
                }};
    }
};

Read read(const roster::FileBytes& bytes, const PhotoHeapLimits& limits = {})
{
    Read found;
    const auto done = read_photo_archive(bytes, limits, found.reader());
    if (!done)
        found.error = error_word(done.error().code);
    return found;
}

Read read(const std::vector<RawEntry>& entries)
{
    return read(raw_archive(entries));
}

RawEntry good(const std::string& name)
{
    return {name, like_jpeg(name), true, 0, 0};
}

TEST(PhotoArchive, GivesItsPhotosWithTheirPaths)
{
    const auto found = read(archive_of({{"0201.jpg", like_jpeg("a")}, {"文学院/0202.JPG", like_jpeg("b")}}));
    EXPECT_EQ(found.error, "");
    EXPECT_THAT(found.taken, ElementsAre("0201.jpg", "文学院/0202.JPG"));
    EXPECT_THAT(read({good("a.jpg")}).taken, ElementsAre("a.jpg")) << "as a packer of ours writes them";
}

TEST(PhotoArchive, ReadsNamesAsChineseSystemsWriteThem)
{
    auto entry = good(roster::in_encoding("张三.jpg", "gb18030"));
    entry.is_utf8 = false;
    EXPECT_THAT(read({entry}).taken, ElementsAre("张三.jpg"));
}

TEST(PhotoArchive, PassesOverFoldersAndLitter)
{
    const auto found = read({{"a/", "", true, 0, 0},
                             good("a/1.jpg"),
                             good("__MACOSX/a/._1.jpg"),
                             good("a/._1.jpg"),
                             {"a/.DS_Store", "x", true, 0, 0},
                             {"Thumbs.db", "x", true, 0, 0}});
    EXPECT_THAT(found.taken, ElementsAre("a/1.jpg"));
    EXPECT_THAT(found.refused, IsEmpty());
}

TEST(PhotoArchive, RefusesSingleFilesThatAreNoPhotos)
{
    const auto found = read({good("1.jpg"),
                             {"2.jpg", "GIF89a", true, 0, 0},
                             {"3.zip", "PK\x03\x04", true, 0, 0},
                             {"4.txt", "", true, 0, 0},
                             good("5.rar")});
    EXPECT_EQ(found.error, "");
    EXPECT_THAT(found.taken, ElementsAre("1.jpg"));
    EXPECT_THAT(found.refused, ElementsAre("2.jpg image.not_an_image", "3.zip archive.unsupported",
                                           "4.txt image.not_an_image", "5.rar archive.unsupported"));
}

TEST(PhotoArchive, APathThatLeadsOutIsRefusedWhole)
{
    for (const char* name : {"../1.jpg", "a/../../1.jpg", "/etc/1.jpg", "a\\..\\1.jpg", "C:/1.jpg", ".."}) {
        const auto found = read({good("0.jpg"), good(name)});
        EXPECT_EQ(found.error, "archive.unsafe") << name;
        EXPECT_THAT(found.taken, IsEmpty()) << name;
    }
    EXPECT_EQ(read({good("a..b/..c.jpg")}).error, "");
}

TEST(PhotoArchive, LinksDevicesAndTwoOfOneNameAreRefusedWhole)
{
    for (const std::uint32_t mode : {0120777U, 0020644U, 0010644U}) {
        auto entry = good("1.jpg");
        entry.unix_mode = mode;
        EXPECT_EQ(read({entry}).error, "archive.unsafe") << std::oct << mode;
    }
    auto file = good("1.jpg");
    file.unix_mode = 0100644U;
    EXPECT_EQ(read({file}).error, "");
    EXPECT_EQ(read({good("1.jpg"), good("1.jpg")}).error, "archive.unsafe");
}

TEST(PhotoArchive, ABombIsRefusedBeforeItIsUnzipped)
{
    const auto bomb = archive_of({{"1.jpg", like_jpeg(std::string(8U << 20U, 'a'))}});
    ASSERT_LT(bomb.size(), 64U << 10U);
    const auto found = read(bomb);
    EXPECT_EQ(found.error, "archive.unsafe");
    EXPECT_THAT(found.taken, IsEmpty());
}

TEST(PhotoArchive, CapsHold)
{
    PhotoHeapLimits limits;
    limits.entries = 2;
    EXPECT_EQ(read(raw_archive({good("1.jpg"), good("2.jpg"), good("3.jpg")}), limits).error,
              "archive.too_large");
    limits = {};
    limits.entry_bytes = 10;
    const auto one =
        read(raw_archive({good("1.jpg"), {"2.jpg", like_jpeg("much too long"), true, 0, 0}}), limits);
    EXPECT_THAT(one.taken, ElementsAre("1.jpg"));
    EXPECT_THAT(one.refused, ElementsAre("2.jpg archive.too_large"));
    limits = {};
    limits.all_bytes = 12;
    EXPECT_EQ(read(raw_archive({good("1.jpg"), good("2.jpg")}), limits).error, "archive.too_large");
    limits = {};
    limits.bytes = 20;
    EXPECT_EQ(read(raw_archive({good("1.jpg")}), limits).error, "archive.too_large");
}

TEST(PhotoArchive, APasswordAndDamageHaveTheirOwnWords)
{
    EXPECT_EQ(read(archive_of({{"1.jpg", like_jpeg("a")}}, roster::Packing::Deflated, "secret")).error,
              "archive.encrypted");
    EXPECT_EQ(read(roster::bytes_of("Rar!")).error, "archive.not_an_archive");
    EXPECT_EQ(read(roster::FileBytes{}).error, "archive.not_an_archive");
    auto cut = raw_archive({good("1.jpg")});
    cut.resize(cut.size() - 8);
    EXPECT_EQ(read(cut).error, "archive.damaged");
    auto torn = raw_archive({good("1.jpg"), good("2.jpg")});
    torn[40] ^= 1U; // inside the first photo: its checksum does not fit
    const auto found = read(torn);
    EXPECT_THAT(found.refused, ElementsAre("1.jpg archive.damaged"));
    EXPECT_THAT(found.taken, ElementsAre("2.jpg"));
}

TEST(PhotoFolder, IsSearchedDeepInOrderAndFollowsNoLink)
{
    const base::TemporaryFolder folder;
    folder.put("heap/b/2.jpg", like_jpeg("2"));
    folder.put("heap/a/1.jpg", like_jpeg("1"));
    folder.put("heap/.DS_Store", "x");
    folder.put("heap/note.txt", "hello");
    folder.put("outside.jpg", like_jpeg("3"));
    std::filesystem::create_symlink(folder.at("outside.jpg"), folder.at("heap/3.jpg"));
    std::filesystem::create_directory_symlink(folder.path(), folder.at("heap/up"));
    Read found;
    EXPECT_TRUE(read_photo_folder(folder.at("heap"), {}, found.reader()));
    EXPECT_THAT(found.taken, ElementsAre("a/1.jpg", "b/2.jpg"));
    EXPECT_THAT(found.refused,
                ElementsAre("3.jpg archive.unsafe", "note.txt image.not_an_image", "up archive.unsafe"));
    EXPECT_EQ(read_photo_folder(folder.at("nothing"), {}, found.reader()).error().code,
              ErrorCode::FileNotFound);
}

} // namespace
} // namespace tucai::collect
