#include "app/work.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <latch>
#include <new>
#include <sstream>
#include <vector>

namespace tucai::app {
namespace {

using Job = std::function<Done(std::size_t)>;

/// What a run printed on standard output, line by line, and its exit code.
struct Ran {
    std::vector<std::string> lines;
    int exit_code = 0;
};

Ran run(std::size_t count, std::size_t threads, const Job& job)
{
    testing::internal::CaptureStdout();
    Ran ran;
    ran.exit_code = run_jobs(count, {threads, false, "test"}, job);
    std::istringstream out(testing::internal::GetCapturedStdout());
    for (std::string line; std::getline(out, line);)
        ran.lines.push_back(line);
    return ran;
}

Done good_job(std::size_t i)
{
    return {std::to_string(i), 0};
}

std::vector<std::string> numbers(std::size_t count)
{
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < count; ++i)
        lines.push_back(std::to_string(i));
    return lines;
}

TEST(RunJobs, LinesKeepTheOrderOfTheInputs)
{
    for (const std::size_t threads : {1U, 2U, 8U}) {
        const auto ran = run(100, threads, good_job);
        EXPECT_EQ(ran.lines, numbers(100)) << threads;
        EXPECT_EQ(ran.exit_code, 0);
    }
}

TEST(RunJobs, TheFirstLineComesFirstAlsoWhereItsJobEndsLast)
{
    constexpr std::size_t count = 9;
    std::latch others(count - 1);
    const auto ran = run(count, 2, [&](std::size_t i) {
        if (i == 0)
            others.wait();
        else
            others.count_down();
        return good_job(i);
    });
    EXPECT_EQ(ran.lines, numbers(count));
}

TEST(RunJobs, EveryJobIsDoneOnce)
{
    constexpr std::size_t count = 500;
    std::vector<std::atomic<int>> asked(count);
    run(count, 8, [&](std::size_t i) {
        ++asked.at(i);
        return good_job(i);
    });
    EXPECT_TRUE(std::all_of(asked.begin(), asked.end(), [](const auto& times) { return times == 1; }));
}

TEST(RunJobs, AsManyJobsRunAtOnceAsThereAreThreads)
{
    constexpr std::size_t count = 3;
    std::latch all_there(count); // opens only when all three run at once
    const auto ran = run(count, count, [&](std::size_t i) {
        all_there.arrive_and_wait();
        return good_job(i);
    });
    EXPECT_EQ(ran.lines, numbers(count));
}

TEST(RunJobs, TheWorstExitCodeCountsWhereverItStands)
{
    for (std::size_t worst = 0; worst < 5; ++worst) {
        const auto ran = run(5, 2, [&](std::size_t i) { return Done{"", i == worst ? 2 : 1}; });
        EXPECT_EQ(ran.exit_code, 2) << worst;
    }
}

TEST(RunJobs, AnEmptyLineIsNotPrintedAndHoldsNothingUp)
{
    const auto ran = run(4, 2, [](std::size_t i) { return i == 1 ? Done{} : good_job(i); });
    EXPECT_EQ(ran.lines, (std::vector<std::string>{"0", "2", "3"}));
}

TEST(RunJobs, AJobThatThrowsStopsNoOther)
{
    testing::internal::CaptureStderr();
    const auto ran = run(4, 2, [](std::size_t i) {
        if (i == 1)
            throw std::bad_alloc();
        return good_job(i);
    });
    EXPECT_EQ(ran.lines, (std::vector<std::string>{"0", "2", "3"}));
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_NE(testing::internal::GetCapturedStderr().find("input 2"), std::string::npos);
}

TEST(RunJobs, NoJobsAreNoFailure)
{
    const auto ran = run(0, 4, good_job);
    EXPECT_TRUE(ran.lines.empty());
    EXPECT_EQ(ran.exit_code, 0);
}

TEST(RunJobs, NoThreadsAreOneAndMoreThanJobsDoNoHarm)
{
    EXPECT_EQ(run(3, 0, good_job).lines, numbers(3));
    EXPECT_EQ(run(3, 64, good_job).lines, numbers(3));
}

TEST(RunJobs, AnInterruptLetsTheRunningJobEndAndStartsNoMore)
{
    for (const int signal : {SIGINT, SIGTERM}) {
        const auto ran = run(10, 1, [&](std::size_t i) {
            if (i == 2)
                std::raise(signal);
            return good_job(i);
        });
        EXPECT_EQ(ran.exit_code, 130);
        EXPECT_EQ(ran.lines, numbers(3)) << "the third was under way";
    }
}

TEST(RunJobs, AnInterruptIsForgottenInTheNextRun)
{
    run(1, 1, [](std::size_t i) {
        std::raise(SIGINT);
        return good_job(i);
    });
    EXPECT_EQ(run(2, 1, good_job).exit_code, 0);
}

TEST(RunJobs, AfterwardsSignalsDoWhatTheyDidBefore)
{
    const auto before = std::signal(SIGINT, SIG_IGN);
    run(1, 1, good_job);
    EXPECT_EQ(std::signal(SIGINT, before), SIG_IGN);
}

TEST(RunJobs, TheBarStaysOnStandardErrorAndIsWipedAway)
{
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    run_jobs(3, {1, true, "check"}, good_job);
    const auto bar = testing::internal::GetCapturedStderr();
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "0\n1\n2\n");
    EXPECT_NE(bar.find("check [##########....................] 1/3"), std::string::npos) << bar;
    EXPECT_EQ(bar.find("3/3"), std::string::npos) << "no bar where all is done";
    EXPECT_TRUE(bar.ends_with("\r\x1b[K")) << "wiped at the end";
}

TEST(RunJobs, AnInterruptWipesTheBarBeforeItSaysSo)
{
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    run_jobs(3, {1, true, "check"}, [](std::size_t i) {
        std::raise(SIGINT);
        return good_job(i);
    });
    testing::internal::GetCapturedStdout();
    const auto told = testing::internal::GetCapturedStderr();
    EXPECT_NE(told.find("1/3\r\x1b[KInterrupted: "), std::string::npos) << told;
}

} // namespace
} // namespace tucai::app
