#include "api/query.h"

#include "base/bytes.h"

namespace tucai::api {

Outcome<std::string> needed_id(const http::Request& request, std::string_view name)
{
    const auto text = request.query_value(name);
    if (!text || !base::is_id(*text))
        return field_problem(ErrorCode::InvalidInput, name);
    return std::string(*text);
}

} // namespace tucai::api
