#include "http/quality.h"

#include "http/headers.h"

namespace tucai::http {
namespace {

constexpr std::size_t most_choices = 32;

/// "0.5" in thousandths; 0 for what is no weight.
int thousandths_of(std::string_view weight)
{
    if (weight.empty() || weight.size() > 5 || (weight[0] != '0' && weight[0] != '1'))
        return 0;
    if (weight.size() > 1 && weight[1] != '.')
        return 0;
    int value = (weight[0] - '0') * 1000;
    int place = 100;
    for (const char c : weight.substr(std::min<std::size_t>(2, weight.size()))) {
        if (c < '0' || c > '9')
            return 0;
        value += (c - '0') * place;
        place /= 10;
    }
    return value <= 1000 ? value : 0;
}

} // namespace

std::vector<Choice> choices_of(std::string_view header)
{
    std::vector<Choice> choices;
    for (const auto member : list_members(header)) {
        if (choices.size() == most_choices)
            break;
        const auto semicolon = member.find(';');
        Choice choice{lower_case(trimmed(member.substr(0, semicolon)))};
        if (semicolon != std::string_view::npos) {
            const auto parameter = lower_case(trimmed(member.substr(semicolon + 1)));
            choice.thousandths = parameter.starts_with("q=") ? thousandths_of(parameter.substr(2)) : 0;
        }
        choices.push_back(std::move(choice));
    }
    return choices;
}

} // namespace tucai::http
