#include "collect/means_for_tests.h"
#include "collect/watch/audit_trail.h"
#include "collect/watch/job_desk.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

class WatchTest : public ServiceTest {
protected:
    void record(const std::string& tenant, const std::string& kind, const std::string& subject)
    {
        EXPECT_TRUE(ledger.write([&](store::Entry& entry) {
            return entry.record({tenant, kind, "person-1", subject, "", 0});
        }));
    }
    std::vector<std::string> kinds(const Scope& scope, const TrailFilter& filter,
                                   const std::string& tenant = "school-1") const
    {
        const auto page = trail.page(scope, tenant, filter, 0, 50);
        EXPECT_TRUE(page) << page.error().message;
        std::vector<std::string> kinds;
        for (const auto& line : page ? page->lines : std::vector<TrailLine>())
            kinds.push_back(line.event.kind);
        return kinds;
    }
    /// A job that has failed for good; gives its id.
    std::int64_t failed_job(const std::string& subject)
    {
        const auto id = database.write([&](store::Transaction& t) {
            return store::add_job(t, {"judge", subject, "", 0, 1}, 0);
        });
        const auto job = store::take_job(database, {"judge"}, clock_ms, 1'000, "worker-1");
        EXPECT_TRUE(job && *job && store::give_back_job(database, **job, "model.missing", clock_ms));
        return *id;
    }

    const Scope auditor{"person-9", Role::Auditor, "school-1", ""};
    AuditTrail trail{means, heads};
    JobDesk jobs{means};
};

TEST_F(WatchTest, EventsComeLatestFirstByKindOrItsFirstWordAndBySubject)
{
    record("school-1", "photo.seen", "photo-1");
    record("school-1", "photos.counted", "batch-1");
    record("school-1", "photo.school_accept", "photo-2");
    EXPECT_THAT(kinds(auditor, {}),
                testing::ElementsAre("photo.school_accept", "photos.counted", "photo.seen"));
    EXPECT_THAT(kinds(office, {"photo", ""}), testing::ElementsAre("photo.school_accept", "photo.seen"));
    EXPECT_THAT(kinds(office, {"photo.seen", ""}), testing::ElementsAre("photo.seen"));
    EXPECT_THAT(kinds(office, {"", "photo-2"}), testing::ElementsAre("photo.school_accept"));
    EXPECT_THAT(kinds(office, {"%", ""}), testing::IsEmpty());
}

TEST_F(WatchTest, PagesFollowWithoutAGapWhileEventsCome)
{
    for (int i = 1; i <= 5; ++i)
        record("school-1", "photo.seen", "photo-" + std::to_string(i));
    const auto first = *trail.page(office, "school-1", {}, 0, 2);
    record("school-1", "photo.seen", "photo-6");
    const auto second = *trail.page(office, "school-1", {}, first.next_before, 2);
    const auto last = *trail.page(office, "school-1", {}, second.next_before, 2);
    EXPECT_EQ(first.lines.at(1).event.subject, "photo-4");
    EXPECT_EQ(second.lines.at(0).event.subject, "photo-3");
    EXPECT_EQ(last.lines.at(0).event.subject, "photo-1");
    EXPECT_EQ(last.next_before, 0);
}

TEST_F(WatchTest, EachReadsTheOwnTenantAndAnAdminAny)
{
    record("school-1", "photo.seen", "photo-1");
    record("centre-1", "school.made", "school-1");
    EXPECT_THAT(kinds(admin, {}), testing::ElementsAre("photo.seen"));
    EXPECT_THAT(kinds(centre, {}, "centre-1"), testing::ElementsAre("school.made"));
    EXPECT_EQ(trail.page(centre, "school-1", {}, 0, 10).error().code, ErrorCode::NotFound);
    EXPECT_EQ(trail.page(other_office, "school-1", {}, 0, 10).error().code, ErrorCode::NotFound);
    EXPECT_EQ(trail.page(assistant, "school-1", {}, 0, 10).error().code, ErrorCode::Denied);
    EXPECT_EQ(trail.check(registry, "centre-1").error().code, ErrorCode::Denied);
    EXPECT_EQ(trail.check(other_office, "school-1").error().code, ErrorCode::NotFound);
}

TEST_F(WatchTest, AChangedEventIsFoundWhereItStands)
{
    record("school-1", "photo.seen", "photo-1");
    record("school-1", "photo.seen", "photo-2");
    EXPECT_EQ(trail.check(auditor, "school-1")->events, 2);
    EXPECT_TRUE(trail.check(auditor, "school-1")->faults.empty());
    EXPECT_TRUE(database.write([](store::Transaction& t) {
        return t.run("update audit_events set actor = 'person-2' where number = 1");
    }));
    const auto check = *trail.check(auditor, "school-1");
    ASSERT_EQ(check.faults.size(), 1U);
    EXPECT_EQ(check.faults.at(0).number, 1);
}

TEST_F(WatchTest, AnAdminSeesWhatHasFailedAndLetsItBeTriedAgain)
{
    const auto id = failed_job("shot-1");
    EXPECT_EQ(jobs.counts(admin)->failed, 1);
    const auto failed = *jobs.failed(admin, 0, 10);
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed.at(0).id, id);
    EXPECT_EQ(failed.at(0).reason, "model.missing");
    EXPECT_TRUE(jobs.failed(admin, id, 10)->empty());
    ASSERT_TRUE(jobs.restart(admin, id));
    EXPECT_EQ(jobs.counts(admin)->waiting, 1);
    EXPECT_EQ(events("job.restarted"), 1);
    EXPECT_EQ(jobs.restart(admin, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(store::take_job(database, {"judge"}, clock_ms, 1'000, "worker-2").value()->attempt, 1);
}

TEST_F(WatchTest, AJobWhoseWorkWaitsAnywayIsNotDoubled)
{
    const auto id = failed_job("shot-1");
    EXPECT_TRUE(database.write([](store::Transaction& t) {
        return store::add_job(t, {"judge", "shot-1", "", 0, 1}, 0);
    }));
    EXPECT_EQ(jobs.restart(admin, id).error().code, ErrorCode::StoreConflict);
    EXPECT_EQ(events("job.restarted"), 0);
}

TEST_F(WatchTest, JobsAreAnAdminsAlone)
{
    for (const auto& scope : {office, centre, auditor}) {
        EXPECT_EQ(jobs.counts(scope).error().code, ErrorCode::Denied);
        EXPECT_EQ(jobs.failed(scope, 0, 10).error().code, ErrorCode::Denied);
        EXPECT_EQ(jobs.restart(scope, 1).error().code, ErrorCode::Denied);
    }
}

} // namespace
} // namespace tucai::collect
