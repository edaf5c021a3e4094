#include "collect/codes/code_token.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::collect {
namespace {

base::SecretKey key(std::uint8_t first)
{
    std::array<std::uint8_t, 32> bytes{};
    bytes[0] = first;
    return base::SecretKey(bytes);
}

CodeClaims claims()
{
    return {"code-1", "batch-1", 1000, 2000, identity_digest(key(9), "code-1", "20171X")};
}

const std::vector<CodeKey>& keys()
{
    static const std::vector<CodeKey> both = {{1, key(1)}, {2, key(2)}};
    return both;
}

std::string sealed(const CodeKey& by = keys()[1])
{
    return *seal_code(claims(), by, base::system_randomness());
}

TEST(CodeToken, SaysWhatWasPutIn)
{
    EXPECT_EQ(*open_code(sealed(), keys()), claims());
    EXPECT_EQ(*open_code(" \n" + sealed() + "\r\n", keys()), claims());
}

TEST(CodeToken, AKeyMayChangeWhileItsCodesAreOut)
{
    EXPECT_EQ(*open_code(sealed(keys()[0]), keys()), claims());
    EXPECT_EQ(open_code(sealed(keys()[0]), std::span(keys()).last(1)).error().code, ErrorCode::CodeDamaged);
}

TEST(CodeToken, FitsOneQrThatAPhoneReadsWell)
{
    // 300 bytes are a QR of version 13 at level M.
    EXPECT_LE(sealed().size(), 300U);
    EXPECT_EQ(sealed().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."),
              std::string::npos);
}

TEST(CodeToken, NothingInItIsReadable)
{
    const auto text = sealed();
    for (const char* part : {"code-1", "batch-1", "20171X"})
        EXPECT_EQ(text.find(part), std::string::npos);
    EXPECT_NE(sealed(), sealed()) << "nor do two issues look alike";
}

RC_GTEST_PROP(CodeToken, AnyChangedCharacterMakesItDamagedOrForeign, ())
{
    auto text = sealed();
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const char other = *rc::gen::elementOf(std::string("ABCxyz019-_."));
    RC_PRE(text[at] != other);
    text[at] = other;
    const auto opened = open_code(text, keys());
    RC_ASSERT(!opened);
    RC_ASSERT(opened.error().code == (at < 4 ? ErrorCode::CodeForeign : ErrorCode::CodeDamaged));
}

RC_GTEST_PROP(CodeToken, ACutCodeIsDamaged, ())
{
    const auto text = sealed();
    const auto size = *rc::gen::inRange<std::size_t>(4, text.size());
    RC_ASSERT(open_code(text.substr(0, size), keys()).error().code == ErrorCode::CodeDamaged);
}

RC_GTEST_PROP(CodeToken, AnyOtherTextIsForeign, (const std::string& text))
{
    RC_PRE(text.find("TC1.") == std::string::npos);
    RC_ASSERT(open_code(text, keys()).error().code == ErrorCode::CodeForeign);
}

TEST(CodeToken, ClaimsThatNameNothingAreNotSealed)
{
    for (int i = 0; i < 4; ++i) {
        auto bad = claims();
        (i == 0 ? bad.code : i == 1 ? bad.batch : bad.identity) = i == 3 ? "short" : "";
        EXPECT_EQ(seal_code(bad, keys()[0], base::system_randomness()).error().code, ErrorCode::InvalidInput);
    }
    auto longest = claims();
    longest.code = std::string(65, 'x');
    EXPECT_FALSE(seal_code(longest, keys()[0], base::system_randomness()));
}

TEST(IdentityDigest, IsOfOneCodeAndKeyAlone)
{
    const auto digest = identity_digest(key(9), "code-1", "20171X");
    EXPECT_EQ(identity_digest(key(9), "code-1", "20171x"), digest) << "x and X are one check digit";
    EXPECT_NE(identity_digest(key(9), "code-2", "20171X"), digest);
    EXPECT_NE(identity_digest(key(8), "code-1", "20171X"), digest);
    EXPECT_NE(identity_digest(key(9), "code-1", "20171"), digest);
}

} // namespace
} // namespace tucai::collect
