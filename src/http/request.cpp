#include "http/request.h"

#include "http/quality.h"

namespace tucai::http {

const std::string& Request::path_value(std::string_view name) const
{
    static const std::string nothing;
    for (const auto& parameter : path_parameters)
        if (parameter.name == name)
            return parameter.value;
    return nothing;
}

std::optional<std::string_view> Request::query_value(std::string_view name) const
{
    for (const auto& parameter : query)
        if (parameter.name == name)
            return parameter.value;
    return std::nullopt;
}

base::Language language_of(const Request& request)
{
    const auto asked = request.query_value("lang");
    if (asked == "zh")
        return base::Language::Chinese;
    if (asked == "en")
        return base::Language::English;
    int chinese = 0;
    int english = 0;
    for (const auto& choice : choices_of(request.headers.joined("accept-language"))) {
        const auto language = choice.value.substr(0, choice.value.find('-'));
        if (language == "zh" || language == "*")
            chinese = std::max(chinese, choice.thousandths);
        if (language == "en")
            english = std::max(english, choice.thousandths);
    }
    return english > chinese ? base::Language::English : base::Language::Chinese;
}

} // namespace tucai::http
