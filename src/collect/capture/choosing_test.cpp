#include "collect/capture/capture_for_tests.h"
#include "collect/capture/likeness.h"
#include "collect/locks/thresholds.h"

#include <rapidcheck/gtest.h>

#include <thread>

namespace tucai::collect {
namespace {

class ChoosingTest : public CaptureTest {
protected:
    ChoosingTest() { begin(phone); }

    ErrorCode confirm_error(const std::string& shot, Submission how = Submission::Confirmed)
    {
        const auto photo = choosing.confirm(phone, shot, how);
        EXPECT_FALSE(photo);
        return photo ? ErrorCode::Internal : photo.error().code;
    }
    std::string judged(const std::string& picture)
    {
        const auto shot = send(phone, picture);
        work();
        return shot;
    }

    DeviceGrant phone = add_student("s-1");
};

TEST_F(ChoosingTest, OneOfSeveralShotsIsSubmittedAndItsStudentIsTold)
{
    judged("refuse light.uniform a");
    const auto good = judged("pass - b");
    judged("pass - c");
    const auto photo = *choosing.confirm(phone, good, Submission::Confirmed);
    EXPECT_EQ(photo.shot, good);
    EXPECT_EQ(photo.state, PhotoState::MachineOk);
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(teller.told("s-1", TellKind::PhotoSubmitted), 1);
    EXPECT_EQ(sessions.current(phone).error().code, ErrorCode::NotFound) << "the sitting is over";
    EXPECT_EQ(events("student.submit"), 1);
    EXPECT_EQ(events("capture.confirm"), 1);
    EXPECT_EQ(events("photo.submitted"), 1);
}

TEST_F(ChoosingTest, ARefusedShotGoesToAPersonOnlyByAsking)
{
    const auto refused = judged("refuse light.uniform a");
    EXPECT_EQ(confirm_error(refused), ErrorCode::StateNotAllowed);
    EXPECT_EQ(confirm_error(refused, Submission::None), ErrorCode::InvalidInput);
    EXPECT_TRUE(choosing.confirm(phone, refused, Submission::PersonAsked));
    EXPECT_EQ(count("select count(*) as n from help_requests where about = 'photo' and state = 'open'"), 1);
}

TEST_F(ChoosingTest, WhatIsNotJudgedCannotBeChosen)
{
    const auto waiting = send(phone, "pass - a");
    EXPECT_EQ(confirm_error(waiting), ErrorCode::StateNotAllowed);
    const auto ticket = *shots.expect(phone, {100, "", ShotSource::Camera});
    EXPECT_EQ(confirm_error(ticket.shot), ErrorCode::StateNotAllowed);
    EXPECT_EQ(confirm_error("nothing"), ErrorCode::NotFound);
}

TEST_F(ChoosingTest, TheSameChoiceAgainIsTheSamePhotoAndAnotherIsNone)
{
    const auto first = judged("pass - a");
    const auto second = judged("pass - b");
    const auto photo = *choosing.confirm(phone, first, Submission::Confirmed);
    EXPECT_EQ(choosing.confirm(phone, first, Submission::Confirmed)->id, photo.id);
    EXPECT_EQ(teller.told("s-1", TellKind::PhotoSubmitted), 1);
    EXPECT_EQ(confirm_error(second), ErrorCode::NotFound) << "no sitting runs";
}

TEST_F(ChoosingTest, OfTwoChoicesAtOnceOneIsTaken)
{
    const auto a = judged("pass - a");
    const auto b = judged("pass - b");
    std::vector<Result<PhotoRow>> results(2, fail(ErrorCode::Internal, ""));
    {
        const std::jthread one([&] { results[0] = choosing.confirm(phone, a, Submission::Confirmed); });
        const std::jthread two([&] { results[1] = choosing.confirm(phone, b, Submission::Confirmed); });
    }
    EXPECT_NE(results[0].has_value(), results[1].has_value());
    EXPECT_EQ(count("select count(*) as n from photos where submission <> 'none'"), 1);
    EXPECT_EQ(events("student.submit"), 1);
}

TEST_F(ChoosingTest, APhotoIsTakenBackWhileItWaits)
{
    const auto photo = submit(phone, "refuse light.uniform a", Submission::PersonAsked);
    EXPECT_TRUE(choosing.take_back(phone));
    EXPECT_EQ(state_of("s-1"), "capturing");
    EXPECT_EQ(this->photo(photo.id).submission, Submission::None);
    EXPECT_EQ(count("select count(*) as n from help_requests where state = 'open'"), 0);
    EXPECT_EQ(choosing.take_back(phone).error().code, ErrorCode::NotFound);
    begin(phone);
    const auto second = submit(phone, "pass - b");
    EXPECT_NE(second.id, photo.id);
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(ChoosingTest, APhotoThatCannotBeReplacedStays)
{
    submit(phone, "pass - a");
    clock_ms += 20LL * 24 * 3'600'000;
    EXPECT_EQ(choosing.take_back(phone).error().code, ErrorCode::WindowClosed);
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(ChoosingTest, AnotherStudentsPictureIsAFlagAndNoRefusal)
{
    submit(phone, "pass - a");
    const auto copier = add_student("s-2");
    begin(copier);
    const auto copy = submit(copier, "pass - a~5");
    EXPECT_EQ(state_of("s-2"), "submitted");
    EXPECT_EQ(count("select count(*) as n from violations where kind = 'duplicate' and student = 's-2' and "
                    "photo = $1 and state = 'raised'",
                    {copy.id}),
              1);
    const auto honest = add_student("s-3");
    begin(honest);
    submit(honest, "pass - another face");
    EXPECT_EQ(count("select count(*) as n from violations where student = 's-3'"), 0);
}

TEST_F(ChoosingTest, AShotThatNobodySubmittedAccusesNobody)
{
    judged("pass - a");
    const auto friend_phone = add_student("s-2");
    begin(friend_phone);
    submit(friend_phone, "pass - a");
    EXPECT_EQ(count("select count(*) as n from violations"), 0);
}

TEST_F(ChoosingTest, SignsOfEditingAreFlaggedWhenSubmitted)
{
    judged("ask genuine.edited a");
    EXPECT_EQ(count("select count(*) as n from violations"), 0);
    submit(phone, "ask genuine.recapture b");
    EXPECT_EQ(count("select count(*) as n from violations where kind = 'recapture' and raised_by = "
                    "'machine'"),
              1);
    EXPECT_EQ(count("select count(*) as n from violations"), 1);
}

TEST_F(ChoosingTest, AReturnedPictureOrItsCopyCannotComeAgain)
{
    const auto returned = submit(phone, "pass - a");
    // As a review returns it.
    put("update photos set state = 'school_returned' where id = $1", {returned.id});
    put("update students set state = 'returned' where id = 's-1'");
    begin(phone);
    const auto same = judged("pass - a");
    const auto copy = judged("ask clothes.colour a~7");
    const auto other = judged("pass - b");
    EXPECT_TRUE(choosing.findings(phone, same)->came_before);
    EXPECT_EQ(confirm_error(same), ErrorCode::PhotoRepeated);
    EXPECT_EQ(confirm_error(copy, Submission::PersonAsked), ErrorCode::PhotoRepeated);
    const auto photo = choosing.confirm(phone, other, Submission::Confirmed);
    ASSERT_TRUE(photo);
    EXPECT_TRUE(this->photo(returned.id).is_superseded);
}

TEST_F(ChoosingTest, TheThresholdOfNearDuplicatesIsTheSchools)
{
    ASSERT_TRUE(set_threshold(means, office, Threshold::DuplicateBits, 2));
    const auto returned = submit(phone, "pass - a");
    put("update photos set state = 'school_returned' where id = $1", {returned.id});
    put("update students set state = 'returned' where id = 's-1'");
    begin(phone);
    EXPECT_EQ(confirm_error(judged("pass - a~2")), ErrorCode::PhotoRepeated);
    EXPECT_TRUE(choosing.confirm(phone, judged("pass - a~3"), Submission::Confirmed));
    EXPECT_EQ(set_threshold(means, office, Threshold::DuplicateBits, 8).error().code,
              ErrorCode::InvalidInput);
    EXPECT_EQ(set_threshold(means, centre_inside, Threshold::DuplicateBits, 1).error().code,
              ErrorCode::Denied);
}

RC_GTEST_PROP(Looks, EveryPairWithinSevenBitsIsFoundByItsPieces, ())
{
    // Seven bits can spoil seven of eight pieces; one is left whole by which the other is found.
    const Looks looks{*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::arbitrary<std::uint64_t>()};
    auto other = looks;
    const auto flips = *rc::gen::container<std::vector<int>>(7, rc::gen::inRange(0, 128));
    for (const int bit : flips)
        (bit < 64 ? other.low : other.high) ^= std::uint64_t{1} << static_cast<unsigned>(bit % 64);
    RC_ASSERT(distance(looks, other) <= 7);
    int equal = 0;
    for (int piece = 0; piece < 4; ++piece) {
        equal += ((looks.low ^ other.low) >> static_cast<unsigned>(piece * 16) & 0xFFFFU) == 0 ? 1 : 0;
        equal += ((looks.high ^ other.high) >> static_cast<unsigned>(piece * 16) & 0xFFFFU) == 0 ? 1 : 0;
    }
    RC_ASSERT(equal >= 1);
}

} // namespace
} // namespace tucai::collect
