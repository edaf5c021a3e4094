#include "image/decode.h"
#include "image/encode.h"
#include "photo/outcomes_for_tests.h"
#include "photo/page.h"
#include "photo/page_text.h"
#include "rules/fixes.h"
#include "rules/good_measures.h"
#include "rules/ranking.h"
#include "rules/titles.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>

namespace tucai::photo {
namespace {

using rules::Language;

const rules::Profile& xueli()
{
    static const rules::Profile profile = *rules::load_profile(TUCAI_SOURCE_DIR "/rules", "xueli-2017");
    return profile;
}

/// A shot that passes, and its photo; each test bends one thing.
Outcome good_outcome(Language language = Language::English)
{
    Outcome outcome;
    outcome.report.file = "shots/a.jpg";
    outcome.report.profile = "xueli-2017";
    outcome.report.header = image::Header{image::Format::Jpeg, 600, 800, 1};
    outcome.report.face = ReportedFace{1, {200, 250, 200, 250}, {250, 350}, {350, 350}, {}, 100};
    outcome.report.measures = rules::good_measures(xueli());
    outcome.report.findings = rules::judge(xueli(), outcome.report.measures, language);
    outcome.upright = grey_picture(300, 400);
    outcome.upright_transform = {0.5, 0, 0};
    outcome.frame = PlannedFrame{{1, -60, -100}, {75, 250, 200, 240, 100, 420, 345}};
    outcome.photo = *image::encode_jpeg(grey_picture(48, 64).view(), {});
    return outcome;
}

Outcome refused_outcome(Language language = Language::English)
{
    auto outcome = good_outcome(language);
    outcome.report.measures["face_width_px"].value = 320;
    outcome.report.findings = rules::judge(xueli(), outcome.report.measures, language);
    outcome.photo.clear();
    return outcome;
}

Outcome error_outcome()
{
    Outcome outcome;
    outcome.report.file = "shots/a.txt";
    outcome.report.error = Error{ErrorCode::ImageNotAnImage, "This is no picture. Use JPEG & co."};
    return outcome;
}

std::string page_of(const Outcome& outcome, Language language = Language::English)
{
    return to_html(outcome, xueli(), language);
}

/// Whether a page holds a text. Not by matching pages in messages: they are long.
bool holds(const std::string& page, const std::string& text)
{
    return page.find(text) != std::string::npos;
}

std::size_t count_of(const std::string& page, const std::string& text)
{
    std::size_t count = 0;
    for (auto at = page.find(text); at != std::string::npos; at = page.find(text, at + 1))
        ++count;
    return count;
}

std::vector<std::uint8_t> bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

/// The pictures that a page embeds, decoded.
std::vector<image::Image> pictures_in(const std::string& page)
{
    static constexpr std::string_view start = "src=\"data:image/jpeg;base64,";
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::vector<image::Image> pictures;
    for (auto at = page.find(start); at != std::string::npos; at = page.find(start, at + 1)) {
        std::vector<std::uint8_t> bytes;
        unsigned int group = 0;
        int bits = 0;
        for (auto i = at + start.size(); page[i] != '"' && page[i] != '='; ++i) {
            group = group << 6U | static_cast<unsigned int>(digits.find(page[i]));
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes.push_back(static_cast<std::uint8_t>(group >> static_cast<unsigned int>(bits)));
            }
        }
        image::DecodeOptions options;
        options.limits.min_side_px = 1;
        pictures.push_back(image::decode(bytes, options).value().image);
    }
    return pictures;
}

TEST(Escaped, EachOfTheFiveHasItsName)
{
    EXPECT_EQ(escaped("&<>\"'"), "&amp;&lt;&gt;&quot;&#39;");
    EXPECT_EQ(escaped("<script>alert('x')</script>"), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    EXPECT_EQ(escaped("&lt;"), "&amp;lt;") << "what is escaped already is a text like any other";
    EXPECT_EQ(escaped("照片 a.jpg"), "照片 a.jpg");
    EXPECT_EQ(escaped(""), "");
}

RC_GTEST_PROP(Escaped, NothingRawIsLeftAndNothingIsLost, ())
{
    const auto text = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::element('&', '<', '>', '"', '\'', ';', 'a'), rc::gen::arbitrary<char>()));
    const auto safe = escaped(text);
    RC_ASSERT(safe.find_first_of("<>\"'") == std::string::npos);
    static const std::array<std::pair<std::string_view, char>, 5> names = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
    std::string back;
    for (std::size_t i = 0; i < safe.size();) {
        const auto name = std::find_if(names.begin(), names.end(), [&](const auto& one) {
            return safe.compare(i, one.first.size(), one.first) == 0;
        });
        RC_ASSERT(safe[i] != '&' || name != names.end());
        back += name == names.end() ? safe[i] : name->second;
        i += name == names.end() ? 1 : name->first.size();
    }
    RC_ASSERT(back == text);
}

