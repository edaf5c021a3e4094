// The only file that speaks to libcurl.

#include "collect/notify/carrier.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace tucai::collect::notify {
namespace {

constexpr long connect_limit_ms = 10'000;
constexpr std::size_t most_answer_bytes = 65'536;

struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

/// The library is made ready once; the language sees to it that threads wait for it.
bool is_ready()
{
    static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return done;
}

tl::unexpected<Error> no_memory()
{
    return fail(ErrorCode::Internal, "The library of the network cannot be used.");
}

bool append(List& list, const std::string& line)
{
    auto* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr)
        return false;
    static_cast<void>(list.release());
    list.reset(longer);
    return true;
}

struct Source {
    std::string_view rest;
};

std::size_t give_bytes(char* to, std::size_t size, std::size_t count, void* from)
{
    auto& source = *static_cast<Source*>(from);
    const auto part = source.rest.substr(0, size * count);
    std::memcpy(to, part.data(), part.size());
    source.rest.remove_prefix(part.size());
    return part.size();
}

/// Passes an answer over, but no endless one.
std::size_t take_bytes(char*, std::size_t size, std::size_t count, void* taken)
{
    auto& bytes = *static_cast<std::size_t*>(taken);
    bytes += size * count;
    return bytes > most_answer_bytes ? 0 : size * count;
}

Result<Easy> begin(const std::string& authorities, int limit_ms)
{
    Easy easy(is_ready() ? curl_easy_init() : nullptr);
    if (!easy)
        return no_memory();
    curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L); // signals and threads do not agree
    curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");    // whatever the environment says
    curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT_MS, std::min<long>(connect_limit_ms, limit_ms));
    curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(limit_ms));
    curl_easy_setopt(easy.get(), CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!authorities.empty())
        curl_easy_setopt(easy.get(), CURLOPT_CAINFO, authorities.c_str());
    return easy;
}

bool is_insecure(CURLcode code)
{
    return code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_SSL_ISSUER_ERROR || code == CURLE_SSL_CERTPROBLEM;
}

tl::unexpected<Error> insecure()
{
    return fail(ErrorCode::SendInsecure,
                "The way there is not private, or its certificate is not trusted. Look at the settings.");
}

tl::unexpected<Error> unavailable()
{
    return fail(ErrorCode::SendUnavailable, "There is no answer. It is tried again.");
}

Result<> check_server(const MailServer& server)
{
    const bool is_plain_host =
        !server.host.empty() && std::all_of(server.host.begin(), server.host.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
                   c == '-' || c == ':' || c == '[' || c == ']';
        });
    if (!is_plain_host || server.port < 1 || server.port > 65'535)
        return fail(ErrorCode::InvalidInput, "A mail server has a host and a port.");
    if (server.security == MailSecurity::None && !server.user.empty())
        return fail(ErrorCode::InvalidInput, "Nobody signs in at a mail server without TLS.");
    return {};
}

/// How far a conversation came.
struct Progress {
    bool is_recipient_named = false;
};

/// Listens to what the library says to the server; nothing of it is kept, for it holds our password.
int listen(CURL*, curl_infotype kind, char* text, std::size_t size, void* progress)
{
    if (kind == CURLINFO_HEADER_OUT && std::string_view(text, size).starts_with("RCPT "))
        static_cast<Progress*>(progress)->is_recipient_named = true;
    return 0;
}

/// What a conversation that failed tells. The server's last code counts for the recipient only where one was
/// named: a server that sends us away is no reason to give a recipient up.
Result<> mail_outcome(CURLcode code, long answer, const Progress& progress)
{
    if (code == CURLE_OK)
        return {};
    if (is_insecure(code))
        return insecure();
    const auto word = " (" + std::to_string(answer) + ").";
    if (answer >= 500 && progress.is_recipient_named)
        return fail(ErrorCode::SendRefused, "The mail server refuses this address or message" + word);
    if (code == CURLE_LOGIN_DENIED || answer >= 500)
        return fail(ErrorCode::SendDenied, "The mail server refuses us. Look at the settings" + word);
    if (answer >= 400)
        return fail(ErrorCode::SendLater, "The mail server takes it later" + word);
    return unavailable();
}

bool is_this_machine(std::string_view address)
{
    for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"})
        if (address.starts_with(host)) {
            const auto rest = address.substr(host.size());
            return rest.empty() || rest.front() == ':' || rest.front() == '/';
        }
    return false;
}

Result<> call_outcome(CURLcode code, long status)
{
    if (is_insecure(code))
        return insecure();
    if (code != CURLE_OK)
        return unavailable();
    const auto word = " (" + std::to_string(status) + ").";
    if (status >= 200 && status < 300)
        return {};
    if (status == 401 || status == 403)
        return fail(ErrorCode::SendDenied, "The other program refuses us" + word);
    if (status == 408 || status == 425 || status == 429 || status >= 500)
        return fail(ErrorCode::SendLater, "The other program takes it later" + word);
    return fail(ErrorCode::SendRefused, "The other program refuses the message" + word);
}

} // namespace

Result<> carry_mail(const MailServer& server, const std::string& from, const std::string& to,
                    std::string_view text)
{
    TUCAI_CHECK(check_server(server));
    TUCAI_TRY(const auto easy, begin(server.authorities, server.limit_ms));
    const auto scheme = server.security == MailSecurity::Tls ? "smtps://" : "smtp://";
    // The path is what curl says in EHLO.
    const auto address = scheme + server.host + ":" + std::to_string(server.port) + "/" + server.greeting;
    List recipients;
    if (!append(recipients, "<" + to + ">"))
        return no_memory();
    const auto sender = "<" + from + ">";
    Source source{text};
    std::size_t taken = 0;
    Progress progress;
    auto* curl = easy.get();
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); // to `listen` only
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &progress);
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    curl_easy_setopt(
        curl, CURLOPT_USE_SSL,
        static_cast<long>(server.security == MailSecurity::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (!server.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, &source);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &taken);
    const auto code = curl_easy_perform(curl);
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    return mail_outcome(code, answer, progress);
}

Result<> carry_call(const Call& call)
{
    if (!call.address.starts_with("https://") && !is_this_machine(call.address))
        return fail(ErrorCode::InvalidInput, "A webhook's address begins with https://.");
    TUCAI_TRY(const auto easy, begin(call.authorities, call.limit_ms));
    List headers;
    for (const auto& header : call.headers)
        if (!append(headers, header))
            return no_memory();
    std::size_t taken = 0;
    auto* curl = easy.get();
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_URL, call.address.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.data());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &taken);
    const auto code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return call_outcome(code, status);
}

} // namespace tucai::collect::notify
