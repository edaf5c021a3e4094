// A foreign file through the profile reader: it is read whole and right, or refused with a reason.

#include "rules/profile.h"
#include "rules/verdict.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    const auto* text = static_cast<const char*>(static_cast<const void*>(data));
    const auto profile = tucai::rules::parse_profile({text, size});
    if (!profile && profile.error().message.empty())
        std::abort();
    if (profile)
        tucai::rules::judge(*profile, {{"face_count", {2, 1, {}}}}, tucai::rules::Language::Chinese);
    return 0;
}
