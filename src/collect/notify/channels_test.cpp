#include "base/temporary_folder.h"
#include "collect/notify/channels.h"
#include "collect/notify/servers_for_tests.h"

#include <gmock/gmock.h>

#include <cstdlib>

namespace tucai::collect::notify {
namespace {

using testing::HasSubstr;

const base::Instant now{std::chrono::milliseconds(1'780'632'000'000)};

Delivery delivery(const std::string& to, const std::string& body = "第一行\n.一个点\n..\nlast")
{
    return {
        "school-1", "id42", Topic::Returned, Tongue::Both, {"请重新拍摄 / again", body}, {to, "13900000000"},
        now,        now};
}

std::string_view word_of(const Result<>& sent)
{
    return sent ? "ok" : error_word(sent.error().code);
}

/// A certificate authority of the test's own, and a certificate for "localhost" by it.
struct Certificates {
    Certificates()
    {
        const auto run = [&](const std::string& command) {
            return std::system(
                ("cd " + folder.path() + " && openssl " + command + " >log 2>&1").c_str()); // NOLINT
        };
        folder.put("names", "subjectAltName=DNS:localhost");
        is_made = run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out "
                      "ca.pem -days 2 "
                      "-subj /CN=test-authority") == 0 &&
                  run("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out "
                      "request.pem -subj "
                      "/CN=localhost") == 0 &&
                  run("x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile "
                      "names -out "
                      "cert.pem") == 0;
    }
    base::TemporaryFolder folder;
    bool is_made = false;
};

class MailChannelTest : public testing::Test {
protected:
    /// Starts a server; skips where its package is not installed.
    void start(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), "smtp");
        server = std::make_unique<ServerForTests>(arguments);
        at.host = "localhost";
        at.port = server->port();
        at.security = MailSecurity::None;
        at.limit_ms = 10'000;
        at.greeting = "tucai.test";
    }
    void start_private(const std::string& way, const std::string& user = "", const std::string& password = "")
    {
        static const Certificates certificates;
        ASSERT_TRUE(certificates.is_made) << "is openssl installed?";
        std::vector<std::string> arguments = {way, certificates.folder.at("cert.pem"),
                                              certificates.folder.at("key.pem")};
        if (!user.empty())
            arguments.insert(arguments.end(), {user, password});
        start(arguments);
        at.security = way == "tls" ? MailSecurity::Tls : MailSecurity::StartTls;
        at.authorities = certificates.folder.at("ca.pem");
    }
    Result<> send(const Delivery& what) const
    {
        return MailChannel(at, {"tucai@school.test", "某大学"}).send(what);
    }
    std::unique_ptr<ServerForTests> server;
    MailServer at;
};

#define SKIP_WITHOUT_SERVER()                                                                                \
    if (!server->is_there())                                                                                 \
    GTEST_SKIP() << "SKIPPED: no python3-aiosmtpd, so no mail server"

TEST_F(MailChannelTest, ARealServerTakesTheMailWholeWithItsDots)
{
    start({"none"});
    SKIP_WITHOUT_SERVER();
    ASSERT_EQ(word_of(send(delivery("li@student.test", ".one\n..two\n.\nend"))), "ok");
    const auto given = server->next();
    EXPECT_EQ(given["sender"], "tucai@school.test");
    EXPECT_EQ(given["to"], nlohmann::json::array({"li@student.test"}));
    EXPECT_EQ(given["greeting"], "tucai.test");
    const auto text = ServerForTests::decoded(given, "text");
    EXPECT_THAT(text, HasSubstr("quoted-printable\r\n\r\n.one\r\n..two\r\n.\r\nend\r\n"));
    EXPECT_THAT(text, HasSubstr("\r\nMessage-ID: <id42@school.test>\r\n"));
    EXPECT_THAT(text, HasSubstr("Subject: =?UTF-8?B?6K+36YeN5paw5ouN5pGEIC8gYWdhaW4=?=\r\n"));
}

