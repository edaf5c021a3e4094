#pragma once

#include "app/instance.h"

#include <CLI/CLI.hpp>

namespace tucai::app {

/// --data, and with `serve` also --database, --blobs and --side.
void add_data_option(CLI::App& command, InstanceOptions& options);
void add_store_options(CLI::App& command, InstanceOptions& options);

} // namespace tucai::app
