#include "vision/tensor_input.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace tucai::vision {

std::vector<float> interleaved(const cv::Mat& rgb, float scale, float offset)
{
    std::vector<float> values(rgb.total() * 3);
    cv::Mat floats(rgb.rows, rgb.cols, CV_32FC3, values.data());
    rgb.convertTo(floats, CV_32F, scale, offset);
    return values;
}

std::vector<float> planar(const cv::Mat& rgb, float scale, float offset)
{
    cv::Mat floats;
    rgb.convertTo(floats, CV_32F, scale, offset);
    std::vector<float> values(rgb.total() * 3);
    const std::vector<cv::Mat> planes = {
        cv::Mat(rgb.rows, rgb.cols, CV_32F, values.data()),
        cv::Mat(rgb.rows, rgb.cols, CV_32F, values.data() + rgb.total()),
        cv::Mat(rgb.rows, rgb.cols, CV_32F, values.data() + 2 * rgb.total()),
    };
    cv::split(floats, planes);
    return values;
}

Letterbox letterbox(const image::Pyramid& picture, int side)
{
    Letterbox box;
    box.scale = static_cast<double>(side) / std::max(picture.width(), picture.height());
    double level_scale = 1;
    const cv::Mat& rgb = picture.at_least(box.scale, level_scale);
    const int width = std::clamp(cvRound(picture.width() * box.scale), 1, side);
    const int height = std::clamp(cvRound(picture.height() * box.scale), 1, side);
    const int left = (side - width) / 2;
    const int top = (side - height) / 2;
    box.square = cv::Mat(side, side, CV_8UC3, cv::Scalar::all(0));
    cv::Mat inner = box.square(cv::Rect(left, top, width, height));
    cv::resize(rgb, inner, inner.size(), 0, 0, box.scale < level_scale ? cv::INTER_AREA : cv::INTER_LINEAR);
    box.left = left;
    box.top = top;
    return box;
}

} // namespace tucai::vision
