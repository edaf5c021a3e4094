#include "vision/rvm_matte.h"

#include "image/opencv.h"
#include "vision/tensor_input.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

namespace tucai::vision {
namespace {

constexpr int net_width = 480;
constexpr int net_height = 640;

std::int64_t count_of(const std::vector<std::int64_t>& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

/// Where the mask is surely person and lies below the chin, alpha is at least this.
void keep_torso(cv::Mat& alpha, const MatteScene& scene)
{
    const double face_height = std::max(scene.chin_y_px - scene.forehead_y_px, 16.0);
    const double start_y = scene.chin_y_px - 0.05 * face_height;
    const int first = std::clamp(static_cast<int>(std::floor(start_y)), 0, alpha.rows);
    if (first == alpha.rows)
        return;
    // The rows above are looked at by the erosion of the first ones: a part of a picture has its neighbours.
    const cv::Mat mask = image::as_mat(scene.person).rowRange(first, alpha.rows);
    cv::Mat core;
    cv::erode(mask, core, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}), {-1, -1}, 1,
              cv::BORDER_REPLICATE);
    for (int y = first; y < alpha.rows; ++y) {
        const auto torso = static_cast<float>(std::clamp((y - start_y) / (0.25 * face_height), 0.0, 1.0));
        auto* a = alpha.ptr<float>(y);
        const auto* c = core.ptr<float>(y - first);
        for (int x = 0; x < alpha.cols; ++x)
            a[x] = std::max(a[x], torso * std::clamp((c[x] - 0.5F) / 0.4F, 0.F, 1.F));
    }
}

/// The alpha that counts: within 0..1, with the torso, and nothing where the source shows nothing.
void settle(cv::Mat& alpha, const MatteScene& scene)
{
    cv::max(alpha, 0.0, alpha);
    cv::min(alpha, 1.0, alpha);
    keep_torso(alpha, scene);
    for (int y = 0; y < alpha.rows; ++y) {
        auto* a = alpha.ptr<float>(y);
        const float* covered = scene.cover.row(y);
        for (int x = 0; x < alpha.cols; ++x)
            a[x] = covered[x] <= 0.999F ? 0.F : a[x];
    }
}

/// The network's colours only where something of the wall shines through: inside, the face stays untouched.
void blend_edges(const cv::Mat& colour, const cv::Mat& alpha, image::Image& foreground)
{
    for (int y = 0; y < alpha.rows; ++y) {
        const auto* a = alpha.ptr<float>(y);
        const auto* c = colour.ptr<float>(y);
        auto* to = foreground.row(y);
        for (int x = 0; x < alpha.cols; ++x) {
            if (a[x] >= 0.99F || a[x] <= 0)
                continue;
            for (int k = 0; k < 3; ++k)
                to[3 * x + k] = cv::saturate_cast<std::uint8_t>(c[3 * x + k] * 255);
        }
    }
}

} // namespace

RvmMatte::RvmMatte(Session net) : net_(std::move(net))
{
    std::int64_t longest = 0;
    for (std::size_t i = 0; i < net_.input_names().size(); ++i) {
        shapes_.push_back(net_.input_shape(i));
        longest = std::max(longest, count_of(shapes_.back()));
    }
    zeros_.resize(static_cast<std::size_t>(longest));
}

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
    std::vector<TensorView> inputs;
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
        const auto zeros = std::span(zeros_).first(static_cast<std::size_t>(count_of(shapes_[i])));
        inputs.push_back(
            {net_.input_names()[i] == "src" ? std::span<const float>(source) : zeros, shapes_[i]});
    }
    static constexpr std::array<const char*, 2> names = {"pha", "fgr"};
    TUCAI_TRY(auto outputs, net_.run(inputs, names));
    cv::Mat alpha(net_height, net_width, CV_32F, outputs[0].values.data());
    cv::Mat colour(net_height, net_width, CV_32FC3, outputs[1].values.data());
    if (!is_native) {
        cv::resize(alpha, alpha, frame.size(), 0, 0, cv::INTER_LINEAR);
        cv::resize(colour, colour, frame.size(), 0, 0, cv::INTER_LINEAR);
    }
    settle(alpha, scene);

    Matte matte;
    matte.alpha = image::Plane(frame.cols, frame.rows);
    alpha.copyTo(image::as_mat(matte.alpha));
    matte.foreground = scene.frame;
    blend_edges(colour, alpha, matte.foreground);
    matte.confidence = 1;
    return matte;
}

} // namespace tucai::vision
