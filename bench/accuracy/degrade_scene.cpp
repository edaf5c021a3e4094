#include "accuracy/degradations.h"
#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tucai::bench {
namespace {

/// The part with its wall alone: smooth, the person filled from around.
struct Scene {
    image::Image picture;
    cv::Mat wall; ///< CV_32FC3, coded
    const image::Plane& alpha;
    base::Point middle; ///< between the pupils, pixels of the part
    double eyes = 0;
};

cv::Mat smooth_wall(const cv::Mat& picture, const cv::Mat& alpha, double sigma)
{
    cv::Mat weight;
    cv::threshold(alpha, weight, 0.02, 1, cv::THRESH_BINARY_INV);
    // On a fifth of the size: a wall's own light is smooth.
    constexpr double shrink = 0.2;
    cv::Mat values;
    picture.convertTo(values, CV_32F);
    cv::Mat weights;
    cv::cvtColor(weight, weights, cv::COLOR_GRAY2BGR);
    values = values.mul(weights);
    cv::resize(values, values, {}, shrink, shrink, cv::INTER_AREA);
    cv::resize(weights, weights, {}, shrink, shrink, cv::INTER_AREA);
    cv::GaussianBlur(values, values, {}, sigma * shrink, 0, cv::BORDER_REPLICATE);
    cv::GaussianBlur(weights, weights, {}, sigma * shrink, 0, cv::BORDER_REPLICATE);
    cv::Mat wall = values / (weights + cv::Scalar::all(1e-6));
    cv::resize(wall, wall, picture.size(), 0, 0, cv::INTER_LINEAR);
    return wall;
}

Scene scene_of(const Subject& subject)
{
    const cv::Rect part(static_cast<int>(subject.framed.x), static_cast<int>(subject.framed.y),
                        static_cast<int>(subject.framed.width), static_cast<int>(subject.framed.height));
    image::Image picture(part.width, part.height);
    auto target = image::as_mat(picture);
    image::as_mat(subject.picture)(part).copyTo(target);
    const double eyes = subject.inter_eye_px();
    const auto middle = subject.eye_middle();
    cv::Mat wall = smooth_wall(target, image::as_mat(subject.alpha), 0.5 * eyes);
    return {std::move(picture), std::move(wall), subject.alpha, {middle.x - part.x, middle.y - part.y}, eyes};
}

/// Adds the change of the wall, `paint(x, y, old wall) - old wall`, as far as the matte lets it through.
template <class Paint> image::Image repainted(Scene scene, const Paint& paint)
{
    for (int y = 0; y < scene.picture.height; ++y)
        for (int x = 0; x < scene.picture.width; ++x) {
            const auto& old = scene.wall.at<cv::Vec3f>(y, x);
            const cv::Vec3f change = (paint(x, y, old) - old) * (1 - scene.alpha.row(y)[x]);
            for (int c = 0; c < 3; ++c) {
                auto& value = scene.picture.row(y)[x * 3 + c];
                value = cv::saturate_cast<std::uint8_t>(static_cast<float>(value) + change[c]);
            }
        }
    return std::move(scene.picture);
}

/// Coded values times what so many EV less does to them, near enough to IEC 61966-2-1: gamma 2.2.
float coded_gain(double ev)
{
    return static_cast<float>(std::exp2(-ev / 2.2));
}

/// Whether a pixel is of white clothes: the person's, below the chin, light and without colour.
double whiteness(const Scene& scene, int x, int y)
{
    if (y < scene.middle.y + 1.45 * scene.eyes)
        return 0;
    const std::uint8_t* p = scene.picture.row(y) + static_cast<std::ptrdiff_t>(x) * 3;
    const double most = std::max({p[0], p[1], p[2]});
    const double least = std::min({p[0], p[1], p[2]});
    // White cloth is bluish or neutral, the palest skin still reddish.
    const double neutral = std::clamp((10 - (p[0] - p[2])) / 10.0, 0.0, 1.0);
    const double light = std::clamp((most - 90) / 30, 0.0, 1.0) * (most - least < 70 ? 1 : 0);
    return scene.alpha.row(y)[x] * neutral * light;
}

/// White clothes times a colour (coded, 0..1), `amount(x, y)` of it.
template <class Amount> image::Image dyed(Scene scene, const cv::Vec3d& colour, const Amount& amount)
{
    for (int y = 0; y < scene.picture.height; ++y)
        for (int x = 0; x < scene.picture.width; ++x) {
            const double share = whiteness(scene, x, y) * amount(x, y);
            for (int c = 0; c < 3; ++c) {
                auto& value = scene.picture.row(y)[x * 3 + c];
                value = cv::saturate_cast<std::uint8_t>(value * (1 - share * (1 - colour[c])));
            }
        }
    return std::move(scene.picture);
}

} // namespace

