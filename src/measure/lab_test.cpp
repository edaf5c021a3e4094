#include "measure/lab.h"

#include <gtest/gtest.h>

#include <array>

namespace tucai::measure {
namespace {

struct Pair {
    Lab one;
    Lab other;
    double difference;
};

/// Table 1 of Sharma, Wu, Dalal: The CIEDE2000 Color-Difference Formula (2005).
constexpr std::array<Pair, 34> published = {{
    {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
    {{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
    {{50, 2.8361, -74.0200}, {50, 0, -82.7485}, 3.4412},
    {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
    {{50, -1.1848, -84.8006}, {50, 0, -82.7485}, 1.0000},
    {{50, -0.9009, -85.5211}, {50, 0, -82.7485}, 1.0000},
    {{50, 0, 0}, {50, -1, 2}, 2.3669},
    {{50, -1, 2}, {50, 0, 0}, 2.3669},
    {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0009}, 7.1792},
    {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0010}, 7.1792},
    {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0011}, 7.2195},
    {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0012}, 7.2195},
    {{50, -0.0010, 2.4900}, {50, 0.0009, -2.4900}, 4.8045},
    {{50, -0.0010, 2.4900}, {50, 0.0010, -2.4900}, 4.8045},
    {{50, -0.0010, 2.4900}, {50, 0.0011, -2.4900}, 4.7461},
    {{50, 2.5000, 0}, {50, 0, -2.5000}, 4.3065},
    {{50, 2.5000, 0}, {73, 25, -18}, 27.1492},
    {{50, 2.5000, 0}, {61, -5, 29}, 22.8977},
    {{50, 2.5000, 0}, {56, -27, -3}, 31.9030},
    {{50, 2.5000, 0}, {58, 24, 15}, 19.4535},
    {{50, 2.5000, 0}, {50, 3.1736, 0.5854}, 1.0000},
    {{50, 2.5000, 0}, {50, 3.2972, 0}, 1.0000},
    {{50, 2.5000, 0}, {50, 1.8634, 0.5757}, 1.0000},
    {{50, 2.5000, 0}, {50, 3.2592, 0.3350}, 1.0000},
    {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
    {{63.0109, -31.0961, -5.8663}, {62.8187, -29.7946, -4.0864}, 1.2630},
    {{61.2901, 3.7196, -5.3901}, {61.4292, 2.2480, -4.9620}, 1.8731},
    {{35.0831, -44.1164, 3.7933}, {35.0232, -40.0716, 1.5901}, 1.8645},
    {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}, 2.0373},
    {{36.4612, 47.8580, 18.3852}, {36.2715, 50.5065, 21.2231}, 1.4146},
    {{90.8027, -2.0831, 1.4410}, {91.1528, -1.6435, 0.0447}, 1.4441},
    {{90.9257, -0.5406, -0.9208}, {88.6381, -0.8985, -0.7239}, 1.5381},
    {{6.7747, -0.2908, -2.4247}, {5.8714, -0.0985, -2.2286}, 0.6377},
    {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
}};

TEST(Ciede2000, GivesThePublishedDifferences)
{
    for (const auto& pair : published) {
        EXPECT_NEAR(ciede2000(pair.one, pair.other), pair.difference, 5e-5);
        EXPECT_NEAR(ciede2000(pair.other, pair.one), pair.difference, 5e-5);
    }
}

TEST(Lab, KnowsWhiteBlackAndTheBackgroundsBlue)
{
    EXPECT_NEAR(lab_of(255, 255, 255).lightness, 100, 1e-4);
    EXPECT_NEAR(lab_of(255, 255, 255).chroma(), 0, 0.02);
    EXPECT_NEAR(lab_of(0, 0, 0).lightness, 0, 1e-9);
    const Lab blue = lab_of(100, 197, 255);
    EXPECT_NEAR(blue.lightness, 76.1, 0.2);
    EXPECT_GT(blue.chroma(), 35);
    EXPECT_NEAR(blue.hue_deg(), 251, 3);
}

TEST(Lab, UnderD50GreyIsNeutralAndRedLiesWherePublishedTablesHaveIt)
{
    const Lab grey = d50_lab_of_light(0.4, 0.4, 0.4);
    EXPECT_NEAR(grey.chroma(), 0, 0.02);
    EXPECT_NEAR(grey.lightness, lab_of(168, 168, 168).lightness, 1);
    const Lab red = d50_lab_of_light(1, 0, 0); // B. Lindbloom's calculator, sRGB, Bradford to D50
    EXPECT_NEAR(red.lightness, 54.29, 0.1);
    EXPECT_NEAR(red.a, 80.81, 0.1);
    EXPECT_NEAR(red.b, 69.89, 0.1);
}

TEST(Lab, TheTableSaysTheSame)
{
    const LabTable table;
    for (int red = 0; red < 256; red += 15)
        for (int green = 0; green < 256; green += 15)
            for (int blue = 0; blue < 256; blue += 15) {
                const std::array<std::uint8_t, 3> rgb{static_cast<std::uint8_t>(red),
                                                      static_cast<std::uint8_t>(green),
                                                      static_cast<std::uint8_t>(blue)};
                EXPECT_LT(lab_distance(table(rgb.data()), lab_of(red, green, blue)), 0.05);
                EXPECT_NEAR(table.lightness(rgb.data()), lab_of(red, green, blue).lightness, 0.05);
            }
}

} // namespace
} // namespace tucai::measure
