#include "collect/capture/capture_for_tests.h"

namespace tucai::collect {
namespace {

class ConsentsTest : public CaptureTest {
protected:
    ErrorCode answer_error(ConsentKind kind, ConsentAnswer answer, std::int64_t version = 1)
    {
        const auto done = consents.answer(phone, {kind, answer, version, base::Language::English});
        EXPECT_FALSE(done);
        return done ? ErrorCode::Internal : done.error().code;
    }

    DeviceGrant phone = add_student("s-1");
};

TEST_F(ConsentsTest, AnAnswerKeepsTextLanguageDigestAndTime)
{
    ASSERT_TRUE(
        consents.answer(phone, {ConsentKind::Photo, ConsentAnswer::Given, 1, base::Language::English}));
    const auto standing = (*consents.answers(phone))[0];
    ASSERT_TRUE(standing);
    EXPECT_EQ(standing->answer, ConsentAnswer::Given);
    EXPECT_EQ(standing->version, 1);
    EXPECT_EQ(standing->language, "en");
    EXPECT_EQ(standing->text_sha256, base::sha256_hex(base::as_bytes("Consent")));
    EXPECT_EQ(standing->at_ms, clock_ms);
    EXPECT_FALSE((*consents.answers(phone))[1]) << "the other question is another";
}

TEST_F(ConsentsTest, OnlyTheTextOfNowIsConsentedTo)
{
    EXPECT_EQ(*consents.publish(office, ConsentKind::Photo, {"新同意书", "New consent"}), 2);
    EXPECT_EQ(consents.text("school-1", ConsentKind::Photo)->words.en, "New consent");
    EXPECT_EQ(answer_error(ConsentKind::Photo, ConsentAnswer::Given, 1), ErrorCode::VersionStale);
    EXPECT_EQ(answer_error(ConsentKind::Photo, ConsentAnswer::Given, 3), ErrorCode::VersionStale);
}

TEST_F(ConsentsTest, TheLatestAnswerCountsAndNoneIsOverwritten)
{
    consent(phone, ConsentKind::Comparison, ConsentAnswer::Refused);
    consent(phone, ConsentKind::Comparison, ConsentAnswer::Given);
    consent(phone, ConsentKind::Comparison, ConsentAnswer::Withdrawn);
    EXPECT_EQ((*consents.answers(phone))[1]->answer, ConsentAnswer::Withdrawn) << "all in one millisecond";
    EXPECT_EQ(count("select count(*) as n from consents where student = 's-1'"), 3);
    EXPECT_EQ(answer_error(ConsentKind::Comparison, ConsentAnswer::Withdrawn), ErrorCode::StateNotAllowed);
}

TEST_F(ConsentsTest, WithdrawingTheComparisonRemovesWhatTheNetworkFoundAndBlocksNothing)
{
    add_reference("s-1", "different");
    begin(phone);
    submit(phone, "pass - a");
    EXPECT_EQ(count("select count(*) as n from comparisons"), 1);
    EXPECT_EQ(count("select count(*) as n from violations where evidence_sealed is not null"), 1);
    consent(phone, ConsentKind::Comparison, ConsentAnswer::Withdrawn);
    EXPECT_EQ(count("select count(*) as n from comparisons"), 0);
    EXPECT_EQ(count("select count(*) as n from violations where evidence_sealed is not null"), 0);
    EXPECT_EQ(count("select count(*) as n from violations"), 1) << "a person decides";
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(ConsentsTest, WithdrawingTheConsentToThePhotoEndsTheSitting)
{
    begin(phone);
    consent(phone, ConsentKind::Photo, ConsentAnswer::Withdrawn);
    EXPECT_EQ(sessions.current(phone).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(sessions.open(phone, PhoneTier::Full));
    ASSERT_TRUE(sessions.read_notice(phone, 7));
    EXPECT_EQ(shots.expect(phone, {10, "", ShotSource::Camera}).error().code, ErrorCode::ConsentMissing);
}

TEST_F(ConsentsTest, OnlyTheOfficePublishesAndOnlyForItsSchool)
{
    EXPECT_EQ(consents.publish(centre, ConsentKind::Photo, {"a", "b"}).error().code, ErrorCode::Denied);
    EXPECT_EQ(consents.publish(office, ConsentKind::Photo, {"", "b"}).error().code, ErrorCode::TextInvalid);
    EXPECT_EQ(consents.text("school-2", ConsentKind::Photo).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace tucai::collect