// RFC 4648, section 10.
TEST(Base64, GivesWhatTheStandardGives)
{
    EXPECT_EQ(base64(bytes_of("")), "");
    EXPECT_EQ(base64(bytes_of("f")), "Zg==");
    EXPECT_EQ(base64(bytes_of("fo")), "Zm8=");
    EXPECT_EQ(base64(bytes_of("foo")), "Zm9v");
    EXPECT_EQ(base64(bytes_of("foob")), "Zm9vYg==");
    EXPECT_EQ(base64(bytes_of("fooba")), "Zm9vYmE=");
    EXPECT_EQ(base64(bytes_of("foobar")), "Zm9vYmFy");
}

TEST(Base64, HighBitsAndTheLastTwoDigitsAreRight)
{
    EXPECT_EQ(base64(bytes_of("\xFF\xFF\xFF")), "////");
    EXPECT_EQ(base64(bytes_of("\xFB\xEF\xBE")), "++++");
    EXPECT_EQ(base64(bytes_of(std::string_view("\0\0\0\0", 4))), "AAAAAA==");
}

TEST(Page, NeedsNoScriptAndNothingFromElsewhere)
{
    for (const auto language : {Language::Chinese, Language::English})
        for (const auto& outcome : {good_outcome(language), refused_outcome(language), error_outcome()}) {
            const auto page = page_of(outcome, language);
            EXPECT_FALSE(holds(page, "<script"));
            EXPECT_FALSE(holds(page, "://")) << "no base64 holds a colon";
            EXPECT_FALSE(holds(page, "@import"));
            EXPECT_FALSE(holds(page, "url("));
            EXPECT_EQ(count_of(page, "src="), count_of(page, "src=\"data:image/jpeg;base64,"));
            EXPECT_FALSE(holds(page, "<link"));
        }
}

TEST(Page, IsOneWholeDocumentInUtf8)
{
    const auto page = page_of(good_outcome());
    EXPECT_TRUE(page.starts_with("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"));
    EXPECT_TRUE(page.ends_with("</main></body></html>\n"));
    for (const std::string name : {"main", "body", "head", "html", "div", "ul", "li", "figure", "code"})
        EXPECT_EQ(count_of(page, "<" + name + ">") + count_of(page, "<" + name + " "),
                  count_of(page, "</" + name + ">"))
            << name;
}

TEST(Page, ShowsTheShotAndThePhoto)
{
    const auto pictures = pictures_in(page_of(good_outcome()));
    ASSERT_EQ(pictures.size(), 2U);
    EXPECT_EQ(pictures[0].width, 300) << "the shot, no larger than it is";
    EXPECT_EQ(pictures[0].height, 400);
    EXPECT_EQ(pictures[1].width, 48);
    EXPECT_EQ(pictures[1].height, 64);
}

TEST(Page, AHighShotIsShrunkTo960Rows)
{
    auto outcome = good_outcome();
    outcome.upright = grey_picture(1200, 1600);
    const auto pictures = pictures_in(page_of(outcome));
    EXPECT_EQ(pictures.at(0).width, 720);
    EXPECT_EQ(pictures.at(0).height, 960);
}

TEST(Page, WithoutAFaceTheShotIsShownAsItIs)
{
    auto outcome = good_outcome();
    outcome.report.face.reset();
    const auto shot = pictures_in(page_of(outcome)).at(0);
    const auto [least, most] = std::minmax_element(shot.rgb.begin(), shot.rgb.end());
    EXPECT_LE(*most - *least, 2);
}

TEST(Page, EachLanguageHasItsOwnWords)
{
    const auto english = page_of(refused_outcome(Language::English), Language::English);
    const auto chinese = page_of(refused_outcome(Language::Chinese), Language::Chinese);
    EXPECT_TRUE(holds(chinese, "<html lang=\"zh-CN\">"));
    for (const std::string text : {"照片检查", "需重拍", "发现的问题", "合格的规则", "您的照片", "✕ 需重拍",
                                   "请离远一点", "学历证书电子注册照片", "脸部宽度 320 像素"})
        EXPECT_TRUE(holds(chinese, text)) << text;
    for (const std::string text :
         {"Photo check", "Shoot again", "What was found", "Rules that pass", "Your picture", "✕ Shoot again",
          "Step back a little", "Photo of the electronic registration of diplomas",
          "The face is 320 px wide"}) {
        EXPECT_TRUE(holds(english, text)) << text;
        EXPECT_FALSE(holds(chinese, text)) << text;
    }
}

TEST(Page, TheOneThingToDoStandsAtTheTop)
{
    const auto page = page_of(refused_outcome());
    const auto lead = page.substr(page.find("<div class=\"lead refuse\">"), 200);
    EXPECT_TRUE(holds(lead, "<h1>Shoot again</h1>"));
    EXPECT_TRUE(holds(lead, rules::fix_text("step_back").en));
}

