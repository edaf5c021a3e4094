#include "photo/index_page.h"

#include "photo/page_pictures.h"
#include "photo/page_text.h"
#include "photo/words.h"
#include "rules/ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace tucai::photo {
namespace {

using rules::Language;
using rules::Text;

constexpr std::array<std::string_view, 4> worst_first = {"error", "refuse", "ask", "pass"};
constexpr int thumbnail_width_px = 108;
constexpr int thumbnail_height_px = 134;

/// A file's name as a link: RFC 3986, everything but unreserved characters as bytes.
std::string link_to(std::string_view name)
{
    std::string link;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain =
            byte < 128 && (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~');
        link += is_plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return link;
}

std::string card(const IndexEntry& entry, Language language)
{
    const auto picture =
        entry.thumbnail.empty()
            ? std::string("<span class=\"none\" aria-hidden=\"true\">!</span>")
            : fmt::format("<img alt=\"\" src=\"data:image/jpeg;base64,{}\">", base64(entry.thumbnail));
    const auto reason =
        entry.reason.empty() ? std::string() : fmt::format("<p>{}</p>", escaped(entry.reason));
    return fmt::format("<li class=\"card {0}\"><a href=\"{1}\">{2}<div><p class=\"name\">{3}</p>"
                       "<p class=\"said\">{4} {5}</p>{6}<p class=\"quiet\">{7}</p></div></a></li>\n",
                       entry.verdict, link_to(entry.page), picture, escaped(entry.file),
                       verdict_sign(entry.verdict), verdict_text(entry.verdict).in(language), reason,
                       escaped(entry.thing));
}

/// A number of each verdict that links to its list; together they are all that were done.
std::string tiles(const std::vector<const IndexEntry*>& sorted, Language language)
{
    std::string html;
    for (const auto verdict : worst_first) {
        const auto count = std::count_if(sorted.begin(), sorted.end(),
                                         [&](const auto* entry) { return entry->verdict == verdict; });
        const auto inside =
            fmt::format("<b>{} {}</b>{}", verdict_sign(verdict), count, verdict_text(verdict).in(language));
        html += count > 0 ? fmt::format("<a class=\"tile {0}\" href=\"#{0}\">{1}</a>\n", verdict, inside)
                          : fmt::format("<span class=\"tile {}\">{}</span>\n", verdict, inside);
    }
    return fmt::format("<div class=\"tiles\">\n{}</div>\n", html);
}

std::string total_line(std::size_t done, std::size_t wanted, const rules::Profile& profile, Language language)
{
    const Text all{"共检查 {0} 张照片 · {2}", "{0} pictures checked · {2}"};
    const Text some{"共 {1} 张照片,已检查 {0} 张(中途停止)· {2}",
                    "{0} of {1} pictures checked (the run was stopped) · {2}"};
    return fmt::format("<p class=\"quiet\">{}</p>\n",
                       fmt::format(fmt::runtime((done == wanted ? all : some).in(language)), done, wanted,
                                   escaped(profile.title.in(language))));
}

} // namespace

IndexEntry index_entry(const Outcome& outcome, std::string page, Language language)
{
    const auto& report = outcome.report;
    const auto failing = rules::failing_worst_first(report.findings);
    const auto counts = count_findings(report.findings);
    return {std::move(page),
            report.file,
            std::string(report.verdict()),
            failing.empty() ? std::string() : failing.front()->reason,
            one_thing(report, language),
            counts.refused,
            counts.asked,
            thumbnail(outcome, thumbnail_width_px, thumbnail_height_px)};
}

std::string to_index(const std::vector<IndexEntry>& entries, std::size_t wanted,
                     const rules::Profile& profile, Language language)
{
    std::vector<const IndexEntry*> sorted;
    sorted.reserve(entries.size());
    for (const auto& entry : entries)
        sorted.push_back(&entry);
    const auto rank = [](const IndexEntry* entry) {
        return std::find(worst_first.begin(), worst_first.end(), entry->verdict) - worst_first.begin();
    };
    std::stable_sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) {
        if (rank(a) != rank(b))
            return rank(a) < rank(b);
        return a->refused != b->refused ? a->refused > b->refused : a->asked > b->asked;
    });
    const Text title{"照片检查一览", "Photo check: all pictures"};
    std::string page = page_head(title.in(language), language) +
                       fmt::format("<h1>{}</h1>\n", title.in(language)) +
                       total_line(entries.size(), wanted, profile, language) + tiles(sorted, language);
    for (const auto verdict : worst_first) {
        std::string cards;
        std::size_t count = 0;
        for (const auto* entry : sorted)
            if (entry->verdict == verdict) {
                cards += card(*entry, language);
                ++count;
            }
        if (count > 0)
            page += fmt::format("<h2 id=\"{}\">{} ({})</h2><ol>\n{}</ol>\n", verdict,
                                verdict_text(verdict).in(language), count, cards);
    }
    return page + page_end();
}

} // namespace tucai::photo
