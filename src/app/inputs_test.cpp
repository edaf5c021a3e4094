#include "app/inputs.h"
#include "base/temporary_folder.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace tucai::app {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

Names paths_of(const std::vector<Input>& inputs)
{
    Names paths;
    for (const auto& input : inputs)
        paths.push_back(input.path);
    return paths;
}

/// What is found in a folder, below it.
Names found_below(const base::TemporaryFolder& folder)
{
    Names below;
    for (const auto& path : paths_of(find_inputs({folder.path()})))
        below.push_back(path.substr(folder.path().size() + 1));
    return below;
}

std::vector<Input> with_stems(const Names& stems)
{
    std::vector<Input> inputs;
    for (const auto& stem : stems)
        inputs.push_back({"shots/" + stem + ".jpg", stem});
    return inputs;
}

Names targets_of(const Names& stems, const std::string& out, const std::string& ending = ".jpg")
{
    Names paths;
    for (const auto& target : name_targets(with_stems(stems), out, ending))
        paths.push_back(target.path);
    return paths;
}

TEST(FindInputs, AFolderIsSearchedDeepInTheOrderOfTheAlphabet)
{
    const base::TemporaryFolder folder;
    for (const char* name : {"c.jpg", "a/z.jpg", "b.jpg", "a/b/y.jpg", "a.jpg"})
        folder.put(name, "");
    EXPECT_EQ(found_below(folder), (Names{"a.jpg", "a/b/y.jpg", "a/z.jpg", "b.jpg", "c.jpg"}));
}

TEST(FindInputs, EveryEndingThatIsReadCountsInAnyCase)
{
    const base::TemporaryFolder folder;
    const Names names = {"a.jpg", "b.JPG", "c.Jpeg", "d.png", "e.WEBP", "f.heic", "g.HEIF", "h.avif"};
    for (const auto& name : names)
        folder.put(name, "");
    EXPECT_EQ(found_below(folder), names);
}

TEST(FindInputs, OtherFilesInAFolderArePassedOver)
{
    const base::TemporaryFolder folder;
    for (const char* name : {"a.jpg", "notes.txt", "jpg", ".jpg", "b.jpg.part", "c.gif", "d.jpg~"})
        folder.put(name, "");
    EXPECT_EQ(found_below(folder), Names{"a.jpg"});
}

TEST(FindInputs, WhatIsNoFileIsPassedOverWhateverItsName)
{
    const base::TemporaryFolder folder;
    folder.put("a.jpg", "");
    folder.put("folder.jpg/inside.png", "");
    ASSERT_EQ(::mkfifo(folder.at("pipe.jpg").c_str(), 0600), 0);
    fs::create_symlink("gone", folder.at("broken.jpg"));
    EXPECT_EQ(found_below(folder), (Names{"a.jpg", "folder.jpg/inside.png"}));
}

TEST(FindInputs, LinksToFilesAreFollowedAndLinksToFoldersAreNot)
{
    const base::TemporaryFolder folder;
    const base::TemporaryFolder other;
    other.put("elsewhere.jpg", "");
    fs::create_symlink(other.at("elsewhere.jpg"), folder.at("file.jpg"));
    fs::create_directory_symlink(other.path(), folder.at("folder"));
    fs::create_directory_symlink(folder.path(), folder.at("round"));
    EXPECT_EQ(found_below(folder), Names{"file.jpg"});
}

TEST(FindInputs, ANamedFileIsTakenWhateverItsEnding)
{
    const base::TemporaryFolder folder;
    const auto file = folder.put("shot.bin", "");
    const auto inputs = find_inputs({file});
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(inputs[0].path, file);
    EXPECT_EQ(inputs[0].stem, "shot");
}

TEST(FindInputs, AMissingPathStaysSoThatReadingItGivesItsError)
{
    const base::TemporaryFolder folder;
    EXPECT_EQ(paths_of(find_inputs({folder.at("gone.jpg")})), Names{folder.at("gone.jpg")});
}

