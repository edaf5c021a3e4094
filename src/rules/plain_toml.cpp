#include "rules/plain_toml.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace tucai::rules {
namespace {

constexpr int deepest = 32;         ///< brackets open in one line; a profile needs 3
constexpr int most_brackets = 2000; ///< in all; nested over lines they reach the parser's own limit first

tl::unexpected<Error> fail_at(std::string_view toml, std::size_t at, const std::string& what)
{
    const auto line = 1 + std::count(toml.begin(), toml.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    return fail(ErrorCode::ProfileInvalid, "line " + std::to_string(line) + ": " + what);
}

/// The parser recurses: what nests deeper than any profile must not reach it. Absent: nothing does.
std::optional<std::size_t> first_too_deep(std::string_view toml)
{
    int depth = 0;
    int opened = 0;
    for (std::size_t i = 0; i < toml.size(); ++i) {
        const char c = toml[i];
        const bool opens = c == '[' || c == '{';
        opened += opens ? 1 : 0;
        depth = c == '\n' ? 0 : depth + (opens ? 1 : c == ']' || c == '}' ? -1 : 0);
        if (depth > deepest || opened > most_brackets)
            return i;
    }
    return std::nullopt;
}

/// How many bytes follow the first of a UTF-8 sequence; -1 where it is no first byte.
int following(unsigned char first)
{
    return first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
}

/// The letter that begins at `at` and takes `more` further bytes; absent where they are no UTF-8.
std::optional<std::uint32_t> letter_at(std::string_view toml, std::size_t at, int more)
{
    if (more < 0 || at + static_cast<std::size_t>(more) >= toml.size())
        return std::nullopt;
    std::uint32_t letter = static_cast<unsigned char>(toml[at]) & (0x3FU >> static_cast<unsigned>(more));
    for (int k = 0; k < more; ++k) {
        const auto next = static_cast<unsigned char>(toml[++at]);
        if ((next & 0xC0U) != 0x80U)
            return std::nullopt;
        letter = letter << 6U | (next & 0x3FU);
    }
    return letter;
}

} // namespace

Result<std::string> plain_toml(std::string_view toml)
{
    if (toml.size() > most_profile_bytes)
        return fail(ErrorCode::ProfileInvalid, "A profile of more than 1 MiB is none.");
    if (const auto deep = first_too_deep(toml))
        return fail_at(toml, *deep, "brackets nest deeper than any profile's");
    // toml++ 3.3 has undefined behaviour for some letters outside ASCII (its table of white space; found by
    // the fuzzer), so it sees none; one that stands outside a string is then a plain error.
    std::string out;
    out.reserve(toml.size() * 2);
    for (std::size_t i = 0; i < toml.size(); ++i) {
        const int more = following(static_cast<unsigned char>(toml[i]));
        if (more == 0) {
            out += toml[i];
            continue;
        }
        const auto letter = letter_at(toml, i, more);
        if (!letter)
            return fail_at(toml, i, "the text is not UTF-8");
        i += static_cast<std::size_t>(more);
        out += "\\U";
        for (int shift = 28; shift >= 0; shift -= 4)
            out += "0123456789ABCDEF"[*letter >> static_cast<unsigned>(shift) & 15U];
    }
    return out;
}

} // namespace tucai::rules
