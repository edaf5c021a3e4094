#include "base/files.h"
#include "base/sha256.h"
#include "base/temporary_folder.h"
#include "image/decode.h"
#include "photo/studio.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <thread>

namespace tucai::photo {
namespace {

using Bytes = std::vector<std::uint8_t>;

const std::string models = TUCAI_BINARY_DIR "/models";

/// A sample portrait that passes (docs/samples/SOURCE.md).
const Bytes& good_shot()
{
    static const Bytes bytes =
        base::read_file(TUCAI_SOURCE_DIR "/docs/samples/portraits/london_034.jpg", 1U << 24U).value();
    return bytes;
}

rules::Profile profile_of(const std::string& name)
{
    return rules::load_profile(TUCAI_SOURCE_DIR "/rules", name).value();
}

/// A photo, with reasons in English.
Order good_order(const rules::Profile& profile)
{
    Order order;
    order.profile = &profile;
    order.language = rules::Language::English;
    order.make_photo = true;
    return order;
}

image::Image decoded(const Bytes& jpeg)
{
    return image::decode(jpeg, {}).value().image;
}

/// A clock that goes on by one each time it is asked.
class Ticks {
public:
    double operator()() { return ++asked_; }

private:
    double asked_ = 0;
};

/// One studio for all: opening it takes as long as a photo.
class StudioOnSamples : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        StudioOptions options;
        options.models_folder = models;
        options.now_ms = [] { return now_ms_(); };
        auto opened = Studio::open(options);
        ASSERT_TRUE(opened.has_value()) << opened.error().message;
        studio_ = std::make_unique<Studio>(std::move(*opened));
    }
    static void TearDownTestSuite() { studio_.reset(); }

    Outcome process(const Bytes& bytes) const { return studio_->process(bytes, order_); }
    /// What comes of the good shot, whatever a test bent.
    static const Outcome& good_outcome()
    {
        static const Outcome outcome = [] {
            const auto profile = profile_of("xueli-2017");
            return studio_->process(good_shot(), good_order(profile));
        }();
        return outcome;
    }
    static const Studio& studio() { return *studio_; }
    static void set_clock(std::function<double()> now_ms) { now_ms_ = std::move(now_ms); }
    static double stands_still() { return 7; }

    rules::Profile profile_ = profile_of("xueli-2017");
    Order order_ = good_order(profile_);

private:
    static std::unique_ptr<Studio> studio_;
    static std::function<double()> now_ms_;
};

std::unique_ptr<Studio> StudioOnSamples::studio_;
std::function<double()> StudioOnSamples::now_ms_ = StudioOnSamples::stands_still;

