#pragma once

#include "http/headers.h"

#include <cstdint>
#include <memory>
#include <string>

typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;

namespace tucai::http {

/// An answer as a client read it.
struct ReadAnswer {
    int status = 0;
    Headers headers;
    std::string body;
};

/// For tests: a client that waits for what it reads, and says so by an exception where it waits for 20 s in
/// vain. It knows nothing of the server's code.
class TestClient {
public:
    enum class Speaks { Plain, Tls };

    explicit TestClient(std::uint16_t port, Speaks speaks = Speaks::Plain);
    TestClient(TestClient&&) noexcept;
    TestClient& operator=(TestClient&&) = delete;
    ~TestClient();

    void send(std::string_view bytes);
    void close_sending();
    /// Resets the connection instead of ending it.
    void break_off();
    /// What comes next; empty at the end.
    std::string read_some();
    /// Until the server ends the connection, or breaks it off.
    std::string read_to_end();
    /// One answer. Of a HEAD, and of 1xx, 204 and 304, without a body.
    ReadAnswer read_answer(std::string_view method = "GET");
    /// Sends a request without a body and reads its answer.
    ReadAnswer get(const std::string& target, const std::string& fields = "");
    /// The serial number of the server's certificate, in hexadecimal digits.
    std::string certificate_serial() const;
    std::string tls_version() const;
    std::string chosen_protocol() const; ///< by ALPN

private:
    void fill(std::size_t size);
    std::string read_line();
    std::string take(std::size_t size);

    int socket_ = -1;
    SSL_CTX* context_ = nullptr;
    SSL* tls_ = nullptr;
    std::string waiting_;
};

} // namespace tucai::http
