#include "measure/wall_folds.h"

#include "measure/masked_blur.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr int square_spx = 24;
constexpr double fine_spx = 1.5;
constexpr double coarse_spx = 9;
constexpr int least_pixels = square_spx * square_spx / 3;

struct Square {
    double depth = 0;
    base::Box box;
};

/// Wall without what is known to be something else, and without its border.
Flags plain_wall(const BackdropScene& scene, const WallObjects& objects)
{
    Flags plain(scene.width, scene.height);
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x) {
            bool is_plain = scene.wall.row(y)[x] != 0;
            for (int dy = -2; dy <= 2 && is_plain; dy += 2)
                for (int dx = -2; dx <= 2; dx += 2) {
                    const int u = std::clamp(x + dx, 0, scene.width - 1);
                    const int v = std::clamp(y + dy, 0, scene.height - 1);
                    is_plain = is_plain && objects.things.row(v)[u] == 0 && objects.shadows.row(v)[u] == 0;
                }
            plain.row(y)[x] = is_plain ? 1 : 0;
        }
    return plain;
}

} // namespace

std::optional<WallFolds> wall_folds(const BackdropScene& scene, const WallField& field,
                                    const WallObjects& objects)
{
    const auto plain = plain_wall(scene, objects);
    const auto fine = masked_blur(field.lightness, plain, fine_spx);
    const auto coarse = masked_blur(field.lightness, plain, coarse_spx);
    std::vector<Square> squares;
    for (int top = 0; top < scene.height; top += square_spx)
        for (int left = 0; left < scene.width; left += square_spx) {
            double sum = 0;
            int count = 0;
            for (int y = top; y < std::min(top + square_spx, scene.height); ++y)
                for (int x = left; x < std::min(left + square_spx, scene.width); ++x)
                    if (plain.row(y)[x] != 0) {
                        const double off = fine.row(y)[x] - coarse.row(y)[x];
                        sum += off * off;
                        ++count;
                    }
            if (count >= least_pixels)
                squares.push_back(
                    {std::sqrt(sum / count),
                     {static_cast<double>(left), static_cast<double>(top), square_spx, square_spx}});
        }
    if (squares.size() < 4)
        return std::nullopt;
    std::sort(squares.begin(), squares.end(),
              [](const Square& a, const Square& b) { return a.depth < b.depth; });
    return WallFolds{squares[squares.size() / 2].depth, squares.back().box};
}

} // namespace tucai::measure
