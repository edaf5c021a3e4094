#include "app/commands.h"
#include "app/comparison_text.h"
#include "app/judge_options.h"
#include "app/locations.h"
#include "app/pairs_file.h"
#include "app/work.h"
#include "base/files.h"
#include "guard/comparer.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

namespace tucai::app {
namespace {

struct CompareOptions {
    std::vector<std::string> pictures; ///< two, or none with `pairs`
    std::string pairs;
    std::string net;
    std::string language;
    std::string models;
    unsigned threads = 0; ///< 0: one a core
    bool as_json = false;
};

Result<PairList> find_pairs(const CompareOptions& options)
{
    if (!options.pairs.empty() && options.pictures.empty())
        return read_pairs(options.pairs);
    if (options.pairs.empty() && options.pictures.size() == 2)
        return pair_of(options.pictures[0], options.pictures[1]);
    return fail(ErrorCode::InvalidInput,
                "Name two pictures, or a table of pairs with --pairs, and not both: tucai compare A B.");
}

/// Looks at every picture once, on all cores; 130 where that was interrupted.
int look_at_all(const PairList& list, const guard::Comparer& comparer, std::size_t threads,
                std::vector<Result<guard::SeenFace>>& seen)
{
    const image::DecodeLimits limits;
    const WorkOptions work{threads, ::isatty(STDERR_FILENO) == 1, "compare"};
    return run_jobs(list.pictures.size(), work, [&](std::size_t i) -> Done {
        const auto bytes = base::read_file(list.pictures[i], limits.max_bytes);
        if (bytes)
            seen[i] = comparer.look(*bytes);
        else
            seen[i] = tl::unexpected(bytes.error());
        return {};
    });
}

int run_compare(const CompareOptions& options)
{
    const auto list = find_pairs(options);
    if (!list)
        return complain(list.error());
    guard::ComparerOptions comparer_options;
    comparer_options.models_folder = models_folder(options.models);
    comparer_options.net = options.net;
    const auto comparer = guard::Comparer::open(comparer_options);
    if (!comparer)
        return complain(comparer.error());
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    std::vector<Result<guard::SeenFace>> seen(list->pictures.size(),
                                              fail(ErrorCode::Internal, "The picture was not looked at."));
    if (look_at_all(*list, *comparer, options.threads == 0 ? cores : options.threads, seen) == 130)
        return 130;
    const auto language = language_of(options.language);
    int worst = 0;
    for (const auto& pair : list->pairs) {
        const auto comparison = compare(list->names[pair.a_name], seen[pair.a], list->names[pair.b_name],
                                        seen[pair.b], comparer->net());
        worst = std::max(worst, exit_code_of(comparison));
        std::puts((options.as_json ? to_json(comparison) : plain_text(comparison, language)).c_str());
    }
    return worst;
}

std::string names_of_nets()
{
    std::string names;
    for (const auto name : guard::embedder_names())
        names.append(names.empty() ? "" : ", ").append(name);
    return names;
}

} // namespace

void add_compare(CLI::App& program, Command& chosen)
{
    auto options = std::make_shared<CompareOptions>();
    auto* command = program.add_subcommand(
        "compare", "Say whether two pictures show one person: advice for who decides, never a decision");
    command->add_option("PICTURE", options->pictures, "Two pictures, A and B")->expected(0, 2);
    command->add_option(
        "--pairs", options->pairs,
        "A table (CSV) with the columns a and b; paths absolute or from its folder; each picture "
        "is read once");
    command->add_option("--net", options->net,
                        "Who describes faces: " + names_of_nets() + " (the first is the default)");
    command->add_flag("--json", options->as_json, "One JSON object a line, in the order of the pairs");
    command->add_option("--lang", options->language, "Language of the text (default: the locale's)")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_option("--models", options->models, "Folder of the networks (default: beside the program)");
    command->add_option("--threads", options->threads, "Pictures at a time (default: one a core)")
        ->check(CLI::Range(1, 256));
    command->footer(
        "Examples:\n"
        "  tucai compare admission.jpg portrait.jpg\n"
        "  tucai compare --lang zh admission.jpg portrait.jpg\n"
        "  tucai compare --json --pairs pairs.csv > compared.jsonl\n\n"
        "Exit code: 0 all same, 1 some uncertain, 2 some different, 3 some not compared (the worst "
        "counts).");
    command->callback([options, &chosen] { chosen = [options] { return run_compare(*options); }; });
}

} // namespace tucai::app