TEST(Page, WhatFailsComesBeforeWhatPasses)
{
    const auto page = page_of(refused_outcome());
    EXPECT_LT(page.find("class=\"finding refuse"), page.find("<details class=\"passed\">"));
    EXPECT_LT(page.find("The face is 320 px wide"), page.find("face(s) in the picture"));
}

TEST(Page, WhatNobodyAssessedIsListedByItsName)
{
    const auto page = page_of(good_outcome());
    const auto passed = page.substr(page.find("<details class=\"passed\">"));
    EXPECT_EQ(count_of(passed.substr(0, passed.find("</details>")), "<li>"), xueli().rules.size());
    const auto open = passed.substr(passed.find("</details>"));
    EXPECT_TRUE(holds(open, "<li>" + rules::rule_demand("glasses.tinted").en + "</li>"));
}

TEST(Page, AnErrorSaysWhatIsWrongAndShowsNoRule)
{
    const auto page = page_of(error_outcome());
    EXPECT_TRUE(holds(page, "<div class=\"lead error\">"));
    EXPECT_TRUE(holds(page, "Could not be judged"));
    EXPECT_TRUE(holds(page, "This is no picture. Use JPEG &amp; co."));
    EXPECT_TRUE(holds(page, "<code>image.not_an_image</code>"));
    EXPECT_FALSE(holds(page, "Rules that pass"));
    EXPECT_TRUE(pictures_in(page).empty());
}

TEST(Page, NothingThatComesFromOutsideIsMarkup)
{
    auto outcome = refused_outcome();
    const std::string evil = "\"><script>alert('1')</script>&";
    outcome.report.file = evil;
    for (auto& finding : outcome.report.findings)
        if (!finding.reason.empty())
            finding.reason = evil;
    auto profile = xueli();
    profile.title = {evil, evil};
    auto failed = error_outcome();
    failed.report.error->message = evil;
    for (const auto& one : {outcome, failed}) {
        const auto page = to_html(one, profile, Language::English);
        EXPECT_FALSE(holds(page, evil));
        EXPECT_FALSE(holds(page, "<script"));
        EXPECT_TRUE(holds(page, escaped(evil)));
    }
}

/// What a page says of one finding.
std::string item_of(const std::string& page, std::size_t number)
{
    const auto from = page.find("<li id=\"f" + std::to_string(number) + "\"");
    return from == std::string::npos ? std::string() : page.substr(from, page.find("</li>", from) - from);
}

TEST(Page, EveryFailingFindingIsShownWithPlaceValueLimitsReasonAndFix)
{
    for (const auto language : {Language::Chinese, Language::English}) {
        auto outcome = plain_outcome(600, 800);
        outcome.report.findings = many_findings(20, 20, 600, 800);
        const auto page = page_of(outcome, language);
        const auto failing = rules::failing_worst_first(outcome.report.findings);
        ASSERT_EQ(failing.size(), 40U);
        for (std::size_t i = 0; i < failing.size(); ++i) {
            const auto item = item_of(page, i + 1);
            EXPECT_TRUE(holds(item, escaped(rules::rule_name(failing[i]->id).in(language))))
                << failing[i]->id;
            EXPECT_TRUE(holds(item, failing[i]->verdict == rules::Verdict::Refuse ? "0.38" : "0.3"));
            EXPECT_TRUE(holds(item, language == Language::Chinese ? "不超过 0.2<" : "at most 0.2<"));
            EXPECT_TRUE(holds(item, language == Language::Chinese ? "不超过 0.35<" : "at most 0.35<"));
            EXPECT_TRUE(holds(item, "class=\"bar\""));
            EXPECT_TRUE(holds(item, failing[i]->reason));
            EXPECT_TRUE(holds(item, rules::fix_text("turn_to_window").in(language)));
            EXPECT_EQ(holds(item, "class=\"crop\""), failing[i]->region.has_value());
        }
        EXPECT_TRUE(item_of(page, 41).empty());
    }
}

TEST(Page, EachMarkIsALinkToItsFinding)
{
    auto outcome = plain_outcome(600, 800);
    outcome.report.findings = many_findings(3, 2, 600, 800);
    const auto page = page_of(outcome);
    for (const std::string number : {"1", "2", "3"})
        EXPECT_EQ(
            holds(page, "href=\"#f" + number + "\""),
            rules::failing_worst_first(outcome.report.findings)[std::stoul(number) - 1]->region.has_value())
            << number;
}

TEST(Page, WhereNoPhotoWasMadeItsPlaceSaysSo)
{
    EXPECT_TRUE(holds(page_of(refused_outcome()), "No standard photo was made"));
    EXPECT_FALSE(holds(page_of(good_outcome()), "No standard photo was made"));
}

TEST(Page, SameOutcomeSameBytes)
{
    EXPECT_TRUE(page_of(refused_outcome()) == page_of(refused_outcome()));
}

} // namespace
} // namespace tucai::photo
