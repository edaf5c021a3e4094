#include "app/notify_teller.h"
#include "collect/locks/violation_rows.h"
#include "collect/means_for_tests.h"
#include "collect/notify/outbox.h"
#include "collect/review/reasons.h"
#include "collect/scopes.h"

#include <gmock/gmock.h>

#include <set>

namespace tucai::app {
namespace {

using collect::TellKind;
using collect::notify::Tongue;

constexpr const char* returned =
    R"({"photo":"p-1","reasons":["hair.covers","light.dark"],"until_ms":1780632000000})";

class NotifyTellerTest : public collect::ServiceTest {
protected:
    NotifyTellerTest()
    {
        for (const auto* language : {"zh", "en", "fr"})
            EXPECT_TRUE(database.write([&](store::Transaction& t) {
                return t.run(
                    "insert into students (tenant, id, batch, code_number, state, state_ms, "
                    "state_reason, roster_place, document_kind, language, glasses, name_is_resolved, "
                    "masked_name, masked_document, version, created_ms, changed_ms) values "
                    "('school-1', $1, 'batch-1', $1, 'submitted', 0, '', 0, '', $1, 'unknown', 1, "
                    "'张*', '1234', 1, 0, 0)",
                    {language});
            }));
    }
    Result<> tell(TellKind kind, const std::string& values, const std::string& student = "zh",
                  const std::string& cause = "cause-1")
    {
        return ledger.write([&](store::Entry& entry) -> Result<> {
            TUCAI_CHECK(entry.record(collect::event_of(office, "test.told", student)));
            return teller.tell(entry, "school-1", student, kind, values, cause);
        });
    }
    /// The only message to a student, as it is sent.
    collect::notify::Message message(const std::string& student = "zh") const
    {
        const auto row = database.read([&](store::Transaction& t) {
            return t.row("select template, parameters, language from notifications where student = $1",
                         {student});
        });
        EXPECT_TRUE(row && *row);
        if (!row || !*row)
            return {};
        return compose(*collect::from_word<collect::notify::Topic>((*row)->text("template")),
                       *collect::notify::from_json((*row)->text("parameters")),
                       *collect::from_word<Tongue>((*row)->text("language")))
            .value();
    }

