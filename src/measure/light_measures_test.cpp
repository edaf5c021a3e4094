#include "measure/lit_face.h"

#include <gtest/gtest.h>

#include <set>

namespace tucai::measure {
namespace {

TEST(LightMeasures, AreAllThereOnAWellLitFaceEachOnceWithAPlace)
{
    const LitFace face;
    std::set<std::string_view> names;
    for (const auto& named : face.measures()) {
        EXPECT_TRUE(names.insert(named.name).second) << named.name;
        EXPECT_TRUE(std::isfinite(named.value)) << named.name;
        EXPECT_TRUE(named.region.has_value()) << named.name;
        EXPECT_GE(named.region->x, 60) << named.name;
        EXPECT_LE(named.region->right(), 342) << named.name;
    }
    EXPECT_EQ(names.size(), 21U);
}

TEST(LightMeasures, AFaceOfAnySizeIsMeasuredAlike)
{
    const LitFace face;
    const auto& picture = face.face().picture;
    for (const double scale : {0.7, 2.0}) {
        DrawnFace other;
        const int width = static_cast<int>(picture.width * scale);
        const int height = static_cast<int>(picture.height * scale);
        other.pixels = cut_out(picture, {0, 0, width / scale, height / scale}, width, height);
        for (std::size_t i = 0; i < other.points.size(); ++i)
            other.points[i] = {face.face().points[i].x * scale, face.face().points[i].y * scale};
        const auto list = light_measures(other.face(), cut_face(other.face(), light_inter_eye_px));
        for (const auto* name : {"exposure_ev", "warm_cast_ev", "shadow_edge_ratio", "left_brighter_ratio",
                                 "hot_spot_ratio", "skin_chroma", "luminance_mean"})
            EXPECT_NEAR(face.find(list, name)->value, *face.value(name), name[0] == 's' ? 0.3 : 0.1) << name;
    }
}

TEST(LightMeasures, AFaceBeyondThePicturesRimIsMeasuredWithoutHarm)
{
    LitFace face;
    for (auto& point : face.drawn().points)
        point = {point.x - 150, point.y + 200};
    for (const auto& named : face.measures())
        EXPECT_TRUE(std::isfinite(named.value)) << named.name;
}

} // namespace
} // namespace tucai::measure
