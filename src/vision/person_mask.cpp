#include "vision/person_mask.h"

#include "image/opencv.h"
#include "vision/tensor_input.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>

namespace tucai::vision {
namespace {

constexpr int side = 256;

} // namespace

Result<PersonMasker> PersonMasker::load(const std::shared_ptr<Runtime>& runtime, const std::string& folder)
{
    TUCAI_TRY(auto net, Session::load(runtime, folder + "/selfie_segmentation.onnx"));
    return PersonMasker(std::move(net));
}

Result<image::Plane> PersonMasker::find_small(const image::Pyramid& picture, const base::Box& part) const
{
    double scale = 1;
    const cv::Mat& level = picture.at_least(side / std::min(part.width, part.height), scale);
    const cv::Rect whole(0, 0, level.cols, level.rows);
    const cv::Rect area =
        cv::Rect(cvRound(part.x * scale), cvRound(part.y * scale), std::max(1, cvRound(part.width * scale)),
                 std::max(1, cvRound(part.height * scale))) &
        whole;
    if (area.empty())
        return fail(ErrorCode::InvalidInput, "The part lies outside the picture.");
    return run(level(area));
}

Result<image::Plane> PersonMasker::run(const cv::Mat& rgb) const
{
    cv::Mat small;
    cv::resize(rgb, small, {side, side}, 0, 0, cv::INTER_AREA);
    const auto values = interleaved(small, 1 / 255.F, 0);
    const std::array<std::int64_t, 4> shape = {1, side, side, 3};
    const std::array<TensorView, 1> inputs = {TensorView{values, shape}};
    TUCAI_TRY(auto outputs, net_.run(inputs));
    image::Plane mask(side, side);
    if (outputs.at(0).values.size() != mask.values.size())
        return fail(ErrorCode::Internal, "The person mask has an unexpected size.");
    std::copy(outputs[0].values.begin(), outputs[0].values.end(), mask.values.begin());
    return mask;
}

Result<image::Plane> PersonMasker::find(const image::Image& picture) const
{
    TUCAI_TRY(const auto small, run(image::as_mat(picture)));
    image::Plane mask(picture.width, picture.height);
    auto target = image::as_mat(mask);
    cv::resize(image::as_mat(small), target, target.size(), 0, 0, cv::INTER_LINEAR);
    return mask;
}

} // namespace tucai::vision
