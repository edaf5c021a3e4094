#include "measure/sharpness.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr double first_sigma_px = 0.5;
constexpr double second_sigma_px = 1.4;

/// Weights from -reach to reach, their sum 1.
std::vector<float> gaussian(int reach, double sigma_px)
{
    std::vector<float> kernel;
    float sum = 0;
    for (int k = -reach; k <= reach; ++k) {
        kernel.push_back(static_cast<float>(std::exp(-0.5 * k * k / (sigma_px * sigma_px))));
        sum += kernel.back();
    }
    for (auto& weight : kernel)
        weight /= sum;
    return kernel;
}

/// A Gaussian along rows, then along columns; the rim's values go on beyond it.
Plane blurred(const Plane& plane, double sigma_px)
{
    const int reach = static_cast<int>(std::ceil(3 * sigma_px));
    const auto kernel = gaussian(reach, sigma_px);
    Plane across(plane.width, plane.height);
    std::vector<float> padded(static_cast<std::size_t>(plane.width + 2 * reach));
    for (int y = 0; y < plane.height; ++y) {
        const float* row = plane.row(y);
        std::fill(padded.begin(), padded.begin() + reach, row[0]);
        std::copy(row, row + plane.width, padded.begin() + reach);
        std::fill(padded.end() - reach, padded.end(), row[plane.width - 1]);
        float* out = across.row(y);
        const float* from = padded.data();
        for (const float weight : kernel) {
            for (int x = 0; x < plane.width; ++x)
                out[x] += weight * from[x];
            ++from;
        }
    }
    Plane both(plane.width, plane.height);
    for (int y = 0; y < plane.height; ++y) {
        float* out = both.row(y);
        int from = y - reach;
        for (const float weight : kernel) {
            const float* row = across.row(std::clamp(from++, 0, plane.height - 1));
            for (int x = 0; x < plane.width; ++x)
                out[x] += weight * row[x];
        }
    }
    return both;
}

/// The mean of gradient times its transpose.
struct Tensor {
    double xx = 0;
    double xy = 0;
    double yy = 0;
};

/// The tensor over a region, and what noise alone would give: what the quietest of its parts show.
struct GradientEnergy {
    Tensor tensor;
    double floor = 0; ///< the energy of noise along any direction
};

/// Energy of gradients in blocks of 8 x 8.
class Blocks {
public:
    Blocks(int width, int height)
        : columns_(width / side), rows_(height / side),
          sums_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)), counts_(sums_.size())
    {
    }

    void add(int x, int y, double energy)
    {
        if (x / side >= columns_ || y / side >= rows_)
            return;
        const auto at = static_cast<std::size_t>(y / side) * static_cast<std::size_t>(columns_) +
                        static_cast<std::size_t>(x / side);
        sums_[at] += energy;
        ++counts_[at];
    }

    /// The energy along one direction below which a fifth of the whole blocks lie; 0 of fewer than 20.
    double quiet() const
    {
        std::vector<double> whole;
        for (std::size_t i = 0; i < sums_.size(); ++i)
            if (counts_[i] == side * side)
                whole.push_back(sums_[i] / (2 * side * side));
        if (whole.size() < 20)
            return 0;
        const auto fifth = whole.begin() + static_cast<std::ptrdiff_t>(whole.size() / 5);
        std::nth_element(whole.begin(), fifth, whole.end());
        return *fifth;
    }

private:
    static constexpr int side = 8;
    int columns_;
    int rows_;
    std::vector<double> sums_;
    std::vector<int> counts_;
};

GradientEnergy gradient_energy(const Plane& plane, const Plane& region)
{
    Blocks blocks(plane.width, plane.height);
    Tensor sum;
    double count = 0;
    for (int y = 1; y + 1 < plane.height; ++y) {
        const float* a = plane.row(y - 1);
        const float* b = plane.row(y);
        const float* c = plane.row(y + 1);
        for (int x = 1; x + 1 < plane.width; ++x) {
            if (!(region.row(y)[x] > 0))
                continue;
            const double dx = ((a[x + 1] - a[x - 1]) + 2 * (b[x + 1] - b[x - 1]) + (c[x + 1] - c[x - 1])) / 8;
            const double dy = ((c[x - 1] - a[x - 1]) + 2 * (c[x] - a[x]) + (c[x + 1] - a[x + 1])) / 8;
            sum.xx += dx * dx;
            sum.xy += dx * dy;
            sum.yy += dy * dy;
            ++count;
            blocks.add(x, y, dx * dx + dy * dy);
        }
    }
    if (count == 0)
        return {};
    return {{sum.xx / count, sum.xy / count, sum.yy / count}, blocks.quiet()};
}

