#pragma once

#include "base/result.h"

#include <cstddef>
#include <string_view>

namespace tucai::collect {

/// How much room a text takes in the encodings of Chinese tables, whose widths are bytes.
struct CodedWidth {
    std::size_t gb18030_bytes = 0; ///< one, two or four for each character
    bool gbk_holds = false;        ///< every character is in GBK, so that old tables can hold it
    bool operator==(const CodedWidth&) const = default;
};

/// Measures a text.
///
/// Needs: UTF-8. Pure.
/// Gives: GB18030 as of 2005, which needs four bytes for eight characters (龴 to 龻) that the edition of 2022
/// writes with two, so that the width suffices for both; GBK as Windows has it (code page 936).
/// Fails: NameIllFormed for bytes that are no UTF-8, Internal where ICU lacks the encodings.
/// Source: domain, "Names and encodings".
Result<CodedWidth> coded_width(std::string_view text);

} // namespace tucai::collect
