#include "app/commands.h"
#include "app/instance_options.h"
#include "app/judge_options.h"
#include "app/service.h"

#include <fmt/format.h>

#include <memory>

namespace tucai::app {
namespace {

struct AdminOptions {
    InstanceOptions instance;
    std::string email;
    std::string name = "Admin";
    std::string public_address;
};

Result<std::unique_ptr<Instance>> open_existing(AdminOptions& options)
{
    options.instance.may_create = false;
    return Instance::open(options.instance);
}

void print_link(const AdminOptions& options, const access::Link& link)
{
    fmt::print("{}/welcome#{}\n", options.public_address, link.token);
}

int invite(AdminOptions& options)
{
    auto instance = open_existing(options);
    if (!instance)
        return complain(instance.error());
    access::NewPerson person;
    person.tenant = "instance";
    person.role = access::Role::Admin;
    person.email = options.email;
    person.display_name = options.name;
    const auto link = (*instance)->people().invite(person, "operator");
    if (!link)
        return complain(link.error());
    print_link(options, *link);
    return 0;
}

int renew(AdminOptions& options)
{
    auto instance = open_existing(options);
    if (!instance)
        return complain(instance.error());
    const auto link = (*instance)->people().renew(options.email, "operator");
    if (!link)
        return complain(link.error());
    print_link(options, *link);
    return 0;
}

int routes(AdminOptions& options)
{
    auto instance = open_existing(options);
    if (!instance)
        return complain(instance.error());
    fmt::print("{}", list_operations(**instance));
    return 0;
}

} // namespace

void add_admin(CLI::App& program, Command& chosen)
{
    auto options = std::make_shared<AdminOptions>();
    auto* command = program.add_subcommand("admin", "What the operator does at the machine itself");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* about, int (*work)(AdminOptions&)) {
        auto* one = command->add_subcommand(name, about);
        add_data_option(*one, options->instance);
        one->add_option("email", options->email, "E-mail address")->required();
        one->add_option("--public-address", options->public_address,
                        "Where people reach the service; put before the link");
        one->callback([options, work, &chosen] { chosen = [options, work] { return work(*options); }; });
        return one;
    };
    add("invite", "Let another admin in: prints the link with which a password is chosen", invite)
        ->add_option("--name", options->name, "How the admin is called")
        ->capture_default_str();
    add("link", "A new link for somebody who forgot the password or lost the authenticator", renew);
    auto* list = command->add_subcommand(
        "routes", "Every operation of the API as JSON, with the roles that may call it");
    add_data_option(*list, options->instance);
    list->callback([options, &chosen] { chosen = [options] { return routes(*options); }; });
    command->footer("Examples:\n"
                    "  tucai admin invite second@school.edu.cn --data tucai-data\n"
                    "  tucai admin link office@school.edu.cn");
}

} // namespace tucai::app
