#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace tucai::app {

/// A command, ready to run after the command line was read; gives the exit code.
using Command = std::function<int()>;

/// Each adds its command to the program and sets `chosen` when it was named.
void add_check(CLI::App& program, Command& chosen);
void add_make(CLI::App& program, Command& chosen);
void add_compare(CLI::App& program, Command& chosen);
void add_profiles(CLI::App& program, Command& chosen);
void add_models(CLI::App& program, Command& chosen);
void add_serve(CLI::App& program, Command& chosen);
void add_demo(CLI::App& program, Command& chosen);
void add_admin(CLI::App& program, Command& chosen);
void add_audit(CLI::App& program, Command& chosen);

/// Reads the command line and runs the command. The whole of the program, but for `main`.
int run_program(int argc, const char* const* argv);

} // namespace tucai::app
