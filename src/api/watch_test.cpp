#include "api/api_for_tests.h"
#include "collect/notify/outbox.h"

namespace tucai::api {
namespace {

using access::Role;

class WatchApi : public ApiTest {
protected:
    /// A message to a student that a list was asked for.
    void notice(const std::string& student)
    {
        collect::notify::Notice notice;
        notice.tenant = "school-1";
        notice.batch = "batch-9";
        notice.student = student;
        notice.topic = collect::notify::Topic::Accepted;
        notice.parameters = {{"batch", base::Text{"2026届", "Class of 2026"}},
                             {"office", base::Text{"教务处", "Registrar"}},
                             {"link", base::Text{"https://tucai.test/", "https://tucai.test/"}}};
        notice.way = collect::notify::Way::List;
        notice.cause = "test";
        EXPECT_TRUE(ledger.write([&](store::Entry& entry) -> Result<> {
            TUCAI_CHECK(entry.record(collect::event_of(office, "test.told", student)));
            return collect::notify::add_notice(entry, means.randomness, notice)
                .map([](collect::notify::Added) {});
        }));
    }
};

TEST_F(WatchApi, MessagesAreCountedListedAndCopied)
{
    add_student("s-1");
    notice("s-1");
    const auto clerk = enter(Role::School);
    const auto own = get(clerk, "/notifications?student=s-1").json()["items"];
    ASSERT_EQ(own.size(), 1U);
    EXPECT_EQ(own[0]["topic"], "accepted");
    EXPECT_EQ(own[0]["state"], "listed");
    EXPECT_EQ(get(clerk, "/notifications/counts?batch=batch-9").json()["listed"], 1);
    const auto list = get(clerk, "/notifications/group-list?batch=batch-9&language=zh").json();
    EXPECT_EQ(list["lines"][0]["masked_name"], "张*");
    EXPECT_THAT(list["text"].get<std::string>(), testing::HasSubstr("您的照片已通过审核"));
    EXPECT_EQ(get(clerk, "/notifications/group-list?batch=batch-9&language=fr").field(), "language");
    EXPECT_EQ(get(clerk, "/notifications?student=nobody").status, 404);
    EXPECT_EQ(get(enter(Role::School, "school-2"), "/notifications?student=s-1").status, 404);
}

TEST_F(WatchApi, ACollegesAssistantSeesTheOwnCollegesMessagesOnly)
{
    put("insert into colleges (tenant, id, name, code, created_ms) values ('school-1', 'college-1', "
        "'文学院', '', 0), "
        "('school-1', 'college-2', '理学院', '', 0)");
    for (const auto* student : {"s-1", "s-2"}) {
        add_student(student);
        notice(student);
    }
    put("update students set college = 'college-1' where id = 's-1'");
    put("update students set college = 'college-2' where id = 's-2'");
    const auto reader = enter(Role::College, "school-1", "college-1");
    EXPECT_EQ(get(reader, "/notifications?student=s-1").status, 200);
    EXPECT_EQ(get(reader, "/notifications?student=s-2").status, 404);
    EXPECT_EQ(get(reader, "/notifications/counts?batch=batch-9").json()["listed"], 1);
    EXPECT_EQ(get(reader, "/notifications/group-list?batch=batch-9").json()["lines"].size(), 1U);
}

TEST_F(WatchApi, TheAuditIsReadByPagesAndChecked)
{
    add_student("s-1");
    notice("s-1");
    const auto auditor = enter(Role::Auditor);
    const auto first = get(auditor, "/audit-events?limit=1").json();
    EXPECT_EQ(first["items"].size(), 1U);
    const auto second =
        get(auditor, "/audit-events?limit=1&cursor=" + first["next"].get<std::string>()).json();
    EXPECT_LT(second["items"][0]["number"], first["items"][0]["number"]);
    EXPECT_EQ(get(auditor, "/audit-events?kind=test").json()["items"][0]["subject"], "s-1");
    EXPECT_EQ(get(auditor, "/audit-events?subject=s-1").json()["items"].size(), 1U);
    EXPECT_TRUE(get(auditor, "/audit-events/check").json()["is_whole"].get<bool>());
    put("update audit_events set actor = 'nobody' where tenant = 'school-1' and number = 1");
    const auto check = get(auditor, "/audit-events/check").json();
    EXPECT_FALSE(check["is_whole"].get<bool>());
    EXPECT_EQ(check["faults"][0]["number"], 1);
}

TEST_F(WatchApi, AnAdminNamesATenantAndOthersCannot)
{
    add_student("s-1");
    notice("s-1");
    const auto keeper = enter(Role::Admin, "centre-1");
    EXPECT_EQ(get(keeper, "/audit-events?tenant=school-1&kind=test").json()["items"].size(), 1U);
    const auto stranger = enter(Role::School, "school-2");
    EXPECT_EQ(get(stranger, "/audit-events?tenant=school-1&kind=test").json()["items"].size(), 0U);
}

TEST_F(WatchApi, FailedWorkIsSeenAndTriedAgain)
{
    const auto id = *database.write([&](store::Transaction& t) {
        return store::add_job(t, {"judge", "shot-1", "", 0, 1}, 0);
    });
    const auto job = store::take_job(database, {"judge"}, clock_ms, 1'000, "worker-1");
    ASSERT_TRUE(job && *job && store::give_back_job(database, **job, "model.missing", clock_ms));
    const auto keeper = enter(Role::Admin, "centre-1");
    EXPECT_EQ(get(keeper, "/jobs/counts").json()["failed"], 1);
    const auto failed = get(keeper, "/jobs/failed").json()["items"];
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed[0]["reason"], "model.missing");
    const auto at = "/jobs/" + std::to_string(id) + "/restart";
    EXPECT_EQ(post(keeper, at).status, 204);
    EXPECT_EQ(post(keeper, at).status, 404);
    EXPECT_EQ(post(keeper, "/jobs/first/restart").status, 404);
    EXPECT_EQ(get(keeper, "/jobs/counts").json()["waiting"], 1);
    EXPECT_EQ(get(enter(Role::School), "/jobs/counts").code(), "access.denied");
}

} // namespace
} // namespace tucai::api
