#include "access/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace tucai::access {
namespace {

constexpr std::uint32_t passwords = 1'000'000;
constexpr std::size_t digits = 6;

std::string percent_encoded(std::string_view text)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              c == '-' || c == '.' || c == '_' || c == '~';
        if (is_plain)
            out += c;
        else
            out += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
    return out;
}

} // namespace

std::string totp_at(base::ByteSpan secret, std::int64_t step)
{
    std::array<std::uint8_t, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter.at(i) = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (56U - 8U * i));
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
         digest.data(), &size);
    // RFC 4226, 5.3: four bytes from where the last half byte points, without the sign.
    const std::size_t at = digest.at(size - 1) & 15U;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8U | digest.at(at + i);
    auto text = std::to_string((number & 0x7FFFFFFFU) % passwords);
    text.insert(0, digits - text.size(), '0');
    return text;
}

std::optional<std::int64_t> totp_step_of(base::ByteSpan secret, std::string_view password,
                                         std::int64_t now_ms, std::int64_t last_used)
{
    const auto now = now_ms / Totp::step_ms;
    std::optional<std::int64_t> found;
    for (const auto step : {now, now - 1, now + 1}) // all three, so that the time taken says nothing
        if (base::is_same_secret(totp_at(secret, step), password) && step > last_used && !found)
            found = step;
    return found;
}

std::string totp_text(base::ByteSpan secret)
{
    static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const auto byte : secret) {
        held = held << 8U | byte;
        for (bits += 8; bits >= 5; bits -= 5)
            text += letters[held >> (bits - 5) & 31U];
        held &= (1U << bits) - 1;
    }
    if (bits > 0)
        text += letters[held << (5 - bits) & 31U];
    return text;
}

std::string totp_address(base::ByteSpan secret, std::string_view issuer, std::string_view account)
{
    return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account) +
           "?secret=" + totp_text(secret) + "&issuer=" + percent_encoded(issuer);
}

} // namespace tucai::access
