#pragma once

#include "base/secret.h"

namespace tucai::base {

/// Encrypts for others who read AES-256-GCM (NIST SP 800-38D): 12 bytes of nonce, the text, 16 bytes of tag.
/// For what stays inside use seal (secret.h), whose longer nonce never runs out. `bound_to` must be the same
/// when opened.
ByteVector seal_gcm(const SecretKey& key, ByteSpan plain, std::string_view bound_to,
                    const Randomness& randomness);

/// Fails: SecretWrong.
Result<ByteVector> unseal_gcm(const SecretKey& key, ByteSpan sealed, std::string_view bound_to);

} // namespace tucai::base
