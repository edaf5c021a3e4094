#include "code_pictures.h"

#include "image/decode.h"
#include "image/encode.h"
#include "image/opencv.h"
#include "image/qr_draw.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace tucai {
namespace {

constexpr double pi = 3.14159265358979323846;

/// Numbers that are the same on every machine, which those of <random>'s distributions need not be.
class Dice {
public:
    Dice(CodePictureKind kind, unsigned number)
        : engine_(1000U * static_cast<unsigned>(kind) + 7U * number + 1U)
    {
    }
    double between(double low, double high)
    {
        return low + (high - low) * static_cast<double>(engine_()) / 4294967295.0;
    }
    int whole(int low, int high)
    {
        return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1));
    }
    bool chance(double of) { return between(0, 1) < of; }
    cv::Scalar grey(int low, int high) { return cv::Scalar::all(whole(low, high)); }
    std::uint64_t seed() { return engine_() | 1U; }

private:
    std::mt19937 engine_;
};

cv::Mat qr_mat(const std::string& text, int module_px, int quiet_modules)
{
    image::QrOptions options;
    options.module_px = module_px;
    options.quiet_modules = quiet_modules;
    const auto drawn = image::draw_qr(text, options).value();
    const cv::Mat grey(drawn.side_px, drawn.side_px, CV_8UC1, const_cast<std::uint8_t*>(drawn.grey.data()));
    cv::Mat rgb;
    cv::cvtColor(grey, rgb, cv::COLOR_GRAY2RGB);
    return rgb;
}

/// A line of text: words of letters, as a page has them. OpenCV's own letters look like a plotter's.
void write_line(cv::Mat& page, Dice& dice, cv::Point at, double scale, const cv::Scalar& colour)
{
    std::string line;
    for (int i = dice.whole(6, 26); i > 0; --i)
        line += dice.chance(0.18) ? ' ' : static_cast<char>('a' + dice.whole(0, 25));
    cv::putText(page, line, at, cv::FONT_HERSHEY_SIMPLEX, scale, colour,
                std::max(1, static_cast<int>(2 * scale)), cv::LINE_AA);
}

struct Page {
    cv::Mat rgb;
    int module_px = 0;
};

/// The page of a phone on which a student finds the code, `width` pixels wide.
Page phone_page(Dice& dice, const std::string& text, int width, bool is_dark)
{
    const double unit = width / 1080.0;
    const int height = static_cast<int>(width * dice.between(1.6, 2.2));
    cv::Mat page(height, width, CV_8UC3, is_dark ? dice.grey(0, 40) : dice.grey(235, 255));
    const auto ink = is_dark ? dice.grey(150, 255) : dice.grey(0, 110);
    const cv::Scalar bar(dice.whole(0, 90), dice.whole(80, 170), dice.whole(120, 255));
    cv::rectangle(page, {0, 0, width, static_cast<int>(180 * unit)}, bar, cv::FILLED);
    write_line(page, dice, {static_cast<int>(60 * unit), static_cast<int>(130 * unit)}, 1.6 * unit,
               cv::Scalar::all(255));
    for (int i = 0; i < 4; ++i)
        write_line(page, dice, {static_cast<int>(70 * unit), static_cast<int>((280 + 75 * i) * unit)},
                   1.3 * unit, ink);
    const int modules = qr_mat(text, 1, 0).cols;
    const int module_px = std::max(2, static_cast<int>(width * dice.between(0.5, 0.85)) / (modules + 4));
    const auto code = qr_mat(text, module_px, dice.whole(2, 4));
    const int left = (width - code.cols) / 2;
    const int top = std::min(static_cast<int>(620 * unit), height - code.rows - 1);
    code.copyTo(page(cv::Rect(left, top, code.cols, code.rows)));
    for (int y = top + code.rows + static_cast<int>(80 * unit); y < height - 20;
         y += static_cast<int>(80 * unit))
        write_line(page, dice, {static_cast<int>(70 * unit), y}, 1.2 * unit, ink);
    return {page, module_px};
}

image::Image picture_of(const cv::Mat& rgb)
{
    image::Image picture(rgb.cols, rgb.rows);
    rgb.copyTo(image::as_mat(picture));
    return picture;
}

base::ByteVector jpeg_of(const cv::Mat& rgb, int quality)
{
    return image::encode_jpeg(picture_of(rgb).view(), {quality, image::Subsampling::S420, 72}).value();
}

cv::Mat decoded(const base::ByteVector& bytes)
{
    image::DecodeOptions options;
    options.limits.min_side_px = 1;
    auto picture = image::decode(bytes, options).value();
    return image::as_mat(picture.image).clone();
}

