#pragma once

#include "base/bytes.h"
#include "http/response.h"

namespace tucai::api {

/// The type of bytes that somebody has sent, by their first ones: JPEG, PNG, WebP, HEIC, AVIF or PDF, else
/// "application/octet-stream", which no browser shows. Pure.
std::string_view type_of_bytes(base::ByteSpan bytes);

/// Somebody's picture or document: no cache keeps it.
http::Response picture_response(base::ByteSpan bytes);

} // namespace tucai::api