image::Image with_cut(const Subject& subject)
{
    return scene_of(subject).picture;
}

image::Image with_grey_wall(const Subject& subject, double lightness)
{
    const double t = (lightness + 16) / 116;
    const double luminance = lightness > 8 ? t * t * t : lightness / 903.3;
    const auto coded = static_cast<float>(255 * (1.055 * std::pow(luminance, 1 / 2.4) - 0.055));
    auto scene = scene_of(subject);
    const cv::Scalar mean = cv::mean(scene.wall);
    // The wall's own shades stay, in proportion.
    return repainted(std::move(scene), [=](int, int, const cv::Vec3f& old) -> cv::Vec3f {
        const float shade = old[1] / static_cast<float>(mean[1]) * coded;
        return {shade, shade, shade};
    });
}

image::Image with_uneven_wall(const Subject& subject, double ev)
{
    auto scene = scene_of(subject);
    const double width = scene.picture.width;
    return repainted(std::move(scene), [=](int x, int, const cv::Vec3f& old) -> cv::Vec3f {
        return old * coded_gain(ev * x / width);
    });
}

image::Image with_wall_folds(const Subject& subject, double depth)
{
    auto scene = scene_of(subject);
    const double period = 0.9 * scene.eyes;
    return repainted(std::move(scene), [=](int x, int y, const cv::Vec3f& old) -> cv::Vec3f {
        const double phase = 2 * std::numbers::pi * (x + 0.08 * y) / period;
        // Steeper on one side than on the other, as cloth hangs.
        const auto fold = static_cast<float>(depth * std::sin(phase + 0.5 * std::sin(phase)));
        return old + cv::Vec3f::all(fold);
    });
}

image::Image with_wall_shadow(const Subject& subject, double ev)
{
    auto scene = scene_of(subject);
    const cv::Matx23d move(1, 0, 0.4 * scene.eyes, 0, 1, 0.15 * scene.eyes);
    cv::Mat shadow;
    cv::warpAffine(image::as_mat(scene.alpha), shadow, move, {scene.alpha.width, scene.alpha.height},
                   cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::GaussianBlur(shadow, shadow, {}, 0.07 * scene.eyes);
    return repainted(std::move(scene), [=](int x, int y, const cv::Vec3f& old) -> cv::Vec3f {
        return old * coded_gain(ev * shadow.at<float>(y, x));
    });
}

image::Image with_wall_object(const Subject& subject, double side)
{
    auto scene = scene_of(subject);
    const double px = side * scene.eyes;
    const double left = 0.25 * scene.eyes;
    const double top = 0.3 * scene.eyes;
    return repainted(std::move(scene), [=](int x, int y, const cv::Vec3f& old) -> cv::Vec3f {
        const bool inside = x >= left && x < left + px && y >= top && y < top + px;
        return inside ? cv::Vec3f(70, 55, 45) : old;
    });
}

image::Image with_blue_clothes(const Subject& subject, double share)
{
    // Of white cloth, coded about 240, the photo's blue 100, 197, 255.
    return dyed(scene_of(subject), {0.42, 0.82, 1.0}, [=](int, int) { return share; });
}

image::Image with_striped_clothes(const Subject& subject, double depth)
{
    auto scene = scene_of(subject);
    const double period = 0.3 * scene.eyes;
    return dyed(std::move(scene), cv::Vec3d::all(1 - depth),
                [=](int, int y) { return std::fmod(y, period) < period / 2 ? 1.0 : 0.0; });
}

} // namespace tucai::bench
