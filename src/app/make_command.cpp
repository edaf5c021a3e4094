#include "app/commands.h"
#include "app/judge_options.h"
#include "app/look_further.h"
#include "app/pages.h"
#include "app/work.h"
#include "base/files.h"
#include "image/encode.h"
#include "photo/prints.h"

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <memory>

namespace tucai::app {
namespace {

struct MakeOptions : JudgeOptions {
    std::string out;
    std::string alpha;
    PageOptions pages;
    bool keeps_background = false;
    bool is_forced = false;
    bool wants_prints = false;
};

/// Where everything of one run goes.
struct Targets {
    std::vector<Target> photos;
    std::vector<Target> alphas;
    Pages pages;
};

Result<Targets> plan(const MakeOptions& options, const std::vector<Input>& inputs)
{
    Targets targets;
    TUCAI_TRY(targets.photos, plan_targets(inputs, options.out, ".jpg"));
    TUCAI_TRY(targets.alphas, plan_targets(inputs, options.alpha, ".png"));
    TUCAI_TRY(targets.pages, Pages::plan(options.pages, inputs));
    return targets;
}

std::vector<std::uint8_t> grey_bytes(const image::Plane& alpha)
{
    std::vector<std::uint8_t> bytes(alpha.values.size());
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(std::lround(std::clamp(alpha.values[i], 0.F, 1.F) * 255));
    return bytes;
}

Result<> write_alpha(const image::Plane& alpha, const std::string& path)
{
    const auto bytes = grey_bytes(alpha);
    const base::View view{bytes.data(), alpha.width, alpha.height, alpha.width, base::PixelFormat::Grey8};
    TUCAI_TRY(const auto png, image::encode_grey_png(view));
    return base::write_file(path, png);
}

Result<> write_prints(const photo::Outcome& outcome, const rules::Profile& profile, const std::string& path)
{
    const auto stem = std::filesystem::path(path).replace_extension().string();
    for (const auto& print : profile.prints) {
        TUCAI_TRY(const auto jpeg, photo::cut_print(outcome.photo_pixels, print));
        TUCAI_CHECK(base::write_file(stem + "." + print.name + ".jpg", jpeg));
    }
    return {};
}

/// Writes what one input gave. Fails: FileUnreadable.
Result<> write_outcome(photo::Outcome& outcome, const MakeOptions& options, const Bench& bench,
                       Targets& targets, std::size_t i)
{
    if (!outcome.photo.empty()) {
        TUCAI_CHECK(base::write_file(targets.photos[i].path, outcome.photo));
        outcome.report.photo->file = targets.photos[i].path;
        if (targets.photos[i].is_renamed)
            outcome.report.warnings.push_back(
                {"output.renamed",
                 "Another picture has the same name; this photo is " + targets.photos[i].path + "."});
        if (!targets.alphas.empty())
            TUCAI_CHECK(write_alpha(outcome.alpha, targets.alphas[i].path));
        if (options.wants_prints)
            TUCAI_CHECK(write_prints(outcome, bench.profile, targets.photos[i].path));
    }
    return targets.pages.write(outcome, bench, i);
}

int run_make(const MakeOptions& options)
{
    const auto bench = open_bench(options);
    if (!bench)
        return 3;
    auto targets = plan(options, bench->inputs);
    if (!targets)
        return complain(targets.error());
    photo::Order order;
    order.profile = &bench->profile;
    order.language = bench->language;
    order.make_photo = true;
    order.look_further = look_for_edit_signs();
    order.background = options.keeps_background ? photo::Background::Kept : photo::Background::Profiles;
    order.make_despite_refusal = options.is_forced;
    const WorkOptions work{bench->threads, ::isatty(STDERR_FILENO) == 1, "make"};
    const int worst = run_jobs(bench->inputs.size(), work, [&](std::size_t i) -> Done {
        auto outcome = process_input(*bench, bench->inputs[i], order).outcome;
        if (auto written = write_outcome(outcome, options, *bench, *targets, i); !written) {
            outcome.report.photo.reset();
            outcome.report.error = std::move(written).error();
        }
        return {options.as_json ? to_json(outcome.report, bench->studio.identity())
                                : plain_text(outcome.report, bench->language),
                exit_code_of(outcome.report)};
    });
    if (const auto written = targets->pages.write_index(*bench); !written)
        return complain(written.error());
    return worst;
}

} // namespace

void add_make(CLI::App& program, Command& chosen)
{
    auto options = std::make_shared<MakeOptions>();
    auto* command =
        program.add_subcommand("make", "Make the standard photo of each portrait that frame and matte allow");
    add_judge_options(*command, *options);
    command->add_option("-o,--out", options->out, "OUT.jpg for one picture, else a folder (made if absent)")
        ->required();
    command->add_option("--alpha", options->alpha,
                        "Also write each photo's alpha: OUT.png for one, else a folder");
    add_page_options(*command, options->pages);
    command->add_flag("--keep-background", options->keeps_background, "Crop and scale only; the wall stays");
    command->add_flag("--prints", options->wants_prints,
                      "Also write the profile's print sizes, cut out of the photo");
    command->add_flag("--force", options->is_forced,
                      "Make the photo even where a rule of frame or matte refuses (never scaled up)");
    command->footer("Examples:\n"
                    "  tucai make -o photo.jpg portrait.heic\n"
                    "  tucai make -o out/ --html pages/ portraits/\n"
                    "  tucai make --json --alpha alphas/ -o out/ portraits/ > reports.jsonl\n"
                    "  tucai make --profile ruankao -o out/ portraits/");
    command->callback([options, &chosen] { chosen = [options] { return run_make(*options); }; });
}

} // namespace tucai::app
