#pragma once

#include "base/instant.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace tucai::collect::notify {

/// Somebody with an address for mail.
struct Mailbox {
    std::string address;
    std::string name; ///< as mail programs show it, in any script; may be empty
};

/// One mail to one person.
struct Mail {
    Mailbox from;
    Mailbox to;
    std::string subject;
    std::string body;       ///< lines apart by "\n"
    std::string message_id; ///< without angle brackets, such as "id@host": the same for each try
    base::Instant date;
};

/// Whether a text may stand as an address in a header and in SMTP: ASCII, one @, no blank, bracket or comma,
/// at most 254 bytes. Pure.
bool is_mail_address(std::string_view text);

/// The mail as it goes over the wire (RFC 5322, 2045, 2047): lines end in CRLF and have at most 76 bytes,
/// names and subject are encoded words where they are not plain, the body is UTF-8 in quoted-printable where
/// it is ASCII and in base64 elsewhere. Fails: MessageInvalid (addresses that are none; line ends or other
/// control characters in what becomes a header; no UTF-8; a subject over 1,000 or a body over 100,000 bytes).
/// Pure.
Result<std::string> mail_text(const Mail& mail);

} // namespace tucai::collect::notify
