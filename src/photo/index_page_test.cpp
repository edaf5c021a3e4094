#include "photo/index_page.h"
#include "photo/outcomes_for_tests.h"

#include <gtest/gtest.h>

namespace tucai::photo {
namespace {

using rules::Language;

const rules::Profile& xueli()
{
    static const rules::Profile profile = *rules::load_profile(TUCAI_SOURCE_DIR "/rules", "xueli-2017");
    return profile;
}

IndexEntry entry(const std::string& name, const std::string& verdict, std::size_t refused = 0)
{
    return {name + ".html", name + ".jpg", verdict, "", "", refused, 0, {}};
}

std::size_t count_of(const std::string& page, const std::string& text)
{
    std::size_t count = 0;
    for (auto at = page.find(text); at != std::string::npos; at = page.find(text, at + 1))
        ++count;
    return count;
}

std::string index_of(const std::vector<IndexEntry>& entries, std::size_t wanted)
{
    return to_index(entries, wanted, xueli(), Language::English);
}

TEST(Index, TheWorstComesFirstAndEqualsKeepTheirOrder)
{
    const auto page = index_of({entry("a", "pass"), entry("b", "refuse", 1), entry("c", "error"),
                                entry("d", "ask"), entry("e", "refuse", 3), entry("f", "refuse", 1)},
                               6);
    std::size_t last = 0;
    for (const std::string name : {"c", "e", "b", "f", "d", "a"}) {
        const auto at = page.find("href=\"" + name + ".html\"");
        ASSERT_NE(at, std::string::npos) << name;
        EXPECT_GT(at, last) << name;
        last = at;
    }
}

TEST(Index, ItsCountsAddUp)
{
    const auto page = index_of({entry("a", "pass"), entry("b", "pass"), entry("c", "refuse", 1)}, 3);
    EXPECT_EQ(count_of(page, "<li class=\"card"), 3U);
    EXPECT_NE(page.find("<b>✓ 2</b>Pass"), std::string::npos);
    EXPECT_NE(page.find("<b>✕ 1</b>Shoot again"), std::string::npos);
    EXPECT_NE(page.find("<b>? 0</b>"), std::string::npos);
    EXPECT_NE(page.find("3 pictures checked"), std::string::npos);
}

TEST(Index, SaysWhereARunWasStopped)
{
    EXPECT_NE(index_of({entry("a", "pass")}, 7).find("1 of 7 pictures checked"), std::string::npos);
}

TEST(Index, NamesFromOutsideAreNeitherMarkupNorAnotherLink)
{
    auto evil = entry("<script>\"&'", "refuse", 1);
    evil.page = "javascript:x \"#?照.html";
    evil.reason = "<b>";
    const auto page = index_of({evil}, 1);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("javascript:"), std::string::npos);
    EXPECT_NE(page.find("href=\"javascript%3Ax%20%22%23%3F%E7%85%A7.html\""), std::string::npos);
}

TEST(Index, AThousandPicturesFitOnOnePage)
{
    auto outcome = plain_outcome(600, 800);
    outcome.report.findings = many_findings(2, 1, 600, 800);
    const auto one = index_entry(outcome, "a.html", Language::Chinese);
    EXPECT_EQ(one.verdict, "refuse");
    EXPECT_EQ(one.refused, 2U);
    EXPECT_EQ(one.asked, 1U);
    EXPECT_FALSE(one.reason.empty());
    EXPECT_FALSE(one.thumbnail.empty());
    const auto page = to_index(std::vector<IndexEntry>(1000, one), 1000, xueli(), Language::Chinese);
    EXPECT_EQ(count_of(page, "<li class=\"card"), 1000U);
    EXPECT_LT(page.size(), 12U << 20U);
}

} // namespace
} // namespace tucai::photo
