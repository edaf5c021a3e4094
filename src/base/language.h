#pragma once

#include <string>

namespace tucai::base {

/// The reader's language.
enum class Language { Chinese, English };

/// One sentence in both languages.
struct Text {
    std::string zh;
    std::string en;
    const std::string& in(Language language) const { return language == Language::Chinese ? zh : en; }
};

} // namespace tucai::base
