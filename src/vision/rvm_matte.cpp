#include "vision/rvm_matte.h"

#include "image/opencv.h"
#include "vision/tensor_input.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::vision {
namespace {

constexpr int net_width = 480;
constexpr int net_height = 640;

/// Where the mask is surely person and lies below the chin, alpha is at least this.
void keep_torso(cv::Mat& alpha, const MatteScene& scene)
{
    const cv::Mat mask = image::as_mat(scene.person);
    cv::Mat core;
    cv::erode(mask, core, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}), {-1, -1}, 1,
              cv::BORDER_REPLICATE);
    const double face_height = std::max(scene.chin_y_px - scene.forehead_y_px, 16.0);
    for (int y = 0; y < alpha.rows; ++y) {
        const auto torso = static_cast<float>(
            std::clamp((y - scene.chin_y_px + 0.05 * face_height) / (0.25 * face_height), 0.0, 1.0));
        auto* a = alpha.ptr<float>(y);
        const auto* c = core.ptr<float>(y);
        for (int x = 0; x < alpha.cols; ++x)
            a[x] = std::max(a[x], torso * std::clamp((c[x] - 0.5F) / 0.4F, 0.F, 1.F));
    }
}

} // namespace

Result<std::unique_ptr<RvmMatte>> RvmMatte::load(const std::shared_ptr<Runtime>& runtime,
                                                 const std::string& folder)
{
    TUCAI_TRY(auto net, Session::load(runtime, folder + "/rvm_640x480.onnx"));
    return std::unique_ptr<RvmMatte>(new RvmMatte(std::move(net))); // NOLINT: the constructor is private
}

Result<Matte> RvmMatte::make(const MatteScene& scene) const
{
    const cv::Mat frame = image::as_mat(scene.frame);
    const bool is_native = frame.cols == net_width && frame.rows == net_height;
    cv::Mat sized = frame;
    if (!is_native)
        cv::resize(frame, sized, {net_width, net_height}, 0, 0, cv::INTER_AREA);
    const auto source = interleaved(sized, 1 / 255.F, 0);
    std::vector<std::vector<float>> zeros;
    std::vector<std::vector<std::int64_t>> shapes;
    std::vector<TensorView> inputs;
    zeros.reserve(net_.input_names().size());
    shapes.reserve(net_.input_names().size());
    for (std::size_t i = 0; i < net_.input_names().size(); ++i) {
        shapes.push_back(net_.input_shape(i));
        std::int64_t count = 1;
        for (const auto extent : shapes.back())
            count *= extent;
        zeros.emplace_back();
        if (net_.input_names()[i] != "src")
            zeros.back().resize(static_cast<std::size_t>(count));
        inputs.push_back(
            {net_.input_names()[i] == "src" ? std::span<const float>(source) : zeros.back(), shapes.back()});
    }
    static constexpr std::array<const char*, 2> names = {"pha", "fgr"};
    TUCAI_TRY(auto outputs, net_.run(inputs, names));
    cv::Mat alpha(net_height, net_width, CV_32F, outputs[0].values.data());
    cv::Mat colour(net_height, net_width, CV_32FC3, outputs[1].values.data());
    if (!is_native) {
        cv::resize(alpha, alpha, frame.size(), 0, 0, cv::INTER_LINEAR);
        cv::resize(colour, colour, frame.size(), 0, 0, cv::INTER_LINEAR);
    }
    alpha = cv::max(cv::min(alpha, 1.0), 0.0);
    keep_torso(alpha, scene);
    alpha.setTo(0, image::as_mat(scene.cover) <= 0.999);

    Matte matte;
    matte.alpha = image::Plane(frame.cols, frame.rows);
    alpha.copyTo(image::as_mat(matte.alpha));
    matte.foreground = scene.frame;
    auto foreground = image::as_mat(matte.foreground);
    // The network's colours only where something of the wall shines through: inside, the face stays
    // untouched.
    cv::Mat eight_bits;
    colour.convertTo(eight_bits, CV_8U, 255);
    eight_bits.copyTo(foreground, alpha < 0.99);
    matte.confidence = 1;
    return matte;
}

} // namespace tucai::vision
