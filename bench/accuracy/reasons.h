#pragma once

#include <string_view>

namespace tucai::bench {

/// Why a careful person would reject a fault from its `bad_from` on, as the page prints it. Empty for a name
/// that is no fault. Source: domain, 5.2, and ISO/IEC 39794-5 where a limit is written; else what the eye
/// sees in the photo of 480 by 640, where the pupils are about 105 px apart.
std::string_view reason_of(std::string_view fault);

} // namespace tucai::bench
