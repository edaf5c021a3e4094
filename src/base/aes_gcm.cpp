#include "base/aes_gcm.h"

#include <openssl/evp.h>

#include <memory>

namespace tucai::base {
namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

struct EndCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, EndCipher>;

tl::unexpected<Error> wrong()
{
    return fail(ErrorCode::SecretWrong,
                "What was encrypted cannot be opened: the key is another one, or somebody changed it.");
}

} // namespace

ByteVector seal_gcm(const SecretKey& key, ByteSpan plain, std::string_view bound_to,
                    const Randomness& randomness)
{
    ByteVector sealed(nonce_bytes + plain.size() + tag_bytes);
    randomness(std::span(sealed).first(nonce_bytes));
    const Cipher cipher(EVP_CIPHER_CTX_new());
    auto* context = cipher.get();
    int length = 0;
    auto* out = sealed.data() + nonce_bytes;
    bool is_done =
        EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, key.bytes().data(), sealed.data()) == 1;
    is_done = is_done && EVP_EncryptUpdate(context, nullptr, &length, as_bytes(bound_to).data(),
                                           static_cast<int>(bound_to.size())) == 1;
    is_done = is_done &&
              EVP_EncryptUpdate(context, out, &length, plain.data(), static_cast<int>(plain.size())) == 1 &&
              EVP_EncryptFinal_ex(context, out + plain.size(), &length) == 1 &&
              EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, tag_bytes, out + plain.size()) == 1;
    if (!is_done)
        std::abort(); // the library lacks the cipher: nothing that goes out would be secret
    return sealed;
}

Result<ByteVector> unseal_gcm(const SecretKey& key, ByteSpan sealed, std::string_view bound_to)
{
    if (sealed.size() < nonce_bytes + tag_bytes)
        return wrong();
    const auto body = sealed.subspan(nonce_bytes, sealed.size() - nonce_bytes - tag_bytes);
    ByteVector tag(sealed.end() - tag_bytes, sealed.end());
    ByteVector plain(body.size() + tag_bytes);
    const Cipher cipher(EVP_CIPHER_CTX_new());
    auto* context = cipher.get();
    int length = 0;
    bool is_done =
        EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nullptr, key.bytes().data(), sealed.data()) == 1;
    is_done = is_done && EVP_DecryptUpdate(context, nullptr, &length, as_bytes(bound_to).data(),
                                           static_cast<int>(bound_to.size())) == 1;
    is_done =
        is_done &&
        EVP_DecryptUpdate(context, plain.data(), &length, body.data(), static_cast<int>(body.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(context, plain.data() + body.size(), &length) == 1;
    if (!is_done)
        return wrong();
    plain.resize(body.size());
    return plain;
}

} // namespace tucai::base
