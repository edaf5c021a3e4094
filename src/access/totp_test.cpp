#include "access/totp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::access {
namespace {

base::ByteVector bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

const base::ByteVector& rfc_secret()
{
    static const auto secret = bytes_of("12345678901234567890");
    return secret;
}

TEST(Totp, GivesTheValuesOfTheRfc)
{
    // RFC 6238, appendix B, the last six of eight digits.
    const std::pair<std::int64_t, const char*> values[] = {{59, "287082"},         {1111111109, "081804"},
                                                           {1111111111, "050471"}, {1234567890, "005924"},
                                                           {2000000000, "279037"}, {20000000000, "353130"}};
    for (const auto& [seconds, password] : values)
        EXPECT_EQ(totp_at(rfc_secret(), seconds / 30), password) << seconds;
}

TEST(Totp, AClockMayBeOffByOneStep)
{
    const std::int64_t step = 1'000'000;
    const auto password = totp_at(rfc_secret(), step);
    for (const std::int64_t off : {-1, 0, 1})
        EXPECT_EQ(totp_step_of(rfc_secret(), password, (step + off) * Totp::step_ms, 0), step);
    for (const std::int64_t off : {-2, 2})
        EXPECT_FALSE(totp_step_of(rfc_secret(), password, (step + off) * Totp::step_ms, 0));
}

TEST(Totp, EachPasswordFitsOnce)
{
    const std::int64_t step = 1'000'000;
    const auto password = totp_at(rfc_secret(), step);
    EXPECT_FALSE(totp_step_of(rfc_secret(), password, step * Totp::step_ms, step));
    EXPECT_FALSE(totp_step_of(rfc_secret(), password, step * Totp::step_ms, step + 1))
        << "nor does an older one";
}

TEST(Totp, OtherTextFitsNever)
{
    for (const char* text : {"", "12345", "1234567", " 287082", "28708２"})
        EXPECT_FALSE(totp_step_of(rfc_secret(), text, 59'000, -5)) << text;
}

TEST(Totp, SecretsAreTypedInBase32)
{
    // RFC 4648, section 10, without padding.
    EXPECT_EQ(totp_text(bytes_of("")), "");
    EXPECT_EQ(totp_text(bytes_of("f")), "MY");
    EXPECT_EQ(totp_text(bytes_of("fo")), "MZXQ");
    EXPECT_EQ(totp_text(bytes_of("foo")), "MZXW6");
    EXPECT_EQ(totp_text(bytes_of("foob")), "MZXW6YQ");
    EXPECT_EQ(totp_text(bytes_of("fooba")), "MZXW6YTB");
    EXPECT_EQ(totp_text(bytes_of("foobar")), "MZXW6YTBOI");
}

TEST(Totp, TheAddressIsEncoded)
{
    EXPECT_EQ(totp_address(bytes_of("foobar"), "图采", "a b@x.cn"),
              "otpauth://totp/%E5%9B%BE%E9%87%87:a%20b%40x.cn?secret=MZXW6YTBOI&issuer=%E5%9B%BE%E9%87%87");
}

RC_GTEST_PROP(Totp, IsAlwaysSixDigits, (const base::ByteVector& secret, std::int64_t step))
{
    const auto password = totp_at(secret, step);
    RC_ASSERT(password.size() == 6U);
    RC_ASSERT(password.find_first_not_of("0123456789") == std::string::npos);
}

} // namespace
} // namespace tucai::access
