#include "guard/alignment.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace tucai::guard {
namespace {

const std::vector<base::Point> template_points = {{38, 52}, {74, 52}, {56, 72}, {42, 93}, {71, 93}};

std::vector<base::Point> carried(const Similarity& by)
{
    std::vector<base::Point> points;
    for (const auto& p : template_points)
        points.push_back(by.apply(p));
    return points;
}

/// A mesh whose five points lie on the template, scaled and shifted.
vision::FaceMesh mesh_at(double scale, double x, double y)
{
    vision::FaceMesh mesh;
    const auto put = [&](std::size_t i, double u, double v) {
        mesh.points.at(i) = {u * scale + x, v * scale + y};
    };
    put(33, 30, 52);
    put(133, 46, 52);
    put(362, 66, 52);
    put(263, 82, 52);
    put(1, 56, 72);
    put(2, 56, 78);
    put(61, 42, 93);
    put(291, 71, 93);
    return mesh;
}

RC_GTEST_PROP(FitSimilarity, FindsTheTurnScaleAndShiftThatWereApplied, ())
{
    const double angle = *rc::gen::inRange(-300, 300) / 100.0;
    const double scale = *rc::gen::inRange(1, 500) / 100.0;
    const Similarity applied{scale * std::cos(angle), scale * std::sin(angle),
                             static_cast<double>(*rc::gen::inRange(-900, 900)),
                             static_cast<double>(*rc::gen::inRange(-900, 900))};
    const auto fit = fit_similarity(template_points, carried(applied));
    RC_ASSERT(std::abs(fit.a - applied.a) < 1e-9);
    RC_ASSERT(std::abs(fit.b - applied.b) < 1e-9);
    RC_ASSERT(std::abs(fit.tx - applied.tx) < 1e-6);
    RC_ASSERT(std::abs(fit.ty - applied.ty) < 1e-6);
    RC_ASSERT(std::abs(fit.scale() - scale) < 1e-9);
}

TEST(FitSimilarity, NeverMirrors)
{
    auto mirrored_points = template_points;
    for (auto& p : mirrored_points)
        p.x = 112 - p.x;
    const auto fit = fit_similarity(template_points, mirrored_points);
    const auto left = fit.apply(template_points[0]);
    EXPECT_GT(std::abs(left.x - mirrored_points[0].x), 1) << "the eyes cannot both be met without a mirror";
}

TEST(FitSimilarity, PointsThatCoincideGiveTheIdentity)
{
    const std::vector<base::Point> one(5, {3, 4});
    const auto fit = fit_similarity(one, template_points);
    EXPECT_EQ(fit.apply({7, 8}), (base::Point{7, 8}));
}

TEST(ArcfacePoints, EyesAreTheMiddlesOfTheirCornersWhateverTheGlance)
{
    auto mesh = mesh_at(1, 0, 0);
    mesh.points[468] = {33, 50}; // pupils far aside
    mesh.points[473] = {69, 50};
    const auto points = arcface_points(mesh);
    EXPECT_EQ(points[0], (base::Point{38, 52}));
    EXPECT_EQ(points[1], (base::Point{74, 52}));
}

TEST(Align, CutsTheFaceWhereItLies)
{
    // A white dot on the tip of the nose of a face three times as large as the template.
    image::Image picture(500, 500);
    for (int y = 216 + 40 - 6; y < 216 + 40 + 6; ++y)
        for (int x = 168 + 60 - 6; x < 168 + 60 + 6; ++x)
            picture.row(y)[3 * x] = picture.row(y)[3 * x + 1] = picture.row(y)[3 * x + 2] = 255;
    const image::Pyramid pyramid(picture);
    const auto face = align(pyramid, mesh_at(3, 60, 40));
    ASSERT_EQ(face.arcface.width, 112);
    ASSERT_EQ(face.chip.width, 150);
    EXPECT_GT(face.arcface.row(72)[3 * 56], 200);
    EXPECT_LT(face.arcface.row(60)[3 * 56], 50);
    EXPECT_LT(face.arcface.row(72)[3 * 64], 50);
}

TEST(Align, WhatLiesBeyondThePictureIsBlack)
{
    image::Image picture(200, 200);
    std::fill(picture.rgb.begin(), picture.rgb.end(), std::uint8_t{255});
    const image::Pyramid pyramid(picture);
    const auto face = align(pyramid, mesh_at(1, -40, 0));
    EXPECT_EQ(face.arcface.row(60)[0], 0);
    EXPECT_EQ(face.arcface.row(60)[3 * 111], 255);
}

TEST(Mirrored, TwiceIsTheSameFace)
{
    image::Image picture(300, 300);
    for (std::size_t i = 0; i < picture.rgb.size(); ++i)
        picture.rgb[i] = static_cast<std::uint8_t>(i * 31 % 251);
    const image::Pyramid pyramid(picture);
    const auto face = align(pyramid, mesh_at(2, 20, 20));
    EXPECT_NE(mirrored(face).arcface.rgb, face.arcface.rgb);
    EXPECT_EQ(mirrored(mirrored(face)).arcface.rgb, face.arcface.rgb);
    EXPECT_EQ(mirrored(mirrored(face)).chip.rgb, face.chip.rgb);
}

} // namespace
} // namespace tucai::guard
