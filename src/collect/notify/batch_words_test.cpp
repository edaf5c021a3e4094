#include "collect/codes/code_desk.h"
#include "collect/codes/school_for_tests.h"
#include "collect/notify/batch_words.h"
#include "collect/notify/outbox.h"

#include <gmock/gmock.h>

namespace tucai::collect::notify {
namespace {

class BatchWordsTest : public SchoolForTests {
protected:
    Result<Message> taken_over(const Parameters& own = {{"since", base::Instant{}}})
    {
        return ledger.read([&](store::Transaction& sql) -> Result<Message> {
            TUCAI_TRY(const auto all, with_batch_words(sql, Topic::CodeTakenOver, "s", "b-2026", own));
            return compose(Topic::CodeTakenOver, all, Tongue::Both);
        });
    }
};

TEST_F(BatchWordsTest, SayWhatTheBatchSays)
{
    ASSERT_TRUE(database.write([](store::Transaction& t) {
        return t.run_script(
            "update batches set name_zh = '2026届', name_en = 'Class of 2026';"
            "insert into batch_texts (tenant, batch, part, zh, en) values ('s', 'b-2026', 'office', "
            "'教务处\n302室', 'Registrar\nroom 302');");
    }));
    const auto message = taken_over();
    ASSERT_TRUE(message.has_value()) << message.error().message;
    EXPECT_THAT(message->subject,
                testing::AllOf(testing::HasSubstr("2026届"), testing::HasSubstr("Class of 2026")));
    EXPECT_THAT(message->body, testing::HasSubstr("教务处 302室"));
}

TEST_F(BatchWordsTest, ABatchThatSaysNothingYetStillTells)
{
    EXPECT_THAT(taken_over()->body, testing::HasSubstr("学校办公室"));
}

TEST_F(BatchWordsTest, TooLongAWordIsCutBetweenCharacters)
{
    std::string rooms;
    for (int i = 0; i < 400; ++i)
        rooms += "室";
    ASSERT_TRUE(database.write([&](store::Transaction& t) {
        return t.run(
            "insert into batch_texts (tenant, batch, part, zh, en) values ('s', 'b-2026', 'office', $1, 'x')",
            {rooms});
    }));
    EXPECT_TRUE(taken_over());
}

TEST_F(BatchWordsTest, WhatTheCallerSaysStands)
{
    EXPECT_THAT(taken_over({{"since", base::Instant{}}, {"batch", base::Text{"甲", "First"}}})->subject,
                testing::HasSubstr("First"));
}

/// What the desk is given so that a student is told of another device.
TEST_F(BatchWordsTest, ACodeTakenOverIsQueuedInTheSameTransaction)
{
    class NoIssuer : public CodeIssuer {
    public:
        Result<IssuedCode> issue(store::Entry&, const Enrolment&, const std::string&) override
        {
            return IssuedCode{};
        }
        std::string identity_of(const std::string& code, std::string_view last_six) const override
        {
            return identity_digest(base::SecretKey(std::array<std::uint8_t, 32>{1}), code, last_six);
        }
    } issuer;
    const OpaqueReader chsi("chsi");
    CodeDeskOptions options;
    options.tell_taken_over = [&](store::Entry& entry, const CodeStanding& code) -> Result<> {
        const base::Instant since{std::chrono::milliseconds(entry.now_ms())};
        TUCAI_TRY(auto words, with_batch_words(entry.sql(), Topic::CodeTakenOver, code.tenant, code.batch,
                                               {{"since", since}}));
        TUCAI_CHECK(add_notice(entry, base::system_randomness(),
                               {code.tenant, code.batch, code.student, std::nullopt, Topic::CodeTakenOver,
                                std::move(words), Tongue::Both, Way::Mail,
                                code.code + ":" + std::to_string(entry.now_ms())}));
        return {};
    };
    CodeDesk desk(ledger, keys, issuer, {&chsi}, base::system_randomness(), options);
    ASSERT_TRUE(ledger.write([&](store::Entry& entry) {
        return desk.attach(entry, {"s", "li", "20171X", clock_ms + day_ms}, "CHSI:opaque/1", "office");
    }));
    ASSERT_TRUE(desk.confirm("CHSI:opaque/1", "20171X", {}));
    EXPECT_EQ(number("select count(*) as value from notifications"), 0);
    ASSERT_TRUE(desk.confirm("CHSI:opaque/1", "20171X", {}));
    EXPECT_EQ(text("select template as value from notifications where state = 'waiting'"), "code_taken_over");
}

} // namespace
} // namespace tucai::collect::notify
