#pragma once

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

namespace tucai::http {

struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t size_bytes = 0;
};

/// What a Range header asks of a thing of `size_bytes`: absent where all is to be sent, that is for no
/// header, another unit, one that cannot be read, or several ranges (RFC 9110, section 14.2, lets a server
/// pass over them). Fails: RequestRange (it begins behind the end).
Result<std::optional<ByteRange>> parse_range(std::string_view header, std::uint64_t size_bytes);

/// Makes of a whole file's 200 the 206 that the request asks for, if it does; says Accept-Ranges.
/// Fails: RequestRange.
Result<> apply_range(const Request& request, Response& response);

} // namespace tucai::http
