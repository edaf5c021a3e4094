#include "app/commands.h"
#include "app/instance_options.h"
#include "app/judge_options.h"
#include "app/log_lines.h"
#include "app/service.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <memory>

namespace tucai::app {
namespace {

constexpr std::chrono::seconds patience{30};

struct ServeOptions {
    InstanceOptions instance;
    ServiceOptions service;
    std::string first_admin = "admin@localhost";
};

/// The signals that end or renew; blocked before any thread starts, so that each is waited for here alone.
sigset_t service_signals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

/// Waits until the process is told to end; SIGHUP reads the certificate anew.
void wait_for_end(Service& service, const sigset_t& signals)
{
    for (;;) {
        int signal = 0;
        if (::sigwait(&signals, &signal) != 0 || signal != SIGHUP)
            return;
        if (const auto renewed = service.reload_certificate(); !renewed)
            complain(renewed.error());
        else
            std::fputs("tucai: the certificate was read anew.\n", stderr);
    }
}

/// The link with which the first admin chooses a password; printed once, kept as a digest only.
Result<> greet_first_admin(Instance& instance, const Service& service, const std::string& email)
{
    TUCAI_TRY(const bool is_new, instance.is_new());
    if (!is_new)
        return {};
    access::NewPerson admin;
    admin.tenant = "instance";
    admin.role = access::Role::Admin;
    admin.email = email;
    admin.display_name = "Admin";
    TUCAI_TRY(const auto link, instance.people().invite(admin, "system"));
    fmt::print("Nobody is here yet. The first admin, {}, chooses a password at\n  {}/welcome#{}\n"
               "within three days (`tucai admin link {}` gives a new link).\n",
               email, service.public_address(), link.token, email);
    return {};
}

int serve(const ServeOptions& options)
{
    const auto signals = service_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // Whoever reads the log may go: the service stays.
    ::signal(SIGPIPE, SIG_IGN); // NOLINT(cert-err33-c): it is a signal that exists
    LogLines requests(stdout);
    LogLines errors(stderr);
    auto instance = Instance::open(options.instance);
    if (!instance)
        return complain(instance.error());
    auto how = options.service;
    how.log = requests.sink();
    how.errors = errors.sink();
    auto service = Service::start(**instance, how);
    if (!service)
        return complain(service.error());
    if (const auto greeted = greet_first_admin(**instance, **service, options.first_admin); !greeted)
        return complain(greeted.error());
    fmt::print("tucai serves {} at {}\n", options.instance.folder, (*service)->public_address());
    std::fflush(stdout);
    wait_for_end(**service, signals);
    const auto cut = (*service)->stop(patience);
    if (cut > 0)
        fmt::print(stderr, "tucai: {} connections had not ended and were cut.\n", cut);
    return 0;
}

} // namespace

void add_serve(CLI::App& program, Command& chosen)
{
    auto options = std::make_shared<ServeOptions>();
    auto* command = program.add_subcommand("serve", "Collect photos: the service, in one process");
    add_store_options(*command, options->instance);
    auto& service = options->service;
    command->add_option("--listen", service.listen, "A:P speaks TLS; http://A:P is for a proxy")
        ->capture_default_str();
    auto* certificate =
        command
            ->add_option("--certificate", service.certificate, "PEM with its chain (default: one of its own)")
            ->type_name("FILE");
    auto* key = command->add_option("--key", service.certificate_key, "The certificate's key, PEM")
                    ->type_name("FILE");
    certificate->needs(key);
    key->needs(certificate);
    command->add_option("--public-address", service.public_address,
                        "Where people reach it, such as https://tucai.school.edu.cn");
    command->add_option("--trusted-proxies", service.trusted_proxies,
                        "Networks whose X-Forwarded-For is believed, such as \"127.0.0.1\"");
    command->add_option("--metrics-readers", service.metrics_readers, "Networks that may read /metrics")
        ->capture_default_str();
    command->add_option("--workers", service.workers, "Threads that answer (0: two a core)")
        ->capture_default_str();
    command->add_option("--judges", service.collection.workers, "Threads that judge photos (0: one a core)")
        ->capture_default_str();
    command->add_option("--models", service.collection.models,
                        "Folder of the networks (default: beside the program)");
    command
        ->add_option("--foreign-codes", service.foreign_issuer,
                     "Word for codes of another issuer; empty: none are taken")
        ->capture_default_str();
    command->add_option("--first-admin", options->first_admin, "E-mail address of the first admin")
        ->capture_default_str();
    command->footer(
        "SIGTERM ends it after those inside are served; SIGHUP reads the certificate anew.\n\n"
        "Examples:\n"
        "  tucai serve                                        all in ./tucai-data, TLS on port 8443\n"
        "  tucai serve --listen http://127.0.0.1:8080 --trusted-proxies 127.0.0.1   behind nginx\n"
        "  tucai serve --certificate chain.pem --key key.pem --listen 0.0.0.0:443");
    command->callback([options, &chosen] { chosen = [options] { return serve(*options); }; });
}

} // namespace tucai::app
