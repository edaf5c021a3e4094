// The client that the tests of the server share; it is no part of the room.
#include "http/test_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bn.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <utility>

namespace tucai::http {
namespace {

constexpr timeval longest_wait{20, 0};

int connected(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &longest_wait, sizeof(longest_wait));
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &longest_wait, sizeof(longest_wait));
    const void* whole = &address;
    if (::connect(socket, static_cast<const sockaddr*>(whole), sizeof(address)) != 0)
        throw std::runtime_error("the client could not connect");
    return socket;
}

} // namespace

TestClient::TestClient(std::uint16_t port, Speaks speaks) : socket_(connected(port))
{
    ::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to ended connections without asking
    if (speaks == Speaks::Plain)
        return;
    context_ = ::SSL_CTX_new(::TLS_client_method());
    tls_ = ::SSL_new(context_);
    const unsigned char protocols[] = "\x02h2\x08http/1.1";
    ::SSL_set_alpn_protos(tls_, protocols, sizeof(protocols) - 1);
    ::SSL_set_fd(tls_, socket_);
    if (::SSL_connect(tls_) != 1)
        throw std::runtime_error("the client could not agree on TLS");
}

TestClient::TestClient(TestClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), context_(std::exchange(other.context_, nullptr)),
      tls_(std::exchange(other.tls_, nullptr)), waiting_(std::move(other.waiting_))
{
}

TestClient::~TestClient()
{
    ::SSL_free(tls_);
    ::SSL_CTX_free(context_);
    if (socket_ >= 0)
        ::close(socket_);
}

void TestClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = tls_ != nullptr ? ::SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                                          : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return; // the server may have refused the rest: the test reads why
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void TestClient::close_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

void TestClient::break_off()
{
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    ::close(std::exchange(socket_, -1));
}

std::string TestClient::read_some()
{
    if (!waiting_.empty())
        return std::exchange(waiting_, {});
    std::string bytes(64 * 1024, '\0');
    const auto got = tls_ != nullptr ? ::SSL_read(tls_, bytes.data(), static_cast<int>(bytes.size()))
                                     : ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        throw std::runtime_error("the client waited in vain");
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

std::string TestClient::read_to_end()
{
    std::string all;
    for (auto some = read_some(); !some.empty(); some = read_some())
        all += some;
    return all;
}

void TestClient::fill(std::size_t size)
{
    while (waiting_.size() < size) {
        auto held = std::exchange(waiting_, {});
        const auto more = read_some();
        waiting_ = held + more;
        if (more.empty())
            throw std::runtime_error("the answer ended early: " + waiting_.substr(0, 200));
    }
}

std::string TestClient::take(std::size_t size)
{
    fill(size);
    auto taken = waiting_.substr(0, size);
    waiting_.erase(0, size);
    return taken;
}

std::string TestClient::read_line()
{
    while (waiting_.find("\r\n") == std::string::npos)
        fill(waiting_.size() + 1);
    auto line = take(waiting_.find("\r\n") + 2);
    line.resize(line.size() - 2);
    return line;
}

ReadAnswer TestClient::read_answer(std::string_view method)
{
    ReadAnswer answer;
    const auto first = read_line();
    if (!first.starts_with("HTTP/1.1 "))
        throw std::runtime_error("no answer: " + first);
    answer.status = std::stoi(first.substr(9, 3));
    for (auto line = read_line(); !line.empty(); line = read_line())
        answer.headers.add(line.substr(0, line.find(':')), trimmed(line.substr(line.find(':') + 1)));
    if (method == "HEAD" || answer.status < 200 || answer.status == 204 || answer.status == 304)
        return answer;
    if (const auto* length = answer.headers.find("content-length")) {
        answer.body = take(std::stoul(*length));
        return answer;
    }
    for (auto size = std::stoul(read_line(), nullptr, 16); size != 0;
         size = std::stoul(read_line(), nullptr, 16)) {
        answer.body += take(size);
        take(2);
    }
    take(2);
    return answer;
}

ReadAnswer TestClient::get(const std::string& target, const std::string& fields)
{
    send("GET " + target + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    return read_answer();
}

std::string TestClient::certificate_serial() const
{
    X509* certificate = ::SSL_get1_peer_certificate(tls_);
    BIGNUM* number = ::ASN1_INTEGER_to_BN(::X509_get0_serialNumber(certificate), nullptr);
    char* text = ::BN_bn2hex(number);
    std::string serial = text;
    ::OPENSSL_free(text);
    ::BN_free(number);
    ::X509_free(certificate);
    return serial;
}

std::string TestClient::tls_version() const
{
    return ::SSL_get_version(tls_);
}

std::string TestClient::chosen_protocol() const
{
    const unsigned char* name = nullptr;
    unsigned size = 0;
    ::SSL_get0_alpn_selected(tls_, &name, &size);
    return {static_cast<const char*>(static_cast<const void*>(name)), size};
}

} // namespace tucai::http
