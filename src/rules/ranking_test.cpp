#include "rules/catalogue.h"
#include "rules/ranking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tucai::rules {
namespace {

Finding finding(std::string id, Verdict verdict)
{
    Finding found;
    found.id = std::move(id);
    found.verdict = verdict;
    return found;
}

std::vector<std::string> ranked(const std::vector<Finding>& findings)
{
    std::vector<std::string> ids;
    for (const auto* one : failing_worst_first(findings))
        ids.push_back(one->id);
    return ids;
}

TEST(FailingWorstFirst, RefusalsComeBeforeQuestionsAndPassesNotAtAll)
{
    EXPECT_EQ(ranked({finding("light.exposure", Verdict::Ask), finding("eyes.open", Verdict::Pass),
                      finding("mouth.closed", Verdict::Refuse), finding("ears.alike", Verdict::NotAssessed)}),
              (std::vector<std::string>{"mouth.closed", "light.exposure"}));
}

TEST(FailingWorstFirst, TheFaultToMendFirstComesFirst)
{
    std::vector<Finding> findings;
    for (const auto& entry : catalogue)
        findings.push_back(finding(std::string(entry.id), Verdict::Refuse));
    const auto ids = ranked(findings);
    ASSERT_EQ(ids.size(), catalogue.size()) << "none is lost";
    const auto place = [&](const std::string& id) { return std::find(ids.begin(), ids.end(), id); };
    const std::vector<std::string> wanted = {"frame.one_face", "frame.head_size",    "pose.roll",
                                             "pose.yaw",       "light.exposure",     "eyes.open",
                                             "mouth.closed",   "background.objects", "genuine.edited"};
    for (std::size_t i = 1; i < wanted.size(); ++i)
        EXPECT_LT(place(wanted[i - 1]), place(wanted[i])) << wanted[i];
}

TEST(FailingWorstFirst, EqualsKeepTheReportsOrder)
{
    EXPECT_EQ(ranked({finding("light.shadow", Verdict::Ask), finding("light.hotspot", Verdict::Ask)}),
              (std::vector<std::string>{"light.shadow", "light.hotspot"}));
}

} // namespace
} // namespace tucai::rules
