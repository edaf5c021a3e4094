#include "vision/wall_model.h"

#include "vision/normalised_blur.h"
#include "vision/wall_lines.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace tucai::vision {
namespace {

constexpr double least_variance = 5;    // sensor noise and JPEG, summed over three channels
constexpr double most_deviation = 2500; // one stray object must not make the wall look wild
constexpr double along_px = 24;         // how far a row or a column of the wall looks along itself
constexpr double known_share = 0.03;    // where fewer known pixels lie under a Gaussian it says nothing

/// Squared distance of two pictures, summed over the channels.
cv::Mat squared_difference(const cv::Mat& a, const cv::Mat& b)
{
    cv::Mat sum(a.size(), CV_32F);
    for (int y = 0; y < a.rows; ++y) {
        const auto* p = a.ptr<float>(y);
        const auto* q = b.ptr<float>(y);
        auto* s = sum.ptr<float>(y);
        for (int x = 0; x < a.cols; ++x) {
            const float r = p[3 * x] - q[3 * x];
            const float g = p[3 * x + 1] - q[3 * x + 1];
            const float c = p[3 * x + 2] - q[3 * x + 2];
            s[x] = r * r + g * g + c * c;
        }
    }
    return sum;
}

/// Median of the marked values; 0 where none is marked.
double median(const cv::Mat& values, const cv::Mat& marked)
{
    std::vector<float> list;
    for (int y = 0; y < values.rows; ++y) {
        const auto* v = values.ptr<float>(y);
        const auto* m = marked.ptr<std::uint8_t>(y);
        for (int x = y % 2; x < values.cols; x += 2)
            if (m[x] != 0)
                list.push_back(v[x]);
    }
    if (list.empty())
        return 0;
    const auto middle = list.begin() + static_cast<std::ptrdiff_t>(list.size() / 2);
    std::nth_element(list.begin(), middle, list.end());
    return *middle;
}

/// How strongly each pixel's surroundings change: Scharr's magnitude of the brightness.
cv::Mat gradient(const cv::Mat& frame)
{
    cv::Mat grey;
    cv::transform(frame, grey, cv::Matx13f(1 / 3.F, 1 / 3.F, 1 / 3.F));
    cv::GaussianBlur(grey, grey, {}, 1);
    cv::Mat dx;
    cv::Mat dy;
    cv::Scharr(grey, dx, CV_32F, 1, 0);
    cv::Scharr(grey, dy, CV_32F, 0, 1);
    cv::Mat strength;
    cv::magnitude(dx, dy, strength);
    return strength;
}

/// What a row (or column) of the wall says: its own mean colour and how much better it explains the pixels.
struct Direction {
    cv::Mat colour;
    cv::Mat variance;
    cv::Mat gain; ///< how many times as much weight as the smooth colour
};

enum class Structure { Smooth, RowsAndColumns };

/// Fits a wall to the known pixels of one picture. `unit` is what one pixel of the photo measures here: the
/// rounds that look for strangers work on a picture of half the size, a quarter of the work.
class WallFit {
public:
    WallFit(const cv::Mat& frame, double unit, int middle_x) : frame_(frame), unit_(unit), middle_x_(middle_x)
    {
    }

    /// Smooth colour of the known pixels.
    WallModel fit_smooth(const cv::Mat& known) const
    {
        return smooth(weight_of(known), {8 * unit_, 16 * unit_, 40 * unit_});
    }

    /// Gives rows and columns a say where they explain the known pixels better.
    void refine(WallModel& wall, const cv::Mat& known, Structure structure) const
    {
        if (structure == Structure::RowsAndColumns)
            mix(wall, directions(wall, known, weight_of(known)));
    }

    /// Whether rows or columns explain the known pixels better than a smooth wall does: a tiled wall.
    Structure structure_of(const cv::Mat& known) const
    {
        const cv::Mat weight = weight_of(known);
        const WallModel wall = smooth(weight, {12 * unit_, 24 * unit_, 48 * unit_});
        const auto ways = directions(wall, known, weight);
        const cv::Mat better = ((ways[0].gain > 0.5) | (ways[1].gain > 0.5)) & known;
        constexpr double least_share = 0.003; // one joint across a frame
        const bool is_tiled = cv::countNonZero(better) > least_share * cv::countNonZero(known);
        return is_tiled ? Structure::RowsAndColumns : Structure::Smooth;
    }

