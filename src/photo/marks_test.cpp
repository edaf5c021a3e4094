#include "photo/marks.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::photo {
namespace {

rules::Finding finding(rules::Verdict verdict, std::optional<base::Box> region)
{
    rules::Finding found;
    found.verdict = verdict;
    found.region = region;
    return found;
}

bool lies_in(const base::Box& box, const base::Box& bounds)
{
    return box.x >= bounds.x && box.y >= bounds.y && box.right() <= bounds.right() &&
           box.bottom() <= bounds.bottom();
}

TEST(Marks, RegionsThatNearlyCoincideAreOnePlaceWithTheWorstVerdict)
{
    const auto one = finding(rules::Verdict::Ask, base::Box{10, 10, 100, 100});
    const auto two = finding(rules::Verdict::Refuse, base::Box{12, 11, 100, 100});
    const auto three = finding(rules::Verdict::Ask, base::Box{300, 10, 100, 100});
    const auto marks = marks_of({&one, &two, &three});
    ASSERT_EQ(marks.size(), 2U);
    EXPECT_EQ(marks[0].numbers, (std::vector<int>{1, 2}));
    EXPECT_EQ(marks[0].verdict, rules::Verdict::Refuse);
    EXPECT_EQ(marks[1].numbers, (std::vector<int>{3}));
}

TEST(Marks, WhatHasNoRegionKeepsItsNumberAndHasNoPlace)
{
    const auto one = finding(rules::Verdict::Ask, std::nullopt);
    const auto two = finding(rules::Verdict::Ask, base::Box{0, 0, 0, 5});
    const auto three = finding(rules::Verdict::Ask, base::Box{0, 0, 5, 5});
    const auto marks = marks_of({&one, &two, &three});
    ASSERT_EQ(marks.size(), 1U);
    EXPECT_EQ(marks[0].numbers, (std::vector<int>{3}));
}

TEST(Placer, TakesTheFirstFreeOfTheWantedPlaces)
{
    Placer placer({0, 0, 200, 100});
    placer.block({0, 0, 50, 50});
    EXPECT_EQ(placer.place({{10, 10, 20, 20}, {60, 10, 20, 20}}), (base::Box{60, 10, 20, 20}));
}

TEST(Placer, SparesAPlaceWhileThereIsRoomElsewhere)
{
    Placer placer({0, 0, 100, 20});
    placer.spare({0, 0, 60, 20});
    EXPECT_GT(placer.place({{0, 0, 20, 20}}).x, 59.9);
    placer.place({{80, 0, 20, 20}});
    EXPECT_LT(placer.place({{80, 0, 20, 20}}).x, 80) << "no room elsewhere";
}

TEST(Placer, WhereNothingIsFreeTheLabelStillLiesInside)
{
    Placer placer({0, 0, 30, 30});
    placer.block({0, 0, 30, 30});
    EXPECT_EQ(placer.place({{-5, 40, 20, 20}}), (base::Box{0, 10, 20, 20}));
}

RC_GTEST_PROP(Placer, LabelsStayInsideAndLieOnNoOther, ())
{
    const base::Box bounds{0, 0, 1000, 1000};
    Placer placer(bounds);
    std::vector<base::Box> placed;
    const auto count = *rc::gen::inRange(1, 40);
    for (int i = 0; i < count; ++i) {
        const base::Box region{*rc::gen::inRange(-100, 1100) * 1.0, *rc::gen::inRange(-100, 1100) * 1.0,
                               *rc::gen::inRange(1, 900) * 1.0, *rc::gen::inRange(1, 900) * 1.0};
        const auto box = placer.place(places_around(region, *rc::gen::inRange(10, 90), 38));
        RC_ASSERT(lies_in(box, bounds));
        for (const auto& other : placed)
            RC_ASSERT(!overlap(box, other));
        placed.push_back(box);
    }
}

} // namespace
} // namespace tucai::photo
