#include "collect/characters.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tucai::collect {
namespace {

constexpr char32_t first_old = 0xE815;

/// What GBK's code positions FE50 to FEA0 hold, which were written as U+E815 to U+E864 before Unicode had the
/// characters. Source: GB 18030-2005 as ICU 72.1 converts it, and for the 14 that it leaves GB 18030-2022.
constexpr auto modern_ones = std::to_array<char32_t>({
    0x02E81, 0x20087, 0x20089, 0x200CC, 0x02E84, 0x03473, 0x03447, 0x02E88, 0x02E8B, 0x09FB4,
    0x0359E, 0x0361A, 0x0360E, 0x02E8C, 0x02E97, 0x0396E, 0x03918, 0x09FB5, 0x039CF, 0x039DF,
    0x03A73, 0x039D0, 0x09FB6, 0x09FB7, 0x03B4E, 0x03C6E, 0x03CE0, 0x02EA7, 0x215D7, 0x09FB8,
    0x02EAA, 0x04056, 0x0415F, 0x02EAE, 0x04337, 0x02EB3, 0x02EB6, 0x02EB7, 0x2298F, 0x043B1,
    0x043AC, 0x02EBB, 0x043DD, 0x044D6, 0x04661, 0x0464C, 0x09FB9, 0x04723, 0x04729, 0x0477C,
    0x0478D, 0x02ECA, 0x04947, 0x0497A, 0x0497D, 0x04982, 0x04983, 0x04985, 0x04986, 0x0499F,
    0x0499B, 0x049B7, 0x049B6, 0x09FBA, 0x241FE, 0x04CA3, 0x04C9F, 0x04CA0, 0x04CA1, 0x04C77,
    0x04CA2, 0x04D13, 0x04D14, 0x04D15, 0x04D16, 0x04D17, 0x04D18, 0x04D19, 0x04DAE, 0x09FBB,
});

bool is_between(char32_t point, char32_t first, char32_t last)
{
    return point >= first && point <= last;
}

} // namespace

bool is_han(char32_t point)
{
    const bool is_newer = is_between(point, 0x2EBF0, 0x2EE5D) || is_between(point, 0x323B0, 0x33479);
    return is_newer || u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_IDEOGRAPHIC);
}

bool is_like_middle_dot(char32_t point)
{
    constexpr std::u32string_view alike = U"•‧∙⋅・･．․⸱⸳ꞏ᛫⦁﹒\u0387";
    return alike.find(point) != std::u32string_view::npos;
}

char32_t modern(char32_t point)
{
    const bool is_old = is_between(point, first_old, first_old + modern_ones.size() - 1);
    return is_old ? modern_ones.at(point - first_old) : point;
}

bool stands_for_lost(char32_t point)
{
    constexpr std::u32string_view signs = U"?*□〓\uFFFD";
    return signs.find(point) != std::u32string_view::npos || is_between(point, 0x2FF0, 0x2FFF);
}

} // namespace tucai::collect
