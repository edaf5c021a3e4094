#include "app/instance_options.h"

#include <map>

namespace tucai::app {

void add_data_option(CLI::App& command, InstanceOptions& options)
{
    command.add_option("--data", options.folder, "Folder of database, keys and pictures")
        ->capture_default_str()
        ->type_name("DIR");
}

void add_store_options(CLI::App& command, InstanceOptions& options)
{
    add_data_option(command, options);
    command.add_option("--database", options.database, "Where rows are kept (default: sqlite:DIR/tucai.db)")
        ->type_name("URL");
    command.add_option("--blobs", options.blobs, "Where encrypted pictures are kept (default: DIR/blobs)")
        ->type_name("URL");
    command
        .add_option("--side", options.side,
                    "school holds the schools' keys; centre works without names, on code numbers alone")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Side>{{"school", Side::School}, {"centre", Side::Centre}}))
        ->default_str("school");
}

} // namespace tucai::app
