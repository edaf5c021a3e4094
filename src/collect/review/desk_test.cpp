#include "collect/review/review_for_tests.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

class DeskTest : public ReviewTest {
protected:
    PhotoRow add(const std::string& student, const std::string& picture,
                 Submission how = Submission::Confirmed, const std::string& reference = "")
    {
        const auto phone = add_student(student);
        if (!reference.empty())
            add_reference(student, reference);
        begin(phone);
        auto photo = submit(phone, picture, how);
        clock_ms += 1000;
        return photo;
    }
    std::vector<std::string> queue(const Scope& scope, QueueFilter filter = QueueFilter::All) const
    {
        const auto page = desk.queue(scope, "batch-9", filter, "", 100);
        EXPECT_TRUE(page) << page.error().message;
        std::vector<std::string> students;
        for (const auto& item : page->items)
            students.push_back(item.student);
        return students;
    }
    using List = std::vector<std::string>;
};

TEST_F(DeskTest, TheQueueHasEachReasonForBeingLookedAt)
{
    add("s-ok", "pass - a");
    add("s-ask", "ask clothes.colour b");
    add("s-help", "refuse light.uniform c", Submission::PersonAsked);
    add("s-diff", "pass - d", Submission::Confirmed, "different");
    EXPECT_EQ(queue(office), (List{"s-ok", "s-ask", "s-help", "s-diff"}));
    EXPECT_EQ(queue(office, QueueFilter::Ask), (List{"s-ask", "s-help"}));
    EXPECT_EQ(queue(office, QueueFilter::Help), List{"s-help"});
    EXPECT_EQ(queue(office, QueueFilter::Comparison), List{"s-diff"});
    EXPECT_EQ(queue(office, QueueFilter::Suspicion), List{"s-diff"});
    EXPECT_EQ(queue(office, QueueFilter::Unassessed).size(), 4U);
    EXPECT_EQ(queue(centre_inside), List{}) << "the batch has no step of the centre";
    EXPECT_EQ(queue(other_office), List{});
    EXPECT_EQ(desk.queue(registry, "batch-9", QueueFilter::All, "", 9).error().code, ErrorCode::Denied);
}

TEST_F(DeskTest, PagesFollowEachOtherWithoutGapsWhateverIsDecided)
{
    for (int i = 0; i < 5; ++i)
        add("s-" + std::to_string(i), "pass - " + std::to_string(i));
    const auto first = *desk.queue(office, "batch-9", QueueFilter::All, "", 2);
    ASSERT_EQ(first.items.size(), 2U);
    decide(office, acceptance(first.items[1].photo));
    const auto second = *desk.queue(office, "batch-9", QueueFilter::All, first.next, 2);
    EXPECT_EQ(second.items[0].student, "s-2");
    const auto third = *desk.queue(office, "batch-9", QueueFilter::All, second.next, 2);
    EXPECT_EQ(third.items.size(), 1U);
    EXPECT_TRUE(third.next.empty());
    for (const auto* cursor : {"x", "1", ".a", "1.", "1x.a", "1.ü"})
        EXPECT_EQ(desk.queue(office, "batch-9", QueueFilter::All, cursor, 2).error().code,
                  ErrorCode::InvalidInput)
            << cursor;
}

TEST_F(DeskTest, AssistantsSeeTheirCollegeAndDecideNothing)
{
    put("insert into colleges (tenant, id, name, code, created_ms) values ('school-1', 'college-1', 'x', '', "
        "0)");
    const auto mine = add("s-1", "pass - a");
    add("s-2", "pass - b");
    put("update students set college = 'college-1' where id = 's-1'");
    EXPECT_EQ(queue(assistant), List{"s-1"});
    EXPECT_EQ(desk.look(assistant, mine.id).error().code, ErrorCode::Denied);
}

TEST_F(DeskTest, TheCentreSeesWhatTheSchoolHasAccepted)
{
    add_step("centre", 1);
    const auto photo = add("s-1", "pass - a");
    EXPECT_EQ(queue(centre_inside), List{});
    decide(office, acceptance(photo.id));
    EXPECT_EQ(queue(office), List{});
    EXPECT_EQ(queue(centre_inside), List{"s-1"});
    EXPECT_EQ(state_of("s-1"), "submitted") << "the last step has not decided";
    const auto shown = *desk.look(centre_inside, photo.id);
    ASSERT_EQ(shown.ticks.size(), 2U);
    EXPECT_EQ(shown.ticks[0].answer, TickAnswer::Good) << "as the school ticked it";
    NewDecision decision = acceptance(photo.id);
    decision.ticks = {};
    decide(centre_inside, decision);
    EXPECT_EQ(state_of("s-1"), "accepted");
}

