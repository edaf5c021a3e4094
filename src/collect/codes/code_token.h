#pragma once

#include "base/secret.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tucai::collect {

/// What a collection code (采集码) says, inside its encryption. No name and no document number: the identity
/// is confirmed against a digest that only the issuer's key can make.
struct CodeClaims {
    std::string code;            ///< id of the code (base::is_id)
    std::string batch;           ///< id of the batch (base::is_id)
    std::int64_t issued_ms = 0;  ///< UTC
    std::int64_t expires_ms = 0; ///< UTC
    std::string identity;        ///< identity_digest of its student, 64 hexadecimal digits
    bool operator==(const CodeClaims&) const = default;
};

/// A key that codes are encrypted with; its number stands in front of each code, so that keys can change
/// while codes of the one before are still out.
struct CodeKey {
    std::uint8_t number = 0;
    base::SecretKey key;
};

/// The digest of a document's last six characters for one code, by a key of the issuer: without the key
/// nobody can try the million endings out, and the same ending gives another digest for another code. Letters
/// count without regard to case.
std::string identity_digest(const base::SecretKey& key, std::string_view code, std::string_view last_six);

/// The text of a code's QR: "TC1." and base64url of the key's number, a nonce, the claims under AES-256-GCM
/// (NIST SP 800-38D) and their tag. Needs: ids, an identity digest. Fails: InvalidInput.
Result<std::string> seal_code(const CodeClaims& claims, const CodeKey& key,
                              const base::Randomness& randomness);

/// What a text says, if it is a code of ours. White space around it is passed over.
/// Fails: CodeForeign (no code of ours: carried as an opaque text by whoever knows it); CodeDamaged (ours by
/// its form, but cut, changed, or by a key that is no longer there). Pure; whether it has expired is the
/// caller's to ask.
Result<CodeClaims> open_code(std::string_view text, std::span<const CodeKey> keys);

/// Whether a text has the form of a code of ours, damaged or not.
bool is_own_code(std::string_view text);

} // namespace tucai::collect
