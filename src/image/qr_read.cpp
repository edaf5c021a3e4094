#include "image/qr_read.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

// zxing 1.4 would give std::wstring otherwise, and says so in a message at each compilation.
#define ZX_USE_UTF8 1 // NOLINT(readability-identifier-naming): the library's word
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <optional>

namespace tucai::image {
namespace {

constexpr double most_pixels = 16e6; ///< of the picture that is looked at
constexpr double large_pixels = 4e6; ///< above this the smaller sizes come first: they cost less
constexpr int least_side_px = 21;    ///< the smallest code has 21 modules
constexpr int most_codes = 16;       ///< in one look
constexpr std::size_t most_texts = 64;

enum class Treatment {
    Plain,
    Contrast,  ///< every place stretched to its own light and dark
    Smoothed,  ///< against a screen's grid and noise
    Sharpened, ///< against blur
    Turned,    ///< by 35 degrees, with smoothing: finds what lies badly on the pixels' rows
    Parts,     ///< four overlapping quarters, each with its own contrast
};

/// One look at the picture.
struct Look {
    double scale = 1;
    Treatment treatment = Treatment::Plain;
    bool is_inverted = false;
    double most_pixels = 16e6; ///< of the picture as it came; a larger one is passed over
};

constexpr Look looks[] = {
    {1, Treatment::Plain, false, large_pixels},
    {0.5, Treatment::Plain},
    {1, Treatment::Plain, false},
    {0.5, Treatment::Plain, true},
    {1, Treatment::Plain, true, large_pixels},
    {0.5, Treatment::Contrast},
    {1, Treatment::Contrast, false},
    {2, Treatment::Plain, false, 2e6},
    {0.25, Treatment::Contrast},
    {2, Treatment::Contrast, false, 2e6},
    {0.7, Treatment::Contrast},
    {1, Treatment::Smoothed, false, large_pixels},
    {1, Treatment::Contrast, true, large_pixels},
    {0.5, Treatment::Contrast, true},
    {2, Treatment::Plain, true, 2e6},
    {2, Treatment::Sharpened, false, 2e6},
    {0.7, Treatment::Turned, false},
    {1, Treatment::Parts, false},
};

cv::Mat scaled(const cv::Mat& grey, double by)
{
    if (by == 1)
        return grey;
    cv::Mat out;
    cv::resize(grey, out, {}, by, by, by < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

/// Brings the mean of each neighbourhood to the middle, and its spread to the whole range.
cv::Mat with_contrast(const cv::Mat& grey)
{
    const int side = std::max(31, std::min(grey.cols, grey.rows) / 12 | 1);
    cv::Mat mean;
    cv::Mat spread;
    cv::Mat value;
    grey.convertTo(value, CV_32F);
    cv::boxFilter(value, mean, CV_32F, {side, side});
    value -= mean;
    cv::boxFilter(value.mul(value), spread, CV_32F, {side, side});
    cv::sqrt(spread, spread);
    spread = 2 * spread + 4; // four levels: an even wall is not blown up to noise
    cv::divide(value, spread, value);
    cv::Mat out;
    value.convertTo(out, CV_8U, 127, 128);
    return out;
}

cv::Mat smoothed(const cv::Mat& grey, double sigma)
{
    cv::Mat out;
    cv::GaussianBlur(grey, out, {}, sigma);
    return out;
}

cv::Mat sharpened(const cv::Mat& grey)
{
    cv::Mat out;
    cv::addWeighted(grey, 2.5, smoothed(grey, 3), -1.5, 0, out);
    return out;
}

cv::Mat turned(const cv::Mat& grey)
{
    constexpr double angle_deg = 35;
    const int side = static_cast<int>(std::ceil(std::hypot(grey.cols, grey.rows)));
    cv::Mat way = cv::getRotationMatrix2D(
        {static_cast<float>(grey.cols) / 2, static_cast<float>(grey.rows) / 2}, angle_deg, 1);
    way.at<double>(0, 2) += (side - grey.cols) / 2.0;
    way.at<double>(1, 2) += (side - grey.rows) / 2.0;
    cv::Mat out;
    cv::warpAffine(grey, out, way, {side, side}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return with_contrast(out);
}

/// A copy: a matrix that is assigned its own inverse is changed where all its owners see it.
cv::Mat inverted(const cv::Mat& grey)
{
    cv::Mat out;
    cv::bitwise_not(grey, out);
    return out;
}

std::vector<cv::Mat> parts_of(const cv::Mat& grey)
{
    const int w = grey.cols * 3 / 5;
    const int h = grey.rows * 3 / 5;
    std::vector<cv::Mat> parts;
    for (const int x : {0, grey.cols - w})
        for (const int y : {0, grey.rows - h})
            parts.push_back(with_contrast(grey(cv::Rect(x, y, w, h)).clone()));
    return parts;
}

std::vector<cv::Mat> treated(const cv::Mat& grey, Treatment treatment)
{
    switch (treatment) {
    case Treatment::Plain:
        break;
    case Treatment::Contrast:
        return {with_contrast(grey)};
    case Treatment::Smoothed:
        return {smoothed(grey, 1.2)};
    case Treatment::Sharpened:
        return {sharpened(grey)};
    case Treatment::Turned:
        return {turned(grey)};
    case Treatment::Parts:
        return parts_of(grey);
    }
    return {grey};
}

/// What the library reads in one grey picture. Its own failures are a look that saw nothing.
std::vector<std::string> texts_in(const cv::Mat& grey)
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode)
        .setTryHarder(true)
        .setTryRotate(false) // its finder of QR codes does not mind
        .setTryDownscale(false)
        .setMaxNumberOfSymbols(most_codes);
    std::vector<std::string> texts;
    for (const auto& code : ZXing::ReadBarcodes(
             {grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum, static_cast<int>(grey.step)}, hints))
        if (code.isValid() && !code.text().empty())
            texts.push_back(code.text());
    return texts;
}

/// The picture as grey, and no larger than may be looked at.
cv::Mat grey_of(const base::View& picture)
{
    const bool is_rgb = picture.format == base::PixelFormat::Rgb8;
    const cv::Mat pixels(picture.height, picture.width, is_rgb ? CV_8UC3 : CV_8UC1,
                         const_cast<std::uint8_t*>(picture.data),
                         static_cast<std::size_t>(picture.stride_bytes));
    cv::Mat grey = pixels;
    if (is_rgb)
        cv::cvtColor(pixels, grey, cv::COLOR_RGB2GRAY);
    const double too_many = static_cast<double>(grey.total()) / most_pixels;
    return too_many > 1 ? scaled(grey, 1 / std::sqrt(too_many)) : grey;
}

class Search {
public:
    Search(const base::View& picture, const QrWanted& is_wanted)
        : grey_(grey_of(picture)), is_wanted_(is_wanted)
    {
    }

    std::vector<std::string> run()
    {
        for (const auto& look : looks)
            if (this->look(look))
                break;
        std::stable_partition(texts_.begin(), texts_.end(),
                              [&](const auto& text) { return is_wanted(text); });
        return std::move(texts_);
    }

private:
    bool is_wanted(const std::string& text) const { return !is_wanted_ || is_wanted_(text); }

    /// True once a wanted text was read.
    bool look(const Look& look)
    {
        if (static_cast<double>(grey_.total()) > look.most_pixels)
            return false;
        const auto whole = scaled(grey_, look.scale);
        if (std::min(whole.cols, whole.rows) < least_side_px)
            return false;
        bool is_found = false;
        for (const auto& part : treated(whole, look.treatment)) {
            for (auto& text : texts_in(look.is_inverted ? inverted(part) : part))
                if (texts_.size() < most_texts &&
                    std::find(texts_.begin(), texts_.end(), text) == texts_.end()) {
                    is_found = is_found || is_wanted(text);
                    texts_.push_back(std::move(text));
                }
        }
        return is_found;
    }

    cv::Mat grey_;
    const QrWanted& is_wanted_;
    std::vector<std::string> texts_;
};

} // namespace

Result<std::vector<std::string>> read_qr(const base::View& picture, const QrWanted& is_wanted)
{
    if (picture.is_empty() || picture.format == base::PixelFormat::Float)
        return fail(ErrorCode::InvalidInput, "Codes are looked for in a grey or coloured picture.");
    std::vector<std::string> texts;
    try {
        texts = Search(picture, is_wanted).run();
    } catch (const std::exception&) { // OpenCV and zxing throw where memory ends, and on their own mistakes
        texts.clear();
    }
    if (texts.empty())
        return fail(ErrorCode::CodeNotSeen, "No code can be read in this picture. Save the code itself, not "
                                            "a small or blurred picture of it.");
    return texts;
}

} // namespace tucai::image
