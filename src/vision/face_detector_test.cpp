#include "base/files.h"
#include "image/decode.h"
#include "image/opencv.h"
#include "vision/face_detector.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <filesystem>

namespace tucai::vision {
namespace {

/// The sample portraits, 1000 px high or less, one person each.
image::Image sample(const std::string& name)
{
    const auto bytes =
        base::read_file(std::string(TUCAI_SOURCE_DIR) + "/docs/samples/portraits/" + name, 1U << 24U);
    auto decoded = image::decode(bytes.value(), {});
    return std::move(decoded.value().image);
}

class FaceDetectorOnSamples : public testing::Test {
protected:
    void SetUp() override
    {
        const std::string models = std::string(TUCAI_BINARY_DIR) + "/models";
        auto runtime = Runtime::open(models + "/libonnxruntime.so.1");
        ASSERT_TRUE(runtime.has_value()) << runtime.error().message;
        auto loaded = FaceDetector::load(*runtime, models);
        ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
        detector_.emplace(std::move(*loaded));
    }

    std::vector<DetectedFace> find(const image::Image& picture) const
    {
        return detector_->find(image::Pyramid(picture)).value();
    }

private:
    std::optional<FaceDetector> detector_;
};

/// A phone's picture of one sample portrait with another person small behind it.
image::Image with_someone_behind(double face_share, cv::Point corner)
{
    image::Image picture(1200, 1600);
    auto canvas = image::as_mat(picture);
    canvas.setTo(cv::Scalar(214, 212, 208));
    const auto front = sample("london_034.jpg");
    cv::Mat scaled;
    cv::resize(image::as_mat(front), scaled, {1200, 1200}, 0, 0, cv::INTER_AREA);
    scaled.copyTo(canvas(cv::Rect(0, 400, 1200, 1200)));
    const auto behind = sample("london_004.jpg");
    const int side = cvRound(face_share * 1600 / 0.34); // a face is a third of a sample's width
    cv::resize(image::as_mat(behind), scaled, {side, side}, 0, 0, cv::INTER_AREA);
    scaled.copyTo(canvas(cv::Rect(corner.x, corner.y, side, side)));
    return picture;
}

TEST_F(FaceDetectorOnSamples, OnePersonIsOneFace)
{
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(TUCAI_SOURCE_DIR) + "/docs/samples/portraits"))
        EXPECT_EQ(find(sample(entry.path().filename().string())).size(), 1U) << entry.path().filename();
}

TEST_F(FaceDetectorOnSamples, SomeoneSmallBehindIsSeen)
{
    for (const double share : {0.025, 0.05, 0.1})
        for (const auto corner : {cv::Point(10, 40), cv::Point(700, 20)}) {
            const auto faces = find(with_someone_behind(share, corner));
            ASSERT_EQ(faces.size(), 2U) << share << " at " << corner.x;
            EXPECT_GT(faces[0].box.area(), faces[1].box.area());
            EXPECT_TRUE(faces[0].points.has_value()) << "the largest is judged";
        }
}

TEST_F(FaceDetectorOnSamples, ABareWallHasNoFace)
{
    image::Image wall(900, 1200);
    image::as_mat(wall).setTo(cv::Scalar(214, 212, 208));
    EXPECT_TRUE(find(wall).empty());
}

TEST_F(FaceDetectorOnSamples, AFaceThatFillsThePictureIsOneFace)
{
    const auto portrait = sample("london_034.jpg");
    const cv::Mat source = image::as_mat(portrait);
    const cv::Rect face(cvRound(source.cols * 0.3), cvRound(source.rows * 0.25), cvRound(source.cols * 0.4),
                        cvRound(source.rows * 0.5));
    image::Image close(800, 1000);
    auto target = image::as_mat(close);
    cv::resize(source(face), target, target.size(), 0, 0, cv::INTER_CUBIC);
    EXPECT_EQ(find(close).size(), 1U);
}

} // namespace
} // namespace tucai::vision
