#include "photo/page_findings.h"

#include "photo/page_pictures.h"
#include "photo/page_text.h"
#include "photo/value_bar.h"
#include "photo/words.h"
#include "rules/fixes.h"
#include "rules/ranking.h"
#include "rules/titles.h"

#include <fmt/format.h>

#include <array>

namespace tucai::photo {
namespace {

using rules::Finding;
using rules::Language;
using rules::Text;
using rules::Verdict;

/// The limits that the value's words must not seem to keep.
const rules::Limits& outer_limits(const Finding& finding)
{
    return finding.verdict == Verdict::Refuse ? finding.tolerate : finding.accept;
}

bool never_refuses(const Finding& finding)
{
    return !finding.tolerate.low && !finding.tolerate.high;
}

/// The value and both limits in words.
std::string legend_of(const Finding& finding, Language language)
{
    const auto line = [&](std::string_view kind, const Text& name, const std::string& text) {
        return text.empty()
                   ? std::string()
                   : fmt::format("<span class=\"{}\">{} {}</span>", kind, name.in(language), escaped(text));
    };
    const auto accept = limits_text(finding.accept, finding.unit, language);
    const auto tolerate = limits_text(finding.tolerate, finding.unit, language);
    return "<div class=\"legend\">" +
           line("value", {"测得", "Measured"},
                amount_text(*finding.value, finding.unit, outer_limits(finding), language)) +
           line("zone", {"合格", "Passes:"}, accept) +
           (tolerate == accept ? std::string()
                               : line("between", {"需人工确认", "A person decides:"}, tolerate)) +
           (never_refuses(finding)
                ? fmt::format(
                      "<span class=\"between\">{}</span>",
                      Text{"超出时由老师确认,不会直接退回", "Beyond it a person decides"}.in(language))
                : std::string()) +
           "</div>";
}

std::string stretch(std::string_view kind, const Stretch& of)
{
    return fmt::format("<i class=\"{}\" style=\"left:{:.1f}%;width:{:.1f}%\"></i>", kind, of.from * 100,
                       (of.to - of.from) * 100);
}

/// A bar with the zones and a tick for the value; the words below say the same.
std::string measured(const Finding& finding, Language language)
{
    if (!finding.value)
        return {};
    std::string html;
    if (const auto bar = bar_of(finding))
        html = fmt::format("<div class=\"bar\" aria-hidden=\"true\">{}{}<i class=\"value\" "
                           "style=\"left:{:.1f}%\"></i></div>",
                           stretch("between", bar->tolerate), stretch("zone", bar->accept), bar->value * 100);
    return html + legend_of(finding, language);
}

std::string failing_item(const Outcome& outcome, const Finding& finding, int number, Language language)
{
    const auto word = rules::verdict_word(finding.verdict);
    const auto crop = crop_of(outcome, finding, language);
    const auto fix = finding.fix.empty() ? std::string()
                                         : fmt::format("<p class=\"fix\">{}</p>",
                                                       escaped(rules::fix_text(finding.fix).in(language)));
    return fmt::format(
        "<li id=\"f{0}\" class=\"finding {1}{2}\"><header><span class=\"number\">{0}</span><h3>{3}</h3>"
        "<span class=\"word\">{4} {5}</span></header>{6}<div><p>{7}</p>{8}{9}</div></li>\n",
        number, word, crop.empty() ? " plain" : "", escaped(rules::rule_name(finding.id).in(language)),
        verdict_sign(word), verdict_text(word).in(language), crop, escaped(finding.reason), fix,
        measured(finding, language));
}

std::size_t count_of(const Report& report, Verdict verdict)
{
    std::size_t count = 0;
    for (const auto& finding : report.findings)
        count += finding.verdict == verdict ? 1 : 0;
    return count;
}

std::string heading(const Text& text, std::size_t count, Language language)
{
    return fmt::format(fmt::runtime(text.in(language)), count);
}

} // namespace

std::string failing_section(const Outcome& outcome, Language language)
{
    const auto failing = rules::failing_worst_first(outcome.report.findings);
    if (failing.empty())
        return {};
    std::string items;
    int number = 0;
    for (const auto* finding : failing)
        items += failing_item(outcome, *finding, ++number, language);
    return fmt::format("<h2>{}</h2><ol>\n{}</ol>\n",
                       heading({"发现的问题({})", "What was found ({})"}, failing.size(), language), items);
}

std::string passed_section(const Report& report, Language language)
{
    const auto count = count_of(report, Verdict::Pass);
    if (count == 0)
        return {};
    std::string items;
    for (const auto& finding : report.findings)
        if (finding.verdict == Verdict::Pass)
            items += fmt::format("<li><h3>{}</h3><p>{}</p>{}</li>\n",
                                 escaped(rules::rule_name(finding.id).in(language)), escaped(finding.reason),
                                 measured(finding, language));
    return fmt::format("<details class=\"passed\"><summary><h2>✓ {}</h2></summary><ul>\n{}</ul></details>\n",
                       heading({"合格的规则({})", "Rules that pass ({})"}, count, language), items);
}

std::string unassessed_section(const Report& report, Language language)
{
    const auto count = count_of(report, Verdict::NotAssessed);
    if (count == 0)
        return {};
    std::string groups;
    for (const int notice : {1, 2, 3, 4, 5, 6, 7, 0}) {
        std::string items;
        for (const auto& finding : report.findings)
            if (finding.verdict == Verdict::NotAssessed && finding.notice == notice)
                items += fmt::format("<li>{}</li>", escaped(rules::rule_demand(finding.id).in(language)));
        if (items.empty())
            continue;
        const auto number = notice == 0 ? std::string() : fmt::format("<b>{}</b>", notice);
        groups += fmt::format("<section><h3>{}{}</h3><ul>{}</ul></section>\n", number,
                              rules::notice_title(notice).in(language), items);
    }
    return fmt::format("<h2>{}</h2><p class=\"quiet\">{}</p><div class=\"notice\">\n{}</div>\n",
                       heading({"由老师查看({})", "What a person will look at ({})"}, count, language),
                       Text{"机器没有判定这些规则,由老师对照通知的编号逐条查看。",
                            "The machine did not assess these; a person checks them by the notice's numbers."}
                           .in(language),
                       groups);
}

} // namespace tucai::photo
