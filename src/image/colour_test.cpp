#include "image/colour.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>

namespace tucai::image {
namespace {

struct Known {
    Colour stored;
    Colour srgb;
};

/// What a colour becomes with a profile.
Colour converted(const Bytes& icc, Colour stored)
{
    auto picture = one_colour(stored);
    EXPECT_NE(to_srgb(picture, icc), ColourOutcome::Ignored);
    return {picture.rgb[0], picture.rgb[1], picture.rgb[2]};
}

void expect_known(const Bytes& icc, const std::vector<Known>& table)
{
    for (const auto& [stored, srgb] : table) {
        const auto got = converted(icc, stored);
        for (std::size_t c = 0; c < 3; ++c)
            EXPECT_NEAR(got.at(c), srgb.at(c), 2)
                << int{stored[0]} << ' ' << int{stored[1]} << ' ' << int{stored[2]} << ", channel " << c;
    }
}

// The tables were computed from the primaries and curves in double precision, without lcms.

TEST(Colour, DisplayP3)
{
    expect_known(display_p3(), {{{200, 120, 110}, {213, 115, 106}},
                                {{222, 180, 160}, {230, 178, 157}},
                                {{60, 45, 40}, {63, 44, 39}},
                                {{128, 128, 128}, {128, 128, 128}},
                                {{30, 60, 120}, {17, 61, 124}},
                                {{234, 51, 35}, {255, 0, 0}},
                                {{255, 255, 255}, {255, 255, 255}},
                                {{0, 0, 0}, {0, 0, 0}}});
}

TEST(Colour, AdobeRgb)
{
    expect_known(adobe_rgb(), {{{200, 120, 110}, {224, 121, 110}},
                               {{222, 180, 160}, {237, 182, 161}},
                               {{60, 45, 40}, {63, 41, 35}},
                               {{128, 128, 128}, {129, 129, 129}},
                               {{100, 140, 90}, {76, 141, 87}},
                               {{219, 0, 0}, {255, 0, 0}},
                               {{144, 255, 60}, {0, 255, 1}},
                               {{255, 255, 255}, {255, 255, 255}},
                               {{0, 0, 0}, {0, 0, 0}}});
}

TEST(Colour, NumbersStandForProfiles)
{
    expect_known(icc_of_primaries(12), {{{200, 120, 110}, {213, 115, 106}}, {{60, 45, 40}, {63, 44, 39}}});
    expect_known(icc_of_primaries(9),
                 {{{200, 120, 110}, {236, 104, 106}}, {{222, 180, 160}, {246, 174, 156}}});
    for (const unsigned plain : {0U, 1U, 2U, 6U, 99U})
        EXPECT_TRUE(icc_of_primaries(plain).empty());
}

TEST(Colour, SixteenBitsGiveTheSameColours)
{
    const WideRows rows(display_p3());
    const std::vector<std::uint16_t> row = {200 * 257, 120 * 257, 110 * 257};
    std::uint8_t out[3] = {};
    rows.convert(row, out);
    EXPECT_EQ(rows.outcome(), ColourOutcome::Converted);
    EXPECT_NEAR(out[0], 213, 1);
    EXPECT_NEAR(out[1], 115, 1);
    EXPECT_NEAR(out[2], 106, 1);
}

TEST(Colour, SrgbItselfIsLeftAlone)
{
    auto picture = gradient();
    EXPECT_EQ(to_srgb(picture, saved(cmsCreate_sRGBProfile())), ColourOutcome::Unchanged);
    EXPECT_EQ(to_srgb(picture, {}), ColourOutcome::Unchanged);
    EXPECT_EQ(picture.rgb, gradient().rgb);
}

TEST(Colour, AGreyProfileCountsForGreyOnly)
{
    auto grey = one_colour({55, 55, 55});
    EXPECT_EQ(to_srgb(grey, grey_profile(1.0)), ColourOutcome::Converted);
    EXPECT_NEAR(grey.rgb[0], 128, 2); // 55/255 of the light
    EXPECT_EQ(grey.rgb[0], grey.rgb[1]);
    auto coloured = gradient();
    EXPECT_EQ(to_srgb(coloured, grey_profile(1.0)), ColourOutcome::Ignored);
    EXPECT_EQ(coloured.rgb, gradient().rgb);
}

TEST(Colour, WhatIsNoProfileChangesNothing)
{
    auto cut = display_p3();
    cut.resize(cut.size() / 2);
    auto of_another_size = display_p3();
    of_another_size.resize(8U << 20U);
    auto of_no_space = display_p3();
    of_no_space[16] = 0xFF; // beyond every signature that lcms has a name for
    for (const auto& icc : {Bytes(500, 0x5A), cut, of_another_size, Bytes{1}, of_no_space}) {
        auto picture = gradient();
        EXPECT_EQ(to_srgb(picture, icc), ColourOutcome::Ignored);
        EXPECT_EQ(picture.rgb, gradient().rgb);
        EXPECT_EQ(WideRows(icc).outcome(), ColourOutcome::Ignored);
    }
}

TEST(Colour, AProfileOfUnboundedWorkIsIgnored)
{
    cmsHPROFILE profile = cmsCreate_sRGBProfile();
    cmsPipeline* steps = cmsPipelineAlloc(nullptr, 3, 3);
    const cmsFloat64Number same[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    for (int i = 0; i < 1000; ++i)
        cmsPipelineInsertStage(steps, cmsAT_END, cmsStageAllocMatrix(nullptr, 3, 3, same, nullptr));
    ASSERT_NE(cmsWriteTag(profile, cmsSigDToB0Tag, steps), 0);
    cmsPipelineFree(steps);
    auto picture = gradient();
    EXPECT_EQ(to_srgb(picture, saved(profile)), ColourOutcome::Ignored);
}

TEST(Colour, CmykByTheRuleOfSubtractionWhereItHasNoProfile)
{
    Image out(1, 1);
    EXPECT_EQ(cmyk_to_srgb({51, 128, 0, 25}, {}, out), ColourOutcome::Unchanged);
    EXPECT_EQ(out.rgb, (Bytes{184, 114, 230}));
    EXPECT_EQ(cmyk_to_srgb({51, 128, 0, 25}, display_p3(), out), ColourOutcome::Ignored)
        << "not of this kind";
    EXPECT_EQ(out.rgb, (Bytes{184, 114, 230}));
}

} // namespace
} // namespace tucai::image
