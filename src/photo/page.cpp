#include "photo/page.h"

#include "image/encode.h"
#include "image/opencv.h"
#include "rules/fixes.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace tucai::photo {
namespace {

using rules::Language;
using rules::Text;
using rules::Verdict;

constexpr int shown_shot_px = 640; ///< height of the shot on the page

constexpr const char* style = R"(
:root{--ink:#1c2733;--quiet:#5b6875;--line:#dfe4e9;--pass:#1d7a46;--ask:#9a6700;--refuse:#b3261e;--paper:#fff}
*{box-sizing:border-box}
body{margin:0;background:#f4f6f8;color:var(--ink);font:16px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.25rem}
h1{font-size:1.25rem;margin:.2rem 0 0}h2{font-size:1rem;margin:1.6rem 0 .5rem}
.quiet{color:var(--quiet);font-size:.9rem}
.lead{display:flex;gap:.75rem;align-items:center;padding:.9rem 1rem;border-radius:.6rem;margin:1rem 0;background:var(--paper);border-left:.4rem solid var(--quiet)}
.lead.pass{border-color:var(--pass)}.lead.ask{border-color:var(--ask)}.lead.refuse,.lead.error{border-color:var(--refuse)}
.lead b{display:block;font-size:1.1rem}
.pictures{display:flex;flex-wrap:wrap;gap:1rem}
figure{margin:0;background:var(--paper);padding:.75rem;border-radius:.6rem}
figure img{display:block;max-width:100%;height:20rem;object-fit:contain}
figcaption{margin-top:.4rem;font-size:.9rem;color:var(--quiet)}
ul{list-style:none;margin:0;padding:0}
li.rule{display:grid;grid-template-columns:5.5rem 1fr;gap:.75rem;padding:.7rem .9rem;background:var(--paper);border-bottom:1px solid var(--line)}
li.rule:first-child{border-radius:.6rem .6rem 0 0}li.rule:last-child{border-radius:0 0 .6rem .6rem;border-bottom:0}
.mark{font-weight:600;white-space:nowrap}.pass .mark{color:var(--pass)}.ask .mark{color:var(--ask)}.refuse .mark{color:var(--refuse)}
.fix{font-weight:600}
code{font:.85rem ui-monospace,monospace;color:var(--quiet)}
@media print{body{background:#fff}figure,li.rule,.lead{border:1px solid var(--line)}}
)";

Text verdict_text(std::string_view verdict)
{
    if (verdict == "pass")
        return {"合格", "Pass"};
    if (verdict == "ask")
        return {"需人工确认", "A person decides"};
    if (verdict == "refuse")
        return {"需重拍", "Shoot again"};
    return {"无法判定", "Could not be judged"};
}

/// Shape and word, never colour alone.
std::string mark_of(Verdict verdict, Language language)
{
    switch (verdict) {
    case Verdict::Pass:
        return "✓ " + verdict_text("pass").in(language);
    case Verdict::Ask:
        return "? " + verdict_text("ask").in(language);
    case Verdict::Refuse:
        return "✕ " + verdict_text("refuse").in(language);
    case Verdict::NotAssessed:
        return "–";
    }
    return "–";
}

std::string picture(std::span<const std::uint8_t> jpeg, const std::string& caption)
{
    return fmt::format(
        "<figure><img alt=\"{0}\" src=\"data:image/jpeg;base64,{1}\"><figcaption>{0}</figcaption></figure>\n",
        escaped(caption), base64(jpeg));
}

/// The shot, shrunk, with a frame around the face that was judged.
std::string shot(const Outcome& outcome, Language language)
{
    if (outcome.upright.width == 0)
        return {};
    const auto source = image::as_mat(outcome.upright);
    const double scale = std::min(1.0, static_cast<double>(shown_shot_px) / source.rows);
    image::Image small(std::max(1, cvRound(source.cols * scale)), std::max(1, cvRound(source.rows * scale)));
    auto target = image::as_mat(small);
    cv::resize(source, target, target.size(), 0, 0, cv::INTER_AREA);
    if (outcome.report.face) {
        const auto& up = outcome.upright_transform;
        const auto& box = outcome.report.face->box;
        const auto corner = up.apply({box.x, box.y});
        const cv::Rect face(cvRound(corner.x * scale), cvRound(corner.y * scale),
                            cvRound(box.width * up.scale * scale), cvRound(box.height * up.scale * scale));
        cv::rectangle(target, face, {255, 255, 255}, 3, cv::LINE_AA);
        cv::rectangle(target, face, {28, 39, 51}, 1, cv::LINE_AA);
    }
    const auto jpeg = image::encode_jpeg(small.view(), {85, image::Subsampling::S420, 72});
    return jpeg ? picture(*jpeg, Text{"您的照片", "Your picture"}.in(language)) : std::string();
}

/// The first thing to do: of the worst finding that names one.
std::string one_thing(const Report& report, Language language)
{
    if (report.error)
        return fmt::format("{} <code>{}</code>", escaped(report.error->message),
                           error_word(report.error->code));
    const auto worst = std::max_element(report.findings.begin(), report.findings.end(),
                                        [](const auto& a, const auto& b) { return a.verdict < b.verdict; });
    if (worst == report.findings.end() || worst->fix.empty())
        return {};
    return escaped(rules::fix_text(worst->fix).in(language));
}

/// How far the verdict reaches, so that nobody takes it for more.
std::string assessed_share(const Report& report, Language language)
{
    if (report.error || report.findings.empty())
        return {};
    const auto open = report.unassessed().size();
    const auto assessed = report.findings.size() - open;
    if (open == 0)
        return {};
    return fmt::format(fmt::runtime(Text{"机器判定了 {} 条规则,另有 {} 条由老师审核。",
                                         "The machine judged {} rules; a person looks at {} others."}
                                        .in(language)),
                       assessed, open);
}

std::string rule_lines(const Report& report, Language language)
{
    std::vector<const rules::Finding*> assessed;
    for (const auto& finding : report.findings)
        if (finding.verdict != Verdict::NotAssessed)
            assessed.push_back(&finding);
    std::stable_sort(assessed.begin(), assessed.end(),
                     [](const auto* a, const auto* b) { return a->verdict > b->verdict; });
    std::string lines;
    for (const auto* finding : assessed) {
        const std::string fix = finding->fix.empty()
                                    ? ""
                                    : fmt::format("<div class=\"fix\">{}</div>",
                                                  escaped(rules::fix_text(finding->fix).in(language)));
        lines += fmt::format("<li class=\"rule {}\"><span "
                             "class=\"mark\">{}</span><div>{}{}<div><code>{}</code></div></div></li>\n",
                             rules::verdict_word(finding->verdict), mark_of(finding->verdict, language),
                             escaped(finding->reason), fix, finding->id);
    }
    return lines;
}

} // namespace

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string base64(std::span<const std::uint8_t> bytes)
{
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        unsigned int group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8U | (k < left ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= left ? digits[group >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

std::string to_html(const Outcome& outcome, const rules::Profile& profile, Language language)
{
    const auto& report = outcome.report;
    const bool is_chinese = language == Language::Chinese;
    const Text title{"照片检查", "Photo check"};
    std::string page = fmt::format(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\"><title>{} · "
        "tucai</title><style>{}</style></head><body><main>\n",
        is_chinese ? "zh-CN" : "en", title.in(language), style);
    page += fmt::format("<h1>{}</h1><div class=\"quiet\">{} · {}</div>\n", title.in(language),
                        escaped(report.file), escaped(profile.title.in(language)));
    page +=
        fmt::format("<div class=\"lead {0}\"><div><b>{1}</b>{2}<div class=\"quiet\">{3}</div></div></div>\n",
                    report.verdict(), verdict_text(report.verdict()).in(language),
                    one_thing(report, language), assessed_share(report, language));
    page += "<div class=\"pictures\">\n" + shot(outcome, language);
    if (!outcome.photo.empty())
        page += picture(outcome.photo, Text{"标准照", "Standard photo"}.in(language));
    page += "</div>\n";
    if (const auto lines = rule_lines(report, language); !lines.empty())
        page +=
            fmt::format("<h2>{}</h2><ul>\n{}</ul>\n", Text{"逐条结果", "Rule by rule"}.in(language), lines);
    if (const auto open = report.unassessed(); !open.empty()) {
        std::string ids;
        for (const auto& id : open)
            ids += "<code>" + id + "</code> ";
        page += fmt::format("<h2>{}</h2><p class=\"quiet\">{}</p><p>{}</p>\n",
                            Text{"未由机器判定", "Not assessed by the machine"}.in(language),
                            Text{"以下各条由老师审核。", "A person looks at these."}.in(language), ids);
    }
    return page + "</main></body></html>\n";
}

} // namespace tucai::photo
