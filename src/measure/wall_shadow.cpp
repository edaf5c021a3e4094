#include "measure/wall_shadow.h"

#include <algorithm>
#include <array>

namespace tucai::measure {
namespace {

constexpr double near_spx = 0.4 * scene_inter_eye_spx;
constexpr double far_spx = 0.6 * scene_inter_eye_spx;
constexpr int piece_height_spx = 24;
constexpr std::size_t least_pixels = 60;

struct Part {
    std::vector<float> light; ///< L* less the field's
    int left = 1 << 20;
    int right = 0;
};

/// The border of the darker quarter.
double dark_quarter(std::vector<float>& light)
{
    const auto at = light.begin() + static_cast<std::ptrdiff_t>(light.size() / 4);
    std::nth_element(light.begin(), at, light.end());
    return *at;
}

} // namespace

std::optional<WallShadow> wall_shadow(const BackdropScene& scene, const WallField& field,
                                      const WallObjects& objects)
{
    const int rows = scene.height / piece_height_spx + 1;
    std::array<std::vector<Part>, 2> beside{std::vector<Part>(static_cast<std::size_t>(rows)),
                                            std::vector<Part>(static_cast<std::size_t>(rows))};
    std::vector<float> far;
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x) {
            if (scene.wall.row(y)[x] == 0 || objects.things.row(y)[x] != 0)
                continue;
            const float distance = scene.person_distance.row(y)[x];
            const float light = field.lightness.row(y)[x];
            if (distance > far_spx)
                far.push_back(light);
            if (distance > near_spx)
                continue;
            auto& part = beside[x < scene.face.x ? 0 : 1][static_cast<std::size_t>(y / piece_height_spx)];
            part.light.push_back(light);
            part.left = std::min(part.left, x);
            part.right = std::max(part.right, x + 1);
        }
    const double usual = far.size() >= least_pixels ? dark_quarter(far) : 0;
    WallShadow shadow;
    std::array<double, 2> deepest{};
    bool is_measured = false;
    for (std::size_t side = 0; side < 2; ++side)
        for (std::size_t i = 0; i < beside[side].size(); ++i) {
            auto& part = beside[side][i];
            if (part.light.size() < least_pixels)
                continue;
            is_measured = true;
            const double depth = usual - dark_quarter(part.light);
            if (depth <= deepest[side])
                continue;
            deepest[side] = depth;
            if (depth > shadow.depth) {
                shadow.depth = depth;
                shadow.region =
                    base::Box{static_cast<double>(part.left), static_cast<double>(i) * piece_height_spx,
                              static_cast<double>(part.right - part.left), piece_height_spx};
            }
        }
    shadow.other_depth = std::min(deepest[0], deepest[1]);
    return is_measured ? std::optional(shadow) : std::nullopt;
}

} // namespace tucai::measure