TEST_F(MailChannelTest, ChineseComesThroughInBase64)
{
    start({"none"});
    SKIP_WITHOUT_SERVER();
    ASSERT_EQ(word_of(send(delivery("li@student.test"))), "ok");
    const auto text = ServerForTests::decoded(server->next(), "text");
    EXPECT_THAT(text, HasSubstr("base64\r\n\r\n56ys5LiA6KGMDQou"));
    EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c > 0; })) << "7 bits on the wire";
}

TEST_F(MailChannelTest, WhomTheServerRefusesIsToldFromWhomItTakesLater)
{
    start({"none"});
    SKIP_WITHOUT_SERVER();
    EXPECT_EQ(word_of(send(delivery("refused@student.test"))), "send.refused");
    EXPECT_EQ(word_of(send(delivery("later@student.test"))), "send.later");
    EXPECT_EQ(word_of(send(delivery("content@student.test"))), "send.refused");
    EXPECT_EQ(word_of(send(delivery("no address"))), "message.invalid");
    EXPECT_EQ(word_of(send(delivery("good@student.test"))), "ok");
}

TEST_F(MailChannelTest, AServerThatRefusesUsIsNoReasonToGiveARecipientUp)
{
    start({"none"});
    SKIP_WITHOUT_SERVER();
    const MailChannel channel(at, {"stranger@school.test", ""});
    EXPECT_EQ(word_of(channel.send(delivery("li@student.test"))), "send.denied");
}

TEST_F(MailChannelTest, AServerThatIsDownIsUnavailable)
{
    start({"none"});
    SKIP_WITHOUT_SERVER();
    server->stop();
    EXPECT_EQ(word_of(send(delivery("li@student.test"))), "send.unavailable");
}

TEST_F(MailChannelTest, StartTlsWithACertificateAuthorityOfItsOwn)
{
    start_private("starttls");
    SKIP_WITHOUT_SERVER();
    ASSERT_EQ(word_of(send(delivery("li@student.test"))), "ok");
    EXPECT_EQ(server->next()["tls"], true);
}

TEST_F(MailChannelTest, ACertificateThatNobodyVouchesForIsRefused)
{
    start_private("starttls");
    SKIP_WITHOUT_SERVER();
    at.authorities.clear();
    EXPECT_EQ(word_of(send(delivery("li@student.test"))), "send.insecure");
}

TEST_F(MailChannelTest, ACertificateOfAnotherHostIsRefused)
{
    start_private("starttls");
    SKIP_WITHOUT_SERVER();
    at.host = "127.0.0.1";
    EXPECT_EQ(word_of(send(delivery("li@student.test"))), "send.insecure");
}

TEST_F(MailChannelTest, AServerWithoutTlsIsNotSpokenToWhereTlsIsAskedFor)
{
    start({"none"});
    SKIP_WITHOUT_SERVER();
    at.security = MailSecurity::StartTls;
    EXPECT_EQ(word_of(send(delivery("li@student.test"))), "send.insecure");
}

TEST_F(MailChannelTest, TlsFromTheFirstByte)
{
    start_private("tls");
    SKIP_WITHOUT_SERVER();
    ASSERT_EQ(word_of(send(delivery("li@student.test"))), "ok");
    EXPECT_EQ(server->next()["tls"], true);
}

TEST_F(MailChannelTest, SignsInAndSaysWhereThatIsRefused)
{
    start_private("starttls", "tucai", "correct horse");
    SKIP_WITHOUT_SERVER();
    EXPECT_EQ(word_of(send(delivery("li@student.test"))), "send.denied") << "without a sign-in";
    at.user = "tucai";
    at.password = "wrong";
    EXPECT_EQ(word_of(send(delivery("li@student.test"))), "send.denied");
    at.password = "correct horse";
    ASSERT_EQ(word_of(send(delivery("li@student.test"))), "ok");
    EXPECT_EQ(server->next()["user"], "tucai");
}

