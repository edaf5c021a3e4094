#include "rules/catalogue.h"
#include "rules/titles.h"

#include <gtest/gtest.h>

#include <set>

namespace tucai::rules {
namespace {

bool has_chinese(const std::string& text)
{
    return text.find_first_of("\xE4\xE5\xE6\xE7\xE8\xE9") != std::string::npos;
}

TEST(RuleTitle, EveryRuleHasNameAndDemandInBothLanguagesAndNoTwoAreAlike)
{
    std::set<std::string> seen;
    for (const auto& entry : catalogue)
        for (const auto& title : {rule_name(entry.id), rule_demand(entry.id)}) {
            EXPECT_TRUE(has_chinese(title.zh)) << entry.id;
            EXPECT_FALSE(title.en.empty()) << entry.id;
            EXPECT_FALSE(has_chinese(title.en)) << entry.id;
            EXPECT_TRUE(seen.insert(title.zh).second) << title.zh;
            EXPECT_TRUE(seen.insert(title.en).second) << title.en;
        }
}

TEST(RuleTitle, IsShortAndHasNoFullStop)
{
    for (const auto& entry : catalogue)
        for (const auto& title : {rule_name(entry.id), rule_demand(entry.id)}) {
            EXPECT_LE(title.en.size(), 40U) << title.en;
            EXPECT_LE(title.zh.size(), 3 * 14U) << title.zh;
            EXPECT_FALSE(title.en.ends_with('.')) << title.en;
            EXPECT_FALSE(title.zh.ends_with("。")) << title.zh;
        }
}

TEST(RuleTitle, OfNoRuleIsEmpty)
{
    EXPECT_TRUE(rule_name("light").zh.empty());
    EXPECT_TRUE(rule_demand("").en.empty());
}

TEST(NoticeTitle, TheSevenAndTheFrameHaveOne)
{
    for (int notice = 0; notice <= 7; ++notice) {
        EXPECT_TRUE(has_chinese(notice_title(notice).zh)) << notice;
        EXPECT_FALSE(notice_title(notice).en.empty()) << notice;
    }
    EXPECT_TRUE(notice_title(8).zh.empty());
    EXPECT_TRUE(notice_title(-1).en.empty());
}

} // namespace
} // namespace tucai::rules