TEST(FindInputs, SeveralPathsKeepTheOrderInWhichTheyWereGiven)
{
    const base::TemporaryFolder folder;
    const auto in_folder = folder.put("z/1.jpg", "");
    const auto m = folder.put("m.jpg", "");
    const auto a = folder.put("a.jpg", "");
    EXPECT_EQ(paths_of(find_inputs({m, folder.at("z"), a, m})), (Names{m, in_folder, a, m}));
}

TEST(FindInputs, ASlashBehindAFolderIsNotDoubled)
{
    const base::TemporaryFolder folder;
    folder.put("a/b.jpg", "");
    EXPECT_EQ(paths_of(find_inputs({folder.path() + "/"})), Names{folder.at("a/b.jpg")});
}

TEST(FindInputs, TheStemIsTheNameWithoutItsLastEnding)
{
    const base::TemporaryFolder folder;
    folder.put("张三.2026.jpg", "");
    EXPECT_EQ(find_inputs({folder.path()}).at(0).stem, "张三.2026");
}

TEST(FindInputs, APathWithoutANameStillHasAStem)
{
    EXPECT_EQ(find_inputs({"gone/"}).at(0).stem, "photo");
}

TEST(NameTargets, OnePictureGoesToTheFileThatIsNamed)
{
    EXPECT_EQ(targets_of({"a"}, "out/photo.jpg"), Names{"out/photo.jpg"});
    EXPECT_EQ(targets_of({"a"}, "PHOTO.JPG"), Names{"PHOTO.JPG"});
}

TEST(NameTargets, AnythingElseIsAFolder)
{
    EXPECT_EQ(targets_of({"a"}, "out"), Names{"out/a.jpg"});
    EXPECT_EQ(targets_of({"a"}, "out/"), Names{"out/a.jpg"});
    EXPECT_EQ(targets_of({"a"}, "out.jpg", ".png"), Names{"out.jpg/a.png"}) << "another ending";
    EXPECT_EQ(targets_of({"a", "b"}, "out.jpg"), (Names{"out.jpg/a.jpg", "out.jpg/b.jpg"})) << "two pictures";
}

TEST(NameTargets, AFolderThatIsNamedLikeAFileStaysAFolder)
{
    const base::TemporaryFolder folder;
    folder.put("out.jpg/old", "");
    EXPECT_EQ(targets_of({"a"}, folder.at("out.jpg")), Names{folder.at("out.jpg/a.jpg")});
}

TEST(NameTargets, EqualStemsGetNumbersAndSaySo)
{
    const auto targets = name_targets(with_stems({"b", "a", "b", "b"}), "out", ".jpg");
    ASSERT_EQ(targets.size(), 4U);
    EXPECT_EQ(targets[0].path, "out/b.jpg");
    EXPECT_FALSE(targets[0].is_renamed);
    EXPECT_EQ(targets[1].path, "out/a.jpg");
    EXPECT_EQ(targets[2].path, "out/b-2.jpg");
    EXPECT_TRUE(targets[2].is_renamed);
    EXPECT_EQ(targets[3].path, "out/b-3.jpg");
}

TEST(NameTargets, StemsThatDifferInCaseAloneAreEqual)
{
    EXPECT_EQ(targets_of({"A", "a"}, "out"), (Names{"out/A.jpg", "out/a-2.jpg"}))
        << "one file on disks that do not tell them apart";
}

TEST(NameTargets, ANumberThatIsTakenIsPassedOver)
{
    EXPECT_EQ(targets_of({"a-2", "a", "a"}, "out"), (Names{"out/a-2.jpg", "out/a.jpg", "out/a-3.jpg"}));
}

RC_GTEST_PROP(NameTargets, NoTwoPicturesShareATarget, ())
{
    const auto stems = *rc::gen::container<Names>(rc::gen::element<std::string>("a", "A", "a-2", "A-2", "b"));
    std::set<std::string> lower;
    for (auto path : targets_of(stems, "out")) {
        std::transform(path.begin(), path.end(), path.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        RC_ASSERT(lower.insert(path).second);
    }
}

} // namespace
} // namespace tucai::app
