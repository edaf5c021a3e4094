#include "app/service.h"

#include "api/resources.h"
#include "api/stored_idempotency.h"
#include "app/code_pictures.h"
#include "app/notify_teller.h"
#include "http/readiness.h"
#include "image/qr_draw.h"
#include "registry/registry.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <array>
#include <charconv>
#include <thread>

namespace tucai::app {
namespace {

struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
    bool is_tls = true;
};

Result<ListenAddress> read_listen(std::string_view text)
{
    ListenAddress listen;
    constexpr std::string_view plain = "http://";
    if (text.starts_with(plain)) {
        listen.is_tls = false;
        text.remove_prefix(plain.size());
    }
    const auto colon = text.rfind(':');
    const auto port = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
    if (port.empty() || fault != std::errc() || end != port.data() + port.size() || colon == 0)
        return fail(ErrorCode::InvalidInput, "--listen wants ADDRESS:PORT, such as 0.0.0.0:8443, or "
                                             "http://127.0.0.1:8080 behind a proxy.");
    listen.address = text.substr(0, colon);
    if (listen.address.starts_with('[') && listen.address.ends_with(']'))
        listen.address = listen.address.substr(1, listen.address.size() - 2);
    return listen;
}

std::string machine_name()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == 0)
        return "localhost";
    return name.data();
}

} // namespace

struct Service::Parts {
    Parts(Instance& of, const ServiceOptions& options)
        : instance(of), cursors(of.keys().key_for("http"), base::system_randomness()),
          idempotency(of.ledger(), of.keys(), base::system_randomness()),
          registry(of.ledger(), of.keys(), base::system_randomness()), foreign(options.foreign_issuer),
          readers(readers_of(options)),
          teller(base::system_randomness(), [this] { return house.public_address + "/"; }),
          desk(of.ledger(), of.keys(), registry, readers, base::system_randomness(), desk_options(*this)),
          code_pictures({}), uploads(of.path_of("uploads"), base::system_randomness()),
          house{of.means(),   of.people(),
                teller,       of.heads(),
                cursors,      idempotency,
                clock_of(of), registry,
                desk,         code_pictures,
                readers,      [](std::string_view text) { return image::qr_svg(text); },
                uploads,      options.public_address}
    {
    }

    /// Own codes first: a foreign reader takes nearly any text.
    std::vector<const collect::CodeReader*> readers_of(const ServiceOptions& options) const
    {
        std::vector<const collect::CodeReader*> all = {&registry};
        if (!options.foreign_issuer.empty())
            all.push_back(&foreign);
        return all;
    }

    static collect::CodeDeskOptions desk_options(Parts& parts)
    {
        collect::CodeDeskOptions how;
        how.tell_taken_over = [&parts](store::Entry& entry, const collect::CodeStanding& standing) {
            return parts.teller.tell(entry, standing.tenant, standing.student,
                                     collect::TellKind::DeviceReplaced, "{}",
                                     "device:" + standing.code + ":" + std::to_string(entry.now_ms()));
        };
        return how;
    }

    static http::Clock clock_of(Instance& instance)
    {
        return [&instance] { return base::Instant(std::chrono::milliseconds(instance.now_ms())); };
    }

    Instance& instance;
    http::Cursors cursors;
    api::StoredIdempotency idempotency;
    registry::Registry registry;
    collect::OpaqueReader foreign;
    std::vector<const collect::CodeReader*> readers;
    NotifyTeller teller;
    collect::CodeDesk desk;
    QrPictures code_pictures;
    collect::UploadFolder uploads;
    api::House house;
    http::Router router;
    http::Metrics metrics;
    http::Readiness readiness;
    std::unique_ptr<Collection> collection;
    std::optional<http::Server> server; ///< last: nobody asks for what is gone

    /// Routes and readiness, before the server takes anybody in.
    Result<> prepare(const ServiceOptions& options)
    {
        readiness.add("database", [this]() -> Result<> {
            TUCAI_CHECK(instance.is_new());
            return {};
        });
        TUCAI_TRY(auto networks, http::Networks::parse(options.metrics_readers));
        TUCAI_CHECK(http::add_operations(router, readiness, metrics, std::move(networks)));
        return api::add_endpoints(router, house);
    }

    Result<> listen(const ServiceOptions& options)
    {
        TUCAI_TRY(const auto address, read_listen(options.listen));
        http::ServerOptions how;
        how.address = address.address;
        how.port = address.port;
        how.workers =
            options.workers > 0 ? options.workers : 2 * std::max(1U, std::thread::hardware_concurrency());
        if (address.is_tls) {
            if (options.certificate.empty()) {
                TUCAI_TRY(how.certificate, http::own_certificate(instance.path_of("tls"), house.clock()));
            } else {
                how.certificate = http::CertificateFiles{options.certificate, options.certificate_key};
            }
        }
        TUCAI_TRY(auto proxies, http::Networks::parse(options.trusted_proxies));
        http::ServiceParts parts{&router,           &metrics,    options.log,
                                 options.errors,    house.clock, base::system_randomness(),
                                 std::move(proxies)};
        TUCAI_TRY(auto started, http::Server::start(how, std::move(parts)));
        server.emplace(std::move(started));
        if (house.public_address.empty())
            house.public_address = (address.is_tls ? "https://" : "http://") + machine_name() + ":" +
                                   std::to_string(server->port());
        return {};
    }
};

std::string list_operations(Instance& instance)
{
    const ServiceOptions none;
    Service::Parts parts(instance, none);
    std::string lines;
    for (const auto& endpoint : api::all_endpoints(parts.house)) {
        auto roles = nlohmann::json::array();
        for (const auto role : endpoint.roles)
            roles.push_back(access::role_word(role));
        const nlohmann::ordered_json line{{"method", endpoint.method},
                                          {"path", endpoint.path},
                                          {"roles", roles},
                                          {"makes", endpoint.makes == api::Makes::SomethingNew}};
        lines += line.dump() + "\n";
    }
    return lines;
}

Service::Service(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::start(Instance& instance, const ServiceOptions& options)
{
    auto parts = std::make_unique<Parts>(instance, options);
    TUCAI_CHECK(parts->prepare(options));
    auto& made = *parts;
    TUCAI_TRY(made.collection,
              Collection::start(
                  instance, made.desk, made.uploads, [&made] { return made.idempotency.forget_old(); },
                  options.collection, options.errors));
    TUCAI_CHECK(parts->listen(options));
    return std::unique_ptr<Service>(new Service(std::move(parts))); // NOLINT: the constructor is private
}

std::uint16_t Service::port() const
{
    return parts_->server->port();
}

const std::string& Service::public_address() const
{
    return parts_->house.public_address;
}

Result<> Service::reload_certificate()
{
    return parts_->server->reload_certificate();
}

std::size_t Service::stop(std::chrono::milliseconds patience)
{
    parts_->readiness.drain();
    return parts_->server->stop(patience);
}

} // namespace tucai::app
