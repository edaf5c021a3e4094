#include "base/temporary_folder.h"
#include "store/jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <thread>

namespace tucai::store {
namespace {

constexpr std::int64_t lease_ms = 1000;

class Jobs : public testing::Test {
protected:
    Jobs() : database(*Database::open("sqlite:" + folder.at("t.db"), {}))
    {
        EXPECT_TRUE(database.write([](Transaction& t) { return t.run_script(std::string(jobs_table())); }));
    }
    std::int64_t add(const std::string& subject, std::int64_t not_before_ms = 0, int most_attempts = 3) const
    {
        return *database.write([&](Transaction& t) {
            return add_job(t, {"judge", subject, "", not_before_ms, most_attempts}, 0);
        });
    }
    std::optional<Job> take(std::int64_t now_ms, const std::string& token = "a") const
    {
        return *take_job(database, {"judge"}, now_ms, lease_ms, token);
    }
    Result<> finish(const Job& job) const
    {
        return database.write([&](Transaction& t) { return finish_job(t, job, 1); });
    }
    std::vector<std::int64_t> counts(std::int64_t now_ms) const
    {
        const auto c = *database.read([&](Transaction& t) { return count_jobs(t, now_ms); });
        return {c.waiting, c.held, c.failed};
    }

    base::TemporaryFolder folder;
    Database database;
};

TEST_F(Jobs, TheOneThatWaitedLongestIsTakenFirst)
{
    add("late", 20);
    add("early", 10);
    add("tomorrow", 9999);
    EXPECT_EQ(take(50)->subject, "early");
    EXPECT_EQ(take(50)->subject, "late");
    EXPECT_FALSE(take(50));
}

TEST_F(Jobs, OnlyKindsThatAreAskedForAreTaken)
{
    add("x");
    EXPECT_FALSE(*take_job(database, {"send", "sweep"}, 0, lease_ms, "a"));
    EXPECT_FALSE(*take_job(database, {}, 0, lease_ms, "a"));
    EXPECT_TRUE(*take_job(database, {"send", "judge"}, 0, lease_ms, "a"));
}

TEST_F(Jobs, ASubjectsWorkIsListedOnceUntilItIsDone)
{
    const auto id = add("x");
    EXPECT_EQ(add("x"), id);
    const auto job = *take(0);
    EXPECT_EQ(add("x"), id) << "it is being done";
    EXPECT_TRUE(finish(job));
    EXPECT_NE(add("x"), id);
}

TEST_F(Jobs, AWorkerThatDiesLosesNothing)
{
    add("x");
    const auto first = *take(0, "first");
    EXPECT_FALSE(take(lease_ms, "second")) << "still held";
    const auto second = *take(lease_ms + 1, "second");
    EXPECT_EQ(second.attempt, 2);
    EXPECT_EQ(finish(first).error().code, ErrorCode::LeaseLost) << "the dead one comes back too late";
    EXPECT_TRUE(finish(second));
    EXPECT_EQ(finish(second).error().code, ErrorCode::LeaseLost) << "done is done";
}

TEST_F(Jobs, WhoLostTheLeaseStoresNothingOfTheJob)
{
    add("x");
    const auto first = *take(0, "first");
    take(lease_ms + 1, "second");
    const auto given = database.write([&](Transaction& t) -> Result<> {
        TUCAI_CHECK(add_job(t, {"send", "y", "", 0, 1}, 0));
        return finish_job(t, first, 1);
    });
    ASSERT_FALSE(given);
    EXPECT_FALSE(*take_job(database, {"send"}, 10, lease_ms, "b"));
}

TEST_F(Jobs, ALongJobCanBeHeldOn)
{
    add("x");
    const auto job = *take(0, "first");
    EXPECT_TRUE(hold_job(database, job, 900, lease_ms));
    EXPECT_FALSE(take(1500, "second"));
    EXPECT_TRUE(take(1901, "second"));
    EXPECT_EQ(hold_job(database, job, 1902, lease_ms).error().code, ErrorCode::LeaseLost);
}

TEST_F(Jobs, AFailureIsTriedAgainAfterPausesThatDouble)
{
    add("x", 0, 3);
    std::int64_t now_ms = 0;
    for (const std::int64_t pause_ms : {1000, 2000}) {
        ASSERT_TRUE(give_back_job(database, *take(now_ms), "smtp_down", now_ms));
        EXPECT_FALSE(take(now_ms + pause_ms - 1));
        now_ms += pause_ms;
    }
    ASSERT_TRUE(give_back_job(database, *take(now_ms), "smtp_down", now_ms));
    EXPECT_FALSE(take(now_ms + 10'000'000)) << "the third attempt was the last";
    EXPECT_THAT(counts(now_ms), testing::ElementsAre(0, 0, 1));
}

TEST_F(Jobs, WorkThatKillsItsWorkersEndsToo)
{
    add("poison", 0, 2);
    take(0);
    take(2000);
    EXPECT_FALSE(take(4000));
    EXPECT_THAT(counts(4000), testing::ElementsAre(0, 0, 1));
}

TEST_F(Jobs, AreCounted)
{
    add("x");
    add("y");
    take(0);
    EXPECT_THAT(counts(10), testing::ElementsAre(1, 1, 0));
    EXPECT_THAT(counts(5000), testing::ElementsAre(2, 0, 0)) << "a lease that has ended is a job that waits";
}

TEST_F(Jobs, ManyWorkersDoEachOnce)
{
    for (int i = 0; i < 60; ++i)
        add("photo-" + std::to_string(i));
    std::mutex mutex;
    std::multiset<std::string> done;
    std::vector<std::thread> workers;
    for (int w = 0; w < 6; ++w)
        workers.emplace_back([&, w] {
            const std::string token = "worker-" + std::to_string(w);
            for (auto job = take(0, token); job; job = take(0, token)) {
                EXPECT_TRUE(finish(*job));
                const std::lock_guard lock(mutex);
                done.insert(job->subject);
            }
        });
    for (auto& worker : workers)
        worker.join();
    EXPECT_EQ(done.size(), 60U);
    EXPECT_EQ(std::set<std::string>(done.begin(), done.end()).size(), 60U);
}

} // namespace
} // namespace tucai::store
