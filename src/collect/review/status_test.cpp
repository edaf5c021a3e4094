#include "collect/review/review_for_tests.h"
#include "collect/review/status.h"

namespace tucai::collect {
namespace {

class StatusTest : public ReviewTest {
protected:
    StatusTest()
    {
        begin(phone);
        submitted = submit(phone, "pass - a");
    }
    StudentStatus status() const
    {
        const auto found = student_status(means, phone);
        EXPECT_TRUE(found) << found.error().message;
        return found ? *found : StudentStatus{};
    }

    DeviceGrant phone = add_student("s-1");
    PhotoRow submitted;
};

TEST_F(StatusTest, AReturnIsReadWithReasonWordsAndDeadline)
{
    auto decision = rejection(submitted.id, "other");
    decision.words = "请摘下耳机。";
    const auto decided = decide(office, decision);
    const auto now = status();
    EXPECT_EQ(now.standing.state, StudentState::Returned);
    ASSERT_EQ(now.photos.size(), 1U);
    ASSERT_EQ(now.photos[0].returns.size(), 1U);
    EXPECT_EQ(now.photos[0].returns[0].reasons, std::vector<std::string>{"other"});
    EXPECT_EQ(now.photos[0].returns[0].words, "请摘下耳机。");
    EXPECT_EQ(now.photos[0].returns[0].until_ms, decided.photo.return_until_ms);
    EXPECT_EQ(now.window.returned_until_ms, decided.photo.return_until_ms);
    EXPECT_EQ(*desk.words(second_clerk, decided.review), "请摘下耳机。");
    EXPECT_EQ(desk.words(other_office, decided.review).error().code, ErrorCode::NotFound);
    EXPECT_EQ(desk.words(assistant, decided.review).error().code, ErrorCode::Denied);
}

TEST_F(StatusTest, WhatWasUndoneAndAFirstAcceptanceAreNotTold)
{
    const auto returned = decide(office, rejection(submitted.id));
    ASSERT_TRUE(reviews.undo(office, returned.review));
    EXPECT_TRUE(status().photos[0].returns.empty());
    put("update batch_steps set persons = 2");
    decide(office, acceptance(submitted.id));
    EXPECT_EQ(status().photos[0].row.state, PhotoState::MachineOk);
    EXPECT_EQ(status().standing.state, StudentState::Submitted);
}

TEST_F(StatusTest, AfterTheAcceptanceTheCodeOpensTheStatusStill)
{
    decide(office, acceptance(submitted.id));
    EXPECT_EQ(status().standing.state, StudentState::Accepted);
    EXPECT_EQ(status().code, CodeState::Used);
    put("update codes set state = 'revoked'");
    EXPECT_EQ(student_status(means, phone).error().code, ErrorCode::StateNotAllowed);
}

} // namespace
} // namespace tucai::collect
