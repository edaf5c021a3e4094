#include "app/commands.h"
#include "app/judge_options.h"
#include "app/look_further.h"
#include "app/pages.h"
#include "app/seen_before.h"
#include "app/work.h"

#include <unistd.h>

#include <memory>

namespace tucai::app {
namespace {

struct CheckOptions : JudgeOptions {
    PageOptions pages;
};

/// What is remembered of a picture, to know it again.
Look look_of(const Processed& processed)
{
    Look look;
    look.sha256 = processed.sha256;
    if (const auto digest = measure::digest_picture(processed.outcome.upright.view()))
        look.digest = *digest;
    return look;
}

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
    order.look_further = look_for_edit_signs();
    SeenBefore seen; // only touched in the order of the inputs, by one thread at a time
    const WorkOptions work{bench->threads, ::isatty(STDERR_FILENO) == 1, "check"};
    const int worst = run_jobs(bench->inputs.size(), work, [&](std::size_t i) -> Done {
        auto processed = process_input(*bench, bench->inputs[i], order);
        auto& outcome = processed.outcome;
        auto written = pages->write(outcome, *bench, i);
        outcome.report.photo.reset(); // shown, not written as a file
        if (!written)
            outcome.report.error = std::move(written).error();
        const int exit_code = exit_code_of(outcome.report);
        // The pictures are let go of here: many reports may wait for a slow one.
        return {"", exit_code, [&, look = look_of(processed), report = std::move(outcome.report)]() mutable {
                    if (auto warning = seen.see(report.file, look))
                        report.warnings.push_back(std::move(*warning));
                    return options.as_json ? to_json(report, bench->studio.identity())
                                           : plain_text(report, bench->language);
                }};
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
