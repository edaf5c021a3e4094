#include "access/people.h"
#include "access/totp.h"
#include "base/temporary_folder.h"

#include <gtest/gtest.h>

namespace tucai::access {
namespace {

constexpr const char* email = "Office@school.edu.cn";
constexpr const char* password = "correct horse battery";

/// The bytes of a secret in base32.
base::ByteVector secret_of(const std::string& text)
{
    base::ByteVector bytes;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const char c : text) {
        held = held << 5U | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(held >> bits));
        }
    }
    return bytes;
}

class PeopleTest : public testing::Test {
protected:
    PeopleTest()
    {
        EXPECT_TRUE(database.write([](store::Transaction& t) {
            return t.run_script(std::string(store::audit_table()) + std::string(people_tables()));
        }));
    }
    Result<Link> invite(Role role = Role::School, const std::string& college = "")
    {
        return people.invite({"school-1", role, college, email, "Wang"}, "admin-1");
    }
    /// Somebody who has chosen a password.
    void let_in()
    {
        const auto accepted = people.accept(invite()->token, password);
        ASSERT_TRUE(accepted.has_value()) << accepted.error().message;
        secret = secret_of(accepted->secret);
    }
    std::string code() const { return totp_at(secret, clock_ms / Totp::step_ms); }
    Result<Session> sign_in() { return people.sign_in(email, password, code()); }
    ErrorCode failure(const std::string& with_password, const std::string& with_code)
    {
        const auto tried = people.sign_in(email, with_password, with_code);
        return tried ? ErrorCode::Internal : tried.error().code;
    }

    base::TemporaryFolder folder;
    store::Database database = *store::Database::open("sqlite:" + folder.at("t.db"), {});
    KeyRing keys = *KeyRing::open(folder.at("keys"), base::system_randomness());
    store::AuditHeads heads{folder.at("audit"), keys.key_for("audit")};
    std::int64_t clock_ms = 1'800'000'000'000;
    store::Ledger ledger{database, heads, [this] { return clock_ms; }};
    People people{ledger, keys, base::system_randomness()};
    base::ByteVector secret;
};

TEST_F(PeopleTest, WhoIsInvitedChoosesAPasswordAndSignsIn)
{
    let_in();
    const auto session = sign_in();
    ASSERT_TRUE(session.has_value()) << session.error().message;
    EXPECT_EQ(session->scope.role, Role::School);
    EXPECT_EQ(session->scope.tenant, "school-1");
    EXPECT_EQ(*people.who(session->token, std::nullopt), session->scope);
    EXPECT_EQ(*people.who(session->token, session->csrf), session->scope);
}

TEST_F(PeopleTest, TheAddressIsReadWithoutRegardToCase)
{
    let_in();
    EXPECT_TRUE(people.sign_in("OFFICE@SCHOOL.EDU.CN", password, code()));
    EXPECT_EQ(invite().error().code, ErrorCode::StoreConflict);
}

TEST_F(PeopleTest, NobodySignsInWithoutBothFactors)
{
    let_in();
    EXPECT_EQ(failure("wrong horse battery", code()), ErrorCode::SignInWrong);
    EXPECT_EQ(failure(password, "000000"), ErrorCode::SignInWrong);
    EXPECT_EQ(failure(password, ""), ErrorCode::SignInWrong);
    EXPECT_EQ(people.sign_in("nobody@school.edu.cn", password, code()).error().code, ErrorCode::SignInWrong);
}

TEST_F(PeopleTest, ACodeFitsOnce)
{
    let_in();
    ASSERT_TRUE(sign_in());
    EXPECT_EQ(sign_in().error().code, ErrorCode::SignInWrong);
    clock_ms += Totp::step_ms;
    EXPECT_TRUE(sign_in());
}

TEST_F(PeopleTest, WhoIsInvitedOnlyHasNoPasswordYet)
{
    ASSERT_TRUE(invite());
    EXPECT_EQ(failure("", ""), ErrorCode::SignInWrong);
}

TEST_F(PeopleTest, AfterFiveFailuresOneWaitsLongerEachTime)
{
    let_in();
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(failure("wrong horse battery", ""), ErrorCode::SignInWrong);
    EXPECT_EQ(failure(password, code()), ErrorCode::SignInWait) << "the right one has to wait too";
    clock_ms += 1000;
    EXPECT_EQ(failure("wrong horse battery", ""), ErrorCode::SignInWrong);
    clock_ms += 1000;
    EXPECT_EQ(failure(password, code()), ErrorCode::SignInWait);
    clock_ms += 1000;
    EXPECT_TRUE(sign_in()) << "nobody is locked out for good";
    clock_ms += Totp::step_ms;
    EXPECT_EQ(failure("wrong horse battery", ""), ErrorCode::SignInWrong);
    EXPECT_TRUE(sign_in()) << "and a success forgets the failures";
}

TEST_F(PeopleTest, AnUnknownAddressIsNotToldFromAKnownOne)
{
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(people.sign_in("nobody@x.cn", "p", "").error().code, ErrorCode::SignInWrong);
    EXPECT_EQ(people.sign_in("nobody@x.cn", "p", "").error().code, ErrorCode::SignInWait);
}

TEST_F(PeopleTest, ALinkIsGoodOnceAndForAWhile)
{
    const auto link = invite();
    EXPECT_EQ(people.accept("unknown", password).error().code, ErrorCode::LinkInvalid);
    EXPECT_EQ(people.accept(link->token, "short").error().code, ErrorCode::PasswordWeak);
    EXPECT_TRUE(people.accept(link->token, password)) << "a weak password does not use it up";
    EXPECT_EQ(people.accept(link->token, password).error().code, ErrorCode::LinkInvalid);
    const auto late = people.renew(email, "admin-1");
    clock_ms += PeopleOptions().link_ms + 1;
    EXPECT_EQ(people.accept(late->token, password).error().code, ErrorCode::LinkInvalid);
}

