#pragma once

#include "http/request.h"
#include "http/response.h"

namespace tucai::http {

/// Texts that are shorter stay as they are.
constexpr std::size_t least_compressed_bytes = 1024;

/// gzip (RFC 1952), without a name or time: the same bytes each time. Fails: Internal (no memory).
Result<std::string> gzip(std::string_view bytes);

/// Whether Accept-Encoding takes gzip.
bool takes_gzip(std::string_view accept_encoding);

/// Compresses an answer that is a text of some length, for a client that takes it; never one that says
/// Compress::Never or sets a cookie. Says Vary wherever the answer depends on the request.
void compress(const Request& request, Response& response);

} // namespace tucai::http
