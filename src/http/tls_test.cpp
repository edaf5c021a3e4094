#include "base/bytes.h"
#include "base/files.h"
#include "http/test_server.h"
#include "http/tls.h"

#include <gmock/gmock.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <filesystem>

namespace tucai::http {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;

constexpr base::Instant today{1'800'000'000'000ms};

/// What a certificate says, as OpenSSL prints it.
std::string printed(const std::string& pem)
{
    BIO* in = ::BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    X509* certificate = ::PEM_read_bio_X509(in, nullptr, nullptr, nullptr);
    BIO* out = ::BIO_new(::BIO_s_mem());
    ::X509_print(out, certificate);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(out, &text);
    std::string all(text, static_cast<std::size_t>(size));
    ::BIO_free(out);
    ::X509_free(certificate);
    ::BIO_free(in);
    return all;
}

TEST(MakeCertificate, IsForItsNamesAndNotForEver)
{
    const auto made =
        make_certificate({"localhost", "school.example.org", "192.0.2.7", "::1", "evil,DNS:x"}, today);
    ASSERT_TRUE(made.has_value());
    const auto text = printed(made->certificate_pem);
    EXPECT_THAT(text, HasSubstr("DNS:localhost, DNS:school.example.org, IP Address:192.0.2.7, "
                                "IP Address:0:0:0:0:0:0:0:1\n"));
    EXPECT_THAT(text, HasSubstr("ASN1 OID: prime256v1"));
    EXPECT_THAT(text, HasSubstr("Not Before: Jan 15 07:00:00 2027 GMT"));
    EXPECT_THAT(text, HasSubstr("Not After : Apr 19 08:00:00 2029 GMT"));
    EXPECT_THAT(text, HasSubstr("CA:FALSE"));
    EXPECT_EQ(make_certificate({}, today).error().code, ErrorCode::InvalidInput);
}

TEST(OwnNames, BeginWithLocalhostAndHoldTheLoopback)
{
    const auto names = own_names();
    EXPECT_EQ(names.front(), "localhost");
    EXPECT_THAT(names, Contains("127.0.0.1"));
}

class OwnCertificate : public testing::Test {
protected:
    std::string certificate_at(base::Instant now)
    {
        const auto files = own_certificate(folder_.at("tls"), now);
        EXPECT_TRUE(files.has_value());
        const auto bytes = *base::read_file(files->certificate, 100'000);
        return {bytes.begin(), bytes.end()};
    }
    base::TemporaryFolder folder_;
};

TEST_F(OwnCertificate, IsMadeOnceAndKeptUntilItIsAboutToEnd)
{
    const auto first = certificate_at(today);
    EXPECT_EQ(certificate_at(today + std::chrono::days(700)), first);
    EXPECT_NE(certificate_at(today + std::chrono::days(800)), first);
}

TEST_F(OwnCertificate, IsForTheOwnerAlone)
{
    certificate_at(today);
    EXPECT_EQ(std::filesystem::status(folder_.at("tls")).permissions(), std::filesystem::perms::owner_all);
}

TEST_F(OwnCertificate, IsMadeAnewWhereTheKeyIsGoneOrAnother)
{
    const auto first = certificate_at(today);
    folder_.put("tls/own-key.pem", "");
    EXPECT_NE(certificate_at(today), first);
}

TEST(LoadCertificate, RefusesWhatDoesNotFit)
{
    const base::TemporaryFolder folder;
    const auto one = *make_certificate({"localhost"}, today);
    const auto other = *make_certificate({"localhost"}, today);
    const CertificateFiles files{folder.put("c", one.certificate_pem), folder.put("k", one.key_pem)};
    EXPECT_TRUE(load_certificate(files).has_value());
    EXPECT_EQ(load_certificate({files.certificate, folder.put("o", other.key_pem)}).error().code,
              ErrorCode::CertificateInvalid);
    EXPECT_FALSE(load_certificate({files.certificate, folder.at("none")}).has_value());
    EXPECT_FALSE(load_certificate({folder.put("x", "no PEM"), files.key}).has_value());
}

class ServerTlsTest : public ServerTest {
protected:
    ServerTlsTest()
    {
        options_.certificate = write_certificate();
        route("GET", "/",
              [](const Request& request) { return text_response(200, request.is_secure ? "safe" : ""); });
        route("POST", "/echo", echo).body_limit_bytes = 3'000'000;
    }
    CertificateFiles write_certificate()
    {
        const auto made = *make_certificate({"localhost"}, today);
        return {folder_.put("certificate.pem", made.certificate_pem), folder_.put("key.pem", made.key_pem)};
    }
    TestClient safe_client() const { return client(TestClient::Speaks::Tls); }
};

TEST_F(ServerTlsTest, SpeaksTlsAndSaysSo)
{
    start();
    auto one = safe_client();
    EXPECT_EQ(one.tls_version(), "TLSv1.3");
    EXPECT_EQ(one.chosen_protocol(), "http/1.1");
    const auto answer = one.get("/");
    EXPECT_EQ(answer.body, "safe");
    EXPECT_NE(answer.headers.find("strict-transport-security"), nullptr);
    EXPECT_EQ(one.get("/").body, "safe");
}

TEST_F(ServerTlsTest, CarriesLongBodiesBothWays)
{
    start();
    auto one = safe_client();
    const std::string body(2'500'000, 'x');
    one.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
             body);
    EXPECT_EQ(one.read_answer().body, body);
    EXPECT_EQ(one.get("/", "Connection: close\r\n").body, "safe");
    EXPECT_EQ(one.read_to_end(), "");
}

TEST_F(ServerTlsTest, IsHeardWhenItRefusesALongBody)
{
    start();
    auto one = safe_client();
    one.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000001\r\n\r\n" +
             std::string(3'000'001, 'x'));
    EXPECT_EQ(one.read_answer().status, 413);
}

TEST_F(ServerTlsTest, TakesANewCertificateForNewConnectionsOnly)
{
    start();
    auto old = safe_client();
    const auto serial = old.certificate_serial();
    write_certificate();
    EXPECT_EQ(safe_client().certificate_serial(), serial) << "not before it is told";
    ASSERT_TRUE(server_->reload_certificate().has_value());
    EXPECT_NE(safe_client().certificate_serial(), serial);
    EXPECT_EQ(old.get("/").body, "safe");
}

TEST_F(ServerTlsTest, KeepsTheOldCertificateWhereTheNewOneIsNone)
{
    start();
    const auto serial = safe_client().certificate_serial();
    folder_.put("key.pem", "no key");
    EXPECT_EQ(server_->reload_certificate().error().code, ErrorCode::CertificateInvalid);
    EXPECT_EQ(safe_client().certificate_serial(), serial);
}

TEST_F(ServerTlsTest, ClosesWhoeverDoesNotSpeakIt)
{
    start();
    auto plain = client();
    plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(plain.read_to_end().find("HTTP/1.1"), std::string::npos);
    EXPECT_EQ(safe_client().get("/").body, "safe");
    EXPECT_THAT(metrics_.text(), HasSubstr(R"(tucai_http_refused_connections_total{reason="handshake"} 1)"));
}

TEST_F(ServerTlsTest, ClosesAHandshakeThatDoesNotEnd)
{
    options_.limits.handshake = 50ms;
    start();
    EXPECT_EQ(client().read_to_end(), "");
}

TEST_F(ServerTlsTest, DoesNotStartWithoutACertificateThatFits)
{
    options_.certificate->key = folder_.at("none");
    EXPECT_EQ(Server::start(options_, {}).error().code, ErrorCode::CertificateInvalid);
}

} // namespace
} // namespace tucai::http
