#include "measure/head_box.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <utility>

namespace tucai::measure {
namespace {

/// A head as the 480x640 graduate photo wants it; each test bends one thing.
HeadPoints good_head()
{
    return {80, {185, 250}, {295, 252}, {130, 300}, {350, 300}, {240, 420}};
}

TEST(HeadBox, MeasuresWhatIsThere)
{
    const auto box = measure_head_box(good_head());
    ASSERT_TRUE(box.has_value());
    EXPECT_EQ(box->hair_top_px, 80);
    EXPECT_EQ(box->eye_line_px, 251);
    EXPECT_EQ(box->face_width_px, 220);
    EXPECT_EQ(box->centre_px, 240);
    EXPECT_NEAR(box->inter_eye_px, 110.02, 0.01);
    EXPECT_EQ(box->chin_px, 420);
    EXPECT_EQ(box->head_height_px, 340);
}

TEST(HeadBox, RefusesPointsThatCross)
{
    using Bend = void (*)(HeadPoints&);
    const Bend bends[] = {
        [](HeadPoints& head) { head.hair_top_y = 260; },
        [](HeadPoints& head) { head.hair_top_y = 251; },
        [](HeadPoints& head) { std::swap(head.left_cheek, head.right_cheek); },
        [](HeadPoints& head) { head.left_cheek.x = head.right_cheek.x; },
        [](HeadPoints& head) { std::swap(head.left_eye, head.right_eye); },
        [](HeadPoints& head) { head.chin.y = 100; },
    };
    for (const auto& bend : bends) {
        auto head = good_head();
        bend(head);
        const auto box = measure_head_box(head);
        ASSERT_FALSE(box.has_value()) << &bend - &bends[0];
        EXPECT_EQ(box.error().code, ErrorCode::InvalidInput);
    }
}

TEST(HeadBox, RefusesWhatIsNoNumber)
{
    double HeadPoints::*const top = &HeadPoints::hair_top_y;
    base::Point HeadPoints::*const points[] = {&HeadPoints::left_eye, &HeadPoints::right_eye,
                                               &HeadPoints::left_cheek, &HeadPoints::right_cheek,
                                               &HeadPoints::chin};
    for (const double wrong : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        auto head = good_head();
        head.*top = wrong;
        EXPECT_FALSE(measure_head_box(head).has_value());
        for (const auto point : points)
            for (const bool is_x : {true, false}) {
                head = good_head();
                (is_x ? (head.*point).x : (head.*point).y) = wrong;
                EXPECT_FALSE(measure_head_box(head).has_value());
            }
    }
}

TEST(HeadBox, HairAboveThePictureIsANegativeTop)
{
    auto head = good_head();
    head.hair_top_y = -12;
    EXPECT_EQ(measure_head_box(head)->hair_top_px, -12);
}

RC_GTEST_PROP(HeadBox, MovingTheHeadSidewaysMovesTheCentreOnly, ())
{
    auto head = good_head();
    const int dx = *rc::gen::inRange(-200, 200);
    const auto before = measure_head_box(head);
    for (auto* p : {&head.left_eye, &head.right_eye, &head.left_cheek, &head.right_cheek, &head.chin})
        p->x += dx;
    const auto after = measure_head_box(head);
    RC_ASSERT(after->face_width_px == before->face_width_px);
    RC_ASSERT(after->eye_line_px == before->eye_line_px);
    RC_ASSERT(after->centre_px == before->centre_px + dx);
}

RC_GTEST_PROP(HeadBox, LengthsScaleWithThePicture, ())
{
    const auto before = measure_head_box(good_head());
    auto head = good_head();
    const double scale = *rc::gen::inRange(1, 800) / 100.0;
    const int dy = *rc::gen::inRange(-200, 200);
    head.hair_top_y = scale * head.hair_top_y + dy;
    for (auto* p : {&head.left_eye, &head.right_eye, &head.left_cheek, &head.right_cheek, &head.chin})
        *p = {scale * p->x, scale * p->y + dy};
    const auto after = measure_head_box(head);
    RC_ASSERT(after.has_value());
    const auto is_near = [](double a, double b) { return std::abs(a - b) < 1e-9 * (1 + std::abs(b)); };
    RC_ASSERT(is_near(after->hair_top_px, scale * before->hair_top_px + dy));
    RC_ASSERT(is_near(after->eye_line_px, scale * before->eye_line_px + dy));
    RC_ASSERT(is_near(after->chin_px, scale * before->chin_px + dy));
    RC_ASSERT(is_near(after->face_width_px, scale * before->face_width_px));
    RC_ASSERT(is_near(after->centre_px, scale * before->centre_px));
    RC_ASSERT(is_near(after->inter_eye_px, scale * before->inter_eye_px));
    RC_ASSERT(is_near(after->head_height_px, scale * before->head_height_px));
}

} // namespace
} // namespace tucai::measure
