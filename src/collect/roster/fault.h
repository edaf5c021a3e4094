#pragma once

#include "base/language.h"
#include "base/result.h"

#include <cstddef>
#include <utility>

namespace tucai::collect::roster {

/// Where in a table; 0 is nowhere.
struct Place {
    std::size_t row = 0;    ///< as the file counts, from 1
    std::size_t column = 0; ///< from 1
};

/// Why a table cannot be read, before it is known in which language that is to be said.
struct Fault {
    ErrorCode code = ErrorCode::Internal;
    base::Text what; ///< what is wrong and what to do; holds no cell's text
    Place place;
};

/// A value, or why a table cannot be read.
template <class T = void> using Read = tl::expected<T, Fault>;

inline tl::unexpected<Fault> refuse(ErrorCode code, base::Text what, Place place = {})
{
    return tl::unexpected(Fault{code, std::move(what), place});
}

/// The fault as an error: "Row 12, column 3 (C): what."
Error error_of(const Fault& fault, base::Language language);

} // namespace tucai::collect::roster
