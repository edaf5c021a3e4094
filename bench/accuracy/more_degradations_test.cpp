#include "accuracy/more_degradations.h"
#include "accuracy/reasons.h"
#include "accuracy/relit.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tucai::bench {
namespace {

/// A grey card; the mesh's pupils are 100 px apart at (150, 200) and (250, 200), the chin at (200, 320).
Subject card(int grey)
{
    Subject subject;
    subject.picture = image::Image(400, 400);
    for (auto& value : subject.picture.rgb)
        value = static_cast<std::uint8_t>(grey);
    subject.mesh.assign(478, {200, 220});
    for (const std::size_t pupil : {468, 473}) {
        const double x = pupil == 468 ? 150 : 250;
        subject.mesh[pupil] = {x, 200};
        for (std::size_t i = 1; i <= 4; ++i)
            subject.mesh[pupil + i] = {x + 9 * std::cos(M_PI * static_cast<double>(i) / 2),
                                       200 + 9 * std::sin(M_PI * static_cast<double>(i) / 2)};
    }
    subject.mesh[152] = {200, 320};
    return subject;
}

double linear_at(const image::Image& picture, int x, int y, int channel)
{
    return linear_of(picture.row(y)[x * 3 + channel]);
}

TEST(MoreDegradations, linear_light_comes_back_as_it_was_coded)
{
    for (int i = 0; i < 256; ++i)
        EXPECT_EQ(coded_of(linear_of(static_cast<std::uint8_t>(i))), i);
    EXPECT_EQ(coded_of(2), 255) << "clipped as a sensor does";
}

TEST(MoreDegradations, top_light_darkens_the_sockets_and_leaves_the_wall)
{
    const auto clean = card(150);
    const auto lit = with_top_light(clean, 1);
    EXPECT_NEAR(linear_at(lit, 150, 197, 1) / linear_at(clean.picture, 150, 197, 1), 0.5, 0.01);
    EXPECT_EQ(lit.row(20)[20 * 3], 150);
}

TEST(MoreDegradations, green_moves_green_against_red_and_keeps_luminance)
{
    const auto tinted = with_green(card(120), 0.35);
    const double red = linear_at(tinted, 9, 9, 0);
    const double green = linear_at(tinted, 9, 9, 1);
    const double blue = linear_at(tinted, 9, 9, 2);
    EXPECT_NEAR(std::log2(green / red), 0.35, 0.03);
    EXPECT_NEAR(0.2126 * red + 0.7152 * green + 0.0722 * blue, linear_of(120), 0.003);
}

TEST(MoreDegradations, a_cut_side_leaves_so_much_room_beside_the_eyes)
{
    for (const std::uint64_t seed : {0ULL, 128ULL})
        EXPECT_EQ(with_cut_side(card(90), 1.5, seed).width, 350) << "200 px on one side, 150 on the other";
    EXPECT_EQ(with_cut_side(card(90), 9, 0).width, 400) << "never more than there is";
}

TEST(MoreDegradations, a_lowered_shoulder_tilts_a_level_line_below_the_chin_by_the_angle_and_none_above)
{
    auto subject = card(200);
    for (const int line : {100, 370})
        for (int x = 0; x < 400; ++x)
            for (int c = 0; c < 3; ++c)
                subject.picture.row(line)[x * 3 + c] = 0;
    const auto sheared = with_lowered_shoulder(subject, 10, 0);
    const auto darkest = [&](int x, int from, int to) {
        int best = from;
        for (int y = from; y < to; ++y)
            if (sheared.row(y)[x * 3] < sheared.row(best)[x * 3])
                best = y;
        return best;
    };
    EXPECT_NEAR(darkest(280, 355, 400) - darkest(200, 355, 400), 80 * std::tan(10 * M_PI / 180), 1);
    EXPECT_EQ(darkest(280, 50, 150), 100);
}

TEST(MoreDegradations, lenses_let_their_share_pass_and_leave_the_rest)
{
    const auto clean = card(200);
    const auto dark = with_tinted_lenses(clean, 0.43);
    EXPECT_NEAR(linear_at(dark, 150, 205, 1) / linear_at(clean.picture, 150, 205, 1), 0.43, 0.01);
    EXPECT_EQ(dark.row(350)[200 * 3], 200);
}

TEST(MoreDegradations, a_plain_card_has_no_iris_to_move_and_nothing_to_lose_by_enlarging)
{
    EXPECT_EQ(with_averted_eyes(card(90), 20, 1).rgb, card(90).picture.rgb);
    EXPECT_EQ(with_enlarging(card(90), 30).rgb, card(90).picture.rgb);
    EXPECT_EQ(with_averted_eyes(card(90), 0, 1).rgb, card(90).picture.rgb);
}

TEST(MoreDegradations, an_earlier_jpeg_loses_more_the_lower_its_quality)
{
    auto subject = card(100);
    for (std::size_t i = 0; i < subject.picture.rgb.size(); ++i)
        subject.picture.rgb[i] = static_cast<std::uint8_t>(100 + (i / 3 * 37 + i / 1200 * 91) % 60);
    const auto error = [&](int quality) {
        const auto again = with_earlier_jpeg(subject, quality);
        double sum = 0;
        for (std::size_t i = 0; i < again.rgb.size(); ++i)
            sum += std::pow(again.rgb[i] - subject.picture.rgb[i], 2);
        return sum;
    };
    EXPECT_GT(error(10), error(30));
    EXPECT_GT(error(30), error(60));
}

TEST(MoreDegradations, every_fault_with_a_limit_says_why)
{
    for (const auto& d : all_degradations())
        EXPECT_EQ(reason_of(d.name).empty(), d.rules.empty()) << d.name;
    EXPECT_TRUE(reason_of("no such fault").empty());
}

TEST(MoreDegradations, each_has_strengths_on_both_sides_of_its_limit_and_gives_the_same_twice)
{
    for (const auto& d : more_degradations()) {
        EXPECT_FALSE(d.is_bad(d.strengths.front())) << d.name;
        EXPECT_TRUE(d.is_bad(d.strengths.back())) << d.name;
        const auto subject = card(120);
        for (const double strength : d.strengths)
            EXPECT_EQ(d.make(subject, strength, 5).picture.rgb, d.make(subject, strength, 5).picture.rgb)
                << d.name;
    }
}

} // namespace
} // namespace tucai::bench