TEST_F(StudioOnSamples, AGoodShotPassesAndBecomesItsPhoto)
{
    const auto& outcome = good_outcome();
    const auto& report = outcome.report;
    ASSERT_FALSE(report.error.has_value()) << report.error->message;
    EXPECT_EQ(report.verdict(), "pass");
    EXPECT_EQ(report.profile, "xueli-2017");
    EXPECT_EQ(report.matte, "wall");
    const auto photo = decoded(outcome.photo);
    EXPECT_EQ(photo.width, 480);
    EXPECT_EQ(photo.height, 640);
    ASSERT_TRUE(report.photo.has_value());
    EXPECT_EQ(report.photo->bytes, outcome.photo.size());
    EXPECT_EQ(report.photo->sha256, base::sha256_hex(outcome.photo));
    EXPECT_GE(outcome.photo.size(), 20'480U);
    EXPECT_LE(outcome.photo.size(), 40'000U);
    EXPECT_EQ(outcome.alpha.width, 480);
    EXPECT_EQ(outcome.alpha.height, 640);
}

TEST_F(StudioOnSamples, ThePhotosCornersAreTheProfilesBackground)
{
    const auto& photo = good_outcome().photo_pixels;
    for (const int x : {0, 479}) {
        EXPECT_EQ(photo.row(0)[3 * x], 100);
        EXPECT_EQ(photo.row(0)[3 * x + 1], 197);
        EXPECT_EQ(photo.row(0)[3 * x + 2], 255);
    }
}

TEST_F(StudioOnSamples, TwoThreadsAtOnceMakeTheSameBytesAsOneAlone)
{
    const auto& alone = good_outcome();
    std::array<Outcome, 2> both;
    {
        std::jthread first([&] { both[0] = process(good_shot()); });
        std::jthread second([&] { both[1] = process(good_shot()); });
    }
    for (const auto& outcome : both) {
        EXPECT_EQ(outcome.photo, alone.photo);
        EXPECT_EQ(outcome.alpha.values, alone.alpha.values);
        EXPECT_EQ(to_json(outcome.report, studio().identity()), to_json(alone.report, studio().identity()));
    }
}

TEST_F(StudioOnSamples, AKeptBackgroundIsTheWallsAndTheFrameIsTheSame)
{
    const auto& on_blue = good_outcome();
    order_.background = Background::Kept;
    const auto kept = process(good_shot());
    ASSERT_FALSE(kept.photo.empty());
    EXPECT_EQ(kept.report.photo->to_photo.tx, on_blue.report.photo->to_photo.tx);
    int persons = 0;
    for (std::size_t i = 0; i < kept.alpha.values.size(); ++i)
        if (kept.alpha.values[i] >= 1) {
            ++persons;
            ASSERT_TRUE(std::equal(kept.photo_pixels.rgb.begin() + static_cast<std::ptrdiff_t>(3 * i),
                                   kept.photo_pixels.rgb.begin() + static_cast<std::ptrdiff_t>(3 * i + 3),
                                   on_blue.photo_pixels.rgb.begin() + static_cast<std::ptrdiff_t>(3 * i)))
                << i;
        }
    EXPECT_GT(persons, 50'000);
    EXPECT_GT(kept.photo_pixels.row(0)[0], 150) << "the sample's wall is grey";
}

TEST_F(StudioOnSamples, AnotherProfileGivesAPhotoOfItsOwnSize)
{
    profile_ = profile_of("cn-passport-354x472");
    profile_.photo.dpi = 254;
    order_.make_despite_refusal = true;
    const auto outcome = process(good_shot());
    ASSERT_FALSE(outcome.photo.empty());
    const auto photo = decoded(outcome.photo);
    EXPECT_EQ(photo.width, 354);
    EXPECT_EQ(photo.height, 472);
    EXPECT_EQ(outcome.report.photo->width, 354);
    EXPECT_EQ(outcome.report.photo->height, 472);
    EXPECT_EQ(outcome.report.photo->dpi, 254);
    EXPECT_EQ(outcome.photo[15], 254) << "JFIF's density";
    EXPECT_EQ(outcome.report.profile, "cn-passport-354x472");
}

TEST_F(StudioOnSamples, ToJudgeMakesNoFile)
{
    order_.make_photo = false;
    const auto outcome = process(good_shot());
    EXPECT_EQ(outcome.report.verdict(), "pass");
    EXPECT_TRUE(outcome.photo.empty());
    EXPECT_FALSE(outcome.report.photo.has_value());
}

TEST_F(StudioOnSamples, ARefusedFrameMakesAPhotoOnlyWhereItIsForced)
{
    for (auto& rule : profile_.rules)
        if (rule.id == "frame.head_size")
            rule.parts.front().accept = rule.parts.front().tolerate = {0, 1};
    const auto refused = process(good_shot());
    EXPECT_EQ(refused.report.verdict(), "refuse");
    EXPECT_TRUE(refused.photo.empty());
    EXPECT_FALSE(refused.report.photo.has_value());
    order_.make_despite_refusal = true;
    const auto forced = process(good_shot());
    EXPECT_EQ(forced.report.verdict(), "refuse") << "it is still refused";
    EXPECT_EQ(forced.photo, good_outcome().photo);
}

TEST_F(StudioOnSamples, TheReportsFaceLiesInTheSource)
{
    const auto& report = good_outcome().report;
    ASSERT_TRUE(report.face && report.header && report.photo);
    EXPECT_EQ(report.face->count, 1);
    EXPECT_GT(report.face->left_eye.x, report.face->box.x);
    EXPECT_LT(report.face->left_eye.x, report.face->right_eye.x);
    EXPECT_LT(report.face->right_eye.x, report.face->box.right());
    EXPECT_LE(report.face->box.right(), report.header->width);
    const auto& to_photo = report.photo->to_photo;
    const double eyes_y =
        (to_photo.apply(report.face->left_eye).y + to_photo.apply(report.face->right_eye).y) / 2;
    EXPECT_NEAR(eyes_y, report.photo->head.eye_line_px, 0.01) << "the transform carries source to photo";
}

TEST_F(StudioOnSamples, BytesThatAreNoPictureAreAReportWithAnError)
{
    const std::string text = "%PDF-1.4 nothing to see";
    const auto outcome = process(Bytes(text.begin(), text.end()));
    ASSERT_TRUE(outcome.report.error.has_value());
    EXPECT_EQ(outcome.report.error->code, ErrorCode::ImageNotAnImage);
    EXPECT_EQ(outcome.report.verdict(), "error");
    EXPECT_EQ(outcome.report.profile, "xueli-2017");
    EXPECT_TRUE(outcome.photo.empty());
    EXPECT_FALSE(outcome.report.header.has_value());
}

TEST_F(StudioOnSamples, AShotThatEndsHalfwayIsAReportWithAnError)
{
    const Bytes half(good_shot().begin(), good_shot().begin() + 60'000);
    for (const auto& [bytes, code] :
         {std::pair{Bytes(), ErrorCode::ImageEmpty}, {half, ErrorCode::ImageTruncated}}) {
        const auto report = process(bytes).report;
        ASSERT_TRUE(report.error.has_value());
        EXPECT_EQ(report.error->code, code);
    }
}

TEST_F(StudioOnSamples, AShotWithASmallDamageWarnsAndStillPasses)
{
    auto damaged = good_shot();
    std::fill_n(damaged.end() - static_cast<std::ptrdiff_t>(damaged.size() / 20), 8, std::uint8_t{0});
    const auto report = process(damaged).report;
    ASSERT_FALSE(report.error.has_value()) << report.error->message;
    ASSERT_EQ(report.warnings.size(), 1U);
    EXPECT_EQ(report.warnings.front().code, "image.recovered");
    EXPECT_EQ(report.verdict(), "pass");
}

TEST_F(StudioOnSamples, ATimeThatStandsStillIsNoTime)
{
    const auto& timing = good_outcome().report.timing_ms;
    EXPECT_EQ(timing.total, 0);
    EXPECT_EQ(timing.matte, 0);
}

TEST_F(StudioOnSamples, TheManifestThatTheNetworksWereComparedWithIsNamed)
{
    EXPECT_EQ(studio().identity().models_sha256, base::sha256_file(models + "/manifest.toml").value());
    EXPECT_FALSE(studio().identity().version.empty());
}

TEST_F(StudioOnSamples, ItsStagesTogetherTakeTheWholeTime)
{
    set_clock(Ticks());
    const auto timing = process(good_shot()).report.timing_ms;
    set_clock(stands_still);
    const auto stages = {timing.decode,  timing.faces, timing.mesh,  timing.matte,
                         timing.measure, timing.rules, timing.photo, timing.encode};
    double sum = 0;
    for (const double stage : stages) {
        EXPECT_GT(stage, 0);
        sum += stage;
    }
    // One tick before the first stage, and one behind the last.
    EXPECT_EQ(timing.total, sum + 2);
}

/// Opening must fail with a code, and a message that names what is wrong and the mend.
void expect_closed(const std::string& folder, ErrorCode code, const std::string& named)
{
    StudioOptions options;
    options.models_folder = folder;
    const auto studio = Studio::open(options);
    ASSERT_FALSE(studio.has_value());
    EXPECT_EQ(studio.error().code, code);
    EXPECT_NE(studio.error().message.find("./dev setup"), std::string::npos) << studio.error().message;
    EXPECT_NE(studio.error().message.find(named), std::string::npos) << studio.error().message;
}

/// A manifest of one network without a byte.
std::string small_manifest()
{
    return "[[model]]\nfile = \"eyes.onnx\"\nsha256 = \"" + base::sha256_hex({}) + "\"\n";
}

TEST(Studio, AMissingFolderOfNetworksIsModelMissing)
{
    expect_closed("/nowhere/models", ErrorCode::ModelMissing, "/nowhere/models/manifest.toml");
}

TEST(Studio, ANetworkThatIsMissingIsModelMissing)
{
    const base::TemporaryFolder folder;
    folder.put("manifest.toml", small_manifest());
    expect_closed(folder.path(), ErrorCode::ModelMissing, "eyes.onnx");
}

TEST(Studio, ANetworkThatIsAnotherIsModelChanged)
{
    const base::TemporaryFolder folder;
    folder.put("manifest.toml", small_manifest());
    folder.put("eyes.onnx", "another");
    expect_closed(folder.path(), ErrorCode::ModelChanged, "eyes.onnx");
}

TEST(Studio, AnOptionalNetworkMayBeMissingButNotAnother)
{
    const base::TemporaryFolder folder;
    folder.put("manifest.toml", small_manifest() + "optional = true\n");
    expect_closed(folder.path(), ErrorCode::ModelMissing, "libonnxruntime.so.1");
    folder.put("eyes.onnx", "another");
    expect_closed(folder.path(), ErrorCode::ModelChanged, "eyes.onnx");
}

TEST(Studio, WithoutItsRuntimeItIsModelMissing)
{
    const base::TemporaryFolder folder;
    folder.put("manifest.toml", small_manifest());
    folder.put("eyes.onnx", "");
    expect_closed(folder.path(), ErrorCode::ModelMissing, "libonnxruntime.so.1");
}

} // namespace
} // namespace tucai::photo
