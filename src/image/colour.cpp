#include "image/colour.h"

#include <lcms2.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace tucai::image {
namespace {

struct CloseContext {
    void operator()(void* context) const { cmsDeleteContext(static_cast<cmsContext>(context)); }
};
struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct CloseTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Context = std::unique_ptr<void, CloseContext>;
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, CloseTransform>;

/// Whether a transform of 8-bit pixels moves no test colour by more than a level: then it need not run.
bool is_identity(cmsHTRANSFORM transform)
{
    for (int r = 0; r <= 255; r += 51)
        for (int g = 0; g <= 255; g += 51)
            for (int b = 0; b <= 255; b += 51) {
                const std::uint8_t in[3] = {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                                            static_cast<std::uint8_t>(b)};
                std::uint8_t out[3] = {};
                cmsDoTransform(transform, in, out, 1);
                for (int c = 0; c < 3; ++c)
                    if (std::abs(in[c] - out[c]) > 1)
                        return false;
            }
    return true;
}

/// A transform from a profile to sRGB; empty when the profile is unusable or of another kind of colour.
struct Way {
    Context context{cmsCreateContext(nullptr, nullptr)};
    Transform transform;
};

Way way_to_srgb(std::span<const std::uint8_t> icc, cmsColorSpaceSignature space, cmsUInt32Number from,
                cmsUInt32Number to)
{
    Way way;
    auto* context = static_cast<cmsContext>(way.context.get());
    const Profile source(
        cmsOpenProfileFromMemTHR(context, icc.data(), static_cast<cmsUInt32Number>(icc.size())));
    if (!source || cmsGetColorSpace(source.get()) != space)
        return way;
    const Profile target(cmsCreate_sRGBProfileTHR(context));
    way.transform.reset(cmsCreateTransformTHR(context, source.get(), from, target.get(), to,
                                              INTENT_RELATIVE_COLORIMETRIC,
                                              cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE));
    return way;
}

} // namespace

ColourOutcome to_srgb(Image& picture, std::span<const std::uint8_t> icc)
{
    if (icc.empty())
        return ColourOutcome::Unchanged;
    const auto way = way_to_srgb(icc, cmsSigRgbData, TYPE_RGB_8, TYPE_RGB_8);
    if (!way.transform)
        return ColourOutcome::Ignored;
    if (is_identity(way.transform.get()))
        return ColourOutcome::Unchanged;
    for (int y = 0; y < picture.height; ++y)
        cmsDoTransform(way.transform.get(), picture.row(y), picture.row(y),
                       static_cast<cmsUInt32Number>(picture.width));
    return ColourOutcome::Converted;
}

ColourOutcome to_srgb(const std::vector<std::uint16_t>& rgb16, std::span<const std::uint8_t> icc, Image& out)
{
    if (!icc.empty()) {
        const auto way = way_to_srgb(icc, cmsSigRgbData, TYPE_RGB_16, TYPE_RGB_8);
        if (way.transform) {
            cmsDoTransform(way.transform.get(), rgb16.data(), out.rgb.data(),
                           static_cast<cmsUInt32Number>(rgb16.size() / 3));
            return ColourOutcome::Converted;
        }
    }
    std::transform(rgb16.begin(), rgb16.end(), out.rgb.begin(),
                   [](std::uint16_t v) { return static_cast<std::uint8_t>((v * 255U + 32767U) / 65535U); });
    return icc.empty() ? ColourOutcome::Unchanged : ColourOutcome::Ignored;
}

ColourOutcome cmyk_to_srgb(const std::vector<std::uint8_t>& cmyk, std::span<const std::uint8_t> icc,
                           Image& out)
{
    if (!icc.empty()) {
        const auto way = way_to_srgb(icc, cmsSigCmykData, TYPE_CMYK_8, TYPE_RGB_8);
        if (way.transform) {
            cmsDoTransform(way.transform.get(), cmyk.data(), out.rgb.data(),
                           static_cast<cmsUInt32Number>(cmyk.size() / 4));
            return ColourOutcome::Converted;
        }
    }
    for (std::size_t i = 0; i < cmyk.size() / 4; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            out.rgb[3 * i + c] =
                static_cast<std::uint8_t>((255 - cmyk[4 * i + c]) * (255 - cmyk[4 * i + 3]) / 255);
    return icc.empty() ? ColourOutcome::Unchanged : ColourOutcome::Ignored;
}

} // namespace tucai::image
