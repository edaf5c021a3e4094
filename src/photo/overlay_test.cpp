#include "image/decode.h"
#include "photo/outcomes_for_tests.h"
#include "photo/overlay.h"
#include "photo/overlay_panel.h"
#include "photo/overlay_shot.h"

#include <gtest/gtest.h>

#include <thread>

namespace tucai::photo {
namespace {

using rules::Language;

const rules::Profile& xueli()
{
    static const rules::Profile profile = *rules::load_profile(TUCAI_SOURCE_DIR "/rules", "xueli-2017");
    return profile;
}

image::Image picture_of(const std::vector<std::uint8_t>& png)
{
    return image::decode(png, {}).value().image;
}

Outcome failing_outcome(int width, int height, int refused = 3, int asked = 3)
{
    auto outcome = plain_outcome(width, height);
    outcome.report.findings = many_findings(refused, asked, width, height);
    return outcome;
}

bool lies_in(const base::Box& box, const base::Box& bounds)
{
    return box.x >= bounds.x && box.y >= bounds.y && box.right() <= bounds.right() &&
           box.bottom() <= bounds.bottom();
}

/// Sources of phones, landscape ones, tiny and long ones.
const std::vector<std::pair<int, int>>& sizes()
{
    static const std::vector<std::pair<int, int>> list = {{600, 800},   {800, 600},   {1200, 1600},
                                                          {1600, 1200}, {200, 200},   {150, 200},
                                                          {3000, 400},  {1600, 1600}, {400, 1600}};
    return list;
}

TEST(Overlay, LabelsAndNumbersStayInsideAndLieOnNoOther)
{
    for (const auto language : {Language::Chinese, Language::English})
        for (const auto& [width, height] : sizes()) {
            const auto outcome = failing_outcome(width, height);
            const Typesetter type(language);
            const auto view = view_of(outcome, xueli(), 1500, 1200);
            const ShotDrawing shot(outcome, xueli(), language, view, type);
            auto boxes = shot.labels();
            boxes.insert(boxes.end(), shot.badges().begin(), shot.badges().end());
            EXPECT_EQ(shot.labels().size(), 4U);
            EXPECT_FALSE(shot.badges().empty());
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                EXPECT_TRUE(lies_in(boxes[i], view.area)) << width << " x " << height << ": " << i;
                for (std::size_t k = 0; k < i && height > width / 4; ++k)
                    EXPECT_FALSE(overlap(boxes[i], boxes[k]))
                        << width << " x " << height << ": " << i << ", " << k;
            }
        }
}

TEST(Overlay, TheWholeShotIsShownWithWhatOfTheFrameLiesBeyond)
{
    auto outcome = plain_outcome(600, 800);
    outcome.frame->to_photo = {1, 30, 0}; // 30 px left of the shot
    const auto view = view_of(outcome, xueli(), 1500, 1200);
    EXPECT_NEAR(view.shot.width / view.shot.height, 0.75, 1e-9);
    EXPECT_NEAR(view.shot.x, 30 * view.to_canvas.scale, 1e-6);
    ASSERT_TRUE(view.frame.has_value());
    EXPECT_NEAR(view.frame->x, 0, 1e-6);
    EXPECT_LE(view.area.width, 1500);
    EXPECT_LE(view.area.height, 1200 + 1e-9);
}

TEST(Overlay, BandsLieWhereTheProfileWantsThem)
{
    const auto outcome = plain_outcome(600, 800);
    const auto view = view_of(outcome, xueli(), 1500, 1200);
    const auto bands = band_rules(outcome, xueli(), view, Language::English);
    ASSERT_EQ(bands.size(), 4U);
    EXPECT_NEAR(bands[0].band.y, view.frame->y + 50 * view.photo_px, 1e-6);
    EXPECT_NEAR(bands[0].band.height, 60 * view.photo_px, 1e-6);
    EXPECT_NEAR(bands[1].from.y, view.frame->y + 250 * view.photo_px, 1e-6);
    EXPECT_NEAR(bands[2].to.x - bands[2].from.x, 230 * view.photo_px, 1e-6);
    EXPECT_EQ(bands[0].label, "Hair top 75 px (50–110 wanted)");
    for (const auto& band : bands)
        EXPECT_EQ(band.verdict, rules::Verdict::Pass);
}

TEST(Overlay, ALengthNearItsBandsEdgeAsksAsItsRuleDoes)
{
    auto outcome = plain_outcome(600, 800);
    outcome.frame->head.eye_line_px = 296;
    outcome.frame->head.face_width_px = 320;
    const auto view = view_of(outcome, xueli(), 1500, 1200);
    const auto bands = band_rules(outcome, xueli(), view, Language::English);
    EXPECT_EQ(bands[1].verdict, rules::Verdict::Ask);
    EXPECT_EQ(bands[1].label, "Eye line 296 px (208–292 wanted)");
    EXPECT_EQ(bands[2].verdict, rules::Verdict::Refuse);
    EXPECT_EQ(bands[2].label, "Face width 320 px (180–300 wanted)");
}

TEST(Overlay, EachFindingHasABlockWithItsWords)
{
    const auto outcome = failing_outcome(600, 800, 2, 4);
    const Typesetter type(Language::Chinese);
    // The verdict, six findings, the counts and the key.
    EXPECT_EQ(panel_blocks(outcome, xueli(), Language::Chinese, type, 600).size(), 9U);
}

TEST(Flow, BlocksWrapIntoColumnsWithoutOverlap)
{
    const auto slots = flow({400, 400, 400, 1500, 100}, 1000, 20);
    const std::vector<std::pair<int, double>> wanted = {{0, 0}, {0, 420}, {1, 0}, {2, 0}, {3, 0}};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        EXPECT_EQ(slots[i].column, wanted[i].first) << i;
        EXPECT_EQ(slots[i].y, wanted[i].second) << i;
    }
    EXPECT_TRUE(flow({}, 100, 10).empty());
}

