#include "app/commands.h"
#include "app/demo.h"
#include "app/instance_options.h"
#include "app/judge_options.h"
#include "app/locations.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

namespace tucai::app {
namespace {

struct Options {
    InstanceOptions instance;
    DemoOptions demo;
};

int run(Options& options)
{
    if (options.demo.pictures.empty())
        options.demo.pictures = samples_folder();
    auto instance = Instance::open(options.instance);
    if (!instance)
        return complain(instance.error());
    const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
    if (is_terminal)
        options.demo.progress = [](int done, int of) {
            fmt::print(stderr, "\r{} of {} students ", done, of);
        };
    const auto demo = make_demo(**instance, options.demo);
    if (is_terminal)
        std::fputs("\n", stderr);
    if (!demo)
        return complain(demo.error());
    fmt::print("Batch {} is open. Students:", demo->batch);
    for (const auto& [state, count] : demo->students)
        fmt::print(" {} {}", count, state);
    fmt::print("\n\nStaff choose a password at ADDRESS/welcome#TOKEN of `tucai serve --data {}`:\n",
               options.instance.folder);
    for (const auto& [email, token] : demo->links)
        fmt::print("  {:<22} {}\n", email, token);
    fmt::print("\nA code that nobody has used yet, of a student whose document ends in {}:\n  {}\n",
               demo->last_six, demo->code);
    return 0;
}

} // namespace

void add_demo(CLI::App& program, Command& chosen)
{
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "demo", "Fill an empty data folder with a school, a batch and 60 invented students in every state");
    add_data_option(*command, options->instance);
    command->add_option("--pictures", options->demo.pictures, "Folder of portraits (default: the samples)")
        ->type_name("DIR");
    command->add_option("--models", options->demo.models,
                        "Folder of the networks (default: beside the program)");
    command->add_option("--students", options->demo.students, "How many")
        ->check(CLI::Range(1, 500))
        ->capture_default_str();
    command->footer("Names and numbers are invented; the portraits are people who agreed to it "
                    "(docs/samples/SOURCE.md).\n\n"
                    "Example:\n"
                    "  tucai demo --data demo-data && tucai serve --data demo-data");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace tucai::app
