#include "photo/page.h"

#include "image/decode.h"
#include "photo/page_findings.h"
#include "photo/page_pictures.h"
#include "photo/page_text.h"
#include "photo/words.h"

#include <fmt/format.h>

namespace tucai::photo {
namespace {

using rules::Language;
using rules::Text;

/// The verdict and the one thing to do.
std::string lead(const Report& report, Language language)
{
    const auto verdict = report.verdict();
    const auto code = report.error ? fmt::format(" <code>{}</code>", error_word(report.error->code)) : "";
    return fmt::format(
        "<div class=\"lead {0}\"><span class=\"sign\" aria-hidden=\"true\">{1}</span><h1>{2}</h1>"
        "<p class=\"thing\">{3}{4}</p></div>\n",
        verdict, verdict_sign(verdict), verdict_text(verdict).in(language),
        escaped(one_thing(report, language)), code);
}

/// How far the verdict reaches, so that nobody takes it for more: the counts add up to all rules.
std::string counts_line(const Report& report, Language language)
{
    if (report.findings.empty())
        return {};
    const auto counts = count_findings(report.findings);
    const auto part = [&](std::string_view kind, std::size_t count, const Text& text) {
        return count == 0
                   ? std::string()
                   : fmt::format("<span class=\"{}\"><b>{}</b> {}</span>", kind, count, text.in(language));
    };
    return fmt::format(fmt::runtime(Text{"<div class=\"counts\"><span>共 {} 条规则:</span>{}{}{}{}</div>\n",
                                         "<div class=\"counts\"><span>Of {} rules:</span>{}{}{}{}</div>\n"}
                                        .in(language)),
                       report.findings.size(),
                       part("refuse", counts.refused, {"✕ 需重拍", "✕ to shoot again"}),
                       part("ask", counts.asked, {"? 需人工确认", "? for a person to decide"}),
                       part("pass", counts.passed, {"✓ 合格", "✓ pass"}),
                       part("open", counts.unassessed, {"– 机器未判定", "– not assessed by the machine"}));
}

/// What was read, and what was put right while reading.
std::string footer(const Report& report, const rules::Profile& profile, Language language)
{
    std::string lines =
        fmt::format("<p>{} · {}</p>", escaped(report.file), escaped(profile.title.in(language)));
    if (report.header)
        lines += fmt::format("<p>{} {} × {} px, {}</p>", Text{"原图", "Source:"}.in(language),
                             report.header->width, report.header->height,
                             image::format_name(report.header->format));
    for (const auto& warning : report.warnings)
        lines += fmt::format("<p>! {}</p>", escaped(warning_sentence(warning, language)));
    if (!report.findings.empty())
        lines += fmt::format("<p>{}</p>", Text{"标准照只裁切、缩放、换底,没有修图。",
                                               "The standard photo is a crop, a scale and a new background; "
                                               "nothing is retouched."}
                                              .in(language));
    return fmt::format("<footer class=\"quiet\">{}</footer>\n", lines);
}

} // namespace

std::string to_html(const Outcome& outcome, const rules::Profile& profile, Language language)
{
    const auto& report = outcome.report;
    const auto title = fmt::format("{} · {}", verdict_text(report.verdict()).in(language),
                                   Text{"照片检查", "Photo check"}.in(language));
    return page_head(title, language) + lead(report, language) + pictures_of(outcome, profile, language) +
           counts_line(report, language) + failing_section(outcome, language) +
           passed_section(report, language) + unassessed_section(report, language) +
           footer(report, profile, language) + page_end();
}

} // namespace tucai::photo
