#include "http/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace tucai::http {
namespace {

TEST(WorkerPool, CarriesOutAllBeforeItEnds)
{
    std::atomic<int> done = 0;
    {
        WorkerPool pool(3, 1000);
        for (int i = 0; i < 500; ++i)
            EXPECT_TRUE(pool.try_post([&] { ++done; }));
    }
    EXPECT_EQ(done, 500);
}

TEST(WorkerPool, HasNoRoomBeyondItsQueueButForWhatWasBegun)
{
    std::latch begun(1);
    std::latch may_end(1);
    std::atomic<int> done = 0;
    WorkerPool pool(1, 2);
    ASSERT_TRUE(pool.try_post([&] {
        begun.count_down();
        may_end.wait();
    }));
    begun.wait();
    EXPECT_TRUE(pool.try_post([&] { ++done; }));
    EXPECT_TRUE(pool.try_post([&] { ++done; }));
    EXPECT_FALSE(pool.try_post([&] { done += 100; }));
    pool.post([&] { ++done; });
    EXPECT_EQ(pool.load().busy, 1U);
    EXPECT_EQ(pool.load().waiting, 3U);
    may_end.count_down();
    pool.end();
    EXPECT_EQ(done, 3);
}

TEST(WorkerPool, AFreeWorkerIsRoomToo)
{
    std::latch may_end(1);
    WorkerPool pool(2, 0);
    EXPECT_TRUE(pool.try_post([&] { may_end.wait(); }));
    EXPECT_TRUE(pool.try_post([&] { may_end.wait(); }));
    EXPECT_FALSE(pool.try_post([] {}));
    may_end.count_down();
}

} // namespace
} // namespace tucai::http
