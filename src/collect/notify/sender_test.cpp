#include "collect/codes/school_for_tests.h"
#include "collect/notify/sender.h"
#include "collect/notify/servers_for_tests.h"

#include <gmock/gmock.h>

namespace tucai::collect::notify {
namespace {

/// Keeps what it is given; answers as it is told.
class ChannelForTests : public Channel {
public:
    explicit ChannelForTests(bool wants_phone) : wants_phone_(wants_phone) {}
    bool reaches(const Reach& reach) const override
    {
        return wants_phone_ ? !reach.phone.empty() : !reach.mail.empty();
    }
    Result<> send(const Delivery& delivery) const override
    {
        given.push_back(delivery);
        if (answer != ErrorCode::Internal)
            return fail(answer, "as told");
        return {};
    }
    mutable std::vector<Delivery> given;
    ErrorCode answer = ErrorCode::Internal; ///< Internal: takes it

private:
    bool wants_phone_;
};

class BookForTests : public AddressBook {
public:
    Result<Reach> student(const std::string&, const std::string& student) const override
    {
        if (is_shut)
            return fail(ErrorCode::KeyAbsent, "shut");
        return student == "ma" ? Reach{} : Reach{student + "@student.test", "139"};
    }
    Result<Reach> person(const std::string&, const std::string& person) const override
    {
        return Reach{person + "@school.test", ""};
    }
    bool is_shut = false;
};

class SenderTest : public SchoolForTests {
protected:
    Notice notice(const std::string& student = "li", const std::string& cause = "review-1",
                  Way way = Way::Mail) const
    {
        return {"s",
                "b-2026",
                student,
                std::nullopt,
                Topic::Unlocked,
                {{"batch", base::Text{"2026届", "Class of 2026"}},
                 {"reason", base::Text{"误判", "a mistake"}},
                 {"link", base::Text{"https://t.test/1", "https://t.test/1"}},
                 {"office", base::Text{"教务处", "the registrar"}}},
                Tongue::Both,
                way,
                cause};
    }
    Result<Added> add(const Notice& what)
    {
        return ledger.write([&](store::Entry& entry) -> Result<Added> {
            TUCAI_CHECK(entry.record({"s", "lock.ended", "office", what.student.value_or("x"), "", 0}));
            return add_notice(entry, base::system_randomness(), what);
        });
    }
    Sender sender() { return {ledger, book, &mail, &webhook, base::system_randomness()}; }
    Step step()
    {
        const auto done = sender().step();
        EXPECT_TRUE(done) << done.error().message;
        return done ? *done : Step::Idle;
    }
    NoticeStanding standing(const std::string& student = "li") const
    {
        return ledger.read([&](store::Transaction& sql) { return notices_of(sql, "s", student); })
            .value()
            .at(0);
    }
    GroupList list(const std::optional<std::string>& of_class = std::nullopt) const
    {
        return ledger
            .read([&](store::Transaction& sql) {
                return list_for_group(sql, "s", "b-2026", of_class, Tongue::Both);
            })
            .value();
    }

    ChannelForTests mail{false};
    ChannelForTests webhook{true};
    BookForTests book;
};

TEST_F(SenderTest, WhatIsQueuedIsSentOnce)
{
    EXPECT_EQ(*add(notice()), Added::New);
    EXPECT_EQ(standing().state, DeliveryState::Queued);
    EXPECT_EQ(step(), Step::Sent);
    EXPECT_EQ(step(), Step::Idle);
    ASSERT_EQ(mail.given.size(), 1U);
    EXPECT_EQ(mail.given[0].reach.mail, "li@student.test");
    EXPECT_THAT(mail.given[0].message.body, testing::HasSubstr("a mistake"));
    EXPECT_EQ(standing().state, DeliveryState::Sent);
    EXPECT_EQ(events("notification.sent"), 1);
}

TEST_F(SenderTest, ACauseIsToldOnce)
{
    EXPECT_EQ(*add(notice()), Added::New);
    EXPECT_EQ(*add(notice()), Added::Known);
    EXPECT_EQ(*add(notice("ma")), Added::New) << "another person is told of it too";
    EXPECT_EQ(*add(notice("li", "review-2")), Added::New);
    step();
    EXPECT_EQ(*add(notice()), Added::Known) << "also after it was sent";
}

TEST_F(SenderTest, WhatDidNotHappenIsNotTold)
{
    EXPECT_FALSE(ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_CHECK(add_notice(entry, base::system_randomness(), notice()));
        return fail(ErrorCode::Denied, "no");
    }));
    EXPECT_EQ(step(), Step::Idle);
    EXPECT_EQ(number("select count(*) as value from notifications"), 0);
}

