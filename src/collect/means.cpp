#include "collect/means.h"

#include <array>

namespace tucai::collect {

std::string new_id(const base::Randomness& randomness)
{
    // Without i, l, o and u, which are misread; 32 of them, so that each takes five bits of a byte.
    constexpr std::string_view signs = "0123456789abcdefghjkmnpqrstvwxyz";
    std::array<std::uint8_t, 20> drawn{};
    randomness(drawn);
    std::string id;
    for (const auto byte : drawn)
        id += signs[byte % signs.size()];
    return id;
}

} // namespace tucai::collect
