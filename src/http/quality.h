#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tucai::http {

/// One member of a list like "gzip;q=0.5, *;q=0".
struct Choice {
    std::string value;      ///< in lower case
    int thousandths = 1000; ///< of its weight; 0 where it is not wanted
};

/// Reads Accept-Language, Accept-Encoding and the like (RFC 9110, section 12.4.2), in the order in which they
/// stand; a member whose weight cannot be read counts as not wanted. At most 32 members are read.
std::vector<Choice> choices_of(std::string_view header);

} // namespace tucai::http
