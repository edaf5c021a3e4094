#include "collect/codes/code_desk.h"
#include "collect/codes/school_for_tests.h"

namespace tucai::collect {
namespace {

/// An issuer of one key.
class PlainIssuer : public CodeIssuer {
public:
    Result<IssuedCode> issue(store::Entry& entry, const Enrolment& enrolment,
                             const std::string& actor) override
    {
        IssuedCode code;
        code.id = "code-" + std::to_string(++count_);
        code.student = enrolment.code_number.substr(7);
        code.generation = count_;
        const CodeClaims claims = {code.id, "b-2026", entry.now_ms(), enrolment.expires_ms,
                                   identity_of(code.id, enrolment.last_six)};
        code.text = seal_code(claims, key, base::system_randomness()).value();
        TUCAI_CHECK(entry.sql().run(
            "insert into codes (tenant, id, student, batch, generation, state, issuer, "
            "identity_digest, wrong_tries, issued_ms, expires_ms, end_reason) values ('s', "
            "$1, $2, 'b-2026', $3, 'issued', 'tucai', $4, 0, $5, $6, '')",
            {code.id, code.student, code.generation, claims.identity, claims.issued_ms, claims.expires_ms}));
        TUCAI_CHECK(entry.record({"s", "code.issued", actor, code.id, "", 0}));
        return code;
    }
    std::string identity_of(const std::string& code, std::string_view last_six) const override
    {
        return identity_digest(key.key, code, last_six);
    }
    CodeKey key = {1, base::SecretKey(std::array<std::uint8_t, 32>{3})};

private:
    std::int64_t count_ = 0;
};

class CodeDeskTest : public SchoolForTests {
protected:
    CodeDeskTest()
    {
        options.tell_taken_over = [this](store::Entry&, const CodeStanding& standing) -> Result<> {
            told.push_back(standing.student);
            return {};
        };
    }
    std::string issue(const std::string& student = "li")
    {
        return ledger
            .write([&](store::Entry& entry) {
                return issuer.issue(entry, {"s", "number-" + student, "20171X", clock_ms + 10 * day_ms},
                                    "office");
            })
            .value()
            .text;
    }
    CodeDesk desk() { return {ledger, keys, issuer, {&own, &chsi}, base::system_randomness(), options}; }
    Result<Confirmed> confirm(const std::string& text, const std::string& typed = "20171x",
                              const std::string& token = "")
    {
        return desk().confirm(text, typed, {token, "Chrome 120 on Android"});
    }
    Result<CodeState> apply(const std::string& text, CodeEvent event)
    {
        const auto found = desk().find(text);
        return ledger.write([&](store::Entry& entry) {
            return desk().apply(entry, found->tenant, found->code, event, "test", "office");
        });
    }
    ErrorCode failure(const std::string& text)
    {
        const auto found = desk().find(text);
        return found ? ErrorCode::Internal : found.error().code;
    }
    ErrorCode failure_of(const std::string& device_token)
    {
        const auto known = desk().who(device_token);
        return known ? ErrorCode::Internal : known.error().code;
    }
    Result<std::string> attach(const std::string& text, const std::string& student = "ma")
    {
        return ledger.write([&](store::Entry& entry) {
            return desk().attach(entry, {"s", student, "20171X", clock_ms + day_ms}, text, "office");
        });
    }

