#include "http/utf8.h"

#include <cstdint>

namespace tucai::http {
namespace {

/// How many bytes follow a first one, and the least code point that needs so many.
struct Lead {
    int more;
    std::uint32_t least;
    std::uint32_t bits;
};

Lead lead_of(unsigned char c)
{
    if (c < 0x80)
        return {0, 0, c};
    if ((c & 0xe0) == 0xc0)
        return {1, 0x80, c & 0x1fU};
    if ((c & 0xf0) == 0xe0)
        return {2, 0x800, c & 0x0fU};
    if ((c & 0xf8) == 0xf0)
        return {3, 0x10000, c & 0x07U};
    return {-1, 0, 0};
}

} // namespace

bool is_utf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto [more, least, point] = lead_of(static_cast<unsigned char>(text[i]));
        if (more < 0)
            return false;
        for (; more > 0; --more) {
            if (++i == text.size() || (static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80)
                return false;
            point = point << 6U | (static_cast<unsigned char>(text[i]) & 0x3fU);
        }
        if (point < least || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
            return false;
    }
    return true;
}

} // namespace tucai::http
