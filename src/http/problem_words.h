#pragma once

#include "base/language.h"
#include "base/result.h"

#include <string_view>

namespace tucai::http {

/// How a code is answered: the only table of it.
struct ProblemWords {
    ErrorCode code;
    int status;
    std::string_view zh;
    std::string_view en;
    std::string_view title(base::Language language) const
    {
        return language == base::Language::Chinese ? zh : en;
    }
};

/// The words of a code; those of Internal for one that has none (a test walks all of them).
const ProblemWords& problem_words(ErrorCode code);

} // namespace tucai::http
