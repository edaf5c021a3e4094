#include "http/problem.h"

#include <nlohmann/json.hpp>

namespace tucai::http {

Response problem_response(ErrorCode code, const Request& request)
{
    return problem_response(code, request, nlohmann::json::object());
}

Response problem_response(ErrorCode code, const Request& request, const nlohmann::json& members)
{
    const auto& words = problem_words(code);
    nlohmann::ordered_json problem{{"type", "about:blank"},
                                   {"title", words.title(request.language)},
                                   {"status", words.status},
                                   {"code", error_word(code)}};
    if (!request.id.empty())
        problem["request"] = request.id;
    for (const auto& [name, value] : members.items())
        if (!problem.contains(name))
            problem[name] = value;
    Response response;
    response.status = words.status;
    response.headers.set("content-type", "application/problem+json");
    response.headers.set("content-language", request.language == base::Language::Chinese ? "zh" : "en");
    response.headers.set("cache-control", "no-store");
    response.body = problem.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    response.problem = error_word(code);
    return response;
}

} // namespace tucai::http
