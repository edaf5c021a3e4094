#include "measure/wall_field.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

using Terms = std::array<double, 6>;

/// Every product of two terms is one of the fifteen powers of u and v up to the fourth; the first six are the
/// terms. One more, 0, makes it a length that processors like.
using Powers = std::array<double, 16>;

struct Sample {
    Powers powers;
    double weight = 1;           ///< of its place
    std::array<double, 3> value; ///< L*, a*, b*
};

Terms terms_of(const BackdropScene& scene, int x, int y)
{
    const double u = 2 * (x + 0.5) / scene.width - 1;
    const double v = 2 * (y + 0.5) / scene.height - 1;
    return {1, u, v, u * u, u * v, v * v};
}

Powers powers_of(const Terms& terms)
{
    const auto [one, u, v, uu, uv, vv] = terms;
    return {one,    u,      v,       uu,      uv,      vv,      uu * u,  uu * v,
            u * vv, vv * v, uu * uu, uu * uv, uu * vv, uv * vv, vv * vv, 0};
}

/// Which power the product of two terms is.
constexpr std::array<std::array<std::size_t, 6>, 6> product = {{{0, 1, 2, 3, 4, 5},
                                                                {1, 3, 4, 6, 7, 8},
                                                                {2, 4, 5, 7, 8, 9},
                                                                {3, 6, 7, 10, 11, 12},
                                                                {4, 7, 8, 11, 12, 13},
                                                                {5, 8, 9, 12, 13, 14}}};

template <std::size_t Count> double value_at(const Terms& surface, const std::array<double, Count>& powers)
{
    double sum = 0;
    for (std::size_t i = 0; i < surface.size(); ++i)
        sum += surface[i] * powers[i];
    return sum;
}

/// Every third pixel of every third row: a surface of six numbers needs no more.
std::vector<Sample> samples_of(const BackdropScene& scene)
{
    constexpr int step = 3;
    std::vector<Sample> samples;
    for (int y = 0; y < scene.height; y += step)
        for (int x = (y / step) % step; x < scene.width; x += step) {
            if (scene.wall.row(y)[x] == 0)
                continue;
            const double away = scene.person_distance.row(y)[x] / (scene_inter_eye_spx / 2);
            const Lab lab = scene.lab(x, y);
            samples.push_back({powers_of(terms_of(scene, x, y)),
                               std::clamp(away * away, 0.02, 1.0),
                               {lab.lightness, lab.a, lab.b}});
        }
    return samples;
}

/// Solves the normal equations by Cholesky; a small ridge keeps what the wall does not show near 0.
Terms solve(std::array<Terms, 6> matrix, Terms right)
{
    for (std::size_t i = 0; i < 6; ++i)
        matrix[i][i] += (i == 0 ? 1e-9 : 2e-3) * matrix[0][0] + 1e-12;
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = matrix[i][j];
            for (std::size_t k = 0; k < j; ++k)
                sum -= matrix[i][k] * matrix[j][k];
            matrix[i][j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / matrix[j][j];
        }
    for (std::size_t i = 0; i < 6; ++i) {
        for (std::size_t k = 0; k < i; ++k)
            right[i] -= matrix[i][k] * right[k];
        right[i] /= matrix[i][i];
    }
    for (std::size_t i = 6; i-- > 0;) {
        for (std::size_t k = i + 1; k < 6; ++k)
            right[i] -= matrix[k][i] * right[k];
        right[i] /= matrix[i][i];
    }
    return right;
}

std::array<Terms, 6> matrix_of(const Powers& sums)
{
    std::array<Terms, 6> matrix{};
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            matrix[i][j] = sums[product[i][j]];
    return matrix;
}

double median_of(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Iteratively reweighted least squares: first by Cauchy's weights, which let nothing run away, then by
/// Tukey's, which leave out what strays by five times the usual.
Terms fit(const std::vector<Sample>& samples, std::size_t channel)
{
    Terms surface{};
    std::vector<double> values;
    values.reserve(samples.size());
    for (const auto& sample : samples)
        values.push_back(sample.value[channel]);
    surface[0] = median_of(values);
    for (int round = 0; round < 6; ++round) {
        values.clear();
        for (const auto& sample : samples)
            values.push_back(std::abs(sample.value[channel] - value_at(surface, sample.powers)));
        const double usual = std::max(0.5, 1.4826 * median_of(values));
        Powers sums{};
        Terms right{};
        for (std::size_t s = 0; s < samples.size(); ++s) {
            const auto& sample = samples[s];
            const double off = values[s] / usual;
            const double inside = std::max(0.0, 1 - off * off / 25);
            const double weight = sample.weight * (round < 3 ? 1 / (1 + off * off) : inside * inside);
            const double weighed = weight * sample.value[channel];
            for (std::size_t i = 0; i < sums.size(); ++i)
                sums[i] += weight * sample.powers[i];
            for (std::size_t i = 0; i < right.size(); ++i)
                right[i] += weighed * sample.powers[i];
        }
        surface = solve(matrix_of(sums), right);
    }
    return surface;
}

} // namespace

WallField wall_field(const BackdropScene& scene)
{
    const auto samples = samples_of(scene);
    WallField field;
    for (std::size_t channel = 0; channel < 3; ++channel)
        field.surface[channel] = fit(samples, channel);
    std::vector<double> light;
    light.reserve(samples.size());
    for (const auto& sample : samples)
        light.push_back(value_at(field.surface[0], sample.powers));
    std::sort(light.begin(), light.end());
    if (!light.empty()) {
        field.least = light[light.size() / 20];
        field.most = light[light.size() - 1 - light.size() / 20];
    }
    field.lightness = Plane(scene.width, scene.height);
    field.colour = Plane(scene.width, scene.height);
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x) {
            if (scene.wall.row(y)[x] == 0)
                continue;
            const auto terms = terms_of(scene, x, y);
            const Lab lab = scene.lab(x, y);
            field.lightness.row(y)[x] = static_cast<float>(lab.lightness - value_at(field.surface[0], terms));
            const double a = lab.a - value_at(field.surface[1], terms);
            const double b = lab.b - value_at(field.surface[2], terms);
            field.colour.row(y)[x] = static_cast<float>(std::sqrt(a * a + b * b));
        }
    return field;
}

} // namespace tucai::measure
