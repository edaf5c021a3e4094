#include "collect/batches/notice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tucai::collect {
namespace {

using base::Language;
using base::Text;

constexpr std::size_t most_single_holidays = 15;

/// The seven rules (domain, "Rules of the notice"), in the notice's order.
const std::array<Text, 7>& seven_rules()
{
    static const std::array<Text, 7> rules = {
        {{"光线:白天用自然光,面向窗户,让脸的两侧一样亮;脸上没有阴影和高光,没有红眼。不在夜间或室外拍摄。",
          "Light: by daylight, facing a window, both cheeks equally lit; no shadow and no bright spot on the "
          "face, "
          "no red eyes. Not at night and not outdoors."},
         {"姿势与表情:正对镜头平视,头和两肩端正;双眼自然睁开,双耳露出且对称;双唇闭合,表情自然,不要笑。",
          "Posture and expression: look straight at the lens, head and shoulders level; eyes open naturally, "
          "both "
          "ears to be seen alike; lips closed, no smile."},
         {"眼镜:平时戴眼镜的可以戴;镜片无色、不反光,镜框不遮挡眼睛。不戴美瞳。",
          "Glasses: who always wears glasses may; lenses clear and without glare, no frame over the eyes. No "
          "coloured contact lenses."},
         {"饰物与遮挡:不戴耳环、项链等饰物,不戴帽子、头巾、口罩(经批准的除外);头发不遮眉毛、眼睛和耳朵;"
          "不化妆,包括防晒霜。",
          "Ornaments and covers: no ear-rings, necklaces or the like, nothing over head or face (unless it "
          "was "
          "granted); no hair over brows, eyes or ears; no make-up, sunscreen included."},
         {"衣着:上衣颜色与照片底色分明,没有条纹和图案。",
          "Clothes: a plain top without stripes or patterns, of a colour that differs from the photo's "
          "background."},
         {"背景:平整的白墙,没有影子、褶皱和杂物,不要用布。",
          "Background: a plain white wall without shadows, folds or things; no cloth."},
         {"真实:本人当场拍摄,不得翻拍、修图或使用美颜。疑似违规由人工核实;核实后账号锁定,由学校处理,"
          "学生可以申诉。",
          "Genuine: photograph yourself, now; no pictures of pictures, no retouching, no beauty filter. A "
          "suspicion "
          "is looked at by a person; a confirmed one locks the account, which the school settles, and the "
          "student "
          "may object."}}};
    return rules;
}

std::string say(Language language, const std::string& zh, const std::string& en)
{
    return language == Language::Chinese ? zh : en;
}

std::string day_words(BeijingDay day, Language language)
{
    const std::chrono::year_month_day date{std::chrono::sys_days(day.time_since_epoch())};
    static constexpr std::array<const char*, 12> months = {"January",   "February", "March",    "April",
                                                           "May",       "June",     "July",     "August",
                                                           "September", "October",  "November", "December"};
    const auto year = static_cast<int>(date.year());
    const auto month = static_cast<unsigned>(date.month());
    const auto day_of_month = static_cast<unsigned>(date.day());
    return say(language, fmt::format("{} 年 {} 月 {} 日", year, month, day_of_month),
               fmt::format("{} {} {}", day_of_month, months.at(month - 1), year));
}

std::string hours_words(const std::optional<DailyHours>& hours, Language language)
{
    if (!hours)
        return say(language, "全天", "all day");
    const bool is_over_midnight = hours->closes <= hours->opens;
    const auto opens = minute_text(hours->opens);
    const auto closes = minute_text(hours->closes);
    return say(language, fmt::format("每天 {}–{}{}", opens, is_over_midnight ? "次日 " : "", closes),
               fmt::format("daily {}–{}{}", opens, closes, is_over_midnight ? " of the next day" : ""));
}

std::string window_words(const Window& window, Language language)
{
    const auto first = day_words(window.first_day, language);
    const auto last = day_words(window.last_day, language);
    const auto days = first == last ? first : say(language, first + "至 " + last, first + " to " + last);
    return say(language,
               fmt::format("{}{},{}(北京时间)", window.kind == WindowKind::MakeUpRound ? "补采集:" : "", days,
                           hours_words(window.hours, language)),
               fmt::format("{}{}, {} (Beijing time)",
                           window.kind == WindowKind::MakeUpRound ? "Make-up round: " : "", days,
                           hours_words(window.hours, language)));
}

/// Days in a row become one range.
std::string holidays_words(const std::vector<BeijingDay>& days, Language language)
{
    std::string text;
    std::size_t ranges = 0;
    for (std::size_t i = 0; i < days.size();) {
        auto end = i;
        while (end + 1 < days.size() && days[end + 1] - days[end] == std::chrono::days(1))
            ++end;
        if (++ranges > most_single_holidays)
            return text + say(language, "等", " and others");
        text += text.empty() ? "" : say(language, "、", ", ");
        text += day_words(days[i], language);
        if (end > i)
            text += say(language, "至 ", " to ") + day_words(days[end], language);
        i = end + 1;
    }
    return text;
}

NoticeSection dates_section(const NoticeMatter& matter, Language language)
{
    NoticeSection section{"dates", say(language, "时间", "When"), {}};
    for (const auto kind : {WindowKind::MainRound, WindowKind::MakeUpRound})
        for (const auto& window : matter.rounds)
            if (window.kind == kind)
                section.lines.push_back(window_words(window, language));
    if (!matter.batch.holidays.empty())
        section.lines.push_back(say(language, "以下日期不采集:", "Not on: ") +
                                holidays_words(matter.batch.holidays, language));
    section.lines.push_back(say(language, "因在国外等原因无法在此时间拍摄的,请联系学校,可为本人另开时段。",
                                "Who cannot shoot then, for instance because of being abroad, asks the "
                                "school for a time of their own."));
    return section;
}

NoticeSection how_section(const BatchDetails& batch, Language language)
{
    NoticeSection section{"how", say(language, "方式", "How"), {}};
    section.lines.push_back(
        say(language, "用手机浏览器扫描本人的图像采集码,输入证件号码后六位,按提示拍摄并确认。",
            "Scan your own collection code with a phone, type the last six characters of your "
            "document's number, and follow what the page says."));
    if (batch.backdrop == Backdrop::WhiteWall)
        section.lines.push_back(
            say(language, "拍摄背景:白墙。照片底色由系统按标准统一处理。",
                "Stand before a white wall. The photo's background is made by the system."));
    else if (batch.backdrop == Backdrop::PlainWall)
        section.lines.push_back(
            say(language, "拍摄背景:单色、平整的墙面。照片底色由系统按标准统一处理。",
                "Stand before a plain wall of one colour. The photo's background is made by the "
                "system."));
    section.lines.push_back(say(
        language, fmt::format("照片经审核后如需重拍,系统会说明原因,请在 {} 小时内重拍。", batch.return_hours),
        fmt::format("If the photo has to be taken again you are told why; shoot again within "
                    "{} hours.",
                    batch.return_hours)));
    section.lines.push_back(
        say(language, "人脸比对需另行同意;不同意的,由老师人工核对,不影响采集。",
            "The comparison of faces is asked for apart; who refuses it is compared by a person, "
            "and loses nothing but time."));
    return section;
}

NoticeSection price_section(const BatchDetails& batch, Language language)
{
    const auto price = price_text(batch.price_fen, language);
    auto line = say(language, "费用:" + price, "Price: " + price);
    if (batch.prints > 0)
        line += say(language, fmt::format(",含冲印照片 {} 张", batch.prints),
                    fmt::format(", with {} print{}", batch.prints, batch.prints == 1 ? "" : "s"));
    return {"price",
            say(language, "费用与照片", "Price and prints"),
            {line + say(language, "。重拍不另收费。", ". Shooting again costs nothing.")}};
}

/// The school's words, a line each.
std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        if (end > begin)
            lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string escaped(const std::string& text)
{
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\'':
            safe += "&#39;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

} // namespace

std::string price_text(std::int64_t fen, Language language)
{
    if (fen == 0)
        return say(language, "免费", "free of charge");
    const auto number =
        fen % 100 == 0 ? fmt::format("{}", fen / 100) : fmt::format("{}.{:02}", fen / 100, fen % 100);
    return number + say(language, " 元", " yuan");
}

Notice render_notice(const NoticeMatter& matter, Language language)
{
    const auto& batch = matter.batch;
    Notice notice;
    notice.language = language;
    notice.title = say(language, matter.school.zh + " " + batch.name.zh + " 图像信息采集通知",
                       "Taking of photos: " + batch.name.en + ", " + matter.school.en);
    const auto own = [&](NoticePart part, const char* id, const char* zh, const char* en) {
        const auto found = batch.texts.find(part);
        if (found != batch.texts.end())
            notice.sections.push_back({id, say(language, zh, en), lines_of(found->second.in(language))});
    };
    notice.sections.push_back(dates_section(matter, language));
    own(NoticePart::NeedNotCome, "need_not_come", "无需参加", "Who need not take part");
    notice.sections.push_back(how_section(batch, language));
    own(NoticePart::Bring, "bring", "请准备", "Have at hand");
    own(NoticePart::Room, "room", "现场协助", "A room with help");
    NoticeSection rules{"rules", say(language, "拍摄要求", "Seven rules"), {}};
    for (const auto& rule : seven_rules())
        rules.lines.push_back(rule.in(language));
    notice.sections.push_back(std::move(rules));
    own(NoticePart::Clothes, "clothes", "衣着", "Clothes");
    notice.sections.push_back(price_section(batch, language));
    own(NoticePart::Uses, "uses", "照片用途", "What the photo is for");
    own(NoticePart::Consequences, "consequences", "未按时采集的后果", "If you do not take part");
    own(NoticePart::More, "more", "其他", "More");
    own(NoticePart::Office, "office", "联系方式", "Who answers");
    return notice;
}

std::string notice_text(const Notice& notice)
{
    std::string text = notice.title + "\n";
    for (const auto& section : notice.sections) {
        text += "\n" + section.heading + "\n";
        for (std::size_t i = 0; i < section.lines.size(); ++i)
            text += (section.id == "rules" ? std::to_string(i + 1) + ". " : "") + section.lines[i] + "\n";
    }
    return text;
}

std::string notice_html(const Notice& notice)
{
    std::string html = "<article class=\"notice\" lang=\"" +
                       std::string(notice.language == Language::Chinese ? "zh-CN" : "en") + "\">\n<h1>" +
                       escaped(notice.title) + "</h1>\n";
    for (const auto& section : notice.sections) {
        const bool is_list = section.id == "rules";
        html += "<section id=\"notice-" + escaped(section.id) + "\">\n<h2>" + escaped(section.heading) +
                "</h2>\n";
        html += is_list ? "<ol>\n" : "";
        for (const auto& line : section.lines)
            html += (is_list ? "<li>" : "<p>") + escaped(line) + (is_list ? "</li>\n" : "</p>\n");
        html += is_list ? "</ol>\n</section>\n" : "</section>\n";
    }
    return html + "</article>\n";
}

} // namespace tucai::collect
