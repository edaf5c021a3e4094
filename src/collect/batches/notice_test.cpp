#include "collect/batches/notice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tucai::collect {
namespace {

using base::Language;
using testing::HasSubstr;
using testing::Not;

/// A whole batch; each test bends one thing.
NoticeMatter good()
{
    NoticeMatter matter;
    matter.school = {"南京大学", "Nanjing University"};
    matter.batch.name = {"2026 届毕业生", "Class of 2026"};
    matter.batch.price_fen = 1500;
    matter.batch.prints = 5;
    matter.batch.holidays = {*read_day("2026-05-04"), *read_day("2026-05-05"), *read_day("2026-05-09")};
    matter.batch.texts = {
        {NoticePart::Uses, {"毕业证书、学信网注册", "Diploma and registration"}},
        {NoticePart::Consequences, {"影响证书发放", "The diploma may be late"}},
        {NoticePart::Office, {"教务处\n电话 025-12345678", "Academic affairs\nphone 025-12345678"}}};
    matter.rounds = {
        {WindowKind::MainRound, *read_day("2026-05-01"), *read_day("2026-05-20"),
         DailyHours{std::chrono::hours(8), std::chrono::hours(18)}, ""},
        {WindowKind::MakeUpRound, *read_day("2026-09-25"), *read_day("2026-09-25"), std::nullopt, ""}};
    return matter;
}

std::string in(const NoticeMatter& matter, Language language)
{
    return notice_text(render_notice(matter, language));
}

TEST(Notice, SaysWhenInBeijingTimeInBothLanguages)
{
    EXPECT_THAT(in(good(), Language::Chinese),
                HasSubstr("2026 年 5 月 1 日至 2026 年 5 月 20 日,每天 08:00–18:00(北京时间)"));
    EXPECT_THAT(in(good(), Language::Chinese), HasSubstr("补采集:2026 年 9 月 25 日,全天(北京时间)"));
    EXPECT_THAT(in(good(), Language::English),
                HasSubstr("1 May 2026 to 20 May 2026, daily 08:00–18:00 (Beijing time)"));
    EXPECT_THAT(in(good(), Language::English), HasSubstr("Not on: 4 May 2026 to 5 May 2026, 9 May 2026"));
    auto night = good();
    night.rounds[0].hours = DailyHours{std::chrono::hours(20), std::chrono::hours(4)};
    EXPECT_THAT(in(night, Language::Chinese), HasSubstr("每天 20:00–次日 04:00"));
    EXPECT_THAT(in(night, Language::English), HasSubstr("daily 20:00–04:00 of the next day"));
}

TEST(Notice, HasTheSevenRulesAndEveryPartOnceInBothLanguages)
{
    auto matter = good();
    for (std::size_t i = 0; i < count_of<NoticePart>; ++i)
        matter.batch.texts[static_cast<NoticePart>(i)] = {"中文" + std::to_string(i),
                                                          "text" + std::to_string(i)};
    for (const auto language : {Language::Chinese, Language::English}) {
        const auto notice = render_notice(matter, language);
        std::set<std::string> ids;
        for (const auto& section : notice.sections) {
            EXPECT_TRUE(ids.insert(section.id).second) << section.id;
            EXPECT_FALSE(section.heading.empty());
            EXPECT_FALSE(section.lines.empty()) << section.id;
            if (section.id == "rules") {
                EXPECT_EQ(section.lines.size(), 7U);
            }
        }
        EXPECT_EQ(ids.size(), 4U + count_of<NoticePart>);
        for (std::size_t i = 0; i < count_of<NoticePart>; ++i)
            EXPECT_THAT(notice_text(notice),
                        HasSubstr((language == Language::Chinese ? "中文" : "text") + std::to_string(i)));
    }
    EXPECT_EQ(render_notice(good(), Language::Chinese).sections.size(), 7U)
        << "what is not given is left out";
}

TEST(Notice, PricesAreReadAsMoney)
{
    EXPECT_EQ(price_text(0, Language::Chinese), "免费");
    EXPECT_EQ(price_text(1500, Language::Chinese), "15 元");
    EXPECT_EQ(price_text(1505, Language::English), "15.05 yuan");
    EXPECT_THAT(in(good(), Language::Chinese), HasSubstr("15 元,含冲印照片 5 张"));
    EXPECT_THAT(in(good(), Language::English), HasSubstr("15 yuan, with 5 prints"));
}

TEST(Notice, WhatASchoolWritesIsTextAndNeverMarkup)
{
    auto matter = good();
    matter.school.en = "<script>alert(1)</script>";
    matter.batch.texts[NoticePart::Uses].en = "\"a\" & 'b' <img src=x>";
    const auto html = notice_html(render_notice(matter, Language::English));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("<img")));
    EXPECT_THAT(html, HasSubstr("&quot;a&quot; &amp; &#39;b&#39; &lt;img src=x&gt;"));
    EXPECT_THAT(html, HasSubstr("<p>Academic affairs</p>\n<p>phone 025-12345678</p>"));
    EXPECT_THAT(html, HasSubstr("lang=\"en\""));
}

} // namespace
} // namespace tucai::collect
