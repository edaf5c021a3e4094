#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tucai::base {

/// Fills bytes with randomness that nobody can foresee; tests give their own.
using Randomness = std::function<void(std::span<std::uint8_t>)>;

/// The system's (getrandom, by libsodium).
Randomness system_randomness();

/// A key of 256 bits that is wiped when it goes.
class SecretKey {
public:
    static constexpr std::size_t size_bytes = 32;

    explicit SecretKey(const std::array<std::uint8_t, size_bytes>& bytes) : bytes_(bytes) {}
    SecretKey(const SecretKey&) = default;
    SecretKey(SecretKey&&) = default;
    SecretKey& operator=(const SecretKey&) = default;
    SecretKey& operator=(SecretKey&&) = default;
    ~SecretKey();

    static SecretKey random(const Randomness& randomness);
    /// Fails: InvalidInput (not 32 bytes).
    static Result<SecretKey> of(ByteSpan bytes);
    /// A key for one purpose, made of this one so that neither tells the other: BLAKE2b keyed by this key
    /// over `purpose` (RFC 7693).
    SecretKey derived(std::string_view purpose) const;

    ByteSpan bytes() const { return bytes_; }

private:
    std::array<std::uint8_t, size_bytes> bytes_;
};

/// Encrypts: 24 bytes of nonce, then the text, then 16 bytes that prove it whole (XChaCha20-Poly1305,
/// libsodium). `bound_to` is not stored but must be the same when it is opened: the row and column that it
/// belongs to, so that nobody can move it elsewhere.
ByteVector seal(const SecretKey& key, ByteSpan plain, std::string_view bound_to,
                const Randomness& randomness);

/// Decrypts what `seal` gave. Fails: SecretWrong (another key, another place, or changed).
Result<ByteVector> unseal(const SecretKey& key, ByteSpan sealed, std::string_view bound_to);

/// A digest that only who has the key can make, as 64 hexadecimal digits: for finding equals without storing
/// them (BLAKE2b-256, RFC 7693).
std::string keyed_digest(const SecretKey& key, ByteSpan bytes);

/// Whether two texts are the same, in a time that does not tell where they differ.
bool is_same_secret(std::string_view a, std::string_view b);

/// Signs with a key pair made of a secret key (Ed25519, RFC 8032): 64 bytes.
ByteVector sign(const SecretKey& key, ByteSpan bytes);
/// The public half, 32 bytes, for whoever verifies.
ByteVector public_key_of(const SecretKey& key);
bool is_signed_by(ByteSpan public_key, ByteSpan bytes, ByteSpan signature);

/// A password as it is stored: Argon2id with its parameters and salt (libsodium's text form, RFC 9106).
/// `Interactive` is 64 MiB and two passes. Fails: Internal (no memory).
Result<std::string> hash_password(std::string_view password);
/// Takes as long as hashing does, whether it fits or not.
bool is_password(std::string_view password, const std::string& stored);

/// A token of 192 random bits as 32 characters of base64url.
std::string random_token(const Randomness& randomness);

} // namespace tucai::base
