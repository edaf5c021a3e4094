#include "image/plane.h"
#include "image/qr_draw.h"
#include "image/qr_read.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <regex>
#include <set>

namespace tucai::image {
namespace {

const std::string token = "TC1." + std::string(96, 'x') + std::string(96, '-');

QrPicture drawn(const std::string& text, const QrOptions& options = {})
{
    return draw_qr(text, options).value();
}

/// Codes side by side on white.
QrPicture row_of(const std::vector<std::string>& texts)
{
    std::vector<QrPicture> codes;
    QrPicture all;
    for (const auto& text : texts) {
        codes.push_back(drawn(text));
        all.side_px += codes.back().side_px;
    }
    const auto side = static_cast<std::size_t>(all.side_px);
    all.grey.assign(side * side, 255);
    std::size_t left = 0;
    for (const auto& code : codes) {
        const auto w = static_cast<std::size_t>(code.side_px);
        for (std::size_t y = 0; y < w; ++y)
            std::copy_n(code.grey.begin() + static_cast<std::ptrdiff_t>(y * w), w,
                        all.grey.begin() + static_cast<std::ptrdiff_t>(y * side + left));
        left += w;
    }
    return all;
}

RC_GTEST_PROP(Qr, WhatIsDrawnIsRead, ())
{
    const auto size = *rc::gen::inRange<std::size_t>(1, 400);
    const auto text = *rc::gen::container<std::string>(size, rc::gen::inRange<char>('!', '~'));
    QrOptions options;
    options.level = static_cast<QrLevel>(*rc::gen::inRange(0, 4));
    options.module_px = *rc::gen::inRange(2, 6);
    const auto read = read_qr(drawn(text, options).view());
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == std::vector<std::string>{text});
}

TEST(Qr, IsReadInColourAndWithGapsBetweenRows)
{
    const auto grey = drawn(token);
    Image colour(grey.side_px + 7, grey.side_px);
    for (auto& byte : colour.rgb)
        byte = 200;
    for (int y = 0; y < grey.side_px; ++y)
        for (int x = 0; x < grey.side_px; ++x)
            std::fill_n(colour.row(y) + 3 * x, 3, grey.grey[static_cast<std::size_t>(y * grey.side_px + x)]);
    EXPECT_EQ(read_qr(colour.view())->front(), token);
    auto part = colour.view();
    part.width -= 7;
    EXPECT_EQ(read_qr(part)->front(), token);
}

TEST(Qr, InvertedIsRead)
{
    auto picture = drawn(token);
    for (auto& byte : picture.grey)
        byte = static_cast<std::uint8_t>(255 - byte);
    EXPECT_EQ(read_qr(picture.view())->front(), token);
}

TEST(Qr, LookingLeavesThePictureAsItWas)
{
    auto picture = drawn(token);
    for (auto& byte : picture.grey)
        byte = static_cast<std::uint8_t>(255 - byte);
    const auto before = picture.grey;
    EXPECT_TRUE(read_qr(picture.view(), [](auto) { return false; }));
    EXPECT_EQ(picture.grey, before);
}

TEST(Qr, AllCodesOfAPictureAreGivenTheWantedOneFirst)
{
    const auto picture = row_of({"https://example.org/follow-us", token, "third"});
    const auto texts = read_qr(picture.view(), [](auto text) { return text.starts_with("TC1."); });
    ASSERT_TRUE(texts.has_value());
    EXPECT_EQ(texts->front(), token);
    EXPECT_EQ(std::set<std::string>(texts->begin(), texts->end()),
              (std::set<std::string>{"https://example.org/follow-us", token, "third"}));
}

TEST(Qr, ACodeThatNobodyWantsIsGivenAllTheSame)
{
    const auto texts = read_qr(drawn("another's").view(), [](auto) { return false; });
    EXPECT_EQ(*texts, std::vector<std::string>{"another's"});
}

TEST(Qr, TextOutsideAsciiIsUtf8)
{
    EXPECT_EQ(read_qr(drawn("图像采集码 𠮷").view())->front(), "图像采集码 𠮷");
}

TEST(Qr, APictureWithoutACodeSaysSo)
{
    EXPECT_EQ(read_qr(gradient().view()).error().code, ErrorCode::CodeNotSeen);
    EXPECT_EQ(read_qr(one_colour({9, 9, 9}).view()).error().code, ErrorCode::CodeNotSeen);
}

TEST(Qr, NoPictureIsTooSmallToBeLookedAt)
{
    for (const int width : {1, 2, 20, 21, 22})
        for (const int height : {1, 3, 21, 64})
            EXPECT_EQ(read_qr(one_colour({200, 0, 0}, width, height).view()).error().code,
                      ErrorCode::CodeNotSeen);
}

TEST(Qr, WhatIsNoPictureIsRefused)
{
    EXPECT_EQ(read_qr({}).error().code, ErrorCode::InvalidInput);
    const Plane plane(100, 100);
    EXPECT_EQ(read_qr(plane.view()).error().code, ErrorCode::InvalidInput);
}

TEST(Qr, WhatCannotBeDrawnIsRefused)
{
    EXPECT_EQ(draw_qr("").error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(draw_qr(std::string(2332, 'x')).error().code, ErrorCode::InvalidInput);
    EXPECT_TRUE(draw_qr(std::string(2331, 'x')));
    EXPECT_EQ(draw_qr(std::string(5000, 'x')).error().code, ErrorCode::InvalidInput);
    for (const auto& options : {QrOptions{QrLevel::Low, 0, 4}, QrOptions{QrLevel::Low, 65, 4},
                                QrOptions{QrLevel::Low, 4, -1}, QrOptions{QrLevel::Low, 4, 17}}) {
        EXPECT_EQ(draw_qr("x", options).error().code, ErrorCode::InvalidInput);
        EXPECT_FALSE(qr_svg("x", options));
        EXPECT_FALSE(qr_png("x", options));
    }
}

TEST(Qr, HasItsQuietZoneAndSize)
{
    const auto picture = drawn("x", {QrLevel::Medium, 3, 4}); // version 1 has 21 modules
    EXPECT_EQ(picture.side_px, 3 * (21 + 8));
    const auto at = [&](int x, int y) {
        return picture.grey[static_cast<std::size_t>(y * picture.side_px + x)];
    };
    EXPECT_EQ(at(11, 11), 255);
    EXPECT_EQ(at(12, 12), 0) << "a finder pattern is in the corner";
}

TEST(Qr, ThePngIsReadAgain)
{
    const auto png = qr_png(token);
    ASSERT_TRUE(png.has_value());
    const auto decoded = decode(*png, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(read_qr(decoded->image.view())->front(), token);
}

/// Paints the SVG's runs, one pixel a module.
QrPicture painted(const std::string& svg, int side)
{
    QrPicture picture{side, std::vector<std::uint8_t>(static_cast<std::size_t>(side * side), 255)};
    const std::regex run(R"(M(\d+) (\d+)h(\d+)v1h-\d+z)");
    for (std::sregex_iterator i(svg.begin(), svg.end(), run), end; i != end; ++i)
        for (int x = 0; x < std::stoi((*i)[3]); ++x)
            picture.grey[static_cast<std::size_t>(std::stoi((*i)[2]) * side + std::stoi((*i)[1]) + x)] = 0;
    return picture;
}

TEST(Qr, TheSvgHasTheSameModules)
{
    const auto svg = qr_svg(token, {QrLevel::Medium, 8, 4}).value();
    const auto picture = drawn(token, {QrLevel::Medium, 1, 4});
    EXPECT_EQ(painted(svg, picture.side_px).grey, picture.grey);
    EXPECT_NE(svg.find("width=\"" + std::to_string(8 * picture.side_px) + "\""), std::string::npos);
    EXPECT_EQ(svg.find("TC1"), std::string::npos);
}

} // namespace
} // namespace tucai::image
