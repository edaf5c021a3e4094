#include "vision/wall_matte.h"

#include "image/opencv.h"
#include "vision/guided_filter.h"
#include "vision/strands.h"
#include "vision/wall_foreground.h"
#include "vision/wall_model.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace tucai::vision {
namespace {

float unit(float x)
{
    return std::clamp(x, 0.F, 1.F);
}

/// What the colours of one pixel say: alpha, and how far that can be trusted.
struct Solved {
    float alpha = 0;
    float confidence = 0; ///< 0: wall and person look alike here
};

/// One pixel between the wall's colour and each of the person's colours; the likelier a colour, the more it
/// counts.
class PixelSolver {
public:
    PixelSolver(const cv::Mat& frame, const WallModel& wall, const std::vector<PersonColour>& colours)
        : frame_(frame), wall_(wall), colours_(colours)
    {
    }

    Solved solve(int y, int x) const
    {
        const cv::Vec3f wall = wall_.colour.at<cv::Vec3f>(y, x);
        const cv::Vec3f pixel = frame_.at<cv::Vec3f>(y, x) - wall;
        const float wall_variance = wall_.variance.at<float>(y, x);
        const float sigma_wall = std::sqrt(wall_variance / 3);
        const float length2 = pixel.dot(pixel);
        float sum = 0;
        float alphas = 0;
        float trusts = 0;
        float distances = 0;
        for (const auto& colour : colours_) {
            const auto& own = colour.colour.at<cv::Vec4f>(y / 2, x / 2);
            const cv::Vec3f axis = cv::Vec3f(own[0], own[1], own[2]) - wall;
            const float distance = std::sqrt(axis.dot(axis)) + 1e-3F;
            const float own_variance = own[3];
            const float t = pixel.dot(axis) / distance;
            const float bottom = std::min(1.5F * sigma_wall, 0.3F * distance);
            const float top = std::max(distance - 2.5F * std::sqrt(own_variance / 3 + 1), 0.5F * distance);
            const float alpha = unit((t - bottom) / (top - bottom));
            const float beyond = std::max(t - distance, 0.F);
            float cost = (length2 - t * t + beyond * beyond) /
                         (2 * (own_variance * std::clamp(alpha, 0.1F, 1.F) + wall_variance + 10));
            if (t < -3 * sigma_wall)
                cost += 0.1F * (t / (3 * sigma_wall)) * (t / (3 * sigma_wall));
            const float weight = colour.presence.at<float>(y / 2, x / 2) * std::exp(-std::min(cost, 60.F));
            const float noise = std::sqrt(own_variance / 3 + wall_variance / 3 + 1);
            const float q = distance / noise;
            trusts += weight * unit((q - 0.8F) / 2.5F) * unit((distance - 12) / 30);
            alphas += weight * alpha;
            distances += weight * distance;
            sum += weight;
        }
        if (sum <= 1e-12F) {
            // No colour of the person's fits: what is far from the wall's colour is person all the same.
            const float length = std::sqrt(length2);
            const float alpha = unit((length - 6 * sigma_wall) / 28);
            return {alpha, alpha};
        }
        Solved solved{alphas / sum, trusts / sum};
        const float distance = distances / sum;
        // What is as good as wholly person and plainly not wall is certain, however wide the person's own
        // colours scatter: a white strap beside pale skin.
        const float length = std::sqrt(length2);
        const float plainly = unit((length / sigma_wall - 6) / 6) * unit((length - 10) / 20);
        solved.confidence = std::max(solved.confidence, plainly * unit((solved.alpha - 0.8F) / 0.2F));
        if (sum < 1e-3F) {
            const float far = unit((std::sqrt(length2) - 6 * sigma_wall) / std::max(0.5F * distance, 14.F));
            solved.alpha = std::max(solved.alpha, far);
        }
        return solved;
    }

private:
    const cv::Mat& frame_;
    const WallModel& wall_;
    const std::vector<PersonColour>& colours_;
};

/// The mask's own outline, as sharp as a photo of this size shows an edge (sigma about 1 px): what decides
/// where wall and person look alike.
cv::Mat mask_edge(const Outline& outline)
{
    cv::Mat smooth;
    cv::GaussianBlur(outline.person, smooth, {}, 1.2);
    // A shoulder is a long curve: what the coarse mask shows as steps there is the mask's own grid.
    cv::Mat broad;
    cv::GaussianBlur(outline.person, broad, {}, 3, 0, cv::BORDER_REPLICATE);
    smooth += outline.torso.mul(broad - smooth);
    cv::Mat dx;
    cv::Mat dy;
    cv::Sobel(smooth, dx, CV_32F, 1, 0, 3, 1.0 / 8);
    cv::Sobel(smooth, dy, CV_32F, 0, 1, 3, 1.0 / 8);
    cv::Mat edge(outline.person.size(), CV_32F);
    for (int y = 0; y < edge.rows; ++y) {
        const auto* s = smooth.ptr<float>(y);
        const auto* gx = dx.ptr<float>(y);
        const auto* gy = dy.ptr<float>(y);
        const auto* torso = outline.torso.ptr<float>(y);
        auto* out = edge.ptr<float>(y);
        for (int x = 0; x < edge.cols; ++x) {
            const float distance = (s[x] - 0.5F) / (std::hypot(gx[x], gy[x]) + 0.02F);
            out[x] = unit(0.5F + (distance - torso[x]) / 2.5F);
        }
    }
    return edge;
}

/// Noise out of solved alpha: in small windows it follows the frame's own colours, and a photo of this size
/// shows no edge sharper than half a pixel.
cv::Mat follow_edges(const cv::Mat& frame, const cv::Mat& alpha, const Outline& outline)
{
    cv::Mat guide;
    frame.convertTo(guide, CV_32F, 1 / 255.0);
    cv::Mat smooth = guided_filter(guide, alpha, 4, 1e-4);
    cv::GaussianBlur(smooth, smooth, {}, 0.5);
    smooth = cv::min(cv::max(smooth, 0), 1);
    // Deep inside nothing of the wall can shine through, whatever a window's line says.
    constexpr double belt_px = 8.5;
    smooth.setTo(1, outline.sure_person & (outline.depth_px > belt_px));
    smooth.setTo(0, outline.covered == 0);
    return smooth;
}

/// Drops pieces apart from the person and fills spots inside.
void make_whole(cv::Mat& alpha, const Outline& outline)
{
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(alpha > 0.08, labels, stats, centres, 8);
    int best = 0;
    int most = 0;
    for (int i = 1; i < count; ++i)
        if (stats.at<int>(i, cv::CC_STAT_AREA) > most) {
            most = stats.at<int>(i, cv::CC_STAT_AREA);
            best = i;
        }
    alpha.setTo(0, labels != best);

    const cv::Mat spots = (alpha < 0.85) & (outline.depth_px > 2.5);
    const int holes = cv::connectedComponentsWithStats(spots, labels, stats, centres, 8);
    for (int i = 1; i < holes; ++i)
        if (stats.at<int>(i, cv::CC_STAT_AREA) < 60)
            alpha.setTo(0.97, labels == i);
}

/// The person's colour without the wall's: the wall's known share is taken off.
image::Image foreground_of(const cv::Mat& frame, const WallModel& wall, const cv::Mat& alpha)
{
    image::Image out(frame.cols, frame.rows);
    auto colours = image::as_mat(out);
    for (int y = 0; y < frame.rows; ++y) {
        const auto* pixel = frame.ptr<cv::Vec3f>(y);
        const auto* wall_colour = wall.colour.ptr<cv::Vec3f>(y);
        const auto* a = alpha.ptr<float>(y);
        auto* to = colours.ptr<cv::Vec3b>(y);
        for (int x = 0; x < frame.cols; ++x) {
            const float share = std::max(a[x], 0.02F);
            for (int c = 0; c < 3; ++c)
                to[x][c] =
                    cv::saturate_cast<std::uint8_t>((pixel[x][c] - (1 - share) * wall_colour[x][c]) / share);
        }
    }
    return out;
}

/// Alpha of every pixel: 1 and 0 where sure, solved where not.
cv::Mat solve_alpha(const cv::Mat& frame, const Outline& outline, const WallModel& wall,
                    const std::vector<PersonColour>& colours, double& confidence)
{
    const PixelSolver solver(frame, wall, colours);
    const cv::Mat edge = mask_edge(outline);
    cv::Mat alpha(frame.size(), CV_32F);
    // Plain and tiled walls leave out up to 4 % of what should be wall; a furnished room 15 %.
    const auto plain = static_cast<float>(std::clamp(1 - (wall.strange_ratio - 0.05) / 0.08, 0.0, 1.0));
    double trusted = 0;
    double seen = 0;
    for (int y = 0; y < frame.rows; ++y) {
        const auto* sure_person = outline.sure_person.ptr<std::uint8_t>(y);
        const auto* sure_wall = outline.sure_wall.ptr<std::uint8_t>(y);
        const auto* covered = outline.covered.ptr<std::uint8_t>(y);
        const auto* depth = outline.depth_px.ptr<float>(y);
        const auto* e = edge.ptr<float>(y);
        auto* a = alpha.ptr<float>(y);
        for (int x = 0; x < frame.cols; ++x) {
            if (sure_person[x] != 0) {
                a[x] = 1;
                continue;
            }
            if (covered[x] == 0 || sure_wall[x] != 0) {
                a[x] = 0;
                continue;
            }
            const auto solved = solver.solve(y, x);
            float c = solved.confidence;
            // Deep inside, a pixel that looks like wall is more likely a highlight on the person.
            c *= 1 - unit((depth[x] - 1) / 5) * unit(1.4F - solved.confidence * 1.4F);
            c *= plain;
            a[x] = c * solved.alpha + (1 - c) * e[x];
            const cv::Vec3f d = frame.at<cv::Vec3f>(y, x) - wall.colour.at<cv::Vec3f>(y, x);
            const float z = unit((-depth[x] - 4) / 8);
            const float sigma = std::sqrt(wall.variance.at<float>(y, x) / 3);
            if (z > 0 && d.dot(d) < std::pow(1.7F * (3 + 3 * z) * sigma, 2.F))
                a[x] *= 1 - z;
            if (std::abs(depth[x]) < 4) {
                trusted += c;
                seen += 1;
            }
        }
    }
    confidence = seen > 0 ? trusted / seen : 0;
    return alpha;
}

} // namespace