TEST_F(MailChannelTest, NoPasswordGoesOverAnOpenWay)
{
    at = {"localhost", 25, MailSecurity::None, "tucai", "secret", "", "", 1000};
    EXPECT_EQ(word_of(send(delivery("li@student.test"))), "invalid_input");
    at = {"local host/..", 25, MailSecurity::None, "", "", "", "", 1000};
    EXPECT_EQ(word_of(send(delivery("li@student.test"))), "invalid_input");
}

class WebhookChannelTest : public testing::Test {
protected:
    Result<> send(const std::string& path) const
    {
        const WebhookChannel channel([&](const std::string&) -> Result<std::optional<Webhook>> {
            return Webhook{"http://127.0.0.1:" + std::to_string(server.port()) + path, "shared secret", ""};
        });
        return channel.send(delivery("li@student.test"));
    }
    ServerForTests server{{"http"}};
};

TEST_F(WebhookChannelTest, IsSignedOverTimeAndBody)
{
    ASSERT_EQ(word_of(send("/ok")), "ok");
    const auto given = server.next();
    const auto body = ServerForTests::decoded(given, "body");
    const std::string signature = given["headers"]["tucai-signature"];
    EXPECT_EQ(given["headers"]["tucai-timestamp"], "1780632000");
    EXPECT_EQ(given["headers"]["tucai-delivery"], "id42");
    EXPECT_TRUE(is_genuine_call("shared secret", signature, 1'780'632'000, body, 1'780'632'100));
    EXPECT_FALSE(is_genuine_call("shared secret", signature, 1'780'632'000, body, 1'780'632'301))
        << "a replay";
    EXPECT_FALSE(is_genuine_call("shared secret", signature, 1'780'632'001, body, 1'780'632'100));
    EXPECT_FALSE(is_genuine_call("shared secret", signature, 1'780'632'000, body + " ", 1'780'632'100));
    EXPECT_FALSE(is_genuine_call("another", signature, 1'780'632'000, body, 1'780'632'100));
}

TEST_F(WebhookChannelTest, SaysWhatAGatewayNeedsAndNoMore)
{
    ASSERT_EQ(word_of(send("/ok")), "ok");
    const auto body = nlohmann::json::parse(ServerForTests::decoded(server.next(), "body"));
    std::vector<std::string> fields;
    for (const auto& [field, value] : body.items())
        fields.push_back(field);
    EXPECT_THAT(fields, testing::UnorderedElementsAre("schema", "id", "tenant", "topic", "language", "phone",
                                                      "subject", "text", "made_s"));
    EXPECT_EQ(body["phone"], "13900000000");
}

TEST_F(WebhookChannelTest, AnswersAreToldApart)
{
    EXPECT_EQ(word_of(send("/busy")), "send.later");
    EXPECT_EQ(word_of(send("/slow")), "send.later");
    EXPECT_EQ(word_of(send("/gone")), "send.refused");
    EXPECT_EQ(word_of(send("/denied")), "send.denied");
    EXPECT_EQ(word_of(send("/moved")), "send.refused") << "what is signed goes nowhere else";
    const int port = server.port();
    server.stop();
    EXPECT_EQ(word_of(carry_call({"http://127.0.0.1:" + std::to_string(port) + "/ok", {}, "{}", "", 1000})),
              "send.unavailable");
}

TEST_F(WebhookChannelTest, OpenWaysLeadToThisMachineOnly)
{
    for (const char* address : {"http://gateway.test/", "http://127.0.0.1.evil.test/",
                                "http://localhost@evil.test/", "file:///etc/passwd", "ftp://127.0.0.1/", ""})
        EXPECT_EQ(word_of(carry_call({address, {}, "{}", "", 1000})), "invalid_input") << address;
}

TEST(WebhookChannel, ASchoolWithoutAWebhookIsRefused)
{
    const WebhookChannel none(
        [](const std::string&) -> Result<std::optional<Webhook>> { return std::nullopt; });
    EXPECT_EQ(none.send(delivery("li@student.test")).error().code, ErrorCode::SendRefused);
}

} // namespace
} // namespace tucai::collect::notify
