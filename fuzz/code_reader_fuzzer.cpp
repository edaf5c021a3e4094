// A code's text as a stranger gives it: read as ours, then as a foreign one.

#include "collect/codes/code_reader.h"

#include <cstdlib>

namespace {

using namespace tucai;

/// The key of the seeds, so that some bytes get through the encryption.
std::vector<collect::CodeKey> keys()
{
    return {{1, base::SecretKey(std::array<std::uint8_t, 32>{5})}};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 4096)
        return 0;
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
    const collect::TokenReader ours([] { return Result<std::vector<collect::CodeKey>>(keys()); });
    const collect::OpaqueReader foreign("chsi");
    const auto read = collect::read_code({&ours, &foreign}, text);
    // What lies behind the encryption is read by the same hand: sealed by us, but of any bytes.
    if (read && (read->text.size() > size || read->claims.has_value() != (read->issuer == "tucai")))
        std::abort();
    return 0;
}
