#pragma once

#include "http/request.h"
#include "http/response.h"

namespace tucai::http {

/// Adds to every answer what keeps browsers from doing harm with it, wherever the handler has not said
/// otherwise: a content policy (what pages need for HTML, nothing for the rest), no sniffing, no frames, no
/// referrer, of the phone's senses the camera alone and for our own pages only, no storing; HSTS where it
/// came by TLS.
void add_security_headers(const Request& request, Response& response);

} // namespace tucai::http