    /// Known pixels without those that neither the smooth wall nor a row or column of it explains.
    cv::Mat without_strangers(const cv::Mat& known, const cv::Mat& near_edge, double median_factor,
                              Structure structure) const
    {
        const cv::Mat weight = weight_of(known);
        const WallModel wall = smooth(weight, {12 * unit_, 24 * unit_, 48 * unit_});
        cv::Mat deviation = squared_difference(frame_, wall.colour);
        if (structure == Structure::RowsAndColumns)
            for (const auto& way : directions(wall, known, weight)) {
                const cv::Mat better = cv::min(deviation, squared_difference(frame_, way.colour));
                better.copyTo(deviation, way.gain > 0.5);
            }
        cv::Mat blurred;
        cv::GaussianBlur(deviation, blurred, {}, 0.7);
        const double usual = median_factor * median(deviation, known) + 8;
        cv::Mat strange = (blurred > 9 * cv::min(wall.variance, usual)) & near_edge;
        cv::dilate(strange, strange, {});
        cv::Mat kept = known & ~strange;
        if (cv::countNonZero(kept) * 2 < cv::countNonZero(known))
            kept = known & (deviation < 12 * wall.variance);
        return cv::countNonZero(kept) > 0 ? kept : known.clone();
    }

    /// Known pixels and those towards the person that look like the same wall.
    cv::Mat grown(const cv::Mat& known, const WallModel& wall, const cv::Mat& candidates) const
    {
        cv::Mat deviation;
        cv::GaussianBlur(squared_difference(frame_, wall.colour), deviation, {}, 1);
        return known | (candidates & (deviation < 3 * wall.variance));
    }

private:
    static cv::Mat weight_of(const cv::Mat& known)
    {
        cv::Mat weight;
        known.convertTo(weight, CV_32F, 1 / 255.0);
        return weight;
    }

    int step() const { return unit_ < 1 ? 2 : 4; }

    WallModel smooth(const cv::Mat& weight, const std::vector<double>& sigmas) const
    {
        WallModel wall;
        wall.colour = normalised_blur(frame_, weight, sigmas, step());
        const cv::Mat deviation = cv::min(squared_difference(frame_, wall.colour), most_deviation);
        wall.variance = cv::max(
            normalised_blur(deviation, weight, {6 * unit_, 16 * unit_, 40 * unit_}, step()), least_variance);
        return wall;
    }

    std::array<Direction, 2> directions(const WallModel& wall, const cv::Mat& known,
                                        const cv::Mat& weight) const
    {
        const cv::Mat deviation = cv::min(squared_difference(frame_, wall.colour), most_deviation);
        const double far = along_px * unit_;
        return {along(weight, deviation, {far, 0.5}, seen_on_both_sides(wall, known)),
                along(weight, deviation, {0.5, far}, {})};
    }

    Direction along(const cv::Mat& weight, const cv::Mat& smooth_deviation, cv::Size2d sigma,
                    const cv::Mat& trust) const
    {
        Direction direction;
        cv::Mat share;
        direction.colour = directed_blur(frame_, weight, sigma, share);
        const cv::Mat own = cv::min(squared_difference(frame_, direction.colour), most_deviation);
        cv::Mat both;
        cv::merge(std::vector<cv::Mat>{own, smooth_deviation}, both);
        cv::Mat unused;
        std::vector<cv::Mat> variances;
        cv::split(directed_blur(both, weight, sigma, unused), variances);
        direction.variance = cv::max(variances[0], least_variance);
        direction.gain = cv::max(variances[1], least_variance) / direction.variance - 1.5;
        direction.gain = cv::min(cv::max(direction.gain, 0), 50);
        direction.gain.setTo(0, share <= known_share);
        if (!trust.empty())
            direction.gain = direction.gain.mul(trust);
        return direction;
    }

