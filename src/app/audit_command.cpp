#include "app/commands.h"
#include "app/instance_options.h"
#include "app/judge_options.h"

#include <fmt/format.h>

#include <memory>

namespace tucai::app {
namespace {

int verify(InstanceOptions options)
{
    options.may_create = false;
    options.renew_heads = false; // a look must not repair what it looks for
    auto instance = Instance::open(options);
    if (!instance)
        return complain(instance.error());
    const auto faults = store::verify_all((*instance)->database(), (*instance)->heads());
    if (!faults)
        return complain(faults.error());
    for (const auto& fault : *faults)
        fmt::print("{} event {}: {}\n", fault.tenant, fault.number, store::audit_fault_word(fault.kind));
    const auto tenants = (*instance)->database().read([](store::Transaction& sql) {
        return sql.rows("select tenant, count(*) as n from audit_events group by "
                        "tenant order by tenant");
    });
    if (!tenants)
        return complain(tenants.error());
    for (const auto& row : *tenants)
        fmt::print("{}: {} events\n", row.text("tenant"), row.integer("n"));
    fmt::print("{}\n", faults->empty() ? "The audit is whole." : "THE AUDIT IS NOT WHOLE.");
    return faults->empty() ? 0 : 2;
}

} // namespace

void add_audit(CLI::App& program, Command& chosen)
{
    auto options = std::make_shared<InstanceOptions>();
    auto* command =
        program.add_subcommand("audit", "What was done, by whom, in a chain that shows every change");
    command->require_subcommand(1);
    auto* check = command->add_subcommand("verify", "Find changed, missing, reordered or cut events");
    add_data_option(*check, *options);
    command->footer(
        "Exit code: 0 whole, 2 faults, 3 could not be read.\n\nExample:\n  tucai audit verify --data "
        "tucai-data");
    check->callback([options, &chosen] { chosen = [options] { return verify(*options); }; });
}

} // namespace tucai::app