cv::Mat scaled(const cv::Mat& rgb, double by, int how)
{
    cv::Mat out;
    cv::resize(rgb, out, {}, by, by, how);
    return out;
}

cv::Point2f middle_of(const cv::Mat& rgb)
{
    return {static_cast<float>(rgb.cols) / 2, static_cast<float>(rgb.rows) / 2};
}

cv::Mat noisy(const cv::Mat& rgb, Dice& dice, double sigma)
{
    cv::RNG random(dice.seed());
    cv::Mat noise(rgb.size(), CV_16SC3);
    random.fill(noise, cv::RNG::NORMAL, 0, sigma);
    cv::Mat out;
    cv::add(rgb, noise, out, cv::noArray(), CV_8UC3);
    return out;
}

cv::Mat blurred(const cv::Mat& rgb, double sigma)
{
    cv::Mat out;
    cv::GaussianBlur(rgb, out, {}, sigma);
    return out;
}

/// A hand that moves while the shutter is open.
cv::Mat shaken(const cv::Mat& rgb, Dice& dice, double length_px)
{
    const int side = 2 * static_cast<int>(std::ceil(length_px / 2)) + 1;
    cv::Mat line(side, side, CV_32F, cv::Scalar(0));
    const double angle = dice.between(0, pi);
    for (int i = 0; i <= 32; ++i) {
        const double at = length_px * (i / 32.0 - 0.5);
        line.at<float>(side / 2 + static_cast<int>(std::lround(at * std::sin(angle))),
                       side / 2 + static_cast<int>(std::lround(at * std::cos(angle)))) += 1;
    }
    cv::Mat out;
    cv::filter2D(rgb, out, -1, line / 33.0);
    return out;
}

/// Light that falls off over the picture, and a spot of glare where there is one (`strength` 0..1).
void shine(cv::Mat& rgb, Dice& dice, double fall_off, double strength)
{
    const double from = dice.between(0, 2 * pi);
    const double spot_x = dice.between(0.2, 0.8) * rgb.cols;
    const double spot_y = dice.between(0.2, 0.8) * rgb.rows;
    const double spread = dice.between(0.05, 0.12) * rgb.cols;
    for (int y = 0; y < rgb.rows; ++y) {
        auto* row = rgb.ptr<cv::Vec3b>(y);
        for (int x = 0; x < rgb.cols; ++x) {
            const double along = (std::cos(from) * x / rgb.cols + std::sin(from) * y / rgb.rows) / 1.5;
            const double d2 = ((x - spot_x) * (x - spot_x) + (y - spot_y) * (y - spot_y)) / (spread * spread);
            const double glare = strength == 0 || d2 > 12 ? 0 : 220 * strength * std::exp(-d2);
            for (int c = 0; c < 3; ++c)
                row[x][c] =
                    cv::saturate_cast<std::uint8_t>(row[x][c] * (1 - fall_off * (0.5 + along)) + glare);
        }
    }
}

/// One wave of a display's stripes or rows, looked up: a cosine for each of three colours and each pixel
/// would take most of the test's time.
class Wave {
public:
    explicit Wave(double depth)
    {
        for (std::size_t i = 0; i < steps; ++i)
            light_[i] = 1 + depth * std::cos(2 * pi * static_cast<double>(i) / steps);
    }
    double at(double phase) const { return light_[static_cast<std::size_t>((phase + 1000) * steps) % steps]; }

private:
    static constexpr std::size_t steps = 256;
    std::array<double, steps> light_{};
};

/// Multiplies the picture by the display's stripes of red, green and blue and the gaps between its rows, seen
/// at the camera's pixels: where the two grids nearly agree they beat, as in life. `to_screen` carries the
/// picture's pixels to the display's.
void lay_grid(cv::Mat& rgb, const cv::Mat& to_screen, double depth)
{
    const cv::Matx33d h = to_screen;
    const Wave stripes(depth);
    const Wave rows(depth / 2);
    for (int y = 0; y < rgb.rows; ++y) {
        auto* row = rgb.ptr<cv::Vec3b>(y);
        for (int x = 0; x < rgb.cols; ++x) {
            const cv::Vec3d p = h * cv::Vec3d(x, y, 1);
            const double u = p[0] / p[2];
            const double gap = rows.at(p[1] / p[2]);
            for (int c = 0; c < 3; ++c)
                row[x][c] = cv::saturate_cast<std::uint8_t>(row[x][c] * gap * stripes.at(u - c / 3.0));
        }
    }
}

