#pragma once

#include "app/judge_options.h"
#include "photo/index_page.h"

#include <optional>
#include <string>
#include <vector>

namespace tucai::app {

/// What people look at: a page and an overlay for each picture.
struct PageOptions {
    std::string html;
    std::string overlay;
    bool any() const { return !html.empty() || !overlay.empty(); }
};

void add_page_options(CLI::App& command, PageOptions& options);

/// Makes the folders above targets that all lie in one. Fails: FileUnreadable.
Result<> make_parents(const std::vector<Target>& targets);

/// Targets named after the inputs (see `name_targets`), their folder made; none where `out` is empty. Fails:
/// FileUnreadable.
Result<std::vector<Target>> plan_targets(const std::vector<Input>& inputs, const std::string& out,
                                         const std::string& ending);

/// Writes pages, overlays and the index. `write` may be called by several threads, each input by one.
class Pages {
public:
    /// Names all files and makes their folders; where pages of several inputs go to a folder, there will be
    /// an index.html. Fails: FileUnreadable.
    static Result<Pages> plan(const PageOptions& options, const std::vector<Input>& inputs);

    /// Writes what was asked for of one input. Where there are no pixels for an overlay, none is written and
    /// the report has a warning. Fails: FileUnreadable.
    Result<> write(photo::Outcome& outcome, const Bench& bench, std::size_t input);

    /// Writes the index of all inputs that were done. Call it last. Fails: FileUnreadable.
    Result<> write_index(const Bench& bench) const;

private:
    std::vector<Target> pages_;
    std::vector<Target> overlays_;
    std::string index_;                                     ///< its path; empty: none is wanted
    std::vector<std::optional<photo::IndexEntry>> entries_; ///< one an input, none where it was not done
};

} // namespace tucai::app
