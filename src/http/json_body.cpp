#include "http/json_body.h"

namespace tucai::http {

Result<nlohmann::json> json_body(const Request& request, const base::JsonLimits& limits)
{
    const auto type = lower_case(request.headers.joined("content-type"));
    if (trimmed(std::string_view(type).substr(0, type.find(';'))) != "application/json")
        return fail(ErrorCode::RequestMediaType, "The body is not said to be application/json.");
    if (request.body.size_bytes() > limits.size_bytes)
        return fail(ErrorCode::JsonTooLarge, "The JSON is too long.");
    TUCAI_TRY(const auto text, request.body.read(limits.size_bytes));
    return base::parse_limited(text, limits);
}

} // namespace tucai::http
