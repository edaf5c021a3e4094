#include "app/commands.h"
#include "app/judge_options.h"
#include "app/pages.h"
#include "app/work.h"

#include <unistd.h>

#include <memory>

namespace tucai::app {
namespace {

struct CheckOptions : JudgeOptions {
    PageOptions pages;
};

int run_check(const CheckOptions& options)
{
    const auto bench = open_bench(options);
    if (!bench)
        return 3;
    auto pages = Pages::plan(options.pages, bench->inputs);
    if (!pages)
        return complain(pages.error());
    photo::Order order;
    order.profile = &bench->profile;
    order.language = bench->language;
    // Pages and overlays show the photo that could be made.
    order.make_photo = options.pages.any();
    order.make_despite_refusal = false;
    const WorkOptions work{bench->threads, ::isatty(STDERR_FILENO) == 1, "check"};
    const int worst = run_jobs(bench->inputs.size(), work, [&](std::size_t i) -> Done {
        auto outcome = process_input(*bench, bench->inputs[i], order);
        auto written = pages->write(outcome, *bench, i);
        outcome.report.photo.reset(); // shown, not written as a file
        if (!written)
            outcome.report.error = std::move(written).error();
        return {options.as_json ? to_json(outcome.report, bench->studio.identity())
                                : plain_text(outcome.report, bench->language),
                exit_code_of(outcome.report)};
    });
    if (const auto written = pages->write_index(*bench); !written)
        return complain(written.error());
    return worst;
}

} // namespace

void add_check(CLI::App& program, Command& chosen)
{
    auto options = std::make_shared<CheckOptions>();
    auto* command =
        program.add_subcommand("check", "Judge portraits: each rule with value, limits, reason and fix");
    add_judge_options(*command, *options);
    add_page_options(*command, options->pages);
    command->footer("Examples:\n"
                    "  tucai check --lang zh portrait.jpg\n"
                    "  tucai check --json portraits/ > reports.jsonl\n"
                    "  tucai check --html pages/ portraits/\n"
                    "  tucai check --lang zh --overlay marked.png portrait.jpg");
    command->callback([options, &chosen] { chosen = [options] { return run_check(*options); }; });
}

} // namespace tucai::app
