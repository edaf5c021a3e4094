#pragma once

#include "base/result.h"
#include "http/request.h"

namespace tucai::http {

/// The target of a request line, taken apart.
struct Target {
    std::vector<std::string> segments; ///< decoded; "/" has none, "/a/" has "a" and an empty one
    std::vector<Parameter> query;      ///< decoded; '+' is a space
};

/// Takes "/a/b?c=d" apart; of "http://host/a" the path is read.
///
/// Fails: RequestMalformed for what could mean one thing to a proxy and another to us: a broken or needless
/// escape's remains ("%zz"), an escaped slash, a NUL, "." and ".." as segments, bytes that are no UTF-8, more
/// than 64 parameters.
Result<Target> parse_target(std::string_view text);

/// The segments with their slashes.
std::string path_of(const std::vector<std::string>& segments);

} // namespace tucai::http
