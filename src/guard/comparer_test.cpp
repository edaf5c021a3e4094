#include "base/files.h"
#include "base/temporary_folder.h"
#include "guard/comparer.h"
#include "guard/likeness.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/opencv.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <filesystem>

namespace tucai::guard {
namespace {

const std::string models = TUCAI_BINARY_DIR "/models";
const std::string samples = TUCAI_SOURCE_DIR "/docs/samples/portraits/";
using Bytes = std::vector<std::uint8_t>;

bool has_all_networks()
{
    return std::filesystem::exists(models + "/fr_feature.onnx") &&
           std::filesystem::exists(models + "/mobilefacenet.onnx");
}

Comparer open(const std::string& net = "")
{
    ComparerOptions options;
    options.models_folder = models;
    options.heif_program = TUCAI_BINARY_DIR "/tucai-heif";
    options.net = net;
    auto comparer = Comparer::open(options);
    EXPECT_TRUE(comparer.has_value()) << comparer.error().message;
    return std::move(*comparer);
}

Bytes sample(const std::string& name)
{
    return *base::read_file(samples + name, 64U << 20U);
}

cv::Mat pixels_of(const Bytes& bytes)
{
    const auto decoded = image::decode(bytes, {});
    return image::as_mat(decoded->image).clone();
}

Bytes jpeg_of(const cv::Mat& rgb, int quality = 90)
{
    image::Image picture(rgb.cols, rgb.rows);
    cv::Mat pixels = image::as_mat(picture);
    rgb.copyTo(pixels);
    return *image::encode_jpeg(picture.view(), {quality, image::Subsampling::S420, 300});
}

TEST(Comparer, EveryNetTellsASmallPoorCopyFromAnotherPerson)
{
    if (!has_all_networks())
        GTEST_SKIP() << "optional networks are not installed";
    cv::Mat small;
    cv::resize(pixels_of(sample("london_004.jpg")), small, {320, 320}, 0, 0, cv::INTER_AREA);
    for (const auto net : embedder_names()) {
        const auto comparer = open(std::string(net));
        EXPECT_EQ(comparer.net(), net);
        const auto a = comparer.look(sample("london_004.jpg"));
        const auto copy = comparer.look(jpeg_of(small, 40));
        const auto other = comparer.look(sample("london_024.jpg"));
        ASSERT_TRUE(a && copy && other);
        EXPECT_GT(similarity(a->embedding, copy->embedding), thresholds_of(net).fmr_1e_3.score) << net;
        EXPECT_LT(similarity(a->embedding, other->embedding), thresholds_of(net).fmr_1e_2.score) << net;
        EXPECT_NEAR(similarity(a->embedding, a->embedding), 1, 1e-6) << net;
        EXPECT_EQ(a->quality.value, 1) << net;
    }
}

TEST(Comparer, SameBytesGiveSameNumbers)
{
    const auto comparer = open("dlib_resnet");
    const auto bytes = sample("london_034.jpg");
    EXPECT_EQ(comparer.look(bytes)->embedding, comparer.look(bytes)->embedding);
}

TEST(Comparer, AMirroredFaceIsTheSameToBothPasses)
{
    const auto comparer = open("dlib_resnet");
    cv::Mat other;
    const cv::Mat face = pixels_of(sample("london_004.jpg"));
    cv::flip(face, other, 1);
    const auto a = comparer.look(jpeg_of(face));
    const auto b = comparer.look(jpeg_of(other));
    ASSERT_TRUE(a && b);
    EXPECT_GT(similarity(a->embedding, b->embedding), 0.995);
}

TEST(Comparer, ABlurredFaceIsRatedPoor)
{
    const auto comparer = open("dlib_resnet");
    cv::Mat blurred;
    cv::GaussianBlur(pixels_of(sample("london_004.jpg")), blurred, {}, 25);
    const auto seen = comparer.look(jpeg_of(blurred));
    ASSERT_TRUE(seen.has_value()) << seen.error().message;
    EXPECT_LT(seen->quality.value, least_quality);
    EXPECT_EQ(seen->quality.hindrance, Hindrance::Blurred);
}

TEST(Comparer, ATinyFaceIsRatedPoor)
{
    const auto comparer = open("dlib_resnet");
    cv::Mat tiny;
    cv::resize(pixels_of(sample("london_004.jpg")), tiny, {100, 100}, 0, 0, cv::INTER_AREA);
    const auto seen = comparer.look(jpeg_of(tiny));
    ASSERT_TRUE(seen.has_value()) << seen.error().message;
    EXPECT_LT(seen->quality.value, least_quality);
    EXPECT_LT(seen->quality.measures.inter_eye_px, 24);
}

TEST(Comparer, ASecondFaceOfTheSameSizeIsRatedPoorAndNamed)
{
    const auto comparer = open("dlib_resnet");
    cv::Mat left;
    cv::Mat right;
    cv::resize(pixels_of(sample("london_004.jpg")), left, {500, 500}, 0, 0, cv::INTER_AREA);
    cv::resize(pixels_of(sample("london_024.jpg")), right, {500, 500}, 0, 0, cv::INTER_AREA);
    cv::Mat both;
    cv::hconcat(left, right, both);
    const auto seen = comparer.look(jpeg_of(both));
    ASSERT_TRUE(seen.has_value()) << seen.error().message;
    EXPECT_EQ(seen->face_count, 2);
    EXPECT_LT(seen->quality.value, least_quality);
    EXPECT_EQ(seen->quality.hindrance, Hindrance::SeveralFaces);
}

TEST(Comparer, APictureWithoutAFaceSaysSo)
{
    const auto comparer = open("dlib_resnet");
    const auto seen = comparer.look(jpeg_of(cv::Mat(300, 300, CV_8UC3, cv::Scalar(200, 210, 220))));
    ASSERT_FALSE(seen.has_value());
    EXPECT_EQ(seen.error().code, ErrorCode::PortraitNoFace);
}

TEST(Comparer, BytesOfNoPictureAreAnError)
{
    const auto comparer = open("dlib_resnet");
    EXPECT_EQ(comparer.look({}).error().code, ErrorCode::ImageEmpty);
    const Bytes text = {'t', 'e', 'x', 't', ' ', 'o', 'n', 'l', 'y', ' ', 'n', 'o', ' ', 'p', 'i', 'c'};
    EXPECT_EQ(comparer.look(text).error().code, ErrorCode::ImageNotAnImage);
}

TEST(Comparer, AnUnknownNetIsRefusedWithTheKnownOnes)
{
    ComparerOptions options;
    options.models_folder = models;
    options.net = "arcface";
    const auto comparer = Comparer::open(options);
    ASSERT_FALSE(comparer.has_value());
    EXPECT_EQ(comparer.error().code, ErrorCode::InvalidInput);
    EXPECT_NE(comparer.error().message.find("mobilefacenet"), std::string::npos);
}

TEST(Comparer, AnAbsentOptionalNetworkIsNamedWithTheWayOutAndOthersWork)
{
    const base::TemporaryFolder folder;
    for (const auto& entry : std::filesystem::directory_iterator(models))
        if (entry.path().filename() != "fr_feature.onnx")
            std::filesystem::create_symlink(entry.path(), folder.at(entry.path().filename().string()));
    ComparerOptions options;
    options.models_folder = folder.path();
    const auto comparer = Comparer::open(options);
    ASSERT_FALSE(comparer.has_value());
    EXPECT_EQ(comparer.error().code, ErrorCode::ModelMissing);
    EXPECT_NE(comparer.error().message.find("fr_feature.onnx"), std::string::npos);
    EXPECT_NE(comparer.error().message.find("--net"), std::string::npos);
    options.net = "dlib_resnet";
    EXPECT_TRUE(Comparer::open(options).has_value());
}

TEST(Embedding, NormaliseLeavesNothingAsNothing)
{
    Embedding zero(4, 0.F);
    normalise(zero);
    EXPECT_EQ(zero, Embedding(4, 0.F));
    Embedding some = {3, 0, 4, 0};
    normalise(some);
    EXPECT_FLOAT_EQ(some[0], 0.6F);
    EXPECT_FLOAT_EQ(some[2], 0.8F);
}

} // namespace
} // namespace tucai::guard
