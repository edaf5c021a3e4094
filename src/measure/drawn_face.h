#pragma once

#include "measure/face.h"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace tucai::measure {

/// For tests: how a drawn face is turned, about its own middle.
struct Turn {
    double to_its_left_deg = 0; ///< the nose goes to the right in the picture
    double upward_deg = 0;      ///< the nose goes up
    double clockwise_deg = 0;   ///< in the picture
};

/// For tests: a face of plain shapes, with the points that measures name where they lie on a face, and a
/// picture of it. Each test bends one thing.
struct DrawnFace {
    Pixels pixels;
    std::vector<base::Point> points = std::vector<base::Point>(Face::all_points);
    std::vector<double> depth = std::vector<double>(Face::surface_points);

    Face face() const { return {pixels.view(), points, depth, 1, {}}; }
};

namespace drawn {

/// A ring of points: an ellipse from an angle (0: the right, 90: below), clockwise in the picture.
inline void place_ring(DrawnFace& drawn, std::span<const int> numbers, base::Point centre, double rx,
                       double ry, double from_deg)
{
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double angle = from_deg * std::numbers::pi / 180 + 2 * std::numbers::pi *
                                                                     static_cast<double>(i) /
                                                                     static_cast<double>(numbers.size());
        drawn.points.at(static_cast<std::size_t>(numbers[i])) = {centre.x + rx * std::cos(angle),
                                                                 centre.y + ry * std::sin(angle)};
    }
}

/// The same counter-clockwise.
inline void place_ring_back(DrawnFace& drawn, std::span<const int> numbers, base::Point centre, double rx,
                            double ry, double from_deg)
{
    const std::vector<int> mirrored(numbers.begin(), numbers.end());
    place_ring(drawn, mirrored, {-centre.x, centre.y}, rx, ry, 180 - from_deg);
    for (const int number : numbers)
        drawn.points.at(static_cast<std::size_t>(number)).x *= -1;
}

} // namespace drawn

/// The points: 200 px wide, 280 px high about (0, 0), pupils 80 px apart at y = -30, eyes 44 x 14 px, mouth
/// 70 px wide at y = 75 and closed, chin at y = 140.
inline DrawnFace drawn_points()
{
    DrawnFace drawn;
    for (std::size_t i = 0; i < Face::surface_points; ++i)
        drawn.depth.at(i) = -100; // the nose; every point that is not placed otherwise
    drawn::place_ring(drawn, outline_numbers(), {0, 0}, 100, 140, -90);
    for (const int number : outline_numbers())
        drawn.depth.at(static_cast<std::size_t>(number)) = 0;
    drawn::place_ring(drawn, left_eye_numbers(), {-40, -30}, 22, 7, 180);
    drawn::place_ring_back(drawn, right_eye_numbers(), {40, -30}, 22, 7, 0);
    drawn::place_ring(drawn, outer_lip_numbers(), {0, 75}, 35, 14, 180);
    drawn::place_ring(drawn, inner_lip_numbers(), {0, 75}, 30, 0.3, 180);
    const auto place = [&](std::size_t i, double x, double y) { drawn.points.at(i) = {x, y}; };
    place(234, -100, 0);
    place(454, 100, 0);
    for (const std::size_t pupil : {468, 473}) {
        const double x = pupil == 468 ? -40 : 40;
        place(pupil, x, -32.86); // irises lie a little above the corners' line
        place(pupil + 1, x + 8, -32.86);
        place(pupil + 2, x, -40.86);
        place(pupil + 3, x - 8, -32.86);
        place(pupil + 4, x, -24.86);
    }
    return drawn;
}

/// The points turned, scaled and put at a place; the picture is made of `colour`.
inline DrawnFace drawn_face(const Turn& turn = {}, double scale = 1, base::Point centre = {200, 240},
                            std::array<int, 3> colour = {180, 140, 120})
{
    DrawnFace drawn = drawn_points();
    constexpr double radians = std::numbers::pi / 180;
    const double up = turn.upward_deg * radians;
    const double left = turn.to_its_left_deg * radians;
    const double roll = turn.clockwise_deg * radians;
    for (std::size_t i = 0; i < drawn.points.size(); ++i) {
        auto& p = drawn.points[i];
        const double z = i < Face::surface_points ? drawn.depth[i] : 0;
        const double y1 = p.y * std::cos(up) + z * std::sin(up);
        const double z1 = z * std::cos(up) - p.y * std::sin(up);
        const double x2 = p.x * std::cos(left) - z1 * std::sin(left);
        const double z2 = z1 * std::cos(left) + p.x * std::sin(left);
        p = {centre.x + scale * (x2 * std::cos(roll) - y1 * std::sin(roll)),
             centre.y + scale * (x2 * std::sin(roll) + y1 * std::cos(roll))};
        if (i < Face::surface_points)
            drawn.depth[i] = scale * z2;
    }
    drawn.pixels.width = static_cast<int>(2 * centre.x);
    drawn.pixels.height = static_cast<int>(2 * centre.y);
    drawn.pixels.rgb.resize(static_cast<std::size_t>(drawn.pixels.width) *
                            static_cast<std::size_t>(drawn.pixels.height) * 3);
    for (std::size_t i = 0; i < drawn.pixels.rgb.size(); ++i)
        drawn.pixels.rgb[i] = static_cast<std::uint8_t>(colour[i % 3]);
    return drawn;
}

} // namespace tucai::measure
