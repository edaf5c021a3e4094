#include "collect/review/review_for_tests.h"

#include <gmock/gmock.h>

#include <random>

namespace tucai::collect {
namespace {

class LocksTest : public ReviewTest {
protected:
    LocksTest()
    {
        begin(phone);
        submitted = submit(phone, "ask genuine.recapture a");
    }
    std::string locked()
    {
        const auto confirmed = violations.confirm(office, suspicion("s-1"), "屏幕边框清楚可见");
        EXPECT_TRUE(confirmed) << confirmed.error().message;
        return confirmed ? confirmed->lock : "";
    }
    std::vector<std::string> history() const
    {
        std::vector<std::string> kinds;
        const auto lines = *lock_history(means, office, "s-1");
        for (const auto& line : lines)
            kinds.push_back(line.kind);
        return kinds;
    }

    DeviceGrant phone = add_student("s-1");
    PhotoRow submitted;
};

TEST_F(LocksTest, ASuspicionAloneDoesNothing)
{
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(teller.told("s-1", TellKind::StudentLocked), 0);
    const auto list = *violations.list(office, ViolationState::Raised, "", 10);
    ASSERT_EQ(list.rows.size(), 1U);
    EXPECT_EQ(list.rows[0].kind, ViolationKind::Recapture);
    EXPECT_EQ(list.rows[0].raised_by, "machine");
    EXPECT_THAT(violations.details(office, list.rows[0].id)->evidence,
                testing::HasSubstr("genuine.recapture"));
}

TEST_F(LocksTest, APersonConfirmsTheStudentIsLockedAndToldWhy)
{
    const auto lock = locked();
    EXPECT_EQ(state_of("s-1"), "locked");
    EXPECT_EQ(teller.told("s-1", TellKind::StudentLocked), 1);
    const auto own = *locks.own(phone);
    ASSERT_EQ(own.size(), 1U);
    EXPECT_EQ(own[0].row.id, lock);
    EXPECT_EQ(own[0].reason, "屏幕边框清楚可见");
    EXPECT_FALSE(own[0].words.zh.empty() || own[0].words.en.empty());
    EXPECT_EQ(sessions.open(phone, PhoneTier::Full).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(decide_error(office, acceptance(submitted.id)), ErrorCode::StateNotAllowed);
    EXPECT_TRUE(desk.queue(office, "batch-9", QueueFilter::All, "", 10)->items.empty());
    EXPECT_EQ(dump().find("屏幕边框"), std::string::npos) << "reasons are sealed";
    EXPECT_TRUE(is_audit_whole());
}

TEST_F(LocksTest, ADismissedSuspicionIsNotRaisedAgainByTheMachine)
{
    ASSERT_TRUE(violations.dismiss(office, suspicion("s-1"), "只是光线"));
    EXPECT_EQ(state_of("s-1"), "submitted");
    ASSERT_TRUE(choosing.take_back(phone));
    EXPECT_EQ(count("select count(*) as n from violations where state = 'raised'"), 0);
}

TEST_F(LocksTest, TheOfficerLiftsForAReasonAndTheStudentGoesBackToWhereTheLockFoundThem)
{
    const auto lock = locked();
    EXPECT_EQ(locks.lift(centre_inside, lock, "x").error().code, ErrorCode::Denied);
    EXPECT_EQ(locks.lift(assistant, lock, "x").error().code, ErrorCode::Denied);
    EXPECT_EQ(locks.lift(other_office, lock, "x").error().code, ErrorCode::NotFound);
    EXPECT_EQ(locks.lift(office, lock, " ").error().code, ErrorCode::TextInvalid);
    ASSERT_TRUE(locks.lift(office, lock, "已到场说明"));
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(teller.told("s-1", TellKind::StudentUnlocked), 1);
    EXPECT_EQ(locks.lift(office, lock, "again").error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(locks.own(phone)->at(0).row.officer, office.person);
    EXPECT_EQ(locks.own(phone)->at(0).ended_reason, "已到场说明");
    decide(office, acceptance(submitted.id));
    EXPECT_EQ(state_of("s-1"), "accepted");
}

TEST_F(LocksTest, AnObjectionIsOneAtATimeAndMayComeAgainAfterItWasRejected)
{
    const auto lock = locked();
    const auto objection = *locks.object(phone, lock, "我没有翻拍");
    EXPECT_EQ(locks.object(phone, lock, "还是没有").error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(locks.open_objections(office, "", 10)->rows.at(0).words, "我没有翻拍");
    EXPECT_EQ(locks.answer(centre_inside, objection, ObjectionAnswer::Uphold, "x").error().code,
              ErrorCode::Denied);
    EXPECT_EQ(locks.answer(other_office, objection, ObjectionAnswer::Uphold, "x").error().code,
              ErrorCode::NotFound);
    ASSERT_TRUE(locks.answer(office, objection, ObjectionAnswer::Reject, "边框仍可见"));
    EXPECT_EQ(state_of("s-1"), "locked");
    EXPECT_EQ(teller.told("s-1", TellKind::ObjectionRejected), 1);
    EXPECT_EQ(locks.own(phone)->at(0).objections.at(0).answer, "边框仍可见");
    const auto second = *locks.object(phone, lock, "那是窗户");
    ASSERT_TRUE(locks.answer(office, second, ObjectionAnswer::Uphold, "确实是窗户"));
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(teller.told("s-1", TellKind::ObjectionUpheld), 1);
    EXPECT_EQ(count("select count(*) as n from violations where state = 'dismissed'"), 1);
    EXPECT_EQ(locks.own(phone)->at(0).reason, "屏幕边框清楚可见") << "what was said first is kept";
    EXPECT_EQ(locks.own(phone)->at(0).row.state, LockState::Overturned);
    EXPECT_TRUE(is_audit_whole());
}

TEST_F(LocksTest, LiftingSettlesAnOpenObjection)
{
    const auto lock = locked();
    const auto objection = *locks.object(phone, lock, "我没有翻拍");
    ASSERT_TRUE(locks.lift(office, lock, "已到场说明"));
    EXPECT_TRUE(locks.open_objections(office, "", 10)->rows.empty());
    EXPECT_EQ(locks.own(phone)->at(0).objections.at(0).state, ObjectionState::Settled);
    EXPECT_EQ(locks.answer(office, objection, ObjectionAnswer::Reject, "x").error().code,
              ErrorCode::StateNotAllowed);
}

TEST_F(LocksTest, OnlyTheEndOfTheLastLockUnlocks)
{
    const auto first = locked();
    const auto seen = *violations.raise(centre_inside, ViolationKind::OtherPerson, submitted.id, "不是本人");
    const auto second = *violations.confirm(centre_inside, seen, "与录取照片不同");
    EXPECT_FALSE(second.locked_now);
    ASSERT_TRUE(locks.lift(office, first, "r"));
    EXPECT_EQ(state_of("s-1"), "locked");
    EXPECT_EQ(teller.told("s-1", TellKind::StudentUnlocked), 0);
    ASSERT_TRUE(locks.lift(office, second.lock, "r"));
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(events("student.lock"), 1);
    EXPECT_EQ(events("student.unlock"), 1);
}

TEST_F(LocksTest, ALockEndsTheSittingThatRuns)
{
    ASSERT_TRUE(choosing.take_back(phone));
    const auto session = begin(phone);
    locked();
    EXPECT_EQ(sessions.current(phone).error().code, ErrorCode::NotFound);
    EXPECT_EQ(count("select count(*) as n from capture_sessions where id = $1 and state = 'abandoned'",
                    {session.id}),
              1);
    ASSERT_TRUE(locks.lift(office, locks.own(phone)->at(0).row.id, "r"));
    EXPECT_EQ(state_of("s-1"), "capturing");
    begin(phone);
}

TEST_F(LocksTest, HowManyConfirmedLockIsTheSchools)
{
    ASSERT_TRUE(set_threshold(means, office, Threshold::LockAfterConfirmed, 2));
    const auto first = *violations.confirm(office, suspicion("s-1"), "r");
    EXPECT_TRUE(first.lock.empty());
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(teller.told("s-1", TellKind::ViolationConfirmed), 1);
    const auto seen = *violations.raise(office, ViolationKind::Edited, submitted.id, "磨皮");
    EXPECT_FALSE(violations.confirm(office, seen, "r")->lock.empty());
    EXPECT_EQ(state_of("s-1"), "locked");
}

TEST_F(LocksTest, TheHistoryIsWhatTheAuditHolds)
{
    const auto lock = locked();
    const auto objection = *locks.object(phone, lock, "我没有翻拍");
    ASSERT_TRUE(locks.answer(office, objection, ObjectionAnswer::Uphold, "对"));
    EXPECT_EQ(history(), (std::vector<std::string>{"violation.raised", "violation.confirm", "lock.active",
                                                   "student.lock", "lock.object", "objection.made",
                                                   "lock.uphold_objection", "objection.upheld",
                                                   "violation.overturn", "student.unlock"}));
    EXPECT_EQ(lock_history(means, other_office, "s-1").error().code, ErrorCode::NotFound);
    EXPECT_EQ(lock_history(means, assistant, "s-1").error().code, ErrorCode::Denied);
}

TEST_F(LocksTest, OthersDecideAndSeeNothing)
{
    const auto id = suspicion("s-1");
    EXPECT_EQ(violations.confirm(other_office, id, "r").error().code, ErrorCode::NotFound);
    EXPECT_EQ(violations.confirm(assistant, id, "r").error().code, ErrorCode::Denied);
    EXPECT_EQ(violations.details(other_office, id).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(violations.list(other_office, ViolationState::Raised, "", 10)->rows.empty());
    EXPECT_EQ(violations.raise(other_office, ViolationKind::Edited, submitted.id, "x").error().code,
              ErrorCode::NotFound);
    EXPECT_EQ(locks.of_student(other_office, "s-1").error().code, ErrorCode::NotFound);
    const auto lock = locked();
    EXPECT_EQ(locks.object(add_student("s-2"), lock, "x").error().code, ErrorCode::NotFound);
}

/// Whatever is confirmed, objected, answered and lifted in any order: the student is locked exactly while a
/// lock is, ends where the first lock found them, and the audit is whole.
TEST_F(LocksTest, AStudentIsLockedExactlyWhileALockIs)
{
    constexpr std::array kinds = {ViolationKind::Edited, ViolationKind::OtherPerson, ViolationKind::Duplicate,
                                  ViolationKind::Nonce};
    for (unsigned seed = 0; seed < 15; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        const auto student = "s-seed-" + std::to_string(seed);
        const auto own_phone = add_student(student);
        begin(own_phone);
        const auto photo = submit(own_phone, "pass - " + student).id;
        for (int step = 0; step < 12; ++step) {
            const auto own = *locks.own(own_phone);
            const auto live = std::find_if(
                own.begin(), own.end(), [](const LockDetails& lock) { return !has_ended(lock.row.state); });
            const auto act = random() % 5;
            if (act == 0) {
                const auto id = violations.raise(office, kinds.at(own.size() % kinds.size()), photo, "seen");
                ASSERT_TRUE(id && violations.confirm(office, *id, "r"));
            } else if (live != own.end() && act == 1) {
                ASSERT_TRUE(locks.lift(office, live->row.id, "r"));
            } else if (live != own.end() && act == 2) {
                ASSERT_EQ(locks.object(own_phone, live->row.id, "no").has_value(),
                          live->row.state == LockState::Active);
            } else if (live != own.end() && live->row.state == LockState::Contested) {
                ASSERT_TRUE(locks.answer(office, live->objections.back().id,
                                         act == 3 ? ObjectionAnswer::Uphold : ObjectionAnswer::Reject, "r"));
            }
            clock_ms += 1000;
            const auto after = *locks.own(own_phone);
            const bool is_locked = std::any_of(after.begin(), after.end(), [](const LockDetails& lock) {
                return !has_ended(lock.row.state);
            });
            ASSERT_EQ(state_of(student), is_locked ? "locked" : "submitted");
        }
    }
    EXPECT_GT(events("lock.uphold_objection"), 3);
    EXPECT_GT(events("student.unlock"), 10);
    EXPECT_TRUE(is_audit_whole());
}

} // namespace
} // namespace tucai::collect