TEST_F(SenderTest, AMessageThatCannotBeWrittenIsNotQueued)
{
    auto bad = notice();
    bad.parameters.erase("reason");
    EXPECT_EQ(add(bad).error().code, ErrorCode::MessageInvalid);
    bad = notice();
    bad.cause.clear();
    EXPECT_EQ(add(bad).error().code, ErrorCode::InvalidInput);
    bad = notice();
    bad.person = "wang";
    EXPECT_EQ(add(bad).error().code, ErrorCode::InvalidInput);
    bad.student.reset();
    EXPECT_TRUE(add(bad));
    bad.person.reset();
    EXPECT_EQ(add(bad).error().code, ErrorCode::InvalidInput);
}

TEST_F(SenderTest, AFailureIsTriedAgainAfterLongerAndLongerPauses)
{
    ASSERT_TRUE(add(notice()));
    mail.answer = ErrorCode::SendUnavailable;
    EXPECT_EQ(step(), Step::Later);
    EXPECT_EQ(step(), Step::Idle) << "not at once";
    EXPECT_EQ(standing().state, DeliveryState::Trying);
    EXPECT_EQ(standing().reason, "send.unavailable");
    clock_ms += 1000;
    EXPECT_EQ(step(), Step::Later);
    clock_ms += 1000;
    EXPECT_EQ(step(), Step::Idle) << "two seconds by now";
    clock_ms += 1000;
    mail.answer = ErrorCode::Internal;
    EXPECT_EQ(step(), Step::Sent);
    EXPECT_EQ(standing().tries, 3);
    EXPECT_EQ(standing().reason, "");
    EXPECT_EQ(mail.given.front().id, mail.given.back().id) << "by which the other side may tell";
}

TEST_F(SenderTest, ARefusalIsForGoodAndGoesToTheList)
{
    ASSERT_TRUE(add(notice()));
    mail.answer = ErrorCode::SendRefused;
    EXPECT_EQ(step(), Step::Failed);
    clock_ms += day_ms;
    EXPECT_EQ(step(), Step::Idle);
    EXPECT_EQ(standing().state, DeliveryState::Failed);
    EXPECT_EQ(standing().reason, "send.refused");
    EXPECT_EQ(list().lines.size(), 1U);
    EXPECT_EQ(events("notification.failed"), 1);
}

TEST_F(SenderTest, ItIsGivenUpAfterItsLastTry)
{
    ASSERT_TRUE(add(notice()));
    mail.answer = ErrorCode::SendLater;
    for (int i = 1; i < most_tries; ++i) {
        ASSERT_EQ(step(), Step::Later) << i;
        clock_ms += 600'000;
    }
    EXPECT_EQ(step(), Step::Failed);
    EXPECT_EQ(standing().state, DeliveryState::GivenUp);
    EXPECT_EQ(standing().reason, "send.later");
    clock_ms += day_ms;
    EXPECT_EQ(step(), Step::Idle);
}

TEST_F(SenderTest, WhomNothingReachesStandsOnTheList)
{
    ASSERT_TRUE(add(notice("ma")));
    EXPECT_EQ(step(), Step::Listed);
    EXPECT_EQ(standing("ma").state, DeliveryState::Listed);
    EXPECT_TRUE(mail.given.empty());
}

TEST_F(SenderTest, AWayThatIsNotSetUpLeadsToTheList)
{
    ASSERT_TRUE(add(notice()));
    EXPECT_EQ(*Sender(ledger, book, nullptr, &webhook, base::system_randomness()).step(), Step::Listed);
}

TEST_F(SenderTest, AKeyThatIsNotAtHandIsWaitedFor)
{
    ASSERT_TRUE(add(notice()));
    book.is_shut = true;
    EXPECT_EQ(step(), Step::Later);
    EXPECT_EQ(standing().reason, "key.absent");
    book.is_shut = false;
    clock_ms += 1000;
    EXPECT_EQ(step(), Step::Sent);
}

