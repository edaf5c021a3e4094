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
    constexpr int border_spx = 2;
    const int width = scene.width;
    Flags other(width, scene.height); // with its border to the left and right
    for (int y = 0; y < scene.height; ++y) {
        const auto* things = objects.things.row(y);
        const auto* shadows = objects.shadows.row(y);
        auto* row = other.row(y);
        for (int x = 0; x < width; ++x) {
            if ((things[x] | shadows[x]) == 0)
                continue;
            const int end = std::min(x + border_spx, width - 1);
            for (int u = std::max(0, x - border_spx); u <= end; ++u)
                row[u] = 1;
        }
    }
    Flags plain(width, scene.height);
    for (int y = 0; y < scene.height; ++y) {
        const auto* wall = scene.wall.row(y);
        auto* row = plain.row(y);
        for (int x = 0; x < width; ++x)
            row[x] = wall[x] != 0 ? 1 : 0;
        for (int v = std::max(0, y - border_spx); v <= std::min(y + border_spx, scene.height - 1); ++v) {
            const auto* beside = other.row(v);
            for (int x = 0; x < width; ++x)
                row[x] = beside[x] != 0 ? 0 : row[x];
        }
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
