#pragma once

#include "app/inputs.h"
#include "photo/studio.h"
#include "rules/profile.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace tucai::app {

/// What `check` and `make` share.
struct JudgeOptions {
    std::vector<std::string> paths;
    std::string profile = "xueli-2017";
    std::string language;
    std::string matte = "wall";
    std::string models;
    unsigned threads = 0; ///< 0: one a core
    bool as_json = false;
};

void add_judge_options(CLI::App& command, JudgeOptions& options);

/// All that a run needs, opened.
struct Bench {
    photo::Studio studio;
    rules::Profile profile;
    rules::Language language = rules::Language::English;
    std::vector<Input> inputs;
    std::size_t threads = 1;
};

/// Opens networks and profile and finds the inputs; on failure says why on standard error and gives none.
std::optional<Bench> open_bench(const JudgeOptions& options);

/// What came of an input.
struct Processed {
    photo::Outcome outcome;
    std::string sha256; ///< of the file's bytes; empty where they could not be read
};

/// The reader's language: as asked for, else the locale's.
rules::Language language_of(const std::string& asked);

/// Reads and processes one input; unreadable files are reports with an error.
Processed process_input(const Bench& bench, const Input& input, const photo::Order& order);

/// 0 pass, 1 ask, 2 refuse, 3 error.
int exit_code_of(const photo::Report& report);

/// The report as people read it in a terminal.
std::string plain_text(const photo::Report& report, rules::Language language);

/// Prints an error on standard error, code first; gives exit code 3.
int complain(const Error& error);

/// Makes a folder with those above it. Fails: FileUnreadable.
Result<> make_folder(const std::string& path);

} // namespace tucai::app
