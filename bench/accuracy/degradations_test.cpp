#include "accuracy/degradations.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tucai::bench {
namespace {

double linear_of(double coded)
{
    const double c = coded / 255;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// A grey card with a soft texture, and a mesh whose pupils are 100 px apart.
Subject card(int grey)
{
    Subject subject{
        image::Image(400, 400), {50, 20, 300, 360}, image::Plane(300, 360), std::vector<base::Point>(478)};
    for (int y = 100; y < 360; ++y)
        for (int x = 80; x < 220; ++x)
            subject.alpha.row(y)[x] = 1;
    for (int y = 0; y < 400; ++y)
        for (int i = 0; i < 1200; ++i)
            subject.picture.row(y)[i] = static_cast<std::uint8_t>(grey + (i / 3 * 7 + y * 13) % 11);
    for (std::size_t i = 0; i < 478; ++i) {
        const double angle = static_cast<double>(i);
        subject.mesh[i] = {200 + 90 * std::cos(angle), 220 + 110 * std::sin(angle)};
    }
    subject.mesh[468] = {150, 200};
    subject.mesh[473] = {250, 200};
    return subject;
}

double mean_linear(const image::Image& picture, int channel)
{
    double sum = 0;
    for (std::size_t i = static_cast<std::size_t>(channel); i < picture.rgb.size(); i += 3)
        sum += linear_of(picture.rgb[i]);
    return sum * 3 / static_cast<double>(picture.rgb.size());
}

TEST(Degradations, one_ev_more_doubles_the_linear_mean)
{
    const auto subject = card(90);
    EXPECT_NEAR(mean_linear(with_exposure(subject, 1), 1) / mean_linear(subject.picture, 1), 2, 0.01);
    EXPECT_NEAR(mean_linear(with_exposure(subject, -2), 1) / mean_linear(subject.picture, 1), 0.25, 0.005);
}

TEST(Degradations, a_tint_moves_red_to_blue_and_keeps_luminance)
{
    const auto tinted = with_tint(card(120), 0.6);
    const double red = mean_linear(tinted, 0);
    const double green = mean_linear(tinted, 1);
    const double blue = mean_linear(tinted, 2);
    EXPECT_NEAR(std::log2(red / blue), 0.6, 0.01);
    EXPECT_NEAR(0.2126 * red + 0.7152 * green + 0.0722 * blue, mean_linear(card(120).picture, 1), 0.002);
}

TEST(Degradations, side_light_gives_its_ratio_at_the_cheeks)
{
    const auto lit = with_side_light(card(100), 2);
    const auto column = [&](int x) {
        double sum = 0;
        for (int y = 0; y < 400; ++y)
            sum += linear_of(lit.row(y)[x * 3]);
        return sum;
    };
    EXPECT_NEAR(column(115) / column(285), 2, 0.05);
}

TEST(Degradations, roll_carries_a_point_clockwise_about_the_middle_of_the_eyes)
{
    auto subject = card(50);
    for (int y = 198; y < 202; ++y)
        for (int x = 298; x < 302; ++x)
            for (int c = 0; c < 3; ++c)
                subject.picture.row(y)[x * 3 + c] = 255;
    const auto turned = with_roll(subject, 30);
    // 100 px to the right of the middle, turned 30 degrees clockwise: downward in the picture.
    const int x = static_cast<int>(200 + 100 * std::cos(M_PI / 6));
    const int y = static_cast<int>(200 + 100 * std::sin(M_PI / 6));
    EXPECT_GT(turned.row(y)[x * 3], 200);
    EXPECT_LT(turned.row(400 - y)[x * 3], 80);
}

TEST(Degradations, a_small_face_has_its_pupils_so_far_apart)
{
    const auto small = with_small_face(card(90), 50);
    EXPECT_EQ(small.width, 200);
    EXPECT_EQ(with_small_face(card(90), 300).width, 400) << "never scaled up";
}

TEST(Degradations, noise_has_its_sigma)
{
    const auto subject = card(120);
    const auto noisy = with_noise(subject, 8, 7);
    double sum = 0;
    for (std::size_t i = 0; i < noisy.rgb.size(); ++i)
        sum += std::pow(noisy.rgb[i] - subject.picture.rgb[i], 2);
    EXPECT_NEAR(std::sqrt(sum / static_cast<double>(noisy.rgb.size())), 8, 0.1);
}

TEST(Degradations, motion_keeps_the_mean)
{
    EXPECT_NEAR(mean_linear(with_motion(card(90), 0.1, 33), 0), mean_linear(card(90).picture, 0), 0.002);
}

TEST(Degradations, another_wall_leaves_the_person_as_it_is)
{
    const auto subject = card(200);
    const auto cut = with_cut(subject);
    const auto grey = with_grey_wall(subject, 53.6);
    EXPECT_EQ(grey.row(200)[150 * 3], cut.row(200)[150 * 3]);
    EXPECT_NEAR(grey.row(40)[20 * 3], 128, 8) << "L* 53.6 is coded 128";
}

TEST(Degradations, same_seed_gives_the_same_pixels)
{
    const auto subject = card(120);
    for (const auto& d : all_degradations())
        for (const double strength : d.strengths)
            EXPECT_EQ(d.make(subject, strength, 5).picture.rgb, d.make(subject, strength, 5).picture.rgb)
                << d.name;
}

TEST(Degradations, each_has_a_strength_that_is_bad_or_none_that_could_be)
{
    for (const auto& d : all_degradations()) {
        int bad = 0;
        for (const double strength : d.strengths)
            bad += d.is_bad(strength) ? 1 : 0;
        EXPECT_EQ(bad > 0, !d.rules.empty()) << d.name;
        EXPECT_LT(bad, static_cast<int>(d.strengths.size()) + (d.drawn ? 1 : 0)) << d.name;
    }
}

} // namespace
} // namespace tucai::bench
