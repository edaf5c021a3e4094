#include "measure/lab.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr int root_steps = 4096;

double linear_of(int coded)
{
    const double v = coded / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double cie_root(double t)
{
    constexpr double knee = 216.0 / 24389;
    return t > knee ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

double radians(double degrees)
{
    return degrees * pi / 180;
}

/// sqrt(c^7 / (c^7 + 25^7))
double seventh(double c)
{
    const double power = std::pow(c, 7);
    return std::sqrt(power / (power + 6103515625.0));
}

double hue_of(double a, double b)
{
    if (a == 0 && b == 0)
        return 0;
    const double degrees = std::atan2(b, a) * 180 / pi;
    return degrees < 0 ? degrees + 360 : degrees;
}

struct Hues {
    double difference = 0; ///< degrees
    double mean = 0;       ///< degrees
};

/// The shorter way round, and the middle of it; grey has no hue, so the other's counts alone.
Hues hues_of(double first, double second, bool has_grey)
{
    if (has_grey)
        return {0, first + second};
    double difference = second - first;
    double mean = (first + second) / 2;
    if (std::abs(difference) > 180) {
        difference += difference > 0 ? -360 : 360;
        mean += first + second < 360 ? 180 : -180;
    }
    return {difference, mean};
}

/// X, Y, Z over those of the white D65, of linear red, green, blue.
template <typename Number> struct Whites {
    Number x, y, z;
};

template <typename Number> Number white_y(Number r, Number g, Number b)
{
    return static_cast<Number>(0.2126729) * r + static_cast<Number>(0.7151522) * g +
           static_cast<Number>(0.0721750) * b;
}

template <typename Number> Whites<Number> whites_of(Number r, Number g, Number b)
{
    const auto part = [](double weight, double white) { return static_cast<Number>(weight / white); };
    constexpr double x = 0.9504700;
    constexpr double z = 1.0888300;
    return {part(0.4124564, x) * r + part(0.3575761, x) * g + part(0.1804375, x) * b, white_y(r, g, b),
            part(0.0193339, z) * r + part(0.1191920, z) * g + part(0.9503041, z) * b};
}

/// Source: CIE 15, of f(X), f(Y) and f(Z) over those of the white.
template <typename Number> Lab lab_of_roots(Number x, Number y, Number z)
{
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

} // namespace

double Lab::chroma() const
{
    return std::hypot(a, b);
}

double Lab::hue_deg() const
{
    return hue_of(a, b);
}

Lab lab_of(int red, int green, int blue)
{
    const auto white = whites_of(linear_of(red), linear_of(green), linear_of(blue));
    return lab_of_roots(cie_root(white.x), cie_root(white.y), cie_root(white.z));
}

Lab d50_lab_of_light(double red, double green, double blue)
{
    const double y = cie_root(0.22249 * red + 0.71689 * green + 0.06062 * blue);
    const double x = cie_root((0.43605 * red + 0.38508 * green + 0.14309 * blue) / 0.964221);
    const double z = cie_root((0.01393 * red + 0.09710 * green + 0.71419 * blue) / 0.825211);
    return lab_of_roots(x, y, z);
}

double lab_distance(const Lab& one, const Lab& other)
{
    const double l = one.lightness - other.lightness;
    const double a = one.a - other.a;
    const double b = one.b - other.b;
    return std::sqrt(l * l + a * a + b * b);
}

double ciede2000(const Lab& one, const Lab& other)
{
    const double mean_chroma = (one.chroma() + other.chroma()) / 2;
    const double stretch = 1 + 0.5 * (1 - seventh(mean_chroma));
    const double c1 = std::hypot(stretch * one.a, one.b);
    const double c2 = std::hypot(stretch * other.a, other.b);
    const auto hue =
        hues_of(hue_of(stretch * one.a, one.b), hue_of(stretch * other.a, other.b), c1 * c2 == 0);
    const double lightness = other.lightness - one.lightness;
    const double chroma = c2 - c1;
    const double tint = 2 * std::sqrt(c1 * c2) * std::sin(radians(hue.difference / 2));
    const double c = (c1 + c2) / 2;
    const double off = (one.lightness + other.lightness) / 2 - 50;
    const double t = 1 - 0.17 * std::cos(radians(hue.mean - 30)) + 0.24 * std::cos(radians(2 * hue.mean)) +
                     0.32 * std::cos(radians(3 * hue.mean + 6)) - 0.20 * std::cos(radians(4 * hue.mean - 63));
    const double l_part = lightness / (1 + 0.015 * off * off / std::sqrt(20 + off * off));
    const double c_part = chroma / (1 + 0.045 * c);
    const double h_part = tint / (1 + 0.015 * c * t);
    const double turn = (hue.mean - 275) / 25;
    const double rotation = -2 * seventh(c) * std::sin(radians(60 * std::exp(-turn * turn)));
    return std::sqrt(
        std::max(0.0, l_part * l_part + c_part * c_part + h_part * h_part + rotation * c_part * h_part));
}

LabTable::LabTable()
{
    linear_.reserve(256);
    for (int i = 0; i < 256; ++i)
        linear_.push_back(static_cast<float>(linear_of(i)));
    root_.reserve(root_steps + 2);
    for (int i = 0; i < root_steps + 2; ++i)
        root_.push_back(static_cast<float>(cie_root(static_cast<double>(i) / root_steps)));
}

float LabTable::root(float t) const
{
    const float at = std::clamp(t, 0.F, 1.F) * root_steps;
    const auto i = static_cast<int>(at);
    const float* from = root_.data() + i;
    return from[0] + (at - static_cast<float>(i)) * (from[1] - from[0]);
}

Lab LabTable::operator()(const std::uint8_t* rgb) const
{
    const float* linear = linear_.data();
    const auto white = whites_of(linear[rgb[0]], linear[rgb[1]], linear[rgb[2]]);
    const float x = root(white.x);
    const float y = root(white.y);
    const float z = root(white.z);
    return lab_of_roots(x, y, z);
}

float LabTable::lightness(const std::uint8_t* rgb) const
{
    const float* linear = linear_.data();
    return 116 * root(white_y(linear[rgb[0]], linear[rgb[1]], linear[rgb[2]])) - 16;
}

const LabTable& lab_table()
{
    static const LabTable table;
    return table;
}

} // namespace tucai::measure
