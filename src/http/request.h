#pragma once

#include "base/language.h"
#include "http/body.h"
#include "http/headers.h"

#include <optional>

namespace tucai::http {

struct Parameter {
    std::string name;
    std::string value;
};

/// A whole request as a handler sees it. Made by hand in tests.
struct Request {
    std::string method = "GET";
    std::string path = "/";                 ///< decoded; segments hold no slash and are never "." or ".."
    std::vector<Parameter> path_parameters; ///< in the order of the route's template
    std::vector<Parameter> query;           ///< decoded, in the order in which they came
    Headers headers;
    Body body;
    std::string peer;       ///< the client's address, behind trusted proxies the one that they tell
    bool is_secure = false; ///< whether it came by TLS, up to the outermost trusted proxy
    std::string id;         ///< as in the answer's X-Request-Id
    base::Language language = base::Language::Chinese;
    std::string route; ///< the route's template; empty where there is none

    /// The part of the path that the template names. Needs: a name of the route's template; else empty.
    const std::string& path_value(std::string_view name) const;
    /// The first of that name.
    std::optional<std::string_view> query_value(std::string_view name) const;
};

/// The reader's language: `?lang=zh|en`, else what Accept-Language wants most of both, else Chinese.
base::Language language_of(const Request& request);

} // namespace tucai::http
