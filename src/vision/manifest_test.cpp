#include "base/sha256.h"
#include "base/temporary_folder.h"
#include "vision/manifest.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tucai::vision {
namespace {

constexpr std::string_view network = "the weights of a small network";

std::string sha256_of(std::string_view text)
{
    return base::sha256_hex(std::vector<std::uint8_t>(text.begin(), text.end()));
}

/// A manifest of one network; each test bends one thing.
std::string good_manifest()
{
    return "[[model]]\n"
           "name = \"eyes\"\n"
           "file = \"eyes.onnx\"\n"
           "sha256 = \"" +
           sha256_of(network) +
           "\"\n"
           "bytes = 30\n"
           "licence = \"MIT\"\n"
           "use = \"Looks.\"\n"
           "optional = true\n";
}

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    return text.replace(text.find(what), what.size(), by);
}

Result<std::vector<ModelFile>> read(const std::string& manifest)
{
    const base::TemporaryFolder folder;
    folder.put("manifest.toml", manifest);
    return read_manifest(folder.path());
}

ModelFile good_model()
{
    return read(good_manifest()).value().at(0);
}

void expect_changed(const Result<std::vector<ModelFile>>& models, const std::string& why)
{
    ASSERT_FALSE(models.has_value()) << why;
    EXPECT_EQ(models.error().code, ErrorCode::ModelChanged) << why;
    EXPECT_NE(models.error().message.find("./dev setup"), std::string::npos) << "the mend: " << why;
}

TEST(Manifest, EveryFieldIsRead)
{
    const auto models = read(good_manifest());
    ASSERT_TRUE(models.has_value()) << models.error().message;
    ASSERT_EQ(models->size(), 1U);
    const auto& model = models->front();
    EXPECT_EQ(model.name, "eyes");
    EXPECT_EQ(model.file, "eyes.onnx");
    EXPECT_EQ(model.sha256, sha256_of(network));
    EXPECT_EQ(model.bytes, 30);
    EXPECT_EQ(model.licence, "MIT");
    EXPECT_EQ(model.use, "Looks.");
    EXPECT_TRUE(model.optional);
}

TEST(Manifest, AModelThatDoesNotSaySoIsNotOptional)
{
    const auto models = read(replaced(good_manifest(), "optional = true\n", ""));
    ASSERT_TRUE(models.has_value());
    EXPECT_FALSE(models->front().optional);
}

TEST(Manifest, TheRuntimeIsAFileToo)
{
    const auto models = read(good_manifest() + "[runtime]\nfile = \"libonnxruntime.so.1\"\nsha256 = \"" +
                             sha256_of("") + "\"\n");
    ASSERT_TRUE(models.has_value());
    ASSERT_EQ(models->size(), 2U);
    EXPECT_EQ(models->front().name, "onnxruntime");
    EXPECT_EQ(models->front().file, "libonnxruntime.so.1");
}

TEST(Manifest, TheShippedOneNamesTheRuntimeAndEveryNetworkThatIsNotOptional)
{
    const auto models = read_manifest(TUCAI_SOURCE_DIR "/models");
    ASSERT_TRUE(models.has_value()) << models.error().message;
    int needed = 0;
    int compares = 0;
    for (const auto& model : *models) {
        EXPECT_GT(model.bytes, 0) << model.name;
        EXPECT_FALSE(model.licence.empty()) << model.name;
        EXPECT_FALSE(model.use.empty()) << model.name;
        needed += model.optional || !model.purpose.empty() ? 0 : 1;
        compares += model.optional || model.purpose != "compare" ? 0 : 1;
    }
    EXPECT_EQ(needed, 6) << "two detectors, the mesh, the mask, emotions, and the runtime";
    EXPECT_EQ(compares, 1) << "the network of clear licence, so that comparison is always there";
}

TEST(Manifest, AFolderWithoutOneIsMissingAndNamesTheMend)
{
    const base::TemporaryFolder folder;
    const auto models = read_manifest(folder.path());
    ASSERT_FALSE(models.has_value());
    EXPECT_EQ(models.error().code, ErrorCode::ModelMissing);
    EXPECT_NE(models.error().message.find("./dev setup"), std::string::npos);
}

