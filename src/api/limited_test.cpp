#include "api/api_for_tests.h"
#include "api/limited.h"

namespace tucai::api {
namespace {

class LimitedTest : public ApiTest {
protected:
    static Work answers()
    {
        return [](const Call&) -> Outcome<http::Response> { return http::empty_response(); };
    }
    Outcome<http::Response> ask(const Work& work, const std::string& peer = "192.0.2.1")
    {
        http::Request request;
        request.peer = peer;
        return work(Call{request, {}, {}, {}});
    }
};

TEST_F(LimitedTest, EachAddressHasItsOwnRate)
{
    const auto work = limited(answers(), {.per_second = 1, .burst = 2}, house);
    EXPECT_EQ(ask(work)->status, 204);
    EXPECT_EQ(ask(work)->status, 204);
    const auto third = ask(work);
    EXPECT_EQ(third->status, 429);
    EXPECT_EQ(*third->headers.find("retry-after"), "1");
    EXPECT_EQ(ask(work, "192.0.2.2")->status, 204);
    clock_ms += 1'000;
    EXPECT_EQ(ask(work)->status, 204);
}

TEST_F(LimitedTest, WhatCostsMuchTakesSoManyWorkersAndNoMore)
{
    Work work;
    int inner = 0;
    work = few_at_once(
        [&](const Call& call) -> Outcome<http::Response> {
            const auto other = work(call); // while this one runs
            inner = other->status;
            return http::empty_response();
        },
        1);
    EXPECT_EQ(ask(work)->status, 204);
    EXPECT_EQ(inner, 503);
    EXPECT_EQ(ask(work)->status, 204) << "the place was given up";
}

} // namespace
} // namespace tucai::api
