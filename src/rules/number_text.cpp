#include "rules/number_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tucai::rules {
namespace {

constexpr int most_decimals = 6;
constexpr double most_written_out = 1e12; ///< beyond it: mantissa and power of ten

double power_of_ten(int exponent)
{
    double power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

/// `value` with so many decimals, zeros at the end left out.
std::string fixed_text(double value, int decimals)
{
    if (value < 0) {
        const auto text = fixed_text(-value, decimals);
        return text == "0" ? text : "-" + text;
    }
    if (value >= most_written_out) {
        int exponent = 0;
        for (; value >= 10; value /= 10)
            ++exponent;
        return fixed_text(value, 1) + "e" + std::to_string(exponent);
    }
    const auto unit = static_cast<std::int64_t>(power_of_ten(decimals));
    const auto scaled = static_cast<std::int64_t>(std::llround(value * static_cast<double>(unit)));
    const std::string text = std::to_string(scaled / unit);
    std::string rest = std::to_string(scaled % unit);
    rest.insert(0, static_cast<std::size_t>(std::max(0, decimals - static_cast<int>(rest.size()))), '0');
    while (!rest.empty() && rest.back() == '0')
        rest.pop_back();
    return decimals == 0 || rest.empty() ? text : text + "." + rest;
}

double rounded(double value, int decimals)
{
    const double unit = power_of_ten(decimals);
    return std::round(value * unit) / unit;
}

} // namespace

std::string value_text(double value, const Limits& limits)
{
    int decimals = 0;
    for (double v = std::abs(value); v < 100 && decimals < 4; v *= 10)
        ++decimals;
    const bool is_inside = limits.holds(value);
    while (decimals < most_decimals && limits.holds(rounded(value, decimals)) != is_inside)
        ++decimals;
    return fixed_text(value, decimals);
}

std::string limit_text(double limit)
{
    return fixed_text(limit, most_decimals);
}

} // namespace tucai::rules