base::ByteVector screen_photo(Dice& dice, const std::string& text)
{
    const auto drawn = phone_page(dice, text, 1080, dice.chance(0.3));
    const auto& page = drawn.rgb;
    // Camera pixels a display pixel: a phone at a hand's distance, and its picture reduced or not.
    const double ratio = dice.between(0.33, 1.3);
    const double module_px = drawn.module_px * ratio;
    const auto w = static_cast<float>(1080 * ratio);
    const auto h = static_cast<float>(page.rows * ratio);
    const auto off = [&] { return static_cast<float>(w * dice.between(-0.14, 0.14)); };
    const float margin = w * 0.2F;
    const std::array<cv::Point2f, 4> from = {cv::Point2f(0, 0), cv::Point2f(1080, 0),
                                             cv::Point2f(1080, static_cast<float>(page.rows)),
                                             cv::Point2f(0, static_cast<float>(page.rows))};
    std::array<cv::Point2f, 4> to;
    const double turn = dice.between(-0.3, 0.3);
    for (std::size_t i = 0; i < 4; ++i) {
        const double x = from[i].x * ratio - w / 2;
        const double y = from[i].y * ratio - h / 2;
        to[i].x = static_cast<float>(margin + w / 2 + x * std::cos(turn) - y * std::sin(turn)) + off();
        to[i].y = static_cast<float>(margin + h / 2 + x * std::sin(turn) + y * std::cos(turn)) + off();
    }
    const auto way = cv::getPerspectiveTransform(from.data(), to.data());
    cv::Mat photo;
    // Averaged over the camera's pixel first where that is the larger one.
    cv::warpPerspective(ratio < 0.8 ? blurred(page, 0.35 / ratio) : page, photo, way,
                        {static_cast<int>(w + 2 * margin), static_cast<int>(h + 2 * margin)},
                        cv::INTER_LINEAR, cv::BORDER_CONSTANT, dice.grey(20, 120));
    lay_grid(photo, way.inv(), dice.between(0.05, 0.45));
    // Out of focus and shaken, up to what still leaves a module standing.
    photo =
        shaken(blurred(photo, dice.between(0.15, 0.42) * module_px), dice, dice.between(0, 0.8) * module_px);
    shine(photo, dice, dice.between(0, 0.5), dice.chance(0.5) ? dice.between(0.3, 1.0) : 0);
    cv::Mat curve(1, 256, CV_8U);
    const double gamma = dice.between(0.7, 1.5);
    for (int i = 0; i < 256; ++i)
        curve.at<std::uint8_t>(i) = cv::saturate_cast<std::uint8_t>(255 * std::pow(i / 255.0, gamma));
    cv::LUT(photo, curve, photo);
    return jpeg_of(noisy(photo, dice, dice.between(2, 9)), dice.whole(60, 92));
}

base::ByteVector rotated(Dice& dice, const std::string& text)
{
    const auto drawn = phone_page(dice, text, dice.whole(540, 1080), dice.chance(0.3));
    const auto page = scaled(drawn.rgb, dice.between(2.1, 4.5) / drawn.module_px, cv::INTER_AREA);
    const double angle = dice.between(0, 360);
    const int side = static_cast<int>(std::hypot(page.cols, page.rows));
    cv::Mat way = cv::getRotationMatrix2D(middle_of(page), angle, 1);
    way.at<double>(0, 2) += (side - page.cols) / 2.0;
    way.at<double>(1, 2) += (side - page.rows) / 2.0;
    cv::Mat turned;
    cv::warpAffine(page, turned, way, {side, side}, cv::INTER_LINEAR, cv::BORDER_CONSTANT, dice.grey(0, 255));
    return jpeg_of(blurred(turned, dice.between(0.1, 0.7)), dice.whole(50, 90));
}

base::ByteVector recompressed(Dice& dice, const std::string& text)
{
    const auto drawn = phone_page(dice, text, 1080, dice.chance(0.3));
    auto page = drawn.rgb;
    const int times = dice.whole(3, 5);
    const double each = std::pow(dice.between(1.7, 3.5) / drawn.module_px, 1.0 / times);
    base::ByteVector bytes;
    for (int i = 0; i < times; ++i) {
        page = scaled(page, each, dice.chance(0.5) ? cv::INTER_AREA : cv::INTER_LINEAR);
        bytes = jpeg_of(page, dice.whole(30, 60));
        page = decoded(bytes);
    }
    return bytes;
}

base::ByteVector small(Dice& dice, const std::string& text)
{
    const auto page = phone_page(dice, text, 1080, dice.chance(0.3));
    const auto code = qr_mat(text, 10, 4);
    const double module_px = dice.between(1.6, 2.5);
    if (dice.chance(0.5)) { // alone, cut out closely
        const int border = dice.whole(2, 12);
        auto cut = scaled(code, module_px / 10, cv::INTER_AREA);
        cv::copyMakeBorder(cut, cut, border, border, border, border, cv::BORDER_CONSTANT,
                           cv::Scalar::all(255));
        return jpeg_of(cut, dice.whole(60, 95));
    }
    return jpeg_of(scaled(page.rgb, module_px / page.module_px, cv::INTER_AREA), dice.whole(60, 95));
}

