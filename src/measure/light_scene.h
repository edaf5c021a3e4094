#pragma once

#include "measure/face.h"
#include "measure/pieces.h"

#include <array>
#include <cstdint>
#include <vector>

namespace tucai::measure {

/// An iris as the mesh sees it, and how far the lids are open over it.
struct Eye {
    base::Point pupil;
    double iris_radius_px = 0;
    double opening_ratio = 0; ///< between the lids' middles, over the width between its corners
};

/// One pixel of skin: its place from the middle of the eyes, in distances of the pupils, x to the right and y
/// downward as the face is held; and its light.
struct SkinPixel {
    base::Point place;
    float luminance = 0;
};

/// What every measure of light reads of a face's patch, computed once. Light is linear, 0..1: sRGB decoded
/// (IEC 61966-2-1), so that twice the light is twice the number.
struct LightScene {
    explicit LightScene(const FacePatch& face_patch);

    const FacePatch& patch;
    std::array<Plane, 3> light; ///< red, green, blue
    Plane luminance;            ///< Y of ITU-R BT.709
    Flags skin;                 ///< the face without eyes, brows and lips, and away from its rim
    Flags eyes;                 ///< both openings between the lids
    Flags lips;                 ///< without the gap between them
    std::array<Eye, 2> eye;     ///< the one further left in the picture first
    base::Point eye_middle;     ///< between the pupils
    base::Point across;         ///< unit length, along the line of the pupils to the right
    std::vector<SkinPixel> skin_pixels;
    base::Point down; ///< unit length, from the nose's bridge to the chin's middle
    double inter_eye_px = 0;

    int width() const { return patch.pixels.width; }
    int height() const { return patch.pixels.height; }
    const std::uint8_t* rgb(int x, int y) const
    {
        return patch.pixels.rgb.data() + (static_cast<std::ptrdiff_t>(y) * width() + x) * 3;
    }
    /// A pixel's centre from the middle of the eyes, in distances of the pupils: x to the right, y downward.
    base::Point place(int x, int y) const
    {
        const double dx = (x + 0.5 - eye_middle.x) / inter_eye_px;
        const double dy = (y + 0.5 - eye_middle.y) / inter_eye_px;
        return {dx * across.x + dy * across.y, dy * across.x - dx * across.y};
    }
    /// Distance of the mouth's middle below the eyes' middle, in distances of the pupils.
    double mouth_depth() const;
};

/// Light of one coded value, 0..1. Source: IEC 61966-2-1.
double linear_light(std::uint8_t coded);

/// A line of points moved away from its own middle (toward it where negative).
std::vector<base::Point> grown(std::vector<base::Point> line, double by_px);

/// Luminance of the skin at the places that `takes` agrees to.
template <typename Takes> std::vector<float> luminance_where(const LightScene& scene, const Takes& takes)
{
    std::vector<float> values;
    for (const auto& pixel : scene.skin_pixels)
        if (takes(pixel.place))
            values.push_back(pixel.luminance);
    return values;
}

/// Flags whose whole square of 2 * reach_px + 1 around them is set. Needs: flags that are 0 or 1.
Flags eroded(const Flags& flags, int reach_px);

/// A plane, each pixel with its neighbours' 1-2-1 both ways: takes noise off, keeps places.
Plane softened(const Plane& plane);

/// The value below which that part of them lies; reorders. Needs: at least one value.
double quantile(std::vector<float>& values, double part);

/// Enough light that the logarithm of a black pixel stays finite: a third of a step of 8 bits.
inline constexpr double least_light = 1e-4;

/// log2 of light, an exposure value: 1 more is twice the light.
double ev_of(double light);

} // namespace tucai::measure