Result<Matte> WallMatte::make(const MatteScene& scene) const
{
    const int width = scene.frame.width;
    const int height = scene.frame.height;
    if (width < 16 || height < 16 || scene.cover.width != width || scene.cover.height != height ||
        scene.person.width != width || scene.person.height != height)
        return fail(ErrorCode::InvalidInput, "Frame, cover and mask differ in size.");
    cv::Mat frame;
    image::as_mat(scene.frame).convertTo(frame, CV_32F);
    const double face_height = std::max(scene.chin_y_px - scene.forehead_y_px, 16.0);
    Outline outline =
        outline_of(image::as_mat(scene.person), image::as_mat(scene.cover), scene.chin_y_px, face_height);
    const WallModel wall = fit_wall(frame, outline);
    open_strands(frame, wall, outline);
    const auto colours = person_colours(frame, outline);

    Matte matte;
    cv::Mat alpha = solve_alpha(frame, outline, wall, colours, matte.confidence);
    alpha.setTo(1, outline.sure_person);
    alpha = follow_edges(frame, alpha, outline);
    make_whole(alpha, outline);
    matte.foreground = foreground_of(frame, wall, alpha);
    matte.alpha = image::Plane(width, height);
    alpha.copyTo(image::as_mat(matte.alpha));
    return matte;
}

} // namespace tucai::vision
