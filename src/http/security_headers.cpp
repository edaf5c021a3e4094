#include "http/security_headers.h"

namespace tucai::http {
namespace {

// Scripts, styles and workers of our own files only. The networks and rules in the browser are WebAssembly;
// pictures are shown from memory (blob:) and small ones from the page (data:).
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src "
    "'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
constexpr std::string_view other_policy = "default-src 'none'; frame-ancestors 'none'";

constexpr std::string_view permissions =
    "camera=(self), accelerometer=(), autoplay=(self), bluetooth=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

constexpr std::string_view one_year_of_tls = "max-age=31536000";

} // namespace

void add_security_headers(const Request& request, Response& response)
{
    auto& headers = response.headers;
    const auto* type = headers.find("content-type");
    const bool is_page = type != nullptr && type->starts_with("text/html");
    headers.set_default("content-security-policy", is_page ? page_policy : other_policy);
    headers.set_default("x-content-type-options", "nosniff");
    headers.set_default("x-frame-options", "DENY"); // for browsers that know no frame-ancestors
    headers.set_default("referrer-policy", "no-referrer");
    if (is_page)
        headers.set_default("permissions-policy", permissions);
    // What a state stands for may be kept by its reader alone, and asked for again; all else by nobody.
    headers.set_default("cache-control", response.etag.empty() ? "no-store" : "private, no-cache");
    if (request.is_secure)
        headers.set_default("strict-transport-security", one_year_of_tls);
}

} // namespace tucai::http
