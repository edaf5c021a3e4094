#include "accuracy/relit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace tucai::bench {
namespace {

double decoded(double coded)
{
    return coded <= 0.04045 ? coded / 12.92 : std::pow((coded + 0.055) / 1.055, 2.4);
}

std::uint8_t encoded(double linear)
{
    const double coded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(coded * 255));
}

} // namespace

double linear_of(std::uint8_t coded)
{
    static const auto values = [] {
        std::array<double, 256> table{};
        for (std::size_t i = 0; i < table.size(); ++i)
            table[i] = decoded(static_cast<double>(i) / 255);
        return table;
    }();
    return values[coded];
}

std::uint8_t coded_of(double linear)
{
    constexpr int steps = 1 << 16;
    static const auto values = [] {
        std::vector<std::uint8_t> table(steps + 1);
        for (int i = 0; i <= steps; ++i)
            table[static_cast<std::size_t>(i)] = encoded(static_cast<double>(i) / steps);
        return table;
    }();
    return values[static_cast<std::size_t>(std::lround(std::clamp(linear, 0.0, 1.0) * steps))];
}

} // namespace tucai::bench
