#include "app/judge_options.h"

#include "app/locations.h"
#include "base/files.h"
#include "base/sha256.h"
#include "image/decode.h"
#include "rules/fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace tucai::app {

rules::Language language_of(const std::string& asked)
{
    std::string word = asked;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name);
            word.empty() && value != nullptr) // NOLINT(concurrency-mt-unsafe)
            word = value;
    return word.starts_with("zh") ? rules::Language::Chinese : rules::Language::English;
}

void add_judge_options(CLI::App& command, JudgeOptions& options)
{
    command.add_option("PATH", options.paths, "Pictures, or folders that are searched deep for them")
        ->required();
    command
        .add_option("--profile", options.profile,
                    "Kind of photo: a name of `tucai profiles`, or a .toml file")
        ->capture_default_str();
    command.add_option("--lang", options.language, "Language of the reasons (default: the locale's)")
        ->check(CLI::IsMember({"zh", "en"}));
    command.add_flag("--json", options.as_json, "One JSON object a line, in the order of the inputs");
    command.add_option("--matte", options.matte, "Who parts person and wall: wall, or rvm (a network)")
        ->check(CLI::IsMember({"wall", "rvm"}));
    command.add_option("--models", options.models, "Folder of the networks (default: beside the program)");
    command.add_option("--threads", options.threads, "Pictures at a time (default: one a core)")
        ->check(CLI::Range(1, 256));
}

std::optional<Bench> open_bench(const JudgeOptions& options)
{
    auto profile = rules::load_profile(rules_folder(), options.profile);
    if (!profile) {
        complain(profile.error());
        return std::nullopt;
    }
    photo::StudioOptions studio_options;
    studio_options.models_folder = models_folder(options.models);
    studio_options.matte = options.matte == "rvm" ? photo::MatteChoice::Rvm : photo::MatteChoice::Wall;
    auto studio = photo::Studio::open(studio_options);
    if (!studio) {
        complain(studio.error());
        return std::nullopt;
    }
    Bench bench{std::move(*studio), std::move(*profile), language_of(options.language),
                find_inputs(options.paths), 1};
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    bench.threads = options.threads == 0 ? cores : options.threads;
    if (bench.inputs.empty()) {
        complain(
            {ErrorCode::FileNotFound,
             "No picture was found there (jpg jpeg png webp heic heif avif). Name a file, or a folder that "
             "holds some."});
        return std::nullopt;
    }
    return bench;
}

Processed process_input(const Bench& bench, const Input& input, const photo::Order& order)
{
    const image::DecodeLimits limits;
    auto bytes = base::read_file(input.path, limits.max_bytes);
    Processed processed;
    auto& outcome = processed.outcome;
    if (bytes) {
        processed.sha256 = base::sha256_hex(*bytes);
        outcome = bench.studio.process(*bytes, order);
    } else {
        outcome.report.profile = bench.profile.id;
        outcome.report.error = std::move(bytes).error();
    }
    outcome.report.file = input.path;
    return processed;
}

int exit_code_of(const photo::Report& report)
{
    const auto verdict = report.verdict();
    if (verdict == "pass")
        return 0;
    if (verdict == "ask")
        return 1;
    return verdict == "refuse" ? 2 : 3;
}

std::string plain_text(const photo::Report& report, rules::Language language)
{
    std::string text = fmt::format("{}: {}", report.file, report.verdict());
    if (report.error)
        return text + fmt::format(" ({}) {}", error_word(report.error->code), report.error->message);
    if (report.photo && !report.photo->file.empty())
        text +=
            fmt::format("\n  -> {} ({} x {}, {} bytes, quality {})", report.photo->file, report.photo->width,
                        report.photo->height, report.photo->bytes, report.photo->quality);
    for (const auto& warning : report.warnings)
        text += fmt::format("\n  ! {} ({})", warning.message, warning.code);
    for (const auto& finding : report.findings) {
        if (finding.verdict != rules::Verdict::Ask && finding.verdict != rules::Verdict::Refuse)
            continue;
        text += fmt::format("\n  {} {}: {}", finding.verdict == rules::Verdict::Refuse ? "x" : "?",
                            finding.id, finding.reason);
        if (!finding.fix.empty())
            text += " " + rules::fix_text(finding.fix).in(language) +
                    (language == rules::Language::Chinese ? "。" : ".");
    }
    return text;
}

int complain(const Error& error)
{
    std::fprintf(stderr, "tucai: %s: %s\n", std::string(error_word(error.code)).c_str(),
                 error.message.c_str());
    return 3;
}

Result<> make_folder(const std::string& path)
{
    std::error_code wrong;
    std::filesystem::create_directories(path.empty() ? "." : path, wrong);
    if (wrong)
        return fail(ErrorCode::FileUnreadable,
                    "Cannot make the folder " + path + ": " + wrong.message() + ".");
    return {};
}

} // namespace tucai::app
