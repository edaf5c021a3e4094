#include "measure/ofiq_score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tucai::measure {
namespace {

double sigmoid(double x, double middle, double width)
{
    return 1 / (1 + std::exp((middle - x) / width));
}

double share_kept(double x)
{
    return 100 * (1 - x);
}

double cosine_squared(double degrees)
{
    const double c = std::max(0.0, std::cos(degrees * std::numbers::pi / 180));
    return 100 * c * c;
}

double crop(double x)
{
    return 100 * sigmoid(x, 0.9, 0.1);
}

double head_coverings(double x)
{
    if (x <= 0)
        return 100;
    const auto falling = [](double share) { return 1 - sigmoid(share, 0.02, 0.1); };
    return x >= 0.95 ? 0 : 100 * falling(x) / falling(0);
}

struct Mapping {
    std::string_view component;
    double (*score)(double native); ///< neither rounded nor clipped
};

constexpr std::array<Mapping, 28> mappings = {{
    {"UnifiedQualityScore", [](double x) { return 100 * sigmoid(x, 23, 2.6); }},
    {"BackgroundUniformity", [](double x) { return 190 * (1 - sigmoid(x, 10, 100)); }},
    {"IlluminationUniformity", [](double x) { return 100 * std::pow(x, 0.3); }},
    {"LuminanceMean", [](double x) { return 100 * sigmoid(x, 0.2, 0.05) * (1 - sigmoid(x, 0.8, 0.05)); }},
    {"LuminanceVariance", [](double x) { return 100 * std::sin(std::numbers::pi * 60 * x / (60 * x + 1)); }},
    {"UnderExposurePrevention", [](double x) { return 120 * (0.832 - sigmoid(x, 0.92, 0.05)); }},
    {"OverExposurePrevention", [](double x) { return 1 / (x + 0.01); }},
    {"DynamicRange", [](double x) { return 12.5 * x; }},
    {"Sharpness", [](double x) { return -14 + 115 * sigmoid(x, -20, 15); }},
    {"CompressionArtifacts", [](double x) { return -0.0278 + 103 * sigmoid(x, 0.3308, 0.092); }},
    {"NaturalColour", [](double x) { return 200 * (1 - sigmoid(x, 0, 10)); }},
    {"SingleFacePresent", share_kept},
    {"EyesOpen", [](double x) { return 100 * sigmoid(x, 0.02, 0.01); }},
    {"MouthClosed", [](double x) { return 100 * (1 - sigmoid(x, 0.2, 0.06)); }},
    {"EyesVisible", share_kept},
    {"MouthOcclusionPrevention", share_kept},
    {"FaceOcclusionPrevention", share_kept},
    {"InterEyeDistance", [](double x) { return 100 * sigmoid(x, 70, 20); }},
    {"HeadSize", [](double x) { return 200 * (1 - sigmoid(std::abs(x - 0.45), 0, 0.05)); }},
    {"LeftwardCropOfTheFaceImage", crop},
    {"RightwardCropOfTheFaceImage", crop},
    {"MarginAboveOfTheFaceImage", [](double x) { return 100 * sigmoid(x, 1.4, 0.1); }},
    {"MarginBelowOfTheFaceImage", [](double x) { return 100 * sigmoid(x, 1.8, 0.1); }},
    {"HeadPoseYaw", cosine_squared},
    {"HeadPosePitch", cosine_squared},
    {"HeadPoseRoll", cosine_squared},
    {"ExpressionNeutrality", [](double x) { return 100 * sigmoid(x, -5000, 5000); }},
    {"NoHeadCoverings", head_coverings},
}};

} // namespace

double ofiq_score(std::string_view component, double native)
{
    const auto* mapping = std::find_if(mappings.begin(), mappings.end(),
                                       [&](const Mapping& m) { return m.component == component; });
    if (mapping == mappings.end() || !std::isfinite(native))
        return -1;
    return std::clamp(std::round(mapping->score(native)), 0.0, 100.0);
}

} // namespace tucai::measure
