#include "image/decode.h"
#include "photo/prints.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace tucai::photo {
namespace {

/// 33 x 48 mm out of 480 x 640, as xueli-2017 has it; each test bends one thing.
rules::PrintSize good_print()
{
    return {"33x48", 33, 48, 440, 640};
}

/// A photo in which every column has a brightness of its own, and every row a colour.
image::Image ruled_photo(int width = 480, int height = 640)
{
    image::Image photo(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            auto* p = photo.row(y) + 3 * x;
            p[0] = p[1] = static_cast<std::uint8_t>(20 + 200 * x / width);
            p[2] = static_cast<std::uint8_t>(20 + 200 * y / height);
        }
    return photo;
}

/// The density across and down of a JFIF in pixels per inch; nothing where there is none.
std::pair<int, int> density_of(const std::vector<std::uint8_t>& jpeg)
{
    constexpr std::size_t unit_at = 13; // behind SOI, APP0, its length, "JFIF\0" and the version
    if (jpeg.size() < unit_at + 5 || jpeg[unit_at] != 1)
        return {};
    return {jpeg[unit_at + 1] << 8 | jpeg[unit_at + 2], jpeg[unit_at + 3] << 8 | jpeg[unit_at + 4]};
}

image::Image decoded(const std::vector<std::uint8_t>& jpeg)
{
    return image::decode(jpeg, {}).value().image;
}

void expect_refused(const rules::PrintSize& print, const char* why)
{
    const auto jpeg = cut_print(ruled_photo(), print);
    ASSERT_FALSE(jpeg.has_value()) << why;
    EXPECT_EQ(jpeg.error().code, ErrorCode::InvalidInput) << why;
}

/// How far a picture is from a part of the photo, at worst, but for the last bits that JPEG loses.
int worst_difference(const image::Image& print, const image::Image& photo, int left, int top)
{
    int worst = 0;
    for (int y = 0; y < print.height; ++y)
        for (int i = 0; i < print.width * 3; ++i)
            worst = std::max(worst, std::abs(print.row(y)[i] - photo.row(y + top)[i + 3 * left]));
    return worst;
}

/// By how much a picture is brighter than a part of the photo, over all its pixels: finer than one column.
double mean_brighter(const image::Image& print, const image::Image& photo, int left)
{
    double sum = 0;
    for (int y = 0; y < print.height; ++y)
        for (int x = 0; x < print.width; ++x)
            sum += print.row(y)[3 * x] - photo.row(y)[3 * (x + left)];
    return sum / print.width / print.height;
}

TEST(Print, HasTheSizeThatIsWanted)
{
    const auto jpeg = cut_print(ruled_photo(), good_print());
    ASSERT_TRUE(jpeg.has_value()) << jpeg.error().message;
    const auto print = decoded(*jpeg);
    EXPECT_EQ(print.width, 440);
    EXPECT_EQ(print.height, 640);
}

TEST(Print, IsCutOutOfTheMiddleAndNeverScaled)
{
    const auto photo = ruled_photo();
    const auto print = decoded(*cut_print(photo, good_print()));
    EXPECT_LE(worst_difference(print, photo, 20, 0), 4);
    EXPECT_GT(worst_difference(print, photo, 0, 0), 4) << "the picture tells places apart";
}

TEST(Print, LosesItsRowsAtTheLowerEdge)
{
    auto wanted = good_print();
    wanted.height_px = 400;
    const auto photo = ruled_photo();
    const auto print = decoded(*cut_print(photo, wanted));
    EXPECT_EQ(print.height, 400);
    EXPECT_LE(worst_difference(print, photo, 20, 0), 4);
}

TEST(Print, AsLargeAsThePhotoIsTheWholePhoto)
{
    const auto photo = ruled_photo();
    const auto jpeg = cut_print(photo, {"all", 40.6, 54.2, 480, 640});
    ASSERT_TRUE(jpeg.has_value());
    EXPECT_LE(worst_difference(decoded(*jpeg), photo, 0, 0), 4);
}

TEST(Print, ItsDensitySaysItsWidthOnPaper)
{
    const auto density = density_of(*cut_print(ruled_photo(), good_print()));
    EXPECT_EQ(density.first, 339) << "440 px on 33 mm are 338.7 to the inch";
    EXPECT_EQ(density.second, density.first);
    auto wide = good_print();
    wide.width_mm = 66;
    EXPECT_EQ(density_of(*cut_print(ruled_photo(), wide)).first, 169);
}

TEST(Print, SizesThatCannotBeCutAreRefused)
{
    using Bend = void (*)(rules::PrintSize&);
    const std::pair<const char*, Bend> bends[] = {
        {"wider than the photo", [](rules::PrintSize& print) { print.width_px = 481; }},
        {"higher than the photo", [](rules::PrintSize& print) { print.height_px = 641; }},
        {"no column", [](rules::PrintSize& print) { print.width_px = 0; }},
        {"no row", [](rules::PrintSize& print) { print.height_px = 0; }},
        {"less than no column", [](rules::PrintSize& print) { print.width_px = -440; }},
        {"no width on paper", [](rules::PrintSize& print) { print.width_mm = 0; }},
        {"a width on paper below zero", [](rules::PrintSize& print) { print.width_mm = -33; }},
        {"a width on paper that is no number",
         [](rules::PrintSize& print) { print.width_mm = std::numeric_limits<double>::quiet_NaN(); }},
        {"finer than a JPEG can say", [](rules::PrintSize& print) { print.width_mm = 0.01; }},
        {"coarser than a JPEG can say", [](rules::PrintSize& print) { print.width_mm = 1e6; }},
    };
    for (const auto& [why, bend] : bends) {
        auto print = good_print();
        bend(print);
        expect_refused(print, why);
    }
}

TEST(Print, ARefusalNamesThePrint)
{
    auto print = good_print();
    print.width_px = 481;
    EXPECT_NE(cut_print(ruled_photo(), print).error().message.find("33x48"), std::string::npos);
}

TEST(Print, OfNoPhotoIsRefused)
{
    EXPECT_FALSE(cut_print(image::Image(), good_print()).has_value());
}

TEST(Print, SamePhotoSameBytes)
{
    EXPECT_EQ(*cut_print(ruled_photo(), good_print()), *cut_print(ruled_photo(), good_print()));
}

RC_GTEST_PROP(Print, LosesAsMuchOnTheLeftAsOnTheRight, ())
{
    const int width = *rc::gen::inRange(130, 180);
    const int cut = *rc::gen::inRange(1, width - 120 + 1);
    const auto photo = ruled_photo(width, 130);
    const auto print = decoded(*cut_print(photo, {"any", 30, 40, width - cut, 125}));
    RC_ASSERT(print.width == width - cut);
    // One column is more than 1 brighter than the one before it. An odd one is lost on the right.
    RC_ASSERT(std::abs(mean_brighter(print, photo, cut / 2)) < 0.5);
}

} // namespace
} // namespace tucai::photo
