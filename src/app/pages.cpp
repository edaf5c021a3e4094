#include "app/pages.h"

#include "base/bytes.h"
#include "base/files.h"
#include "photo/overlay.h"
#include "photo/page.h"

#include <filesystem>
#include <span>

namespace tucai::app {
namespace {

namespace fs = std::filesystem;

} // namespace

void add_page_options(CLI::App& command, PageOptions& options)
{
    command.add_option("--html", options.html,
                       "Write a page for each picture, and an index of several: OUT.html for one, else a "
                       "folder");
    command.add_option("--overlay", options.overlay,
                       "Write each picture with all that was found drawn on it: OUT.png for one, else a "
                       "folder");
}

Result<> make_parents(const std::vector<Target>& targets)
{
    if (targets.empty())
        return {};
    return make_folder(fs::path(targets.front().path).parent_path().string());
}

Result<std::vector<Target>> plan_targets(const std::vector<Input>& inputs, const std::string& out,
                                         const std::string& ending)
{
    if (out.empty())
        return std::vector<Target>{};
    auto targets = name_targets(inputs, out, ending);
    TUCAI_CHECK(make_parents(targets));
    return targets;
}

Result<Pages> Pages::plan(const PageOptions& options, const std::vector<Input>& inputs)
{
    Pages pages;
    TUCAI_TRY(pages.overlays_, plan_targets(inputs, options.overlay, ".png"));
    if (options.html.empty() || inputs.size() < 2) {
        TUCAI_TRY(pages.pages_, plan_targets(inputs, options.html, ".html"));
        return pages;
    }
    // The index is named first, so that a picture of that name gives way to it.
    auto all = inputs;
    all.insert(all.begin(), Input{"", "index"});
    TUCAI_TRY(pages.pages_, plan_targets(all, options.html, ".html"));
    pages.index_ = pages.pages_.front().path;
    pages.pages_.erase(pages.pages_.begin());
    pages.entries_.resize(inputs.size());
    return pages;
}

Result<> Pages::write(photo::Outcome& outcome, const Bench& bench, std::size_t input)
{
    if (!overlays_.empty()) {
        if (outcome.upright.width > 0) {
            TUCAI_TRY(const auto png, photo::draw_overlay(outcome, bench.profile, bench.language));
            TUCAI_CHECK(base::write_file(overlays_[input].path, png));
        } else {
            outcome.report.warnings.push_back(
                {"output.no_overlay", "No overlay was drawn: the picture has no pixels to draw on."});
        }
    }
    if (!pages_.empty()) {
        const auto page = photo::to_html(outcome, bench.profile, bench.language);
        TUCAI_CHECK(base::write_file(pages_[input].path, base::as_bytes(page)));
    }
    if (!index_.empty())
        entries_[input] =
            photo::index_entry(outcome, fs::path(pages_[input].path).filename().string(), bench.language);
    return {};
}

Result<> Pages::write_index(const Bench& bench) const
{
    if (index_.empty())
        return {};
    std::vector<photo::IndexEntry> done;
    for (const auto& entry : entries_)
        if (entry)
            done.push_back(*entry);
    const auto page = photo::to_index(done, entries_.size(), bench.profile, bench.language);
    return base::write_file(index_, base::as_bytes(page));
}

} // namespace tucai::app
