#include "app/commands.h"
#include "app/judge_options.h"
#include "app/work.h"
#include "base/files.h"
#include "photo/page.h"

#include <unistd.h>

#include <memory>

namespace tucai::app {
namespace {

struct CheckOptions : JudgeOptions {
    std::string html;
};

int run_check(const CheckOptions& options)
{
    const auto bench = open_bench(options);
    if (!bench)
        return 3;
    const bool is_one_page = options.html.ends_with(".html") && bench->inputs.size() == 1;
    std::vector<Target> pages;
    if (!options.html.empty()) {
        pages = name_targets(bench->inputs, options.html, ".html");
        if (!is_one_page)
            if (const auto made = make_folder(options.html); !made)
                return complain(made.error());
    }
    photo::Order order;
    order.profile = &bench->profile;
    order.language = bench->language;
    // A page shows the photo that could be made.
    order.make_photo = !options.html.empty();
    order.make_despite_refusal = false;
    const WorkOptions work{bench->threads, ::isatty(STDERR_FILENO) == 1, "check"};
    return run_jobs(bench->inputs.size(), work, [&](std::size_t i) -> Done {
        auto outcome = process_input(*bench, bench->inputs[i], order);
        if (!pages.empty()) {
            const auto page = photo::to_html(outcome, bench->profile, bench->language);
            const std::span<const std::uint8_t> bytes(
                static_cast<const std::uint8_t*>(static_cast<const void*>(page.data())), page.size());
            outcome.report.photo.reset(); // shown on the page, not written as a file
            if (auto written = base::write_file(pages[i].path, bytes); !written)
                outcome.report.error = std::move(written).error();
        }
        return {options.as_json ? to_json(outcome.report, bench->studio.identity())
                                : plain_text(outcome.report, bench->language),
                exit_code_of(outcome.report)};
    });
}

} // namespace

void add_check(CLI::App& program, Command& chosen)
{
    auto options = std::make_shared<CheckOptions>();
    auto* command =
        program.add_subcommand("check", "Judge portraits: each rule with value, limits, reason and fix");
    add_judge_options(*command, *options);
    command->add_option("--html", options->html,
                        "Write a page for each picture: OUT.html for one, else a folder");
    command->footer("Examples:\n"
                    "  tucai check --lang zh portrait.jpg\n"
                    "  tucai check --json portraits/ > reports.jsonl\n"
                    "  tucai check --html pages/ portraits/");
    command->callback([options, &chosen] { chosen = [options] { return run_check(*options); }; });
}

} // namespace tucai::app