    PlainIssuer issuer;
    TokenReader own{[this] { return Result<std::vector<CodeKey>>(std::vector<CodeKey>{issuer.key}); }};
    OpaqueReader chsi{"chsi"};
    CodeDeskOptions options;
    std::vector<std::string> told;
};

TEST_F(CodeDeskTest, ACodeAloneOpensTheQuestionOnly)
{
    const auto found = desk().find(issue());
    ASSERT_TRUE(found.has_value()) << found.error().message;
    EXPECT_EQ(found->student, "li");
    EXPECT_EQ(found->batch, "b-2026");
    EXPECT_EQ(found->opens, CodeOpens::Identity);
    EXPECT_EQ(found->tries_left, 5);
}

TEST_F(CodeDeskTest, TheRightAnswerBindsTheDevice)
{
    const auto confirmed = confirm(issue());
    ASSERT_TRUE(confirmed.has_value()) << confirmed.error().message;
    EXPECT_EQ(confirmed->standing.state, CodeState::Bound);
    EXPECT_EQ(confirmed->standing.opens, CodeOpens::Shooting);
    EXPECT_EQ(confirmed->take_over, TakeOver::None);
    EXPECT_EQ(desk().who(confirmed->device_token)->student, "li");
    EXPECT_EQ(events("code.bound"), 1);
}

TEST_F(CodeDeskTest, TheTokenOfADeviceIsNowhereStored)
{
    const auto token = confirm(issue())->device_token;
    EXPECT_EQ(
        number("select count(*) as value from code_devices where token_digest like $1", {"%" + token + "%"}),
        0);
    EXPECT_EQ(text("select description as value from code_devices"), "Chrome 120 on Android");
}

TEST_F(CodeDeskTest, AnotherDeviceTakesOverOnceTheIdentityIsConfirmedAgain)
{
    const auto code = issue();
    const auto first = confirm(code)->device_token;
    const auto second = confirm(code);
    ASSERT_TRUE(second.has_value()) << second.error().message;
    EXPECT_EQ(second->take_over, TakeOver::Another);
    EXPECT_EQ(told, std::vector<std::string>{"li"});
    EXPECT_EQ(failure_of(first), ErrorCode::CodeOtherDevice);
    EXPECT_TRUE(desk().who(second->device_token));
    EXPECT_EQ(events("code.taken_over"), 1);
}

TEST_F(CodeDeskTest, TheSameDeviceAgainIsNoTakeOver)
{
    const auto code = issue();
    const auto first = confirm(code)->device_token;
    const auto again = confirm(code, "20171X", first);
    EXPECT_EQ(again->take_over, TakeOver::None);
    EXPECT_TRUE(told.empty());
    EXPECT_EQ(failure_of(first), ErrorCode::SessionInvalid) << "the token was renewed";
    EXPECT_TRUE(desk().who(again->device_token));
}

TEST_F(CodeDeskTest, ADeviceWhoseTimeIsOverIsNotTold)
{
    options.device_ms = day_ms;
    const auto code = issue();
    const auto first = confirm(code)->device_token;
    clock_ms += day_ms;
    EXPECT_EQ(failure_of(first), ErrorCode::SessionInvalid);
    EXPECT_EQ(confirm(code)->take_over, TakeOver::None);
    EXPECT_TRUE(told.empty());
}

TEST_F(CodeDeskTest, ACopiedTokenOfAFormerDeviceIsRefused)
{
    const auto code = issue();
    const auto copied = confirm(code)->device_token;
    ASSERT_TRUE(confirm(code));
    EXPECT_EQ(confirm(code, "20171X", copied)->take_over, TakeOver::Another) << "an old token proves nothing";
    EXPECT_EQ(failure_of(copied), ErrorCode::CodeOtherDevice);
    EXPECT_EQ(failure_of("never given"), ErrorCode::SessionInvalid);
    EXPECT_EQ(failure_of(""), ErrorCode::SessionInvalid);
}

TEST_F(CodeDeskTest, AfterFiveWrongAnswersOnlyTheOfficeHelps)
{
    const auto code = issue();
    for (int left = 4; left > 0; --left) {
        const auto tried = confirm(code, "000000");
        EXPECT_EQ(tried.error().code, ErrorCode::IdentityWrong);
        EXPECT_NE(tried.error().message.find(std::to_string(left)), std::string::npos);
        EXPECT_EQ(desk().find(code)->tries_left, left);
    }
    EXPECT_EQ(confirm(code, "000000").error().code, ErrorCode::IdentityOffice);
    EXPECT_EQ(confirm(code).error().code, ErrorCode::IdentityOffice) << "the right answer comes too late";
    EXPECT_EQ(events("code.identity_wrong"), 5) << "and no more is counted";
    ASSERT_TRUE(desk().forgive("s", desk().find(code)->code, "office-1"));
    EXPECT_TRUE(confirm(code));
}

TEST_F(CodeDeskTest, WhatCouldBeNobodysAnswerCostsNoTry)
{
    const auto code = issue();
    for (const char* typed : {"", "20171", "201712X1", "??????"})
        EXPECT_FALSE(confirm(code, typed)) << typed;
    EXPECT_EQ(desk().find(code)->tries_left, 5);
    EXPECT_TRUE(confirm(code, "２０１７１ｘ")) << "full-width, as some keyboards type it";
}

TEST_F(CodeDeskTest, AUsedCodeOpensTheStatusOnWhateverDeviceConfirms)
{
    const auto code = issue();
    const auto first = confirm(code)->device_token;
    EXPECT_EQ(*apply(code, CodeEvent::Use), CodeState::Used);
    EXPECT_EQ(desk().who(first)->opens, CodeOpens::Status);
    clock_ms += 20 * day_ms;
    const auto again = confirm(code);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(again->standing.opens, CodeOpens::Status);
    EXPECT_EQ(again->standing.state, CodeState::Used);
}

TEST_F(CodeDeskTest, AReturnOpensTheShootingAgain)
{
    const auto code = issue();
    const auto device = confirm(code)->device_token;
    ASSERT_TRUE(apply(code, CodeEvent::Use));
    EXPECT_EQ(*apply(code, CodeEvent::Release), CodeState::Bound);
    EXPECT_EQ(desk().who(device)->opens, CodeOpens::Shooting);
}

TEST_F(CodeDeskTest, ARevokedCodeAndItsDevicesAreShutOut)
{
    const auto code = issue();
    const auto device = confirm(code)->device_token;
    EXPECT_EQ(*apply(code, CodeEvent::Revoke), CodeState::Revoked);
    EXPECT_EQ(failure(code), ErrorCode::CodeRevoked);
    EXPECT_EQ(confirm(code).error().code, ErrorCode::CodeRevoked);
    EXPECT_EQ(failure_of(device), ErrorCode::SessionInvalid);
    EXPECT_EQ(events("code.revoked"), 1);
    issue();
    EXPECT_EQ(failure(code), ErrorCode::CodeReplaced) << "there is a newer one by now";
}

TEST_F(CodeDeskTest, WhatNoArrowLeadsToIsRefusedAndNotTold)
{
    const auto code = issue();
    EXPECT_EQ(apply(code, CodeEvent::Use).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(events("code.used"), 0);
    EXPECT_EQ(
        ledger.write([&](store::Entry& e) { return desk().apply(e, "s", "none", CodeEvent::Use, "", ""); })
            .error()
            .code,
        ErrorCode::CodeUnknown);
    EXPECT_EQ(ledger
                  .write([&](store::Entry& e) {
                      return desk().apply(e, "other", "code-1", CodeEvent::Revoke, "", "");
                  })
                  .error()
                  .code,
              ErrorCode::CodeUnknown)
        << "another tenant's";
}

TEST_F(CodeDeskTest, TimeEndsCodesEvenBeforeTheTimerComes)
{
    const auto code = issue();
    issue("ma");
    const auto device = confirm(code)->device_token;
    EXPECT_EQ(*desk().expire_due(), 0U);
    clock_ms += 10 * day_ms;
    EXPECT_EQ(failure(code), ErrorCode::CodeExpired);
    EXPECT_EQ(failure_of(device), ErrorCode::CodeExpired);
    EXPECT_EQ(*desk().expire_due(), 2U);
    EXPECT_EQ(*desk().expire_due(), 0U);
    EXPECT_EQ(failure(code), ErrorCode::CodeExpired);
    EXPECT_EQ(events("code.expired"), 2);
}

TEST_F(CodeDeskTest, AGenuineTokenThatNobodyIssuedHereIsUnknown)
{
    const auto sealed = [&](const CodeClaims& claims) {
        return seal_code(claims, issuer.key, base::system_randomness()).value();
    };
    issue();
    const auto identity = issuer.identity_of("code-1", "20171X");
    EXPECT_EQ(failure(sealed({"code-9", "b-2026", 1, 2, identity})), ErrorCode::CodeUnknown);
    EXPECT_EQ(failure(sealed({"code-1", "b-2027", 1, 2, identity})), ErrorCode::CodeUnknown);
    EXPECT_EQ(failure(sealed({"code-1", "b-2026", 1, 2, issuer.identity_of("code-1", "999999")})),
              ErrorCode::CodeUnknown);
    EXPECT_TRUE(desk().find(sealed({"code-1", "b-2026", 1, 2, identity})));
}

TEST_F(CodeDeskTest, AForeignCodeIsAttachedSealedAndFoundAgain)
{
    const std::string foreign = "CHSI:opaque/4f9a-Zz_09==";
    EXPECT_EQ(failure(foreign), ErrorCode::CodeUnknown);
    ASSERT_TRUE(attach(foreign));
    EXPECT_EQ(desk().find(" " + foreign)->student, "ma");
    EXPECT_EQ(number("select count(*) as value from codes where instr(foreign_text_sealed, $1) > 0 or "
                     "foreign_text_digest like $1",
                     {"opaque"}),
              0);
    const auto confirmed = confirm(foreign);
    ASSERT_TRUE(confirmed.has_value()) << confirmed.error().message;
    EXPECT_EQ(confirmed->standing.opens, CodeOpens::Shooting);
    EXPECT_EQ(confirm(foreign, "999999").error().code, ErrorCode::IdentityWrong);
}

TEST_F(CodeDeskTest, AForeignCodeThatWasRevokedDoesNotComeBack)
{
    ASSERT_TRUE(attach("CHSI:opaque/1"));
    ASSERT_TRUE(apply("CHSI:opaque/1", CodeEvent::Revoke));
    EXPECT_EQ(attach("CHSI:opaque/1").error().code, ErrorCode::StoreConflict);
    EXPECT_TRUE(attach("CHSI:opaque/2"));
}

TEST_F(CodeDeskTest, AForeignCodeIsOneStudents)
{
    ASSERT_TRUE(attach("CHSI:opaque/1"));
    EXPECT_EQ(attach("CHSI:opaque/1", "li").error().code, ErrorCode::StoreConflict);
    EXPECT_EQ(attach("CHSI:opaque/2").error().code, ErrorCode::StoreConflict) << "there is a code already";
    EXPECT_EQ(attach("CHSI:opaque/3", "nobody").error().code, ErrorCode::StoreConflict);
    EXPECT_EQ(attach("short", "li").error().code, ErrorCode::CodeForeign);
    EXPECT_EQ(attach(issue(), "ma").error().code, ErrorCode::InvalidInput);
}

TEST_F(CodeDeskTest, ALongDescriptionIsCutBetweenCharacters)
{
    std::string description;
    for (int i = 0; i < 40; ++i)
        description += "机";
    ASSERT_TRUE(desk().confirm(issue(), "20171X", {"", description}));
    EXPECT_EQ(text("select description as value from code_devices").size(), 78U)
        << "26 characters of three bytes";
}

} // namespace
} // namespace tucai::collect
