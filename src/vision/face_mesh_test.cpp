#include "vision/face_mesh.h"
#include "vision/mesh_indices.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace tucai::vision {
namespace {

constexpr double radians = std::numbers::pi / 180;

/// How a drawn head is turned, about its own middle.
struct Turn {
    double to_its_left_deg = 0; ///< the nose goes to the right in the picture
    double upward_deg = 0;      ///< the nose goes up
    double clockwise_deg = 0;   ///< in the picture
};

/// A head looked at along z, away from the camera: an ellipsoid's front, 200 px wide and 280 px high about
/// (500, 600), with the points that FaceMesh names where they lie on a face.
FaceMesh drawn_head(const Turn& turn = {})
{
    FaceMesh mesh;
    const auto place = [&](std::size_t i, double x, double y, double z) {
        // Upward, then to its left, then clockwise.
        const double up = turn.upward_deg * radians;
        const double y1 = y * std::cos(up) + z * std::sin(up);
        const double z1 = z * std::cos(up) - y * std::sin(up);
        const double left = turn.to_its_left_deg * radians;
        const double x2 = x * std::cos(left) - z1 * std::sin(left);
        const double z2 = z1 * std::cos(left) + x * std::sin(left);
        const double roll = turn.clockwise_deg * radians;
        mesh.points.at(i) = {500 + x2 * std::cos(roll) - y1 * std::sin(roll),
                             600 + x2 * std::sin(roll) + y1 * std::cos(roll)};
        if (i < FaceMesh::surface_points)
            mesh.depth.at(i) = z2;
    };
    for (std::size_t i = 0; i < FaceMesh::surface_points; ++i)
        place(i, 0, 0, -100); // the nose; every point that is not placed otherwise
    for (std::size_t i = 0; i < outline_points.size(); ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / outline_points.size();
        place(static_cast<std::size_t>(outline_points.at(i)), 100 * std::sin(angle), -140 * std::cos(angle),
              0);
    }
    place(234, -100, 0, 0);
    place(454, 100, 0, 0);
    place(10, 0, -140, 0);
    place(152, 0, 140, 0);
    for (std::size_t i = 468; i < 473; ++i) {
        place(i, -40, -30, 0);
        place(i + 5, 40, -30, 0);
    }
    return mesh;
}

TEST(FaceMesh, CheeksAreTheMeshsOwnWidenedByWhatHandsMeasured)
{
    const auto head = drawn_head();
    EXPECT_NEAR(head.right_cheek().x - head.left_cheek().x, 200 / 0.986, 1e-9);
    EXPECT_NEAR((head.right_cheek().x + head.left_cheek().x) / 2, 500, 1e-9) << "about their middle";
    EXPECT_NEAR(head.left_cheek().y, 600, 1e-9);
}

TEST(FaceMesh, CheeksAreWidenedAlongTheirOwnLine)
{
    const auto head = drawn_head({0, 0, 90});
    EXPECT_NEAR(head.right_cheek().y - head.left_cheek().y, 200 / 0.986, 1e-9);
    EXPECT_NEAR(head.left_cheek().x, head.right_cheek().x, 1e-9);
}

TEST(FaceMesh, BoundsHoldTheSurfaceAndNotTheIrises)
{
    auto head = drawn_head();
    head.points[468] = {0, 0};
    head.points[477] = {9999, 9999};
    const auto box = head.bounds();
    EXPECT_NEAR(box.x, 400, 1e-9);
    EXPECT_NEAR(box.y, 460, 1e-9);
    EXPECT_NEAR(box.width, 200, 1e-9);
    EXPECT_NEAR(box.height, 280, 1e-9);
}

TEST(FaceMesh, BoundsReachToTheLastPointOfTheSurface)
{
    auto head = drawn_head();
    head.points[467] = {900, 1000};
    EXPECT_NEAR(head.bounds().right(), 900, 1e-9);
    EXPECT_NEAR(head.bounds().bottom(), 1000, 1e-9);
}

TEST(FaceMesh, TheOutlineGoesClockwiseFromTheForehead)
{
    const auto line = drawn_head().outline();
    ASSERT_EQ(line.size(), 36U);
    EXPECT_EQ(line.front(), drawn_head().forehead());
    double twice_area = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto& a = line[i];
        const auto& b = line[(i + 1) % line.size()];
        twice_area += a.x * b.y - b.x * a.y;
    }
    EXPECT_GT(twice_area, 0) << "y grows downward";
}

TEST(MeshIndices, NoPointIsNamedTwiceAndAllAreOfTheSurface)
{
    const auto expect_distinct = [](const auto& indices) {
        EXPECT_EQ(std::set<int>(indices.begin(), indices.end()).size(), indices.size());
        EXPECT_GE(*std::min_element(indices.begin(), indices.end()), 0);
        EXPECT_LT(*std::max_element(indices.begin(), indices.end()), FaceMesh::surface_points);
    };
    expect_distinct(lip_points);
    expect_distinct(left_eye_points);
    expect_distinct(right_eye_points);
    expect_distinct(outline_points);
}

} // namespace
} // namespace tucai::vision
