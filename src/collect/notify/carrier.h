#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tucai::collect::notify {

/// How the way to a mail server is kept private.
enum class MailSecurity {
    StartTls, ///< begins plain and must turn private before anything is said (RFC 3207); port 587
    Tls,      ///< private from the first byte on (RFC 8314); port 465
    None,     ///< for a server on the same machine; nobody signs in so
};

struct MailServer {
    std::string host;
    int port = 587;
    MailSecurity security = MailSecurity::StartTls;
    std::string user; ///< empty: no sign-in
    std::string password;
    std::string authorities; ///< a file of certificates that are trusted; empty: the system's
    std::string greeting;    ///< the name that we give ourselves; empty: the machine's
    int limit_ms = 60'000;   ///< for all of it
};

/// Hands one mail to a server.
///
/// Needs: addresses that `is_mail_address` takes, a text as `mail_text` gives it.
/// Gives: the server has taken the mail into its care. That it arrived nobody knows.
/// Fails: SendRefused (the server refuses this recipient or this text for good), SendLater (for now),
/// SendUnavailable (no answer, or one that is no SMTP), SendInsecure (no TLS, or a certificate that is not
/// trusted or of another host), SendDenied (our sign-in), InvalidInput.
Result<> carry_mail(const MailServer& server, const std::string& from, const std::string& to,
                    std::string_view text);

struct Call {
    std::string address; ///< https://…, or http:// to this machine only
    std::vector<std::string> headers;
    std::string body;
    std::string authorities; ///< as of MailServer
    int limit_ms = 20'000;
};

/// Posts a body to another program. Redirects are not followed: what is signed goes where it was meant to go.
/// Gives: it answered with 2xx. Fails: SendRefused (3xx, 4xx), SendDenied (401, 403), SendLater (408, 425,
/// 429, 5xx), SendUnavailable, SendInsecure, InvalidInput (another kind of address).
Result<> carry_call(const Call& call);

} // namespace tucai::collect::notify