TEST_F(DeskTest, OneStructHoldsWhatTheDeskShows)
{
    const auto photo = add("s-1", "ask clothes.colour a", Submission::Confirmed, "uncertain");
    NewExemption exemption;
    exemption.student = "s-1";
    exemption.rules = {"glasses.habitual"};
    exemption.reason = "眼伤";
    exemption.ends_ms = clock_ms + 1'000'000;
    const auto id = *exemptions.approve(office, exemption);
    const auto shown = *desk.look(office, photo.id);
    EXPECT_EQ(shown.photo.version, photo.version);
    EXPECT_EQ(shown.code_number, "s-1");
    EXPECT_EQ(shown.masked_name, "张*");
    EXPECT_EQ(shown.findings, List{"clothes.colour"});
    EXPECT_THAT(shown.reports, testing::HasSubstr("tucai.report/1"));
    ASSERT_EQ(shown.ticks.size(), 2U);
    EXPECT_EQ(shown.ticks[0].exemption, id);
    EXPECT_EQ(shown.ticks[1].exemption, "");
    EXPECT_EQ(shown.comparison->likeness, FaceLikeness::Uncertain);
    EXPECT_TRUE(shown.comparison_is_agreed);
    EXPECT_TRUE(shown.has_reference);
    EXPECT_EQ(events("photo.seen"), 1);
}

TEST_F(DeskTest, WhoElseLooksIsSeenForAMinute)
{
    const auto photo = add("s-1", "pass - a");
    EXPECT_EQ(desk.look(office, photo.id)->also_looking, List{});
    EXPECT_EQ(desk.look(second_clerk, photo.id)->also_looking, List{office.person});
    clock_ms += 60'000;
    EXPECT_EQ(desk.look(second_clerk, photo.id)->also_looking, List{});
}

TEST_F(DeskTest, PicturesAreForReviewersOfThatSchool)
{
    const auto photo = add("s-1", "pass - a", Submission::Confirmed, "same");
    EXPECT_EQ(desk.picture(office, photo.id, DeskPicture::Shot), bytes_of("pass - a"));
    EXPECT_EQ(desk.picture(office, photo.id, DeskPicture::Photo), bytes_of("standard photo of pass - a"));
    EXPECT_EQ(desk.picture(office, photo.id, DeskPicture::Reference), bytes_of("same"));
    EXPECT_EQ(desk.picture(other_office, photo.id, DeskPicture::Shot).error().code, ErrorCode::NotFound);
    EXPECT_EQ(desk.picture(admin, photo.id, DeskPicture::Shot).error().code, ErrorCode::Denied);
    EXPECT_EQ(desk.look(other_office, photo.id).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(keys.destroy_person_key("s-1"));
    EXPECT_EQ(desk.picture(office, photo.id, DeskPicture::Shot).error().code, ErrorCode::KeyDestroyed);
    EXPECT_EQ(desk.look(office, photo.id)->reports, "") << "the desk says what is left";
}

TEST_F(DeskTest, WhatWasNotSubmittedIsTheStudentsOwn)
{
    const auto phone = add_student("s-1");
    begin(phone);
    const auto shot = send(phone, "pass - a");
    work();
    const auto photo = choosing.findings(phone, shot)->photo;
    EXPECT_EQ(desk.look(office, photo).error().code, ErrorCode::NotFound);
    EXPECT_EQ(desk.picture(office, photo, DeskPicture::Shot).error().code, ErrorCode::NotFound);
}

TEST_F(DeskTest, APersonComparesWhereTheNetworkMayNot)
{
    const auto phone = add_student("s-1");
    add_reference("s-1", "same");
    consent(phone, ConsentKind::Comparison, ConsentAnswer::Refused);
    begin(phone);
    const auto photo = submit(phone, "pass - a");
    auto shown = *desk.look(office, photo.id);
    EXPECT_FALSE(shown.comparison_is_agreed);
    EXPECT_FALSE(shown.comparison);
    ASSERT_TRUE(desk.compare(office, photo.id, FaceLikeness::Same));
    shown = *desk.look(office, photo.id);
    EXPECT_EQ(shown.comparison->made_by, office.person);
    EXPECT_EQ(shown.comparison->likeness, FaceLikeness::Same);
}

} // namespace
} // namespace tucai::collect
