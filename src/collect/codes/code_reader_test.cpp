#include "collect/codes/code_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::collect {
namespace {

std::vector<CodeKey> keys()
{
    return {{1, base::SecretKey(std::array<std::uint8_t, 32>{5})}};
}

std::string own()
{
    const CodeClaims claims = {"code-1", "batch-1", 1, 2, identity_digest(keys()[0].key, "code-1", "20171X")};
    return seal_code(claims, keys()[0], base::system_randomness()).value();
}

const std::string chsi = "https://my.chsi.example/t?k=4f9a-Zz_09";

class CodeReaderTest : public testing::Test {
protected:
    ErrorCode failure(std::string_view text) const
    {
        const auto read = read_code({&ours, &foreign}, text);
        return read ? ErrorCode::Internal : read.error().code;
    }
    TokenReader ours{[] { return Result<std::vector<CodeKey>>(keys()); }};
    OpaqueReader foreign{"chsi"};
};

TEST_F(CodeReaderTest, OursIsOpened)
{
    const auto read = read_code({&ours, &foreign}, " " + own() + "\n");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->issuer, "tucai");
    EXPECT_EQ(read->claims->code, "code-1");
    EXPECT_EQ(read->text.find_first_of(" \n"), std::string::npos);
}

TEST_F(CodeReaderTest, AForeignOneIsCarriedAsItIs)
{
    const auto read = read_code({&ours, &foreign}, "\t" + chsi + " ");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->issuer, "chsi");
    EXPECT_EQ(read->text, chsi);
    EXPECT_FALSE(read->claims);
}

TEST_F(CodeReaderTest, ADamagedOneOfOursIsNotTakenForAForeignOne)
{
    auto text = own();
    text.back() = text.back() == 'A' ? 'B' : 'A';
    EXPECT_EQ(failure(text), ErrorCode::CodeDamaged);
    EXPECT_EQ(foreign.read(text).error().code, ErrorCode::CodeForeign);
    EXPECT_EQ(foreign.read(" " + text).error().code, ErrorCode::CodeForeign);
}

TEST_F(CodeReaderTest, ForeignOnesHaveLimits)
{
    EXPECT_EQ(failure(""), ErrorCode::CodeForeign);
    EXPECT_EQ(failure(std::string(7, 'x')), ErrorCode::CodeForeign);
    EXPECT_TRUE(foreign.read(std::string(8, 'x')));
    EXPECT_TRUE(foreign.read(std::string(1024, 'x')));
    EXPECT_EQ(failure(std::string(1025, 'x')), ErrorCode::CodeForeign);
    for (const char* bad :
         {"12345678 9", "1234567\n89", "图像采集码图像采集码", "12345678\x7f", "12345678\x01"})
        EXPECT_EQ(failure(bad), ErrorCode::CodeForeign) << bad;
    EXPECT_EQ(failure(std::string_view("12345678\0x", 10)), ErrorCode::CodeForeign);
}

TEST_F(CodeReaderTest, WithoutAForeignReaderAForeignCodeIsForeign)
{
    EXPECT_EQ(read_code({&ours}, chsi).error().code, ErrorCode::CodeForeign);
    EXPECT_EQ(read_code({}, chsi).error().code, ErrorCode::CodeForeign);
}

TEST_F(CodeReaderTest, KeysThatCannotBeReadAreNoForeignCode)
{
    const TokenReader broken(
        []() -> Result<std::vector<CodeKey>> { return fail(ErrorCode::StoreBusy, "busy"); });
    EXPECT_EQ(read_code({&broken, &foreign}, own()).error().code, ErrorCode::StoreBusy);
}

RC_GTEST_FIXTURE_PROP(CodeReaderTest, WhateverIsTakenIsVisibleAndBounded, (const std::string& text))
{
    if (const auto read = read_code({&ours, &foreign}, text)) {
        RC_ASSERT(read->text.size() <= OpaqueReader::most_bytes);
        for (const char c : read->text)
            RC_ASSERT(c > ' ' && c <= '~');
    }
}

/// A picture as a list of what its codes say.
class TextsAsPicture : public CodePictures {
public:
    explicit TextsAsPicture(std::vector<std::string> texts) : texts_(std::move(texts)) {}
    Result<std::vector<std::string>> texts_in(base::ByteSpan,
                                              const std::function<bool(std::string_view)>&) const override
    {
        if (texts_.empty())
            return fail(ErrorCode::CodeNotSeen, "none");
        return texts_;
    }

private:
    std::vector<std::string> texts_;
};

TEST_F(CodeReaderTest, OursIsPreferredToWhateverElseIsInAPicture)
{
    const TextsAsPicture picture({"https://follow.example/us", own(), chsi});
    EXPECT_EQ(read_code_picture(picture, {&ours, &foreign}, {})->issuer, "tucai");
    const TextsAsPicture without({"short", chsi});
    EXPECT_EQ(read_code_picture(without, {&ours, &foreign}, {})->text, chsi);
}

TEST_F(CodeReaderTest, APictureWithoutACodeOfAnyReaderSaysSo)
{
    EXPECT_EQ(read_code_picture(TextsAsPicture({}), {&ours}, {}).error().code, ErrorCode::CodeNotSeen);
    EXPECT_EQ(read_code_picture(TextsAsPicture({"short"}), {&ours, &foreign}, {}).error().code,
              ErrorCode::CodeForeign);
}

} // namespace
} // namespace tucai::collect
