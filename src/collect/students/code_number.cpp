#include "collect/students/code_number.h"

#include <array>

namespace tucai::collect {
namespace {

/// 31 signs: a prime number, so that a weighted sum notices every single mistake and every swap.
constexpr std::string_view signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::size_t body_length = 9;

char check_sign(std::string_view body)
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < body_length; ++i)
        sum += (i + 1) * signs.find(body[i]);
    return signs[sum % signs.size()];
}

} // namespace

std::string new_code_number(const base::Randomness& randomness)
{
    std::string number;
    while (number.size() < body_length) {
        std::array<std::uint8_t, 16> drawn{};
        randomness(drawn);
        // A byte of 248 or more would make the first signs likelier than the last.
        for (const auto byte : drawn)
            if (byte < 248 && number.size() < body_length)
                number += signs[byte % signs.size()];
    }
    return number + check_sign(number);
}

std::optional<std::string> read_code_number(std::string_view text)
{
    std::string number;
    for (const char c : text) {
        if (c == ' ' || c == '-')
            continue;
        const char sign = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (signs.find(sign) == std::string_view::npos || number.size() > body_length)
            return std::nullopt;
        number += sign;
    }
    if (number.size() != body_length + 1 || number.back() != check_sign(number))
        return std::nullopt;
    return number;
}

} // namespace tucai::collect