base::ByteVector large_photo(Dice& dice, const std::string& text)
{
    cv::Mat desk(3000, 4000, CV_8UC3,
                 cv::Scalar(dice.whole(60, 200), dice.whole(60, 180), dice.whole(40, 160)));
    for (int i = 0; i < 120; ++i) { // papers, pens, keys, things with edges
        const cv::Scalar colour(dice.whole(0, 255), dice.whole(0, 255), dice.whole(0, 255));
        const cv::Point at(dice.whole(0, 3999), dice.whole(0, 2999));
        if (dice.chance(0.5))
            cv::rectangle(desk, {at.x, at.y, dice.whole(10, 500), dice.whole(10, 400)}, colour, cv::FILLED);
        else if (dice.chance(0.5))
            cv::line(desk, at, {dice.whole(0, 3999), dice.whole(0, 2999)}, colour, dice.whole(2, 30),
                     cv::LINE_AA);
        else
            write_line(desk, dice, at, dice.between(0.8, 3), colour);
    }
    const auto code = qr_mat(text, 8, 4);
    const double module_px = dice.between(2.7, 6);
    cv::Mat way = cv::getRotationMatrix2D(middle_of(code), dice.between(-40, 40), module_px / 8);
    way.at<double>(0, 2) += dice.between(300, 3100);
    way.at<double>(1, 2) += dice.between(300, 2100);
    cv::warpAffine(blurred(code, 4 / module_px), desk, way, desk.size(), cv::INTER_LINEAR,
                   cv::BORDER_TRANSPARENT);
    desk = blurred(desk, dice.between(0.5, 1.3));
    shine(desk, dice, dice.between(0.1, 0.5), 0);
    return jpeg_of(noisy(desk, dice, dice.between(2, 6)), dice.whole(75, 92));
}

base::ByteVector low_contrast(Dice& dice, const std::string& text)
{
    auto page = phone_page(dice, text, dice.whole(600, 1080), false).rgb;
    const double range = dice.between(0.06, 0.25);
    const double base = dice.between(40, 220 - 255 * range);
    page.convertTo(page, CV_8UC3, range, base);
    cv::add(page, cv::Scalar(dice.whole(-15, 15), dice.whole(-15, 15), dice.whole(-15, 15)), page);
    shine(page, dice, dice.between(0.1, 0.5), dice.chance(0.3) ? 0.25 : 0);
    page = blurred(page, dice.between(0.3, 1.2));
    return jpeg_of(noisy(page, dice, dice.between(0.5, 2.5)), dice.whole(75, 92));
}

base::ByteVector clean(Dice& dice, const std::string& text)
{
    const bool is_dark = dice.chance(0.4);
    const auto page = phone_page(dice, text, dice.whole(400, 720), is_dark).rgb;
    if (dice.chance(0.5))
        return image::encode_rgb_png(picture_of(page).view()).value();
    return jpeg_of(page, dice.whole(85, 95));
}

base::ByteVector inverted(Dice& dice, const std::string& text)
{
    cv::Mat page = cv::Scalar::all(255) - phone_page(dice, text, dice.whole(540, 1080), dice.chance(0.2)).rgb;
    page.convertTo(page, CV_8UC3, dice.between(0.6, 1.0), dice.between(0, 30));
    return jpeg_of(blurred(page, dice.between(0.3, 0.8)), dice.whole(40, 85));
}

} // namespace

const char* kind_name(CodePictureKind kind)
{
    constexpr std::array<const char*, 8> names = {"clean",        "inverted", "screen_photo", "rotated",
                                                  "recompressed", "small",    "large_photo",  "low_contrast"};
    return names.at(static_cast<std::size_t>(kind));
}

base::ByteVector make_code_picture(CodePictureKind kind, unsigned number, const std::string& text)
{
    Dice dice(kind, number);
    switch (kind) {
    case CodePictureKind::Clean:
        return clean(dice, text);
    case CodePictureKind::Inverted:
        return inverted(dice, text);
    case CodePictureKind::ScreenPhoto:
        return screen_photo(dice, text);
    case CodePictureKind::Rotated:
        return rotated(dice, text);
    case CodePictureKind::Recompressed:
        return recompressed(dice, text);
    case CodePictureKind::Small:
        return small(dice, text);
    case CodePictureKind::LargePhoto:
        return large_photo(dice, text);
    case CodePictureKind::LowContrast:
        return low_contrast(dice, text);
    }
    return {};
}

} // namespace tucai
