#pragma once

#include "http/response.h"

namespace tucai::http {

enum class AfterAnswer { KeepAlive, Close };

/// "Not Found"; empty for a status that has no usual words.
std::string_view reason_phrase(int status);

/// The head of an answer as it is sent, its empty line included: with Content-Length where it is known, else
/// Transfer-Encoding. Needs: fields that may be sent, none of them about the length or the connection.
std::string head_text(const Response& response, AfterAnswer after);

/// Whether the status allows a body at all (RFC 9110, section 6.4.1).
bool may_have_body(int status);

/// A piece of a body without a known length; the empty one ends it (RFC 9112, section 7.1).
std::string chunk(std::string_view piece);

} // namespace tucai::http
