#include "http/server.h"

#include "http/connection.h"
#include "http/rate_limit.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <openssl/ssl.h>

#include <future>
#include <thread>

namespace tucai::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using BoostError = boost::system::error_code;

/// Where the system has no more descriptors, accepting fails at once again and again.
constexpr std::chrono::milliseconds pause_after_failure{100};

Result<std::shared_ptr<asio::ssl::context>> context_of(const CertificateFiles& files)
{
    TUCAI_TRY(const auto loaded, load_certificate(files));
    ::SSL_CTX_up_ref(loaded.get()); // the context of Asio frees one
    return std::make_shared<asio::ssl::context>(loaded.get());
}

Result<> listen(tcp::acceptor& acceptor, const ServerOptions& options)
{
    BoostError error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error)
        return fail(ErrorCode::InvalidInput, "The address to listen at is none.");
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error && address.is_v6())
        acceptor.set_option(asio::ip::v6_only(false), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fail(ErrorCode::ServerCannotListen, "The server cannot listen there. Is another one running?");
    return {};
}

} // namespace

/// Accepts, and holds what runs. The I/O thread owns all but what the public functions post to it.
struct Server::Parts {
    Parts(const ServerOptions& options, ServiceParts parts)
        : edge(options, std::move(parts)), acceptor(edge.io), pause(edge.io), guard(edge.io.get_executor())
    {
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts()
    {
        try {
            stop(std::chrono::milliseconds(0));
        } catch (const std::exception&) { // no memory: without a word to the clients, but it ends
            edge.io.stop();
        }
    }

    void run() { edge.io.run(); }
    void accept();
    void take(tcp::socket socket);
    void close_all();
    std::size_t stop(std::chrono::milliseconds patience);

    Edge edge;
    tcp::acceptor acceptor;
    asio::steady_timer pause;
    asio::executor_work_guard<asio::io_context::executor_type> guard;
    std::uint16_t port = 0;
    bool is_stopped = false;
    std::jthread thread;
};

void Server::Parts::accept()
{
    acceptor.async_accept([this](const BoostError& error, tcp::socket socket) {
        if (!acceptor.is_open())
            return;
        if (!error) {
            take(std::move(socket));
            accept();
            return;
        }
        pause.expires_after(pause_after_failure);
        pause.async_wait([this](const BoostError& cancelled) {
            if (!cancelled && acceptor.is_open())
                accept();
        });
    });
}

/// A connection for which there is no room is closed before anything of it is read.
void Server::Parts::take(tcp::socket socket)
{
    BoostError error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error)
        return; // it has gone already
    const auto address = parse_address(endpoint.address().to_string());
    const auto text = address ? to_text(*address) : std::string();
    auto key = address_key(text);
    const auto& limits = edge.options.limits;
    const bool is_proxy = address && edge.proxies.holds(*address);
    const auto same = edge.of_address.find(key);
    const auto refuse = [&](std::string_view reason) {
        if (edge.metrics != nullptr)
            edge.metrics->count_refused(reason);
    };
    if (edge.connections.size() >= limits.connections)
        return refuse("many");
    if (!is_proxy && same != edge.of_address.end() && same->second >= limits.connections_of_address)
        return refuse("many_of_address");
    ++edge.of_address[key];
    ++edge.connection_count;
    if (edge.metrics != nullptr)
        edge.metrics->count_connection();
    const auto connection = std::make_shared<Connection>(edge, std::move(socket),
                                                         Peer{text, edge.tls != nullptr}, std::move(key));
    edge.connections.insert(connection);
    connection->start();
}

void Server::Parts::close_all()
{
    const auto open = edge.connections; // cutting takes each one out
    for (const auto& connection : open)
        connection->cut();
}

std::size_t Server::Parts::stop(std::chrono::milliseconds patience)
{
    if (is_stopped)
        return 0;
    is_stopped = true;
    std::promise<void> emptied;
    asio::post(edge.io, [this, &emptied] {
        BoostError ignored;
        acceptor.close(ignored);
        pause.cancel();
        edge.is_draining = true;
        const auto open = edge.connections;
        for (const auto& connection : open)
            connection->drain();
        if (edge.connections.empty())
            emptied.set_value();
        else
            edge.on_empty = [&emptied] { emptied.set_value(); };
    });
    auto future = emptied.get_future();
    std::size_t left = 0;
    if (future.wait_for(patience) != std::future_status::ready) {
        std::promise<std::size_t> cut;
        asio::post(edge.io, [this, &cut] {
            const auto count = edge.connections.size();
            close_all();
            cut.set_value(count);
        });
        left = cut.get_future().get();
        future.wait();
    }
    guard.reset();
    edge.io.stop();
    if (thread.joinable())
        thread.join();
    edge.pool.end();
    return left;
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::start(const ServerOptions& options, ServiceParts parts)
{
    auto made = std::make_unique<Parts>(options, std::move(parts));
    made->is_stopped = true; // until its thread runs
    if (options.certificate) {
        TUCAI_TRY(made->edge.tls, context_of(*options.certificate));
    }
    TUCAI_CHECK(listen(made->acceptor, options));
    made->port = made->acceptor.local_endpoint().port();
    made->accept();
    made->is_stopped = false;
    made->thread = std::jthread([running = made.get()] { running->run(); });
    return Server(std::move(made));
}

std::uint16_t Server::port() const
{
    return parts_->port;
}

WorkerPool::Load Server::load() const
{
    return parts_->edge.pool.load();
}

std::size_t Server::connections() const
{
    return parts_->edge.connection_count;
}

Result<> Server::reload_certificate()
{
    if (!parts_->edge.options.certificate)
        return fail(ErrorCode::InvalidInput, "This server speaks no TLS.");
    TUCAI_TRY(auto context, context_of(*parts_->edge.options.certificate));
    asio::post(parts_->edge.io,
               [edge = &parts_->edge, context = std::move(context)] { edge->tls = context; });
    return {};
}

std::size_t Server::stop(std::chrono::milliseconds patience)
{
    return parts_->stop(patience);
}

} // namespace tucai::http
