#include "collect/capture/capture_for_tests.h"

namespace tucai::collect {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;

class SessionsTest : public CaptureTest {
protected:
    ErrorCode open_error(const DeviceGrant& grant)
    {
        const auto session = sessions.open(grant, PhoneTier::None);
        EXPECT_FALSE(session);
        return session ? ErrorCode::Internal : session.error().code;
    }
    std::string session_state(const std::string& id) const
    {
        const auto row = database.read([&](store::Transaction& t) {
            return t.row("select state from capture_sessions where id = $1", {id});
        });
        return (*row)->text("state");
    }

    DeviceGrant phone = add_student("s-1");
};

TEST_F(SessionsTest, ASittingBeginsOnceAndIsFoundAgain)
{
    const auto first = *sessions.open(phone, PhoneTier::Light);
    EXPECT_EQ(state_of("s-1"), "capturing");
    clock_ms += minute_ms;
    const auto again = *sessions.open(phone, PhoneTier::Light);
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(sessions.current(phone)->id, first.id);
    EXPECT_EQ(events("capture.open"), 1);
}

TEST_F(SessionsTest, TheServersClockSaysWhenTheWindowIsOpen)
{
    clock_ms -= minute_ms; // 07:59 of Beijing
    EXPECT_EQ(open_error(phone), ErrorCode::WindowClosed);
    EXPECT_EQ(sessions.window(phone)->answer.phase, WindowPhase::Before);
    EXPECT_EQ(state_of("s-1"), "coded");
    clock_ms += minute_ms;
    EXPECT_TRUE(sessions.open(phone, PhoneTier::Full));
}

TEST_F(SessionsTest, ASittingAtClosingHasItsGraceAndNoMore)
{
    clock_ms += 10 * hour_ms - minute_ms; // 17:59
    const auto session = begin(phone);
    EXPECT_EQ(session.ends_ms, clock_ms + minute_ms + 30 * minute_ms);
    clock_ms += 30 * minute_ms; // 18:29, within the grace
    EXPECT_FALSE(send(phone, "pass - a").empty());
    clock_ms += minute_ms;
    EXPECT_EQ(shots.expect(phone, {10, "", ShotSource::Camera}).error().code, ErrorCode::WindowClosed);
    EXPECT_EQ(open_error(phone), ErrorCode::WindowClosed) << "grace is for sittings that were open";
}

TEST_F(SessionsTest, APausedBatchTakesNothing)
{
    begin(phone);
    put("update batches set state = 'paused'");
    EXPECT_EQ(shots.expect(phone, {10, "", ShotSource::Camera}).error().code, ErrorCode::WindowClosed);
    EXPECT_EQ(open_error(add_student("s-2")), ErrorCode::WindowClosed);
}

TEST_F(SessionsTest, AnOwnWindowOpensForItsStudentAlone)
{
    put("insert into batch_windows (tenant, id, batch, kind, student, first_day, last_day, reason, "
        "created_ms, created_by) values ('school-1', 'w2', 'batch-9', 'own_window', 's-1', '2026-05-20', "
        "'2026-05-21', 'abroad', 0, 'person-1')");
    const auto other = add_student("s-2");
    clock_ms += 16 * 24 * hour_ms;
    EXPECT_TRUE(sessions.open(phone, PhoneTier::Full));
    EXPECT_EQ(open_error(other), ErrorCode::WindowClosed);
}

TEST_F(SessionsTest, AnotherDeviceTakesOver)
{
    const auto first = begin(phone);
    const auto lost = shots.expect(phone, {10, "", ShotSource::Camera});
    const auto second_phone = add_device("s-1", "phone-new");
    EXPECT_EQ(open_error(phone), ErrorCode::DeviceEnded);
    EXPECT_EQ(shots.take(phone, {lost->shot, 0, bytes_of("0123456789"), ""}).error().code,
              ErrorCode::DeviceEnded);
    const auto second = *sessions.open(second_phone, PhoneTier::Full);
    EXPECT_NE(second.id, first.id);
    EXPECT_EQ(session_state(first.id), "abandoned");
    EXPECT_EQ(count("select count(*) as n from shots where state = 'dropped'"), 1);
}

TEST_F(SessionsTest, AGrantThatFitsNothingFindsNothing)
{
    auto grant = add_student("s-2");
    grant.student = "s-1";
    EXPECT_EQ(open_error(grant), ErrorCode::NotFound);
    grant = phone;
    grant.tenant = "school-2";
    EXPECT_EQ(open_error(grant), ErrorCode::NotFound);
    grant = phone;
    grant.batch = "batch-2";
    EXPECT_EQ(open_error(grant), ErrorCode::NotFound);
}

TEST_F(SessionsTest, ARevokedOrUsedCodeShootsNothing)
{
    put("update codes set state = 'revoked' where student = 's-1'");
    EXPECT_EQ(open_error(phone), ErrorCode::StateNotAllowed);
    put("update codes set state = 'used' where student = 's-1'");
    EXPECT_EQ(open_error(phone), ErrorCode::StateNotAllowed);
    EXPECT_TRUE(sessions.window(phone)) << "the status is still to be seen";
}

TEST_F(SessionsTest, TheTimerEndsWhatIsOverOrIdleAndNothingElse)
{
    const auto idle = begin(phone);
    const auto busy_phone = add_student("s-2");
    const auto busy = begin(busy_phone);
    clock_ms += 119 * minute_ms;
    EXPECT_EQ(*end_old_sessions(means, 100), 0U);
    send(busy_phone, "pass - a");
    clock_ms += minute_ms;
    EXPECT_EQ(*end_old_sessions(means, 100), 1U);
    EXPECT_EQ(session_state(idle.id), "abandoned");
    EXPECT_EQ(state_of("s-1"), "capturing") << "may begin again";
    EXPECT_TRUE(sessions.open(phone, PhoneTier::Full));
    clock_ms += 24 * hour_ms;
    EXPECT_EQ(*end_old_sessions(means, 1), 1U);
    EXPECT_EQ(*end_old_sessions(means, 100), 1U);
    EXPECT_EQ(session_state(busy.id), "expired");
}

TEST_F(SessionsTest, NothingIsSentBeforeNoticeAndConsents)
{
    const auto refused = [&] { return shots.expect(phone, {10, "", ShotSource::Camera}).error().code; };
    ASSERT_TRUE(sessions.open(phone, PhoneTier::Full));
    EXPECT_EQ(refused(), ErrorCode::ConsentMissing);
    EXPECT_EQ(sessions.read_notice(phone, 6).error().code, ErrorCode::VersionStale);
    ASSERT_TRUE(sessions.read_notice(phone, 7));
    EXPECT_EQ(refused(), ErrorCode::ConsentMissing);
    consent(phone, ConsentKind::Photo, ConsentAnswer::Given);
    EXPECT_EQ(refused(), ErrorCode::ConsentMissing) << "the second question is not answered";
    consent(phone, ConsentKind::Comparison, ConsentAnswer::Refused);
    EXPECT_TRUE(shots.expect(phone, {10, "", ShotSource::Camera})) << "refusing it hinders nothing";
}

} // namespace
} // namespace tucai::collect
