#include "photo/outcomes_for_tests.h"
#include "photo/words.h"
#include "rules/fixes.h"

#include <gtest/gtest.h>

namespace tucai::photo {
namespace {

using rules::Language;

rules::Finding finding(std::string id, rules::Verdict verdict, std::string fix)
{
    rules::Finding found;
    found.id = std::move(id);
    found.verdict = verdict;
    found.fix = std::move(fix);
    return found;
}

TEST(AmountText, HasTheUnitInBothLanguages)
{
    EXPECT_EQ(amount_text(320, "px", {}, Language::Chinese), "320 像素");
    EXPECT_EQ(amount_text(320, "px", {}, Language::English), "320 px");
    EXPECT_EQ(amount_text(-9.5, "deg", {}, Language::Chinese), "-9.5°");
    EXPECT_EQ(amount_text(1.32, "limit", {}, Language::English), "1.32 times the limit");
    EXPECT_EQ(amount_text(5, "EV", {}, Language::English), "5 EV") << "a unit without a word of ours stays";
}

TEST(LimitsText, SaysBetweenAtLeastAndAtMost)
{
    EXPECT_EQ(limits_text({180.0, 300.0}, "px", Language::Chinese), "180–300 像素");
    EXPECT_EQ(limits_text({-8.0, 8.0}, "deg", Language::English), "-8 to 8°");
    EXPECT_EQ(limits_text({std::nullopt, 4.0}, "px", Language::Chinese), "不超过 4 像素");
    EXPECT_EQ(limits_text({75.0, std::nullopt}, "px", Language::English), "at least 75 px");
    EXPECT_EQ(limits_text({1.0, 1.0}, "faces", Language::Chinese), "1 张脸");
    EXPECT_EQ(limits_text({std::nullopt, 1.3636363}, "limit", Language::Chinese), "1.36 倍以内");
    EXPECT_EQ(limits_text({}, "px", Language::English), "");
}

TEST(OneThing, IsTheFixOfTheFaultToMendFirst)
{
    Report report;
    report.findings = {finding("light.uniform", rules::Verdict::Refuse, "turn_to_window"),
                       finding("frame.head_size", rules::Verdict::Refuse, "step_back")};
    EXPECT_EQ(one_thing(report, Language::English), rules::fix_text("step_back").en);
}

TEST(OneThing, OfADoubtfulPhotoAlsoNamesThePerson)
{
    Report report;
    report.findings = {finding("genuine.edited", rules::Verdict::Ask, "ask_person")};
    EXPECT_EQ(one_thing(report, Language::Chinese), rules::fix_text("ask_person").zh);
    report.findings.push_back(finding("frame.head_size", rules::Verdict::Ask, "step_back"));
    EXPECT_EQ(one_thing(report, Language::Chinese), "请离远一点,或由老师确认");
}

TEST(OneThing, WhereNothingFailsSaysWhatAPersonStillLooksAt)
{
    Report report;
    report.findings = many_findings(0, 0, 100, 100);
    EXPECT_EQ(one_thing(report, Language::English), "Nothing to mend; a person looks at 47 more rules");
}

TEST(Counts, AddUpToAllFindings)
{
    const auto counts = count_findings(many_findings(3, 4, 100, 100));
    EXPECT_EQ(counts.refused, 3U);
    EXPECT_EQ(counts.asked, 4U);
    EXPECT_EQ(counts.passed, 5U);
    EXPECT_EQ(counts.unassessed, 40U);
    EXPECT_EQ(counts_text(counts, Language::Chinese),
              "共 52 条规则:5 条合格,3 条需重拍,4 条需人工确认,40 条未由机器判定。");
}

TEST(ErrorSentence, EveryCodeHasOneInChinese)
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const Error error{static_cast<ErrorCode>(code), "English."};
        EXPECT_TRUE(error_sentence(error, Language::Chinese).ends_with("。")) << code;
        EXPECT_EQ(error_sentence(error, Language::English), "English.");
    }
}

} // namespace
} // namespace tucai::photo
