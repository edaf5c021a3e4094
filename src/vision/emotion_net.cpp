#include "vision/emotion_net.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::vision {
namespace {

constexpr int side = 64;
constexpr std::size_t looks = 3;
constexpr std::size_t emotions = 7;
constexpr std::size_t happy = 3;
constexpr std::size_t neutral = 6;

/// A part of the picture at the network's size, in grey; black beyond the picture.
cv::Mat cut_out(const image::Pyramid& picture, const base::Box& part)
{
    double scale = 1;
    const cv::Mat& level = picture.at_least(side / std::min(part.width, part.height), scale);
    const double kx = part.width * scale / side;
    const double ky = part.height * scale / side;
    const cv::Matx23d to_level(kx, 0, part.x * scale + kx / 2 - 0.5, 0, ky, part.y * scale + ky / 2 - 0.5);
    cv::Mat rgb;
    cv::warpAffine(level, rgb, to_level, {side, side}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_CONSTANT);
    cv::Mat grey;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

base::Box square_about(const base::Box& box, double times)
{
    const double length = std::max(box.width, box.height) * times;
    const auto middle = box.centre();
    return {middle.x - length / 2, middle.y - length / 2, length, length};
}

} // namespace

Result<EmotionNet> EmotionNet::load(const std::shared_ptr<Runtime>& runtime, const std::string& folder)
{
    TUCAI_TRY(auto net, Session::load(runtime, folder + "/emotion.onnx"));
    return EmotionNet(std::move(net));
}

Result<double> EmotionNet::happy_to_neutral(const image::Pyramid& picture, const base::Box& face) const
{
    if (!(face.width >= 1) || !(face.height >= 1))
        return fail(ErrorCode::Internal, "The face has no size.");
    std::vector<float> values;
    values.reserve(looks * side * side);
    for (const auto& part : {square_about(face, 1.0), square_about(face, 1.2), face}) {
        const cv::Mat grey = cut_out(picture, part);
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                values.push_back(static_cast<float>(grey.at<std::uint8_t>(y, x)) / 127.5F - 1);
    }
    static constexpr std::array<std::int64_t, 4> shape = {looks, side, side, 1};
    const std::array<TensorView, 1> inputs = {TensorView{values, shape}};
    TUCAI_TRY(const auto outputs, net_.run(inputs));
    const auto& probabilities = outputs.at(0).values;
    if (probabilities.size() != looks * emotions)
        return fail(ErrorCode::Internal, "The emotion network has an unexpected output.");
    double sum = 0;
    for (std::size_t look = 0; look < looks; ++look) {
        const auto log_of = [&](std::size_t emotion) {
            return std::log(std::max(probabilities[look * emotions + emotion], 1e-12F));
        };
        sum += log_of(happy) - log_of(neutral);
    }
    return sum / looks;
}

} // namespace tucai::vision