    NotifyTeller teller{base::system_randomness(), [] { return std::string("https://tucai.test/"); }};
};

TEST_F(NotifyTellerTest, EveryKindIsQueuedUnderATopicOfItsOwn)
{
    std::set<std::string> topics;
    for (std::size_t i = 0; i < collect::count_of<TellKind>; ++i) {
        const auto kind = static_cast<TellKind>(i);
        const bool is_return = kind == TellKind::PhotoReturned || kind == TellKind::PhotoReset;
        const auto done = tell(kind, is_return ? returned : R"({"violation":"recapture","lock":"l-1"})", "zh",
                               std::string(word(kind)));
        EXPECT_TRUE(done) << word(kind) << ": " << done.error().message;
        topics.insert(std::string(collect::word(topic_of(kind))));
    }
    EXPECT_EQ(topics.size(), collect::count_of<TellKind>);
    EXPECT_EQ(count("select count(*) as n from notifications where state = 'waiting'"),
              static_cast<std::int64_t>(collect::count_of<TellKind>));
    EXPECT_EQ(count("select count(*) as n from jobs where kind = 'notify'"),
              static_cast<std::int64_t>(collect::count_of<TellKind>));
}

TEST_F(NotifyTellerTest, AReturnSaysWhyUntilWhenAndWhereInTheStudentsLanguage)
{
    ASSERT_TRUE(tell(TellKind::PhotoReturned, returned, "zh"));
    ASSERT_TRUE(tell(TellKind::PhotoReturned, returned, "en"));
    ASSERT_TRUE(tell(TellKind::PhotoReturned, returned, "fr"));
    EXPECT_THAT(message("zh").body,
                testing::AllOf(testing::HasSubstr("请把头发拢到后面"), testing::HasSubstr("照片太暗"),
                               testing::HasSubstr("2026年6月5日12:00"),
                               testing::HasSubstr("https://tucai.test/\n"),
                               testing::Not(testing::HasSubstr("Put it back"))));
    EXPECT_THAT(message("en").body, testing::AllOf(testing::HasSubstr("Put it back. The photo is too dark."),
                                                   testing::Not(testing::HasSubstr("头发"))));
    EXPECT_THAT(message("fr").body,
                testing::AllOf(testing::HasSubstr("头发"), testing::HasSubstr("Put it back.")));
    EXPECT_THAT(message("en").subject, testing::HasSubstr("Class of 2026"));
}

TEST_F(NotifyTellerTest, ALockSaysWhatWasSeen)
{
    ASSERT_TRUE(tell(TellKind::StudentLocked, R"({"violation":"recapture","lock":"l-1"})", "en"));
    EXPECT_THAT(message("en").body,
                testing::HasSubstr(collect::violation_words(collect::ViolationKind::Recapture).en));
}

TEST_F(NotifyTellerTest, AnUpheldObjectionDoesNotPromiseWhatAnotherLockHolds)
{
    EXPECT_THAT(reason_words(TellKind::ObjectionUpheld, R"({"lock":"l","unlocked":false})").en,
                testing::HasSubstr("Another lock"));
    EXPECT_THAT(reason_words(TellKind::ObjectionUpheld, R"({"lock":"l","unlocked":true})").en,
                testing::Not(testing::HasSubstr("Another lock")));
}

TEST_F(NotifyTellerTest, OneThingIsToldOnce)
{
    ASSERT_TRUE(tell(TellKind::PhotoAccepted, R"({"photo":"p-1"})"));
    ASSERT_TRUE(tell(TellKind::PhotoAccepted, R"({"photo":"p-1"})"));
    EXPECT_EQ(count("select count(*) as n from notifications"), 1);
    ASSERT_TRUE(tell(TellKind::PhotoAccepted, R"({"photo":"p-2"})", "zh", "cause-2"));
    EXPECT_EQ(count("select count(*) as n from notifications"), 2);
}

TEST_F(NotifyTellerTest, AllReasonsAtOnceStillMakeAMessage)
{
    std::string values = R"({"photo":"p-1","until_ms":1780632000000,"reasons":[)";
    for (const auto& reason : collect::return_reasons())
        values += (values.ends_with('[') ? "\"" : ",\"") + std::string(reason.code) + "\"";
    ASSERT_TRUE(tell(TellKind::PhotoReturned, values + "]}", "fr"));
    EXPECT_THAT(message("fr").body, testing::AllOf(testing::HasSubstr("其余原因请在下面的网址查看"),
                                                   testing::HasSubstr("See the other reasons below.")));
}

TEST_F(NotifyTellerTest, AnOfficesLongNumberHindersNoDecision)
{
    EXPECT_TRUE(database.write([](store::Transaction& t) {
        return t.run("insert into batch_texts (tenant, batch, part, zh, en) values ('school-1', 'batch-1', "
                     "'office', '教务处 0258379000012', 'Registrar 0258379000012')");
    }));
    ASSERT_TRUE(tell(TellKind::PhotoReturned, returned));
    EXPECT_THAT(message().body, testing::AllOf(testing::HasSubstr("学校办公室"),
                                               testing::Not(testing::HasSubstr("0258379000012"))));
}

TEST_F(NotifyTellerTest, WhatCannotBeToldUndoesWhatItWasToTellOf)
{
    EXPECT_EQ(tell(TellKind::PhotoReturned, R"({"photo":"p-1","reasons":["hair.covers"]})").error().code,
              ErrorCode::MessageInvalid);
    EXPECT_EQ(tell(TellKind::PhotoAccepted, "{}", "nobody").error().code, ErrorCode::NotFound);
    EXPECT_EQ(events("test.told"), 0);
}

} // namespace
} // namespace tucai::app
