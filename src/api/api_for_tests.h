#pragma once

#include "access/totp.h"
#include "api/endpoint.h"
#include "api/resources.h"
#include "api/stored_idempotency.h"
#include "collect/review/review_for_tests.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>

namespace tucai::api {

/// Somebody who is signed in.
struct Client {
    std::string person;
    std::string token;
    std::string csrf;
};

/// An answer as its reader sees it.
struct Answer {
    int status = 0;
    http::Headers headers;
    std::string body;

    nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
    std::string code() const { return json().value("code", ""); }
    std::string field() const { return json().value("field", ""); }
    std::string type() const
    {
        const auto* type = headers.find("content-type");
        return type == nullptr ? "" : *type;
    }
};

/// Sees no code in any picture.
class NoPictures : public collect::CodePictures {
public:
    Result<std::vector<std::string>> texts_in(base::ByteSpan,
                                              const std::function<bool(std::string_view)>&) const override
    {
        return fail(ErrorCode::CodeNotSeen, "There is no code in the picture.");
    }
};

/// For tests: the services' fixtures behind the API's own router, with staff who have really signed in.
///
/// Where the environment names a file in TUCAI_ANSWERS, every answer is written there as a line of JSON:
/// tests/answers_test.py compares them with the contract.
class ApiTest : public collect::ReviewTest {
protected:
    ApiTest() { EXPECT_TRUE(add_endpoints(router, house)); }

    /// Invites somebody, who chooses a password and signs in.
    Client enter(access::Role role, const std::string& tenant = "school-1", const std::string& college = "")
    {
        const std::string password = "correct horse battery";
        const auto email = "person" + std::to_string(++entered_) + "@test.cn";
        const auto link = people.invite({tenant, role, college, email, "Test"}, "admin");
        EXPECT_TRUE(link) << link.error().message;
        const auto factor = people.accept(link->token, password);
        EXPECT_TRUE(factor) << factor.error().message;
        const auto code = access::totp_at(of_base32(factor->secret), clock_ms / access::Totp::step_ms);
        const auto session = people.sign_in(email, password, code);
        EXPECT_TRUE(session) << session.error().message;
        return session ? Client{session->scope.person, session->token, session->csrf} : Client{};
    }

    Answer get(const Client& client, const std::string& target) { return ask(client, "GET", target, {}, ""); }
    Answer post(const Client& client, const std::string& target,
                const nlohmann::json& body = nlohmann::json::object())
    {
        return ask(client, "POST", target, body.dump(), "application/json");
    }
    Answer put(const Client& client, const std::string& target, const nlohmann::json& body)
    {
        return ask(client, "PUT", target, body.dump(), "application/json");
    }
    using collect::CaptureTest::put;

    /// `target` lies below /api/v1 and may have a query, whose values need no decoding.
    Answer ask(const Client& client, const std::string& method, const std::string& target,
               const std::string& body, const std::string& type)
    {
        auto request = request_of(target);
        request.method = method;
        request.body = http::Body(body);
        request.headers.set("cookie", std::string(session_cookie) + "=" + client.token);
        request.headers.set("x-csrf-token", client.csrf);
        request.headers.set("idempotency-key", "test-key-" + std::to_string(++asked_));
        if (!type.empty())
            request.headers.set("content-type", type);
        const auto match = router.find(method, segments_of(request.path));
        EXPECT_NE(match.route, nullptr) << method << " " << target;
        if (match.route == nullptr)
            return {};
        request.path_parameters = match.path_parameters;
        request.route = match.route->path;
        const auto response = match.route->handler(request);
        Answer answer{response.status, response.headers, {}};
        if (const auto* text = std::get_if<std::string>(&response.body))
            answer.body = *text;
        note(method, target, answer);
        return answer;
    }

    access::People people{ledger, keys, base::system_randomness()};
    http::Cursors cursors{keys.key_for("http"), base::system_randomness()};
    StoredIdempotency idempotency{ledger, keys, base::system_randomness()};
    registry::Registry code_registry{ledger, keys, base::system_randomness()};
    collect::CodeDesk desk{ledger, keys, code_registry, {&code_registry}, base::system_randomness()};
    NoPictures pictures;
    House house{means,
                people,
                teller,
                heads,
                cursors,
                idempotency,
                [this] { return base::Instant(std::chrono::milliseconds(clock_ms)); },
                code_registry,
                desk,
                pictures,
                {&code_registry},
                [](std::string_view text) { return Result<std::string>(text); },
                uploads,
                "https://tucai.test"};
    http::Router router;

private:
    static base::ByteVector of_base32(const std::string& text)
    {
        constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        base::ByteVector bytes;
        unsigned bits = 0;
        int count = 0;
        for (const char c : text) {
            bits = (bits << 5U | static_cast<unsigned>(alphabet.find(c))) & 0xFFFFU;
            count += 5;
            if (count < 8)
                continue;
            count -= 8;
            bytes.push_back(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(count) & 0xFFU));
        }
        return bytes;
    }
    static http::Request request_of(const std::string& target)
    {
        http::Request request;
        const auto mark = target.find('?');
        request.path = std::string(api_root) + target.substr(0, mark);
        auto rest = mark == std::string::npos ? std::string() : target.substr(mark + 1);
        while (!rest.empty()) {
            const auto end = rest.find('&');
            const auto pair = rest.substr(0, end);
            const auto equals = pair.find('=');
            request.query.push_back({pair.substr(0, equals), pair.substr(equals + 1)});
            rest = end == std::string::npos ? "" : rest.substr(end + 1);
        }
        return request;
    }
    static std::vector<std::string> segments_of(const std::string& path)
    {
        std::vector<std::string> segments;
        for (std::size_t at = 1; at <= path.size();) {
            const auto end = std::min(path.find('/', at), path.size());
            segments.push_back(path.substr(at, end - at));
            at = end + 1;
        }
        return segments;
    }
    static void note(const std::string& method, const std::string& target, const Answer& answer)
    {
        const char* path = std::getenv("TUCAI_ANSWERS");
        if (path == nullptr)
            return;
        const bool is_json = answer.type().find("json") != std::string::npos;
        const nlohmann::json line{
            {"method", method},           {"path", target},
            {"status", answer.status},    {"type", answer.type()},
            {"size", answer.body.size()}, {"body", is_json ? answer.json() : nlohmann::json()}};
        std::ofstream(path, std::ios::app) << line.dump() << "\n";
    }

    int entered_ = 0;
    int asked_ = 0;
};

/// A test with a school's clerk and one photo that waits, as "ask clothes.colour" made it.
class DeskApiTest : public ApiTest {
protected:
    DeskApiTest()
    {
        begin(phone);
        submitted = submit(phone, "ask clothes.colour a");
        clerk = enter(access::Role::School);
    }
    /// The body of an acceptance with every tick.
    nlohmann::json acceptance_json() const
    {
        return {{"photo", submitted.id},
                {"version", photo(submitted.id).version},
                {"decision", "accept"},
                {"ticks",
                 {{{"rule", "glasses.habitual"}, {"answer", "good"}},
                  {{"rule", "makeup.visible"}, {"answer", "good"}}}}};
    }

    collect::DeviceGrant phone = add_student("s-1");
    collect::PhotoRow submitted;
    Client clerk;
};

} // namespace tucai::api