TEST(Manifest, WhatIsNoTomlIsChanged)
{
    expect_changed(read("[[model]\nname = "), "no TOML");
    expect_changed(read(std::string("\x7f"
                                    "ELF\0",
                                    5)),
                   "no text");
}

TEST(Manifest, AModelNeedsAFileAndAWholeHash)
{
    const auto good = good_manifest();
    expect_changed(read(replaced(good, "file = \"eyes.onnx\"\n", "")), "no file");
    expect_changed(read(replaced(good, "file = \"eyes.onnx\"", "file = 3")), "a number for a file");
    expect_changed(read(replaced(good, sha256_of(network), "abc")), "a hash that is too short");
    expect_changed(read(replaced(good, "sha256", "sha1")), "no hash");
}

TEST(Manifest, OneThatNamesNothingIsChanged)
{
    expect_changed(read(""), "empty");
    expect_changed(read("model = []\n"), "an empty list");
    expect_changed(read("model = \"eyes.onnx\"\n"), "a text for a list");
}

TEST(Manifest, AFolderInItsPlaceIsChanged)
{
    const base::TemporaryFolder folder;
    folder.put("manifest.toml/inside", "");
    expect_changed(read_manifest(folder.path()), "a folder");
}

TEST(Verify, TheFileThatTheManifestNamesIsGood)
{
    const base::TemporaryFolder folder;
    folder.put("eyes.onnx", network);
    EXPECT_EQ(verify(folder.path(), good_model()), ModelState::Good);
}

TEST(Verify, ALinkToItIsGoodToo)
{
    const base::TemporaryFolder folder;
    std::filesystem::create_symlink(folder.put("cache/1", network), folder.at("eyes.onnx"));
    EXPECT_EQ(verify(folder.path(), good_model()), ModelState::Good);
}

TEST(Verify, AMissingFileIsAbsent)
{
    const base::TemporaryFolder folder;
    EXPECT_EQ(verify(folder.path(), good_model()), ModelState::Absent);
}

TEST(Verify, ALinkToNothingIsAbsent)
{
    const base::TemporaryFolder folder;
    std::filesystem::create_symlink(folder.at("gone"), folder.at("eyes.onnx"));
    EXPECT_EQ(verify(folder.path(), good_model()), ModelState::Absent);
}

TEST(Verify, EveryByteCounts)
{
    for (std::size_t i = 0; i < network.size(); ++i) {
        const base::TemporaryFolder folder;
        std::string bent(network);
        bent[i] ^= 1;
        folder.put("eyes.onnx", bent);
        EXPECT_EQ(verify(folder.path(), good_model()), ModelState::Changed) << "byte " << i;
    }
}

TEST(Verify, ALongerOrShorterFileIsChanged)
{
    for (const std::string& text :
         {std::string(network) + "s", std::string(network.substr(1)), std::string()}) {
        const base::TemporaryFolder folder;
        folder.put("eyes.onnx", text);
        EXPECT_EQ(verify(folder.path(), good_model()), ModelState::Changed) << text.size();
    }
}

TEST(Verify, WithoutASizeTheHashAloneTells)
{
    const base::TemporaryFolder folder;
    auto model = good_model();
    model.bytes = 0;
    folder.put("eyes.onnx", network);
    EXPECT_EQ(verify(folder.path(), model), ModelState::Good);
    folder.put("eyes.onnx", "others");
    EXPECT_EQ(verify(folder.path(), model), ModelState::Changed);
}

TEST(Verify, ASizeThatIsNotTheFilesIsChangedWhateverTheHash)
{
    const base::TemporaryFolder folder;
    folder.put("eyes.onnx", network);
    auto model = good_model();
    model.bytes += 1;
    EXPECT_EQ(verify(folder.path(), model), ModelState::Changed);
}

} // namespace
} // namespace tucai::vision
