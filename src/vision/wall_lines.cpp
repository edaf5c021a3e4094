#include "vision/wall_lines.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace tucai::vision {
namespace {

constexpr float far_px = -40;         // further off than hair strays
constexpr float torso_nearer_px = 30; // beside shoulders no hair does, and less of the wall is seen
constexpr int least_upright_px = 24;  // a line shorter than this may be anything
constexpr int least_level_px = 10;    // beside a shoulder no more is left of one
constexpr float least_strength2 = 27; // three levels in each channel: below that it does not show
constexpr float most_rest = 0.4F;     // share of a pixel's stray that its line may leave unexplained
constexpr float least_variance = 5;   // as in wall_model.cpp: sensor noise and JPEG

/// How the pixels of one line stray from the smooth wall.
class LineSums {
public:
    void add(const cv::Vec3f& deviation)
    {
        sum_ += deviation;
        squares_ += deviation.dot(deviation);
        ++count_;
    }

    /// The line's own colour less the smooth wall's; absent where its pixels do not stray alike.
    std::optional<cv::Vec3f> offset(int least_px) const
    {
        if (count_ < least_px)
            return std::nullopt;
        const cv::Vec3f mean = sum_ / static_cast<float>(count_);
        const float strength2 = mean.dot(mean);
        if (strength2 < least_strength2 || strength2 < 2 * variance())
            return std::nullopt;
        return mean;
    }

    float variance() const
    {
        const cv::Vec3f mean = sum_ / static_cast<float>(std::max(count_, 1));
        return std::max(squares_ / static_cast<float>(std::max(count_, 1)) - mean.dot(mean), least_variance);
    }

private:
    cv::Vec3f sum_;
    float squares_ = 0;
    int count_ = 0;
};

struct Lines {
    std::vector<LineSums> columns;
    std::array<std::vector<LineSums>, 2> rows; ///< left and right of the person
};

Lines seen_far_off(const cv::Mat& frame, const Outline& outline, const cv::Mat& smooth)
{
    Lines lines;
    lines.columns.resize(static_cast<std::size_t>(frame.cols));
    for (auto& side : lines.rows)
        side.resize(static_cast<std::size_t>(frame.rows));
    for (int y = 0; y < frame.rows; ++y) {
        const auto* pixel = frame.ptr<cv::Vec3f>(y);
        const auto* colour = smooth.ptr<cv::Vec3f>(y);
        const auto* sure = outline.sure_wall.ptr<std::uint8_t>(y);
        const auto* depth = outline.depth_px.ptr<float>(y);
        const auto* torso = outline.torso.ptr<float>(y);
        for (int x = 0; x < frame.cols; ++x) {
            if (sure[x] == 0 || depth[x] > far_px + torso_nearer_px * torso[x])
                continue;
            const cv::Vec3f deviation = pixel[x] - colour[x];
            lines.columns[static_cast<std::size_t>(x)].add(deviation);
            lines.rows.at(x < outline.middle_x ? 0 : 1)[static_cast<std::size_t>(y)].add(deviation);
        }
    }
    return lines;
}

/// Gives a pixel the line's colour where that explains it far better than the wall's own.
void join(const cv::Vec3f& pixel, const LineSums& line, int least_px, const cv::Vec3f& smooth,
          cv::Vec3f& colour, float& variance)
{
    const auto offset = line.offset(least_px);
    if (!offset)
        return;
    const cv::Vec3f strays = pixel - colour;
    const cv::Vec3f rest = pixel - (smooth + *offset);
    if (rest.dot(rest) > most_rest * strays.dot(strays))
        return;
    colour = smooth + *offset;
    variance = std::min(variance, 1.5F * line.variance());
}

} // namespace

void add_straight_lines(const cv::Mat& frame, const Outline& outline, const cv::Mat& smooth, WallModel& wall)
{
    const auto lines = seen_far_off(frame, outline, smooth);
    for (int y = 0; y < frame.rows; ++y) {
        const auto row = static_cast<std::size_t>(y);
        const auto* pixel = frame.ptr<cv::Vec3f>(y);
        const auto* plain = smooth.ptr<cv::Vec3f>(y);
        auto* colour = wall.colour.ptr<cv::Vec3f>(y);
        auto* variance = wall.variance.ptr<float>(y);
        const auto* sure_person = outline.sure_person.ptr<std::uint8_t>(y);
        for (int x = 0; x < frame.cols; ++x) {
            if (sure_person[x] != 0)
                continue;
            join(pixel[x], lines.columns[static_cast<std::size_t>(x)], least_upright_px, plain[x], colour[x],
                 variance[x]);
            join(pixel[x], lines.rows.at(x < outline.middle_x ? 0 : 1)[row], least_level_px, plain[x],
                 colour[x], variance[x]);
        }
    }
}

} // namespace tucai::vision
