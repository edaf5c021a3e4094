#include "guard/face_quality.h"
#include "image/opencv.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>
#include <rapidcheck/gtest.h>

namespace tucai::guard {
namespace {

/// Good in every way; each test bends one.
QualityMeasures good()
{
    return {80, 0.75, 5, 0.45, 0, 1, 0};
}

struct Bend {
    const char* what;
    double QualityMeasures::*measure;
    double gate;
    double worthless;
    Hindrance hindrance;
};

const std::vector<Bend> bends = {
    {"size", &QualityMeasures::inter_eye_px, 24, 10, Hindrance::TooSmall},
    {"sharpness", &QualityMeasures::sharpness, 0.56, 0.3, Hindrance::Blurred},
    {"turn", &QualityMeasures::turn_deg, 40, 60, Hindrance::Turned},
    {"contrast", &QualityMeasures::contrast, 0.12, 0.02, Hindrance::BadlyLit},
    {"clipping", &QualityMeasures::clipped_ratio, 0.3, 0.8, Hindrance::BadlyLit},
    {"presence", &QualityMeasures::presence, 0.9, 0.4, Hindrance::Unclear},
    {"rival", &QualityMeasures::rival_ratio, 0.5, 1.2, Hindrance::SeveralFaces},
};

TEST(Rate, AGoodFaceIsHinderedByNothing)
{
    const auto quality = rate(good());
    EXPECT_EQ(quality.value, 1);
    EXPECT_EQ(quality.hindrance, Hindrance::None);
}

TEST(Rate, EachMeasureLowersItAndIsNamed)
{
    for (const auto& bend : bends) {
        auto measures = good();
        measures.*bend.measure = bend.gate;
        EXPECT_NEAR(rate(measures).value, 0.5, 1e-12) << bend.what;
        EXPECT_EQ(rate(measures).hindrance, bend.hindrance) << bend.what;
        measures.*bend.measure = bend.worthless;
        EXPECT_EQ(rate(measures).value, 0) << bend.what;
    }
}

RC_GTEST_PROP(Rate, AWorseMeasureNeverRatesHigher, ())
{
    const auto& bend = *rc::gen::elementOf(bends);
    auto measures = good();
    const double start = measures.*bend.measure;
    const double share = *rc::gen::inRange(0, 100) / 100.0;
    measures.*bend.measure = start + share * (bend.worthless - start);
    const double before = rate(measures).value;
    measures.*bend.measure = start + (share + 0.01) * (bend.worthless - start);
    RC_ASSERT(rate(measures).value <= before);
    RC_ASSERT(before >= 0 && before <= 1);
}

/// Detail of all sizes: noise whose energy falls with its fineness, as in pictures.
image::Image textured()
{
    image::Image face(112, 112);
    cv::RNG grain(7); // fixed
    cv::Mat sum(112, 112, CV_32F, cv::Scalar(128));
    for (int size = 2; size <= 32; size *= 2) {
        cv::Mat layer(112 / size + 2, 112 / size + 2, CV_32F);
        grain.fill(layer, cv::RNG::NORMAL, 0, 6.0 + size);
        cv::resize(layer, layer, {112, 112}, 0, 0, cv::INTER_CUBIC);
        sum += layer;
    }
    cv::Mat grey;
    sum.convertTo(grey, CV_8U);
    cv::Mat pixels = image::as_mat(face);
    cv::cvtColor(grey, pixels, cv::COLOR_GRAY2RGB);
    return face;
}

image::Image changed(const image::Image& face, double blur_px, double contrast)
{
    image::Image other = face;
    cv::Mat pixels = image::as_mat(other);
    if (blur_px > 0)
        cv::GaussianBlur(pixels, pixels, {}, blur_px);
    pixels.convertTo(pixels, CV_8U, contrast, 128 * (1 - contrast));
    return other;
}

TEST(Sharpness, FallsWithBlurAndHardlyWithContrast)
{
    const auto face = textured();
    const double crisp = measure_sharpness(face);
    double last = crisp;
    for (const double blur : {0.8, 1.2, 2.0, 3.0}) {
        const double now = measure_sharpness(changed(face, blur, 1));
        EXPECT_LT(now, last) << blur;
        last = now;
    }
    EXPECT_NEAR(measure_sharpness(changed(face, 0, 0.5)), crisp, 0.03);
}

TEST(Sharpness, AFaceOfOneColourHasNone)
{
    EXPECT_EQ(measure_sharpness(image::Image(112, 112)), 0);
}

} // namespace
} // namespace tucai::guard