    /// A tile's joint is seen on both sides of the person; hair that lies level is not. For each row: 1 where
    /// the known pixels left and right of the person stray from the smooth wall the same way.
    cv::Mat seen_on_both_sides(const WallModel& wall, const cv::Mat& known) const
    {
        cv::Mat trust(frame_.size(), CV_32F, cv::Scalar(0));
        for (int y = 0; y < frame_.rows; ++y) {
            std::array<cv::Vec3f, 2> sums = {};
            std::array<int, 2> counts = {};
            const auto* pixel = frame_.ptr<cv::Vec3f>(y);
            const auto* colour = wall.colour.ptr<cv::Vec3f>(y);
            const auto* k = known.ptr<std::uint8_t>(y);
            for (int x = 0; x < frame_.cols; ++x) {
                if (k[x] == 0)
                    continue;
                const std::size_t side = x < middle_x_ ? 0 : 1;
                sums.at(side) += pixel[x] - colour[x];
                ++counts.at(side);
            }
            if (std::min(counts[0], counts[1]) < 16 * unit_)
                continue;
            const cv::Vec3f left = sums[0] / static_cast<float>(counts[0]);
            const cv::Vec3f right = sums[1] / static_cast<float>(counts[1]);
            const double alike = left.dot(right) / (0.5 * (left.dot(left) + right.dot(right)) + 1);
            trust.row(y).setTo(std::clamp(2 * alike, 0.0, 1.0));
        }
        return trust;
    }

    void mix(WallModel& wall, const std::array<Direction, 2>& ways) const
    {
        for (int y = 0; y < frame_.rows; ++y) {
            auto* colour = wall.colour.ptr<cv::Vec3f>(y);
            auto* variance = wall.variance.ptr<float>(y);
            const std::array<const float*, 2> gains = {ways[0].gain.ptr<float>(y),
                                                       ways[1].gain.ptr<float>(y)};
            for (int x = 0; x < frame_.cols; ++x) {
                const float sum = gains[0][x] + gains[1][x];
                if (sum <= 0)
                    continue;
                const cv::Vec3f smooth = colour[x];
                for (std::size_t i = 0; i < ways.size(); ++i) {
                    colour[x] +=
                        (ways.at(i).colour.at<cv::Vec3f>(y, x) - smooth) * (gains.at(i)[x] / (1 + sum));
                    if (gains.at(i)[x] > 0.5F)
                        variance[x] = std::min(variance[x], 1.5F * ways.at(i).variance.at<float>(y, x));
                }
            }
        }
    }

    const cv::Mat& frame_;
    double unit_;
    int middle_x_;
};

cv::Mat halved(const cv::Mat& mat)
{
    cv::Mat half;
    cv::resize(mat, half, {mat.cols / 2, mat.rows / 2}, 0, 0, cv::INTER_AREA);
    return half;
}

cv::Mat halved_mask(const cv::Mat& mask)
{
    return halved(mask) == 255;
}

} // namespace

WallModel fit_wall(const cv::Mat& frame, const Outline& outline)
{
    const cv::Mat half = halved(frame);
    const WallFit coarse(half, 0.5, outline.middle_x / 2);
    const cv::Mat sure = halved_mask(outline.sure_wall);
    const cv::Mat slope = gradient(half);
    // At half the size edges are twice as steep as in the photo, and noise is half as strong.
    cv::Mat near_edge = slope > std::min(8 * median(slope, sure), 200.0);
    cv::dilate(near_edge, near_edge, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    const Structure structure = coarse.structure_of(sure);
    cv::Mat known = sure;
    for (const double factor : {2.5, 3.0})
        known = coarse.without_strangers(known, near_edge, factor, structure);

    const cv::Mat close = halved_mask((outline.depth_px < -3) & (outline.person < 0.15) & outline.covered);
    WallModel rough = coarse.fit_smooth(known);
    coarse.refine(rough, known, structure);
    cv::Mat full;
    cv::resize(coarse.grown(known, rough, close), full, frame.size(), 0, 0, cv::INTER_NEAREST);
    full &= outline.covered;
    const WallFit fine(frame, 1, outline.middle_x);
    WallModel wall = fine.fit_smooth(full);
    const cv::Mat smooth = wall.colour.clone();
    fine.refine(wall, full, structure);
    add_straight_lines(frame, outline, smooth, wall);
    // Hair strays up to a hand's breadth from the head; what is strange further off is a room's.
    const cv::Mat far = halved_mask(outline.depth_px < -48) & sure;
    const int far_count = cv::countNonZero(far);
    wall.strange_ratio =
        far_count > 0 ? 1 - cv::countNonZero(known & far) / static_cast<double>(far_count) : 0;
    return wall;
}

} // namespace tucai::vision
