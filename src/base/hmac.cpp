#include "base/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace tucai::base {

std::string hmac_sha256_hex(ByteSpan key, std::string_view text)
{
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const auto bytes = as_bytes(text);
    // A key of no bytes must still be a pointer: with none, OpenSSL takes the key of the call before.
    const std::uint8_t none = 0;
    HMAC(EVP_sha256(), key.empty() ? &none : key.data(), static_cast<int>(key.size()), bytes.data(),
         bytes.size(), digest.data(), &size);
    return hex(ByteSpan(digest).first(size));
}

} // namespace tucai::base