TEST_F(SenderTest, TheWebhookAndStaffAreReachedToo)
{
    ASSERT_TRUE(add(notice("li", "x", Way::Webhook)));
    EXPECT_EQ(step(), Step::Sent);
    EXPECT_EQ(webhook.given.size(), 1U);
    auto staff = notice();
    staff.student.reset();
    staff.person = "wang";
    ASSERT_TRUE(add(staff));
    EXPECT_EQ(step(), Step::Sent);
    EXPECT_EQ(mail.given.at(0).reach.mail, "wang@school.test");
}

TEST_F(SenderTest, AWorkerThatDiesLosesNothing)
{
    ASSERT_TRUE(add(notice()));
    const auto taken = store::take_job(database, {send_job}, clock_ms, 300'000, "dead worker");
    ASSERT_TRUE(taken && *taken);
    EXPECT_EQ(step(), Step::Idle) << "it is held";
    clock_ms += 300'001;
    EXPECT_EQ(step(), Step::Sent);
    EXPECT_EQ(mail.given.size(), 1U);
}

TEST_F(SenderTest, WhatAWorkerLeftAtItsLastTryIsGivenUp)
{
    ASSERT_TRUE(add(notice()));
    ASSERT_TRUE(
        database.write([](store::Transaction& t) { return t.run("update jobs set state = 'failed'"); }));
    EXPECT_EQ(*sender().settle_forsaken(), 1U);
    EXPECT_EQ(*sender().settle_forsaken(), 0U);
    EXPECT_EQ(standing().state, DeliveryState::GivenUp);
    EXPECT_EQ(standing().reason, "job.lease_lost");
}

TEST_F(SenderTest, TheListIsByClassAndHoldsMaskedNamesOnly)
{
    ASSERT_TRUE(database.write([](store::Transaction& t) {
        return t.run_script(
            "insert into classes (tenant, id, name, created_ms) values ('s', 'c1', '1班', 0), ('s', "
            "'c2', '2班', 0);"
            "update students set class = 'c1', masked_name = '李*' where id = 'li';"
            "update students set class = 'c2', masked_name = '马*' where id = 'ma';");
    }));
    ASSERT_TRUE(add(notice("li", "x", Way::List)));
    ASSERT_TRUE(add(notice("ma", "x", Way::List)));
    EXPECT_EQ(step(), Step::Idle) << "a list is no job";
    const auto all = list();
    ASSERT_EQ(all.lines.size(), 2U);
    EXPECT_EQ(all.lines[0].class_name, "1班");
    EXPECT_EQ(all.text,
              "1班\n【2026届:您的采集账号已解锁】Class of 2026: your collection account is unlocked\n李*  "
              "number-li\n\n2班\n【2026届:您的采集账号已解锁】Class of 2026: your collection account is "
              "unlocked\n马*  number-ma\n");
    EXPECT_EQ(list("c2").lines.size(), 1U);
    EXPECT_EQ(list("c2").lines[0].student, "ma");
    EXPECT_TRUE(list("c3").text.empty());
}

TEST_F(SenderTest, TheOfficeSeesHowManyStandWhere)
{
    ASSERT_TRUE(add(notice("li", "1")));
    ASSERT_TRUE(add(notice("li", "2")));
    ASSERT_TRUE(add(notice("ma", "1")));
    step();
    mail.answer = ErrorCode::SendLater;
    step();
    step();
    const auto counts =
        ledger.read([](store::Transaction& sql) { return count_notices(sql, "s", "b-2026"); }).value();
    EXPECT_EQ(counts.at(DeliveryState::Sent), 1);
    EXPECT_EQ(counts.at(DeliveryState::Trying), 1);
    EXPECT_EQ(counts.at(DeliveryState::Listed), 1);
}

TEST_F(SenderTest, ThroughARealMailServer)
{
    ServerForTests server({"smtp", "none"});
    if (!server.is_there())
        GTEST_SKIP() << "SKIPPED: no python3-aiosmtpd, so no mail server";
    const MailChannel channel({"localhost", server.port(), MailSecurity::None, "", "", "", "", 10'000},
                              {"tucai@school.test", "图采"});
    ASSERT_TRUE(add(notice()));
    EXPECT_EQ(*Sender(ledger, book, &channel, nullptr, base::system_randomness()).step(), Step::Sent);
    EXPECT_EQ(server.next()["to"][0], "li@student.test");
}

} // namespace
} // namespace tucai::collect::notify
