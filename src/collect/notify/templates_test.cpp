#include "collect/notify/templates.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace tucai::collect::notify {
namespace {

const base::Instant noon_in_beijing{std::chrono::milliseconds(1'780'632'000'000)}; // 2026-06-05 04:00 UTC

/// Something for every placeholder that any template may have.
Parameters good(Topic topic)
{
    const Parameters all = {{"batch", base::Text{"2026届毕业生", "Class of 2026"}},
                            {"school", base::Text{"某大学", "A University"}},
                            {"office", base::Text{"教务处 025-83790000", "Registrar, 025-83790000"}},
                            {"reason", base::Text{"光线不均", "uneven light"}},
                            {"link", base::Text{"https://tucai.test/s/1", "https://tucai.test/s/1"}},
                            {"opens", noon_in_beijing},
                            {"closes", noon_in_beijing},
                            {"deadline", noon_in_beijing},
                            {"since", noon_in_beijing}};
    Parameters some;
    for (const auto& word : placeholders(template_of(topic)))
        if (const auto found = all.find(word); found != all.end())
            some.insert(*found);
    return some;
}

ErrorCode failure(Topic topic, const Parameters& parameters)
{
    const auto composed = compose(topic, parameters, Tongue::Both);
    return composed ? ErrorCode::Internal : composed.error().code;
}

TEST(Templates, EachTopicHasOneInBothLanguages)
{
    ASSERT_EQ(templates().size(), count_of<Topic>);
    for (std::size_t i = 0; i < templates().size(); ++i) {
        const auto& of = templates()[i];
        EXPECT_EQ(of.topic, static_cast<Topic>(i));
        for (const auto* text : {&of.subject, &of.body}) {
            EXPECT_FALSE(text->zh.empty() || text->en.empty()) << word(of.topic);
            EXPECT_TRUE(std::any_of(text->zh.begin(), text->zh.end(), [](char c) { return c < 0; }))
                << text->zh;
        }
        EXPECT_EQ(of.subject.zh.find('\n'), std::string::npos);
        EXPECT_EQ(of.subject.en.find('\n'), std::string::npos);
    }
}

TEST(Templates, BothLanguagesAskForTheSameWords)
{
    for (const auto& of : templates()) {
        const auto words = [&](const std::string& subject, const std::string& body) {
            const auto list = placeholders({of.topic, {subject, ""}, {body, ""}});
            return std::set<std::string>(list.begin(), list.end());
        };
        EXPECT_EQ(words(of.subject.zh, of.body.zh), words(of.subject.en, of.body.en)) << word(of.topic);
    }
}

TEST(Templates, HoldNoPlaceForANameOrADocument)
{
    const std::set<std::string> known = {"batch", "school", "office",   "reason", "link",
                                         "opens", "closes", "deadline", "since"};
    for (const auto& of : templates())
        for (const auto& word : placeholders(of))
            EXPECT_TRUE(known.count(word) == 1) << word << " must be looked at, then added here";
}

TEST(Templates, EveryOneIsFilledWithoutABraceLeft)
{
    for (const auto& of : templates())
        for (const auto tongue : {Tongue::Chinese, Tongue::English, Tongue::Both}) {
            const auto message = compose(of.topic, good(of.topic), tongue);
            ASSERT_TRUE(message.has_value()) << message.error().message;
            EXPECT_EQ((message->subject + message->body).find_first_of("{}"), std::string::npos);
            EXPECT_LT(message->subject.size(), 200U) << message->subject;
        }
}

TEST(Templates, AMomentIsToldInBeijingTime)
{
    const auto zh = compose(Topic::LastDay, good(Topic::LastDay), Tongue::Chinese)->body;
    const auto en = compose(Topic::LastDay, good(Topic::LastDay), Tongue::English)->body;
    EXPECT_THAT(zh, testing::HasSubstr("2026年6月5日12:00(北京时间)"));
    EXPECT_THAT(en, testing::HasSubstr("5 June 2026 12:00 (Beijing time)"));
}

TEST(Templates, BothLanguagesStandInOneMessage)
{
    const auto message = *compose(Topic::Returned, good(Topic::Returned), Tongue::Both);
    EXPECT_THAT(message.subject, testing::HasSubstr(" / "));
    EXPECT_THAT(message.body,
                testing::AllOf(testing::HasSubstr("光线不均"), testing::HasSubstr("uneven light")));
}

TEST(Templates, AMissingOrForeignParameterIsRefused)
{
    for (const auto& of : templates()) {
        for (const auto& word : placeholders(of)) {
            auto less = good(of.topic);
            less.erase(word);
            EXPECT_EQ(failure(of.topic, less), ErrorCode::MessageInvalid) << word;
        }
        auto more = good(of.topic);
        more["name"] = base::Text{"李雷", "Li Lei"};
        EXPECT_EQ(failure(of.topic, more), ErrorCode::MessageInvalid);
    }
}

TEST(Templates, ValuesThatCouldBendAMessageAreRefused)
{
    for (const char* bad :
         {"", "a\r\nBcc: all@school.test", "a\nb", "a\rb", "a\tb", "\x7f", "\xC3\x28", "\x01"})
        for (const bool is_zh : {true, false}) {
            auto parameters = good(Topic::Returned);
            parameters["batch"] = is_zh ? base::Text{bad, "good"} : base::Text{"good", bad};
            EXPECT_EQ(failure(Topic::Returned, parameters), ErrorCode::MessageInvalid) << bad;
        }
    auto parameters = good(Topic::Returned);
    parameters["reason"] = base::Text{std::string(1001, 'x'), "x"};
    EXPECT_EQ(failure(Topic::Returned, parameters), ErrorCode::MessageInvalid);
    parameters["reason"] = base::Text{std::string(1000, 'x'), "x"};
    EXPECT_TRUE(compose(Topic::Returned, parameters, Tongue::Both));
}

TEST(Templates, WhatMayBeADocumentsNumberIsRefused)
{
    auto parameters = good(Topic::Returned);
    for (const char* bad : {"11010519491231002X", "身份证 320106200402291234", "AAA110000000000"}) {
        parameters["reason"] = base::Text{bad, bad};
        EXPECT_EQ(failure(Topic::Returned, parameters), ErrorCode::MessageInvalid) << bad;
    }
    parameters["reason"] = base::Text{"电话 13912345678", "call 13912345678"};
    EXPECT_TRUE(compose(Topic::Returned, parameters, Tongue::Both));
}

TEST(Templates, ALinkIsAnAddress)
{
    auto parameters = good(Topic::Returned);
    for (const char* bad : {"javascript:alert(1)", "tucai.test", "https://a b"}) {
        parameters["link"] = base::Text{bad, bad};
        EXPECT_EQ(failure(Topic::Returned, parameters), ErrorCode::MessageInvalid) << bad;
    }
    parameters["link"] = base::Text{"https://t.test/123456789012345678", "https://t.test/123456789012345678"};
    EXPECT_TRUE(compose(Topic::Returned, parameters, Tongue::Both)) << "ids may be digits";
}

RC_GTEST_PROP(Templates, AValueWithBracesIsTakenAsItIs, (const std::string& inside))
{
    auto parameters = good(Topic::Returned);
    parameters["reason"] = base::Text{"{batch}", "{link}{" + inside};
    if (const auto message = compose(Topic::Returned, parameters, Tongue::Both))
        RC_ASSERT(message->body.find("{link}{" + inside) != std::string::npos);
}

TEST(Templates, ParametersAreStoredAndReadAgain)
{
    const auto parameters = good(Topic::Opening);
    const auto read = from_json(to_json(parameters));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(to_json(*read), to_json(parameters));
    EXPECT_EQ(std::get<base::Instant>(read->at("opens")), noon_in_beijing);
    for (const char* bad : {"", "[]", "{", R"({"a":"b"})", R"({"a":{"zh":"x"}})",
                            R"({"a":{"zh":"x","en":1}})", R"({"a":1.5})", R"({"a":null})"})
        EXPECT_EQ(from_json(bad).error().code, ErrorCode::MessageInvalid) << bad;
}

} // namespace
} // namespace tucai::collect::notify