TEST(Overlay, ManyFindingsMakeItWiderNotUnreadable)
{
    const auto few =
        picture_of(draw_overlay(failing_outcome(600, 800, 1, 1), xueli(), Language::Chinese).value());
    const auto many =
        picture_of(draw_overlay(failing_outcome(600, 800, 20, 20), xueli(), Language::Chinese).value());
    EXPECT_EQ(few.height, 1200);
    EXPECT_EQ(many.height, 1200);
    EXPECT_GT(many.width, few.width + 1000);
}

TEST(Overlay, AnErrorIsThePictureWithItsSentence)
{
    auto outcome = plain_outcome(600, 800);
    outcome.frame.reset();
    outcome.report.face.reset();
    outcome.report.error = Error{ErrorCode::PortraitNoFace, "No face was found."};
    const auto picture = picture_of(draw_overlay(outcome, xueli(), Language::Chinese).value());
    EXPECT_EQ(picture.height, 1200);
    EXPECT_EQ(picture.row(600)[3 * 450], 120) << "the shot itself";
}

TEST(Overlay, WithoutPixelsThereIsNone)
{
    const auto none = draw_overlay(Outcome{}, xueli(), Language::English);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().code, ErrorCode::InvalidInput);
}

TEST(Overlay, NamesOfAnyScriptAndBadBytesAreDrawn)
{
    auto outcome = plain_outcome(200, 200);
    for (const std::string name : {"مريم.jpg", "Ёлка.jpg", "\xFF\xFE bad.jpg", "a\nb\tc.jpg", "𠮷野家.jpg"}) {
        outcome.report.file = name;
        EXPECT_TRUE(draw_overlay(outcome, xueli(), Language::English).has_value()) << name;
    }
}

TEST(Overlay, SameBytesOnAnyThread)
{
    const auto outcome = failing_outcome(600, 800);
    const auto alone = draw_overlay(outcome, xueli(), Language::Chinese).value();
    std::vector<std::vector<std::uint8_t>> drawn(6);
    {
        std::vector<std::jthread> threads;
        for (auto& one : drawn)
            threads.emplace_back([&] { one = draw_overlay(outcome, xueli(), Language::Chinese).value(); });
    }
    for (const auto& one : drawn)
        EXPECT_TRUE(one == alone);
}

} // namespace
} // namespace tucai::photo
