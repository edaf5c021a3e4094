#include "image/colour.h"

#include <lcms2.h>

#include <algorithm>
#include <cstdlib>

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
struct FreeCurve {
    void operator()(cmsToneCurve* curve) const { cmsFreeToneCurve(curve); }
};
using Context = std::unique_ptr<void, CloseContext>;
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, CloseTransform>;
using Curve = std::unique_ptr<cmsToneCurve, FreeCurve>;

/// Printers' profiles, the largest there are, have up to 3 MB.
constexpr std::size_t most_profile_bytes = 4U << 20U;

/// How lcms is to read the source for each kind of profile; 0: that kind does not fit the picture.
struct Formats {
    cmsUInt32Number rgb = 0;
    cmsUInt32Number grey = 0;
    cmsUInt32Number cmyk = 0;
};

/// Grey that lies as red, green, blue, so that one buffer serves both: the first of three counts.
constexpr cmsUInt32Number grey_in_rgb(unsigned bytes_per_sample)
{
    return COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | EXTRA_SH(2) | BYTES_SH(bytes_per_sample);
}

/// `space` is a number, not lcms's enumeration: a hostile profile's signature need not be one of its values.
cmsUInt32Number format_for(cmsUInt32Number space, const Formats& formats)
{
    switch (space) {
    case cmsSigRgbData:
        return formats.rgb;
    case cmsSigGrayData:
        return formats.grey;
    case cmsSigCmykData:
        return formats.cmyk;
    default:
        return 0;
    }
}

/// Whether a profile is of a picture's own colours, and of bounded work. A pipeline of processing elements
/// may have tens of thousands of them; no camera, phone or editor writes one.
bool is_usable(cmsHPROFILE profile)
{
    for (const auto tag : {cmsSigDToB0Tag, cmsSigDToB1Tag, cmsSigDToB2Tag, cmsSigDToB3Tag})
        if (cmsIsTag(profile, tag) != 0)
            return false;
    // Numbers again, for the same reason.
    const auto kind = static_cast<cmsUInt32Number>(cmsGetDeviceClass(profile));
    return kind == cmsSigInputClass || kind == cmsSigDisplayClass || kind == cmsSigOutputClass ||
           kind == cmsSigColorSpaceClass;
}

/// A transform from a profile to 8-bit sRGB; empty when the profile is unusable or of another kind.
struct WayToSrgb {
    Context context{cmsCreateContext(nullptr, nullptr)};
    Transform transform;
};

WayToSrgb way_to_srgb(std::span<const std::uint8_t> icc, const Formats& formats)
{
    WayToSrgb way;
    if (icc.size() > most_profile_bytes)
        return way;
    auto* context = static_cast<cmsContext>(way.context.get());
    const Profile source(
        cmsOpenProfileFromMemTHR(context, icc.data(), static_cast<cmsUInt32Number>(icc.size())));
    if (!source || !is_usable(source.get()))
        return way;
    const auto format = format_for(static_cast<cmsUInt32Number>(cmsGetColorSpace(source.get())), formats);
    if (format == 0)
        return way;
    const Profile target(cmsCreate_sRGBProfileTHR(context));
    way.transform.reset(cmsCreateTransformTHR(context, source.get(), format, target.get(), TYPE_RGB_8,
                                              INTENT_RELATIVE_COLORIMETRIC,
                                              cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE));
    return way;
}

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

bool is_grey(const Image& picture)
{
    const auto& rgb = picture.rgb;
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3)
        if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2])
            return false;
    return true;
}

} // namespace

ColourOutcome to_srgb(Image& picture, std::span<const std::uint8_t> icc)
{
    if (icc.empty())
        return ColourOutcome::Unchanged;
    const Formats formats{.rgb = TYPE_RGB_8, .grey = is_grey(picture) ? grey_in_rgb(1) : 0};
    const auto way = way_to_srgb(icc, formats);
    if (!way.transform)
        return ColourOutcome::Ignored;
    if (is_identity(way.transform.get()))
        return ColourOutcome::Unchanged;
    for (int y = 0; y < picture.height; ++y)
        cmsDoTransform(way.transform.get(), picture.row(y), picture.row(y),
                       static_cast<cmsUInt32Number>(picture.width));
    return ColourOutcome::Converted;
}

ColourOutcome cmyk_to_srgb(const std::vector<std::uint8_t>& cmyk, std::span<const std::uint8_t> icc,
                           Image& out)
{
    if (!icc.empty()) {
        const auto way = way_to_srgb(icc, {.cmyk = TYPE_CMYK_8});
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

struct WideRows::Way {
    WayToSrgb to_srgb;
};

WideRows::WideRows(std::span<const std::uint8_t> icc)
{
    if (icc.empty())
        return;
    auto way = way_to_srgb(icc, {.rgb = TYPE_RGB_16, .grey = grey_in_rgb(2)});
    outcome_ = way.transform ? ColourOutcome::Converted : ColourOutcome::Ignored;
    if (way.transform)
        way_ = std::make_unique<Way>(Way{std::move(way)});
}

WideRows::~WideRows() = default;

void WideRows::convert(std::span<const std::uint16_t> rgb16, std::uint8_t* rgb) const
{
    if (way_)
        cmsDoTransform(way_->to_srgb.transform.get(), rgb16.data(), rgb,
                       static_cast<cmsUInt32Number>(rgb16.size() / 3));
    else
        std::transform(rgb16.begin(), rgb16.end(), rgb, [](std::uint16_t v) {
            return static_cast<std::uint8_t>((v * 255U + 32767U) / 65535U);
        });
}

std::vector<std::uint8_t> icc_of_primaries(unsigned primaries)
{
    constexpr unsigned bt_2020 = 9;
    constexpr unsigned display_p3 = 12;
    if (primaries != bt_2020 && primaries != display_p3)
        return {};
    const cmsCIExyYTRIPLE corners =
        primaries == bt_2020 ? cmsCIExyYTRIPLE{{0.708, 0.292, 1}, {0.170, 0.797, 1}, {0.131, 0.046, 1}}
                             : cmsCIExyYTRIPLE{{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}};
    const cmsCIExyY d65 = {0.3127, 0.3290, 1};
    const cmsFloat64Number srgb_curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    const Curve curve(cmsBuildParametricToneCurve(nullptr, 4, srgb_curve));
    cmsToneCurve* const curves[] = {curve.get(), curve.get(), curve.get()};
    const Profile profile(cmsCreateRGBProfile(&d65, &corners, curves));
    cmsUInt32Number size = 0;
    if (!profile || cmsSaveProfileToMem(profile.get(), nullptr, &size) == 0)
        return {};
    std::vector<std::uint8_t> icc(size);
    if (cmsSaveProfileToMem(profile.get(), icc.data(), &size) == 0)
        return {};
    return icc;
}

} // namespace tucai::image
