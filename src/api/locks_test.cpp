#include "api/api_for_tests.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::TellKind;

class LocksApi : public DeskApiTest {
protected:
    std::string raised()
    {
        const auto made = post(clerk, "/violations",
                               {{"kind", "recapture"}, {"photo", submitted.id}, {"seen", "屏幕边框"}});
        EXPECT_EQ(made.status, 201) << made.body;
        return made.json().value("id", "");
    }
    std::string locked()
    {
        const auto done = post(clerk, "/violations/" + raised() + "/confirm", {{"reason", "边框清楚可见"}});
        EXPECT_EQ(done.status, 200) << done.body;
        EXPECT_TRUE(done.json()["locked_now"].get<bool>());
        return done.json().value("lock", "");
    }
};

TEST_F(LocksApi, ASuspicionIsListedLookedAtAndDismissed)
{
    const auto id = raised();
    const auto list = get(clerk, "/violations").json()["items"];
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["id"], id);
    EXPECT_EQ(get(clerk, "/violations?state=confirmed").json()["items"].size(), 0U);
    EXPECT_EQ(get(clerk, "/violations?state=maybe").field(), "state");
    EXPECT_EQ(get(clerk, "/violations/" + id).json()["evidence"]["seen"], "屏幕边框");
    EXPECT_EQ(post(clerk, "/violations/" + id + "/dismiss", {{"reason", " "}}).code(), "text.invalid");
    EXPECT_EQ(post(clerk, "/violations/" + id + "/dismiss", {{"reason", "只是光线"}}).status, 204);
    EXPECT_EQ(post(clerk, "/violations/" + id + "/confirm", {{"reason", "x"}}).code(), "state.not_allowed");
    EXPECT_EQ(get(clerk, "/violations/" + id).json()["reason"], "只是光线");
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(LocksApi, AConfirmedOneLocksAndTheOfficeLifts)
{
    const auto lock = locked();
    EXPECT_EQ(state_of("s-1"), "locked");
    EXPECT_EQ(teller.told("s-1", TellKind::StudentLocked), 1);
    const auto list = get(clerk, "/locks?student=s-1").json()["items"];
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["id"], lock);
    EXPECT_EQ(list[0]["reason"], "边框清楚可见");
    EXPECT_EQ(post(enter(Role::Centre, "centre-1"), "/locks/" + lock + "/lift", {{"reason", "x"}}).code(),
              "access.denied");
    EXPECT_EQ(post(clerk, "/locks/" + lock + "/lift", {{"reason", "已到场说明"}}).status, 204);
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(get(clerk, "/locks?student=s-1").json()["items"][0]["officer"], clerk.person);
    const auto history = get(enter(Role::Auditor), "/lock-events?student=s-1").json()["items"];
    EXPECT_EQ(history[0]["kind"], "violation.raised");
    EXPECT_EQ(history.back()["kind"], "student.unlock");
}

TEST_F(LocksApi, AnObjectionIsAnswered)
{
    const auto lock = locked();
    const auto objection = *locks.object(phone, lock, "我没有翻拍");
    const auto open = get(clerk, "/objections").json()["items"];
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0]["words"], "我没有翻拍");
    EXPECT_EQ(get(clerk, "/locks?student=s-1").json()["items"][0]["state"], "contested");
    const auto at = "/objections/" + objection + "/answer";
    EXPECT_EQ(post(clerk, at, {{"answer", "maybe"}, {"reason", "x"}}).field(), "answer");
    EXPECT_EQ(post(clerk, at, {{"answer", "uphold"}, {"reason", "确实是窗户"}}).status, 204);
    EXPECT_EQ(post(clerk, at, {{"answer", "reject"}, {"reason", "x"}}).code(), "state.not_allowed");
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(get(clerk, "/objections").json()["items"].size(), 0U);
}

TEST_F(LocksApi, AThresholdIsSetWithinItsLimits)
{
    const auto all = get(clerk, "/thresholds").json()["items"];
    EXPECT_EQ(all.size(), collect::count_of<collect::Threshold>);
    EXPECT_EQ(put(clerk, "/thresholds/lock.after_confirmed", {{"value", 3}}).status, 204);
    EXPECT_EQ(put(clerk, "/thresholds/lock.after_confirmed", {{"value", 11}}).field(), "value");
    EXPECT_EQ(put(clerk, "/thresholds/no.such", {{"value", 3}}).status, 404);
    const auto done = post(clerk, "/violations/" + raised() + "/confirm", {{"reason", "边框清楚可见"}});
    EXPECT_TRUE(done.json()["lock"].is_null());
    EXPECT_EQ(state_of("s-1"), "submitted");
    const auto now = get(clerk, "/thresholds").json()["items"];
    const auto set = std::find_if(now.begin(), now.end(), [](const nlohmann::json& threshold) {
        return threshold["name"] == "lock.after_confirmed";
    });
    ASSERT_NE(set, now.end());
    EXPECT_EQ((*set)["value"], 3);
}

TEST_F(LocksApi, AQuestionIsListedAnsweredAndClosed)
{
    const auto id = *help.ask(phone, collect::HelpTopic::Device, "没有摄像头");
    const auto list = get(clerk, "/help-requests?batch=batch-9").json()["items"];
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["words"], "没有摄像头");
    EXPECT_EQ(get(clerk, "/help-requests").field(), "batch");
    EXPECT_EQ(post(clerk, "/help-requests/" + id + "/answer", {{"words", "请到办公室"}}).status, 204);
    EXPECT_EQ(teller.told("s-1", TellKind::HelpAnswered), 1);
    EXPECT_EQ(get(clerk, "/help-requests?batch=batch-9&state=answered").json()["items"][0]["answer"],
              "请到办公室");
    EXPECT_EQ(post(clerk, "/help-requests/" + id + "/close").status, 204);
    EXPECT_EQ(post(clerk, "/help-requests/" + id + "/close").code(), "state.not_allowed");
}

} // namespace
} // namespace tucai::api
