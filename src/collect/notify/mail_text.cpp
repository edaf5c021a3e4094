#include "collect/notify/mail_text.h"

#include "base/bytes.h"
#include "collect/code_points.h"

#include <algorithm>
#include <array>

namespace tucai::collect::notify {
namespace {

constexpr std::size_t most_address_bytes = 254; ///< RFC 5321, 4.5.3.1.3, less the brackets
constexpr std::size_t most_header_bytes = 1000;
constexpr std::size_t most_body_bytes = 100'000;
constexpr std::size_t line_bytes = 76;
constexpr std::size_t word_bytes = 39; ///< of text in one encoded word: 64 characters, behind "Subject: " 73

tl::unexpected<Error> invalid(const char* message)
{
    return fail(ErrorCode::MessageInvalid, message);
}

bool is_control(char c)
{
    return (c >= 0 && c < ' ') || c == 127;
}

bool is_plain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

Result<> check_header(std::string_view text)
{
    if (text.size() > most_header_bytes)
        return invalid("A subject or a name is longer than 1,000 bytes.");
    if (std::any_of(text.begin(), text.end(), is_control))
        return invalid("A subject or a name holds a line end or another control character.");
    if (!code_points(text))
        return invalid("A subject or a name is no UTF-8.");
    return {};
}

std::string base64(std::string_view text)
{
    auto coded = base::base64url(base::as_bytes(text));
    std::replace(coded.begin(), coded.end(), '-', '+');
    std::replace(coded.begin(), coded.end(), '_', '/');
    coded.append((4 - coded.size() % 4) % 4, '=');
    return coded;
}

/// The longest piece of so many bytes that ends between two characters.
std::string_view piece(std::string_view text, std::size_t most)
{
    auto end = std::min(text.size(), most);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

/// A text as encoded words, each on a line of its own (RFC 2047).
std::string encoded_words(std::string_view text)
{
    std::string coded;
    while (!text.empty()) {
        const auto part = piece(text, word_bytes);
        coded += (coded.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(part) + "?=";
        text.remove_prefix(part.size());
    }
    return coded;
}

/// A subject as it is where it is plain and short; a plain one that looks like an encoded word is encoded
/// too.
std::string subject_text(std::string_view text)
{
    const bool is_short = is_plain(text) && text.size() <= line_bytes - 10;
    return is_short && text.find("=?") == std::string_view::npos ? std::string(text) : encoded_words(text);
}

std::string mailbox_text(const Mailbox& mailbox)
{
    if (mailbox.name.empty())
        return "<" + mailbox.address + ">";
    // Whatever is not letters, digits and blanks would need quotes; an encoded word needs none.
    const bool is_atom = std::all_of(mailbox.name.begin(), mailbox.name.end(), [](char c) {
        return c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    const bool is_short = is_atom && mailbox.name.size() <= line_bytes - 10;
    return (is_short ? mailbox.name : encoded_words(mailbox.name)) + "\r\n <" + mailbox.address + ">";
}

std::string base64_body(std::string_view body)
{
    std::string lines;
    for (std::string_view rest = body; !rest.empty();) {
        const auto part = rest.substr(0, line_bytes / 4 * 3);
        lines += base64(part) + "\r\n";
        rest.remove_prefix(part.size());
    }
    return lines;
}

/// Quoted-printable of ASCII with lines apart by CRLF (RFC 2045, 6.7).
std::string quoted_body(std::string_view body)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        const char c = body[i];
        if (c == '\r' && i + 1 < body.size() && body[i + 1] == '\n') {
            out += "\r\n";
            column = 0;
            ++i;
            continue;
        }
        const bool is_last = i + 1 == body.size() || body[i + 1] == '\r';
        const bool is_quoted = c == '=' || is_control(c) || (c == ' ' && is_last);
        if (column + (is_quoted ? 3 : 1) > line_bytes - 1) {
            out += "=\r\n";
            column = 0;
        }
        if (is_quoted) {
            const auto byte = static_cast<unsigned char>(c);
            out += {'=', digits[byte >> 4U], digits[byte & 15U]};
        } else {
            out += c;
        }
        column += is_quoted ? 3 : 1;
    }
    return column == 0 ? out : out + "\r\n";
}

std::string with_line_ends(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += '\r';
        if (c != '\r')
            out += c;
    }
    return out;
}

std::string two_digits(unsigned value)
{
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

/// "Fri, 05 Jun 2026 10:00:00 +0000" (RFC 5322, 3.3).
std::string date_text(base::Instant moment)
{
    constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(moment - day));
    return std::string(days.at(std::chrono::weekday(day).c_encoding())) + ", " +
           two_digits(static_cast<unsigned>(date.day())) + " " +
           months.at(static_cast<unsigned>(date.month()) - 1) + " " +
           std::to_string(static_cast<int>(date.year())) + " " +
           two_digits(static_cast<unsigned>(time.hours().count())) + ":" +
           two_digits(static_cast<unsigned>(time.minutes().count())) + ":" +
           two_digits(static_cast<unsigned>(time.seconds().count())) + " +0000";
}

Result<> check_mail(const Mail& mail)
{
    if (!is_mail_address(mail.from.address) || !is_mail_address(mail.to.address) ||
        !is_mail_address(mail.message_id))
        return invalid("An address of a mail is none.");
    for (const auto* text : {&mail.subject, &mail.from.name, &mail.to.name})
        TUCAI_CHECK(check_header(*text));
    if (mail.subject.empty() || mail.body.empty() || mail.body.size() > most_body_bytes ||
        !code_points(mail.body))
        return invalid("A mail has a subject and a text of at most 100,000 bytes in UTF-8.");
    return {};
}

} // namespace

bool is_mail_address(std::string_view text)
{
    constexpr std::string_view refused = "<>()[],;:\\\" @";
    const auto at = text.find('@');
    if (text.size() > most_address_bytes || at == std::string_view::npos || at == 0 || at + 1 == text.size())
        return false;
    const auto is_good = [&](char c) {
        return c > ' ' && c <= '~' && refused.find(c) == std::string_view::npos;
    };
    const auto local = text.substr(0, at);
    const auto domain = text.substr(at + 1);
    return std::all_of(local.begin(), local.end(), is_good) &&
           std::all_of(domain.begin(), domain.end(), is_good);
}

Result<std::string> mail_text(const Mail& mail)
{
    TUCAI_CHECK(check_mail(mail));
    const auto body = with_line_ends(mail.body);
    const bool is_ascii = std::all_of(body.begin(), body.end(), [](char c) { return c >= 0; });
    return "From: " + mailbox_text(mail.from) + "\r\nTo: " + mailbox_text(mail.to) +
           "\r\nSubject: " + subject_text(mail.subject) + "\r\nDate: " + date_text(mail.date) +
           "\r\nMessage-ID: <" + mail.message_id +
           ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
           "charset=utf-8\r\n"
           "Content-Transfer-Encoding: " +
           (is_ascii ? "quoted-printable" : "base64") + "\r\n\r\n" +
           (is_ascii ? quoted_body(body) : base64_body(body));
}

} // namespace tucai::collect::notify
