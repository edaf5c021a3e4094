#include "app/engine_judge.h"
#include "base/files.h"
#include "image/decode.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace tucai::app {
namespace {

using Bytes = std::vector<std::uint8_t>;

const std::string models = TUCAI_BINARY_DIR "/models";

Bytes sample(const std::string& name)
{
    return base::read_file(TUCAI_SOURCE_DIR "/docs/samples/portraits/" + name, 1U << 24U).value();
}

/// One studio for all: opening it takes as long as a photo.
class EngineJudgeTest : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        photo::StudioOptions options;
        options.models_folder = models;
        options.heif_program = TUCAI_BINARY_DIR "/tucai-heif";
        auto opened = photo::Studio::open(options);
        ASSERT_TRUE(opened) << opened.error().message;
        studio = std::make_unique<photo::Studio>(std::move(*opened));
    }
    static void TearDownTestSuite() { studio.reset(); }

    static std::unique_ptr<photo::Studio> studio;
    const EngineJudge judge{*studio, TUCAI_SOURCE_DIR "/rules"};
};

std::unique_ptr<photo::Studio> EngineJudgeTest::studio;

TEST_F(EngineJudgeTest, AGoodShotHasItsPhotoLooksAndReportsInBothLanguages)
{
    const auto outcome = judge.judge(sample("london_034.jpg"), "xueli-2017");
    ASSERT_TRUE(outcome) << outcome.error().message;
    EXPECT_NE(outcome->verdict, collect::MachineVerdict::Error);
    EXPECT_TRUE(outcome->looks);
    ASSERT_TRUE(outcome->photo);
    EXPECT_GE(outcome->photo->bytes.size(), 20'480U);
    EXPECT_LE(outcome->photo->bytes.size(), 40'000U);
    const auto transform = nlohmann::json::parse(outcome->photo->transform);
    EXPECT_EQ(transform[0][0], transform[1][1]);
    EXPECT_EQ(transform[0][1], 0);
    EXPECT_EQ(transform[1][0], 0);
    const auto zh = nlohmann::json::parse(outcome->report.zh);
    const auto en = nlohmann::json::parse(outcome->report.en);
    EXPECT_EQ(zh["schema"], "tucai.report/1");
    EXPECT_EQ(zh["verdict"], collect::word(outcome->verdict));
    ASSERT_EQ(zh["rules"].size(), en["rules"].size());
    bool differs = false;
    for (std::size_t i = 0; i < zh["rules"].size(); ++i) {
        EXPECT_EQ(zh["rules"][i]["verdict"], en["rules"][i]["verdict"]);
        EXPECT_EQ(zh["rules"][i]["value"], en["rules"][i]["value"]);
        differs = differs || zh["rules"][i]["reason"] != en["rules"][i]["reason"];
    }
    EXPECT_TRUE(differs) << "the sentences are in two languages";
    EXPECT_EQ(outcome->unassessed, zh["unassessed"].get<std::vector<std::string>>());
}

TEST_F(EngineJudgeTest, AFindingOfTheReportIsAFindingOfTheOutcome)
{
    auto outcome = judge.judge(sample("london_034.jpg"), "xueli-2017");
    ASSERT_TRUE(outcome);
    const auto rules = nlohmann::json::parse(outcome->report.en)["rules"];
    const auto said = std::count_if(rules.begin(), rules.end(), [](const nlohmann::json& rule) {
        return rule["verdict"] == "ask" || rule["verdict"] == "refuse";
    });
    EXPECT_EQ(outcome->findings.size(), static_cast<std::size_t>(said));
}

TEST_F(EngineJudgeTest, WhatIsNoPictureIsAnOutcomeAndAnUnknownProfileAFailure)
{
    const Bytes text = {'n', 'o', ' ', 'p', 'i', 'c', 't', 'u', 'r', 'e', '.', '.', '.', '.', '.', '.'};
    const auto outcome = judge.judge(text, "xueli-2017");
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->verdict, collect::MachineVerdict::Error);
    EXPECT_EQ(outcome->error_code, "image.not_an_image");
    EXPECT_FALSE(outcome->photo || outcome->looks);
    EXPECT_EQ(judge.judge(text, "no-such").error().code, ErrorCode::ProfileNotFound);
}

TEST(EngineComparerTest, ComparesAPersonWithThemselvesAndSaysByWhat)
{
    if (!std::filesystem::exists(models + "/fr_feature.onnx"))
        GTEST_SKIP() << "the network that compares is not here";
    guard::ComparerOptions options;
    options.models_folder = models;
    options.heif_program = TUCAI_BINARY_DIR "/tucai-heif";
    const auto comparer = guard::Comparer::open(options);
    ASSERT_TRUE(comparer) << comparer.error().message;
    const EngineComparer engine(*comparer);
    const auto same = engine.compare(sample("london_034.jpg"), sample("london_034.jpg"));
    ASSERT_TRUE(same) << same.error().message;
    EXPECT_EQ(same->likeness, collect::FaceLikeness::Same);
    EXPECT_GT(*same->score, 0.99);
    EXPECT_FALSE(same->network.empty());
    EXPECT_THAT(same->threshold_version, testing::StartsWith(same->network + ":"));
    const auto none = engine.compare(sample("london_034.jpg"), Bytes(64, 'x'));
    ASSERT_TRUE(none);
    EXPECT_FALSE(none->score);
    EXPECT_EQ(none->error_code, "image.not_an_image");
}

} // namespace
} // namespace tucai::app
