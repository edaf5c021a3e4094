#include "collect/review/reasons.h"
#include "collect/review/review_for_tests.h"

#include <gmock/gmock.h>

#include <set>
#include <thread>

namespace tucai::collect {
namespace {

class ReviewsTest : public ReviewTest {
protected:
    ReviewsTest()
    {
        begin(phone);
        submitted = submit(phone, "pass - a");
    }

    DeviceGrant phone = add_student("s-1");
    PhotoRow submitted;
};

TEST_F(ReviewsTest, AnAcceptanceEndsTheWay)
{
    const auto decided = decide(office, acceptance(submitted.id));
    EXPECT_EQ(decided.photo.state, PhotoState::SchoolOk);
    EXPECT_FALSE(decided.awaits_second);
    EXPECT_EQ(state_of("s-1"), "accepted");
    EXPECT_EQ(code_state("s-1"), "used");
    EXPECT_EQ(teller.told("s-1", TellKind::PhotoAccepted), 1);
    EXPECT_EQ(count("select count(*) as n from review_ticks"), 2);
    EXPECT_EQ(events("photo.school_accept") + events("student.accept") + events("code.used"), 3);
    EXPECT_TRUE(is_audit_whole());
}

TEST_F(ReviewsTest, AReturnHasReasonsAndADeadline)
{
    auto decision = rejection(submitted.id);
    decision.words = "左边的头发也请拢到耳后。";
    const auto decided = decide(office, decision);
    EXPECT_EQ(decided.photo.state, PhotoState::SchoolReturned);
    EXPECT_EQ(decided.photo.return_until_ms, clock_ms + 48LL * 3'600'000);
    EXPECT_EQ(state_of("s-1"), "returned");
    EXPECT_EQ(code_state("s-1"), "bound");
    EXPECT_EQ(teller.told("s-1", TellKind::PhotoReturned), 1);
    EXPECT_EQ(dump().find("耳后"), std::string::npos) << "words are sealed";
}

TEST_F(ReviewsTest, WhatADecisionLacksIsNamed)
{
    auto decision = acceptance(submitted.id);
    decision.ticks.pop_back();
    EXPECT_EQ(decide_error(office, decision), ErrorCode::TicksMissing);
    decision = acceptance(submitted.id);
    decision.ticks[0].answer = TickAnswer::Bad;
    EXPECT_EQ(decide_error(office, decision), ErrorCode::InvalidInput);
    decision.ticks[0].answer = TickAnswer::Exempt;
    EXPECT_EQ(decide_error(office, decision), ErrorCode::InvalidInput) << "nothing exempts";
    decision = acceptance(submitted.id);
    decision.ticks.push_back({"light.uniform", TickAnswer::Good});
    EXPECT_EQ(decide_error(office, decision), ErrorCode::InvalidInput) << "the machine has assessed that";
    decision = rejection(submitted.id);
    decision.reasons = {};
    EXPECT_EQ(decide_error(office, decision), ErrorCode::ReasonMissing);
    EXPECT_EQ(decide_error(office, rejection(submitted.id, "looks.bad")), ErrorCode::InvalidInput);
    EXPECT_EQ(decide_error(office, rejection(submitted.id, "other")), ErrorCode::ReasonMissing);
    decision = rejection(submitted.id);
    decision.until_ms = clock_ms;
    EXPECT_EQ(decide_error(office, decision), ErrorCode::InvalidInput);
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(ReviewsTest, OnlyWhoseStepItIsDecidesAndNobodyElseLearnsAnything)
{
    EXPECT_EQ(decide_error(assistant, acceptance(submitted.id)), ErrorCode::Denied);
    EXPECT_EQ(decide_error(admin, acceptance(submitted.id)), ErrorCode::Denied);
    EXPECT_EQ(decide_error(other_office, acceptance(submitted.id)), ErrorCode::NotFound);
    EXPECT_EQ(decide_error(centre, acceptance(submitted.id)), ErrorCode::NotFound);
    EXPECT_EQ(decide_error(centre_inside, acceptance(submitted.id)), ErrorCode::StateNotAllowed)
        << "this batch has no review by the centre";
    EXPECT_EQ(reviews.undo(other_office, "x").error().code, ErrorCode::NotFound);
    EXPECT_EQ(reviews.reset(centre_inside, {}).error().code, ErrorCode::Denied);
}

TEST_F(ReviewsTest, OfTwoClerksAtOnceOneDecides)
{
    const auto accept = acceptance(submitted.id);
    const auto reject = rejection(submitted.id);
    std::vector<Result<Decided>> results(2, fail(ErrorCode::Internal, ""));
    {
        const std::jthread one([&] { results[0] = reviews.decide(office, accept); });
        const std::jthread two([&] { results[1] = reviews.decide(second_clerk, reject); });
    }
    ASSERT_NE(results[0].has_value(), results[1].has_value());
    const auto& loser = results[0] ? results[1] : results[0];
    EXPECT_EQ(loser.error().code, ErrorCode::VersionStale);
    EXPECT_EQ(count("select count(*) as n from reviews"), 1);
}

TEST_F(ReviewsTest, APhotoWithoutStandardPhotoIsReturnedOnly)
{
    const auto other = add_student("s-2");
    begin(other);
    const auto unframed = submit(other, "refuse frame.space b", Submission::PersonAsked);
    EXPECT_EQ(decide_error(office, acceptance(unframed.id)), ErrorCode::PhotoNotMade);
    decide(office, rejection(unframed.id, "frame.far"));
    EXPECT_EQ(state_of("s-2"), "returned");
    EXPECT_EQ(count("select count(*) as n from help_requests where state = 'open'"), 0);
}

TEST_F(ReviewsTest, APersonMayAcceptWhatTheMachineRefusedWhenAsked)
{
    const auto other = add_student("s-2");
    begin(other);
    const auto refused = submit(other, "refuse light.uniform b", Submission::PersonAsked);
    decide(office, acceptance(refused.id));
    EXPECT_EQ(state_of("s-2"), "accepted");
}

TEST_F(ReviewsTest, AnUndoLeadsBackToWhatTheMachineSaid)
{
    const auto accepted = decide(office, acceptance(submitted.id));
    EXPECT_EQ(reviews.undo(second_clerk, accepted.review).error().code, ErrorCode::Denied);
    EXPECT_EQ(reviews.undo(office, accepted.review)->state, PhotoState::MachineOk);
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(code_state("s-1"), "bound");
    EXPECT_EQ(teller.told("s-1", TellKind::DecisionUndone), 1);
    EXPECT_EQ(reviews.undo(office, accepted.review).error().code, ErrorCode::UndoTooLate) << "once";
    const auto returned = decide(office, rejection(submitted.id));
    const auto photo = reviews.undo(office, returned.review);
    EXPECT_FALSE(photo->return_until_ms);
    EXPECT_EQ(state_of("s-1"), "submitted");
    decide(office, acceptance(submitted.id));
    EXPECT_EQ(state_of("s-1"), "accepted");
    EXPECT_EQ(events("photo.undo"), 2);
    EXPECT_TRUE(is_audit_whole());
}

TEST_F(ReviewsTest, AnUndoEndsWhenSomethingFollowed)
{
    const auto returned = decide(office, rejection(submitted.id));
    begin(phone);
    EXPECT_EQ(reviews.undo(office, returned.review).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(state_of("s-1"), "capturing");
}

TEST_F(ReviewsTest, AnUndoEndsWithTimeAndWithTheDecisionsThatCameAfter)
{
    ASSERT_TRUE(set_threshold(means, office, Threshold::ReviewUndoLast, 1));
    const auto first = decide(office, acceptance(submitted.id));
    const auto other = add_student("s-2");
    begin(other);
    const auto second_photo = submit(other, "pass - b");
    clock_ms += 1000;
    const auto second = decide(office, acceptance(second_photo.id));
    EXPECT_EQ(reviews.undo(office, first.review).error().code, ErrorCode::UndoTooLate);
    clock_ms += 720 * 60'000;
    EXPECT_TRUE(reviews.undo(office, second.review));
    decide(office, acceptance(second_photo.id));
    const auto again = reviews.undo(office, first.review);
    EXPECT_EQ(again.error().code, ErrorCode::UndoTooLate);
}

TEST_F(ReviewsTest, TheOfficeResetsAnAcceptedPhotoAndTheStudentShootsAgain)
{
    auto reset = rejection(submitted.id);
    reset.decision = ReviewDecision::Reset;
    EXPECT_EQ(reviews.reset(office, reset).error().code, ErrorCode::StateNotAllowed) << "not accepted yet";
    decide(office, acceptance(submitted.id));
    reset.version = photo(submitted.id).version;
    const auto done = reviews.reset(office, reset);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->photo.state, PhotoState::SchoolReturned);
    EXPECT_EQ(state_of("s-1"), "returned");
    EXPECT_EQ(code_state("s-1"), "bound");
    EXPECT_EQ(teller.told("s-1", TellKind::PhotoReset), 1);
    EXPECT_EQ(reviews.undo(office, done->review).error().code, ErrorCode::StateNotAllowed);
    begin(phone);
    submit(phone, "pass - b");
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(ReviewsTest, AnExemptionIsTickedAndKept)
{
    NewExemption exemption;
    exemption.student = "s-1";
    exemption.reason_class = ExemptionClass::Cultural;
    exemption.rules = {"makeup.visible"};
    exemption.reason = "成年礼";
    exemption.ends_ms = clock_ms + 1'000'000;
    const auto id = *exemptions.approve(office, exemption);
    auto decision = acceptance(submitted.id);
    decision.ticks[1].answer = TickAnswer::Exempt;
    decide(office, decision);
    EXPECT_EQ(
        count("select count(*) as n from review_ticks where answer = 'exempt' and exemption = $1", {id}), 1);
}

class TwoPersonsTest : public ReviewTest {
protected:
    TwoPersonsTest()
    {
        put("update batch_steps set persons = 2");
        begin(phone);
        submitted = submit(phone, "pass - a");
    }

    DeviceGrant phone = add_student("s-1");
    PhotoRow submitted;
};

TEST_F(TwoPersonsTest, TwoDifferentOnesAccept)
{
    EXPECT_TRUE(decide(office, acceptance(submitted.id)).awaits_second);
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(decide_error(office, acceptance(submitted.id)), ErrorCode::SamePerson);
    EXPECT_EQ(desk.look(second_clerk, submitted.id)->first_reviewer, office.person);
    EXPECT_FALSE(decide(second_clerk, acceptance(submitted.id)).awaits_second);
    EXPECT_EQ(state_of("s-1"), "accepted");
    EXPECT_EQ(count("select count(*) as n from reviews where place = 2"), 1);
}

TEST_F(TwoPersonsTest, OneIsEnoughToReturn)
{
    decide(office, acceptance(submitted.id));
    decide(second_clerk, rejection(submitted.id));
    EXPECT_EQ(state_of("s-1"), "returned");
}

TEST_F(TwoPersonsTest, TheFirstTakesTheAcceptanceBackAndTheSecondBecomesTheFirst)
{
    const auto first = decide(office, acceptance(submitted.id));
    ASSERT_TRUE(reviews.undo(office, first.review));
    EXPECT_TRUE(decide(second_clerk, acceptance(submitted.id)).awaits_second);
    const auto second = decide(office, acceptance(submitted.id));
    EXPECT_EQ(state_of("s-1"), "accepted");
    ASSERT_TRUE(reviews.undo(office, second.review));
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(desk.look(office, submitted.id)->first_reviewer, second_clerk.person) << "still the first";
}

TEST_F(TwoPersonsTest, AStudentWhoTakesThePhotoBackTakesTheFirstAcceptanceAlong)
{
    decide(office, acceptance(submitted.id));
    ASSERT_TRUE(choosing.take_back(phone));
    begin(phone);
    const auto second = submit(phone, "pass - b");
    EXPECT_TRUE(decide(office, acceptance(second.id)).awaits_second);
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST(ReturnReasons, SayBothLanguagesAndOneThingToDo)
{
    std::set<std::string_view> codes;
    for (const auto& reason : return_reasons()) {
        EXPECT_TRUE(codes.insert(reason.code).second) << reason.code;
        EXPECT_FALSE(reason.zh.empty() || reason.en.empty() || reason.fix.empty()) << reason.code;
        EXPECT_TRUE(reason.zh.ends_with("。") && reason.en.ends_with(".")) << reason.code;
        EXPECT_EQ(find_reason(reason.code), &reason);
    }
    EXPECT_EQ(find_reason("no.such"), nullptr);
}

} // namespace
} // namespace tucai::collect