TEST_F(PeopleTest, ANewLinkMakesTheOldOneWorthless)
{
    const auto first = invite();
    const auto second = people.renew(email, "admin-1");
    EXPECT_EQ(people.accept(first->token, password).error().code, ErrorCode::LinkInvalid);
    EXPECT_TRUE(people.accept(second->token, password));
    EXPECT_EQ(people.renew("nobody@x.cn", "admin-1").error().code, ErrorCode::PersonUnknown);
}

TEST_F(PeopleTest, ANewPasswordEndsAllSessionsAndTheOldSecondFactor)
{
    let_in();
    const auto session = sign_in();
    const auto old_secret = secret;
    const auto accepted = people.accept(people.renew(email, "admin-1")->token, "another horse battery");
    EXPECT_EQ(people.who(session->token, std::nullopt).error().code, ErrorCode::SessionInvalid);
    EXPECT_EQ(failure("another horse battery", totp_at(old_secret, clock_ms / Totp::step_ms)),
              ErrorCode::SignInWrong);
    secret = secret_of(accepted->secret);
    EXPECT_TRUE(people.sign_in(email, "another horse battery", code()));
}

TEST_F(PeopleTest, WeakPasswordsAreRefused)
{
    const auto link = invite();
    for (const auto& weak : std::vector<std::string>{"", "ninechars", "aaaaaaaaaaaaaaaa",
                                                     "office@school.edu.cn", std::string(257, 'x')})
        EXPECT_EQ(people.accept(link->token, weak).error().code, ErrorCode::PasswordWeak) << weak;
}

TEST_F(PeopleTest, SessionsEndByThemselves)
{
    let_in();
    const auto session = sign_in();
    for (int i = 0; i < 20; ++i) {
        clock_ms += 30 * 60'000;
        ASSERT_TRUE(people.who(session->token, std::nullopt)) << "used every half hour";
    }
    clock_ms += 61 * 60'000;
    EXPECT_EQ(people.who(session->token, std::nullopt).error().code, ErrorCode::SessionInvalid) << "idle";
    const auto other = sign_in();
    for (int i = 0; i < 24; ++i) {
        clock_ms += 30 * 60'000;
        (void)people.who(other->token, std::nullopt);
    }
    clock_ms += 60'000;
    EXPECT_EQ(people.who(other->token, std::nullopt).error().code, ErrorCode::SessionInvalid)
        << "after 12 hours";
}

TEST_F(PeopleTest, ASessionOfAnotherOrNoneIsInvalid)
{
    let_in();
    const auto session = sign_in();
    EXPECT_EQ(people.who("", std::nullopt).error().code, ErrorCode::SessionInvalid);
    EXPECT_EQ(people.who(session->csrf, std::nullopt).error().code, ErrorCode::SessionInvalid);
    EXPECT_EQ(people.who(session->token, "").error().code, ErrorCode::CsrfMissing);
    EXPECT_EQ(people.who(session->token, session->token).error().code, ErrorCode::CsrfMissing);
    ASSERT_TRUE(people.sign_out(session->token));
    EXPECT_EQ(people.who(session->token, std::nullopt).error().code, ErrorCode::SessionInvalid);
}

TEST_F(PeopleTest, WhoIsDisabledIsOutAtOnce)
{
    let_in();
    const auto session = sign_in();
    ASSERT_TRUE(people.set_disabled(session->scope.person, true, "admin-1"));
    EXPECT_EQ(people.who(session->token, std::nullopt).error().code, ErrorCode::SessionInvalid);
    clock_ms += Totp::step_ms;
    EXPECT_EQ(sign_in().error().code, ErrorCode::SignInWrong);
    ASSERT_TRUE(people.set_disabled(session->scope.person, false, "admin-1"));
    EXPECT_TRUE(sign_in());
    EXPECT_EQ(people.set_disabled("nobody", true, "admin-1").error().code, ErrorCode::PersonUnknown);
}

TEST_F(PeopleTest, OnlyACollegesAssistantHasACollege)
{
    EXPECT_EQ(invite(Role::College).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(invite(Role::School, "physics").error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(invite(Role::Student).error().code, ErrorCode::InvalidInput);
    EXPECT_TRUE(invite(Role::College, "physics"));
    for (const char* bad : {"", "@", "a@", "@b", "a b@c", "a@b@c"})
        EXPECT_EQ(people.invite({"s", Role::School, "", bad, ""}, "a").error().code, ErrorCode::InvalidInput)
            << bad;
}

TEST_F(PeopleTest, TheDatabaseHoldsNoSecretThatOpensAnything)
{
    const auto link = invite();
    secret = secret_of(people.accept(link->token, password)->secret);
    const auto session = sign_in();
    const auto kept = database.read([](store::Transaction& t) -> Result<std::string> {
        std::string all;
        TUCAI_TRY(const auto people_rows, t.rows("select password, totp_sealed from people"));
        for (const auto& row : people_rows) {
            const auto sealed = row.bytes("totp_sealed");
            all += row.text("password") + std::string(sealed.begin(), sealed.end());
        }
        TUCAI_TRY(const auto sessions, t.rows("select digest from sessions"));
        for (const auto& row : sessions)
            all += row.text("digest");
        return all;
    });
    for (const auto& text : {std::string(password), link->token, session->token, session->csrf,
                             std::string(secret.begin(), secret.end())})
        EXPECT_EQ(kept->find(text), std::string::npos);
    EXPECT_TRUE(verify_all(database, heads)->empty());
}

} // namespace
} // namespace tucai::access