/// Ratio of two energies along the directions in which it is least and greatest: eigenvalues of B^-1 A.
struct Ratios {
    double least = 0;
    double greatest = 0;
    double least_deg = 0; ///< direction of the least
};

std::optional<Ratios> ratios(const Tensor& a, const Tensor& b)
{
    const double det = b.xx * b.yy - b.xy * b.xy;
    if (!(det > 1e-9))
        return std::nullopt;
    const double m00 = (b.yy * a.xx - b.xy * a.xy) / det;
    const double m01 = (b.yy * a.xy - b.xy * a.yy) / det;
    const double m10 = (b.xx * a.xy - b.xy * a.xx) / det;
    const double m11 = (b.xx * a.yy - b.xy * a.xy) / det;
    const double half = (m00 + m11) / 2;
    const double root = std::sqrt(std::max(0.0, half * half - (m00 * m11 - m01 * m10)));
    Ratios found{half - root, half + root, 0};
    // The eigenvector of the least: (M - least I) v = 0; the longer of the two rows tells it better.
    const bool is_first = std::hypot(m00 - found.least, m01) > std::hypot(m10, m11 - found.least);
    const double vx = is_first ? -m01 : found.least - m11;
    const double vy = is_first ? m00 - found.least : m10;
    found.least_deg = std::atan2(vy, vx) * 57.295779513082323;
    if (found.least_deg > 90)
        found.least_deg -= 180;
    if (found.least_deg < -90)
        found.least_deg += 180;
    return found;
}

/// The face's outline, moved 2 px inward, so that hair and wall do not count.
Plane inner_face(const FacePatch& patch)
{
    auto line = points_of(patch.points, outline_numbers());
    base::Point middle;
    for (const auto& p : line) {
        middle.x += p.x / static_cast<double>(line.size());
        middle.y += p.y / static_cast<double>(line.size());
    }
    for (auto& p : line) {
        const double length = std::max(std::hypot(p.x - middle.x, p.y - middle.y), 1e-6);
        const double keep = std::max(0.0, length - 2) / length;
        p = {middle.x + (p.x - middle.x) * keep, middle.y + (p.y - middle.y) * keep};
    }
    return filled(line, patch.pixels.width, patch.pixels.height);
}

/// Sigma of edges whose gradients a second blur takes by that ratio.
double edge_width_px(double ratio)
{
    const double r = std::max(ratio, 1.0005);
    const double square =
        (second_sigma_px * second_sigma_px - r * r * first_sigma_px * first_sigma_px) / (r * r - 1);
    return std::sqrt(std::max(0.0, square));
}

} // namespace

std::optional<Sharpness> measure_sharpness(const FacePatch& patch, double source_inter_eye_px)
{
    const auto luma = luma_of(patch.pixels.view());
    const auto region = inner_face(patch);
    const auto sharp = gradient_energy(blurred(luma, first_sigma_px), region);
    const auto soft = gradient_energy(blurred(luma, second_sigma_px), region);
    const auto without_noise = [](const GradientEnergy& energy) {
        Tensor t = energy.tensor;
        // Never more than nine tenths: a face without any texture would lose all of its edges.
        const double floor = std::min(energy.floor, 0.9 * std::min(t.xx, t.yy));
        t.xx -= floor;
        t.yy -= floor;
        return t;
    };
    const auto ratio = ratios(without_noise(sharp), without_noise(soft));
    if (!ratio)
        return std::nullopt;
    const auto left = patch.points[468];
    const auto right = patch.points[473];
    const double apart = std::max(std::hypot(right.x - left.x, right.y - left.y), 1e-6);
    Sharpness sharpness;
    sharpness.blur_ratio = edge_width_px(ratio->least) / apart;
    sharpness.least_blur_ratio = edge_width_px(ratio->greatest) / apart;
    if (source_inter_eye_px >= 100)
        sharpness.motion = std::log(std::max(ratio->greatest, 1e-9) / std::max(ratio->least, 1e-9));
    sharpness.motion_deg = ratio->least_deg;
    return sharpness;
}

} // namespace tucai::measure
