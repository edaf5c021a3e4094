#include "degrade.h"

#include "image/decode.h"
#include "image/encode.h"
#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace tucai::bench {
namespace {

constexpr int cut_px = 3; // between the two JPEGs, so that their blocks of eight do not meet

void fade(cv::Mat& floats, const Wear& wear)
{
    cv::Mat grey;
    cv::cvtColor(floats, grey, cv::COLOR_RGB2GRAY);
    cv::cvtColor(grey, grey, cv::COLOR_GRAY2RGB);
    floats = floats * wear.saturation + grey * (1 - wear.saturation);
    floats = floats * (1 - 2 * wear.lift) + cv::Scalar::all(255 * wear.lift);
}

void add_noise(cv::Mat& floats, double sigma)
{
    cv::RNG grain(20171206); // a fixed seed: the same grain in every run
    cv::Mat noise(floats.size(), CV_32FC3);
    grain.fill(noise, cv::RNG::NORMAL, 0, sigma);
    floats += noise;
}

Result<image::Image> stored(const image::Image& picture, int quality)
{
    TUCAI_TRY(const auto bytes, image::encode_jpeg(picture.view(), {quality, image::Subsampling::S420, 300}));
    image::DecodeOptions options;
    options.limits.min_side_px = 8;
    TUCAI_TRY(auto decoded, image::decode(bytes, options));
    return std::move(decoded.image);
}

image::Image of_mat(const cv::Mat& rgb)
{
    image::Image picture(rgb.cols, rgb.rows);
    cv::Mat pixels = image::as_mat(picture);
    rgb.copyTo(pixels);
    return picture;
}

} // namespace

Result<std::vector<std::uint8_t>> degrade(const image::Image& picture, double face_width_px, const Wear& wear)
{
    const double scale = std::min(1.0, wear.face_width_px / face_width_px);
    cv::Mat small;
    if (scale < 1)
        cv::resize(image::as_mat(picture), small, {}, scale, scale, cv::INTER_AREA);
    else
        small = image::as_mat(picture).clone();
    cv::Mat floats;
    small.convertTo(floats, CV_32F);
    if (wear.blur_px > 0)
        cv::GaussianBlur(floats, floats, {}, wear.blur_px);
    fade(floats, wear);
    if (wear.noise > 0)
        add_noise(floats, wear.noise);
    floats.convertTo(small, CV_8U);
    TUCAI_TRY(auto once, stored(of_mat(small), wear.jpeg_quality));
    const cv::Mat whole = image::as_mat(once);
    const cv::Rect rest(cut_px, cut_px, whole.cols - cut_px, whole.rows - cut_px);
    return image::encode_jpeg(of_mat(whole(rest)).view(), {wear.jpeg_quality, image::Subsampling::S420, 300});
}

} // namespace tucai::bench
