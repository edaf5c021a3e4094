#include "collect/codes/code_token.h"

#include "base/aes_gcm.h"

#include <algorithm>
#include <array>

namespace tucai::collect {
namespace {

constexpr std::string_view prefix = "TC1.";
constexpr std::size_t digest_characters = 64;
constexpr std::size_t most_text_bytes = 2048; ///< a QR code holds no more

void put(base::ByteVector& bytes, std::int64_t number)
{
    for (unsigned shift = 64; shift > 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (shift - 8)));
}

void put(base::ByteVector& bytes, const std::string& text)
{
    bytes.push_back(static_cast<std::uint8_t>(text.size()));
    bytes.insert(bytes.end(), text.begin(), text.end());
}

/// Takes fields off the front; what is missing makes it bad for good.
class Reader {
public:
    explicit Reader(base::ByteSpan bytes) : rest_(bytes) {}
    std::int64_t number()
    {
        std::uint64_t value = 0;
        for (const auto byte : take(8))
            value = value << 8U | byte;
        return static_cast<std::int64_t>(value);
    }
    std::string text()
    {
        const auto size = take(1);
        const auto bytes = take(size.empty() ? 0 : size[0]);
        return {bytes.begin(), bytes.end()};
    }
    bool is_at_end() const { return is_good_ && rest_.empty(); }

private:
    base::ByteSpan take(std::size_t size)
    {
        is_good_ = is_good_ && size <= rest_.size();
        if (!is_good_)
            return {};
        const auto taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }
    base::ByteSpan rest_;
    bool is_good_ = true;
};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    return from == std::string_view::npos ? std::string_view()
                                          : text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

tl::unexpected<Error> damaged()
{
    return fail(ErrorCode::CodeDamaged,
                "The code cannot be read whole. Open it again and save it once more.");
}

/// What binds a sealed code to its form and key.
std::string bound_to(std::uint8_t key_number)
{
    return std::string(prefix) + std::to_string(key_number);
}

} // namespace

std::string identity_digest(const base::SecretKey& key, std::string_view code, std::string_view last_six)
{
    std::string text(code);
    text += '\n';
    for (const char c : last_six)
        text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return base::keyed_digest(key, base::as_bytes(text));
}

Result<std::string> seal_code(const CodeClaims& claims, const CodeKey& key,
                              const base::Randomness& randomness)
{
    if (!base::is_id(claims.code) || !base::is_id(claims.batch) ||
        claims.identity.size() != digest_characters)
        return fail(ErrorCode::InvalidInput, "A code names itself, its batch and an identity.");
    base::ByteVector plain;
    put(plain, claims.code);
    put(plain, claims.batch);
    put(plain, claims.issued_ms);
    put(plain, claims.expires_ms);
    put(plain, claims.identity);
    const auto sealed = base::seal_gcm(key.key, plain, bound_to(key.number), randomness);
    base::ByteVector all = {key.number};
    all.insert(all.end(), sealed.begin(), sealed.end());
    return std::string(prefix) + base::base64url(all);
}

bool is_own_code(std::string_view text)
{
    return trimmed(text).starts_with(prefix);
}

Result<CodeClaims> open_code(std::string_view text, std::span<const CodeKey> keys)
{
    text = trimmed(text);
    if (!text.starts_with(prefix))
        return fail(ErrorCode::CodeForeign, "This is no collection code of this system.");
    if (text.size() > most_text_bytes)
        return damaged();
    const auto bytes = base::from_base64url(text.substr(prefix.size()));
    if (!bytes || bytes->empty())
        return damaged();
    const auto number = bytes->front();
    const auto key =
        std::find_if(keys.begin(), keys.end(), [&](const CodeKey& k) { return k.number == number; });
    if (key == keys.end())
        return damaged();
    const auto plain = base::unseal_gcm(key->key, base::ByteSpan(*bytes).subspan(1), bound_to(number));
    if (!plain)
        return damaged();
    Reader reader(*plain);
    CodeClaims claims;
    claims.code = reader.text();
    claims.batch = reader.text();
    claims.issued_ms = reader.number();
    claims.expires_ms = reader.number();
    claims.identity = reader.text();
    if (!reader.is_at_end())
        return damaged();
    return claims;
}

} // namespace tucai::collect
