#include "base/secret.h"

#include <sodium.h>

#include <algorithm>

namespace tucai::base {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t proof_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

/// The library chooses its code by the processor once; any number of calls is allowed.
void start()
{
    static const int started = sodium_init();
    if (started < 0)
        std::abort(); // no randomness on this machine: nothing that follows would be secret
}

struct SigningKeys {
    std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> known{};
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};

    explicit SigningKeys(const SecretKey& key)
    {
        start();
        static_assert(crypto_sign_SEEDBYTES == SecretKey::size_bytes);
        crypto_sign_seed_keypair(known.data(), secret.data(), key.bytes().data());
    }
    SigningKeys(const SigningKeys&) = delete;
    SigningKeys& operator=(const SigningKeys&) = delete;
    ~SigningKeys() { sodium_memzero(secret.data(), secret.size()); }
};

} // namespace

Randomness system_randomness()
{
    start();
    return [](std::span<std::uint8_t> bytes) {
        if (!bytes.empty()) // an empty span may point nowhere, which the library forbids
            randombytes_buf(bytes.data(), bytes.size());
    };
}

SecretKey::~SecretKey()
{
    sodium_memzero(bytes_.data(), bytes_.size());
}

SecretKey SecretKey::random(const Randomness& randomness)
{
    SecretKey key{std::array<std::uint8_t, size_bytes>{}};
    randomness(key.bytes_);
    return key;
}

Result<SecretKey> SecretKey::of(ByteSpan bytes)
{
    if (bytes.size() != size_bytes)
        return fail(ErrorCode::InvalidInput, "A key has 32 bytes.");
    SecretKey key{std::array<std::uint8_t, size_bytes>{}};
    std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
    return key;
}

SecretKey SecretKey::derived(std::string_view purpose) const
{
    start();
    SecretKey key{std::array<std::uint8_t, size_bytes>{}};
    const auto text = as_bytes(purpose);
    crypto_generichash(key.bytes_.data(), size_bytes, text.data(), text.size(), bytes_.data(), size_bytes);
    return key;
}

ByteVector seal(const SecretKey& key, ByteSpan plain, std::string_view bound_to, const Randomness& randomness)
{
    start();
    ByteVector sealed(nonce_bytes + plain.size() + proof_bytes);
    randomness(std::span(sealed).first(nonce_bytes));
    const auto place = as_bytes(bound_to);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr, plain.data(),
                                               plain.size(), place.data(), place.size(), nullptr,
                                               sealed.data(), key.bytes().data());
    return sealed;
}

Result<ByteVector> unseal(const SecretKey& key, ByteSpan sealed, std::string_view bound_to)
{
    start();
    const auto wrong = [] {
        return fail(ErrorCode::SecretWrong, "What was encrypted cannot be opened: the key is another one, or "
                                            "somebody changed it.");
    };
    if (sealed.size() < nonce_bytes + proof_bytes)
        return wrong();
    const auto body = sealed.subspan(nonce_bytes);
    const auto place = as_bytes(bound_to);
    ByteVector plain(body.size() - proof_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, body.data(), body.size(),
                                                   place.data(), place.size(), sealed.data(),
                                                   key.bytes().data()) != 0)
        return wrong();
    return plain;
}

std::string keyed_digest(const SecretKey& key, ByteSpan bytes)
{
    start();
    std::array<std::uint8_t, 32> digest{};
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), key.bytes().data(),
                       SecretKey::size_bytes);
    return hex(digest);
}

bool is_same_secret(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

ByteVector sign(const SecretKey& key, ByteSpan bytes)
{
    const SigningKeys keys(key);
    ByteVector signature(crypto_sign_BYTES);
    crypto_sign_detached(signature.data(), nullptr, bytes.data(), bytes.size(), keys.secret.data());
    return signature;
}

ByteVector public_key_of(const SecretKey& key)
{
    const SigningKeys keys(key);
    return {keys.known.begin(), keys.known.end()};
}

bool is_signed_by(ByteSpan public_key, ByteSpan bytes, ByteSpan signature)
{
    start();
    return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(signature.data(), bytes.data(), bytes.size(), public_key.data()) == 0;
}

Result<std::string> hash_password(std::string_view password)
{
    start();
    std::string stored(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(stored.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return fail(ErrorCode::Internal, "There is no memory to hash a password.");
    stored.resize(stored.find('\0'));
    return stored;
}

bool is_password(std::string_view password, const std::string& stored)
{
    start();
    return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

std::string random_token(const Randomness& randomness)
{
    start();
    std::array<std::uint8_t, 24> bytes{};
    randomness(bytes);
    return base64url(bytes);
}

} // namespace tucai::base
