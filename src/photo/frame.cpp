#include "photo/frame.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tucai::photo {
namespace {

/// A cost that is 0 where wanted, 1 at the band's edge, and steep beyond it.
double band_cost(const rules::Band& band, double value)
{
    const double half = value < band.wanted ? band.wanted - band.low : band.high - band.wanted;
    const double off = (value - band.wanted) / std::max(half, 1.0);
    double cost = off * off;
    const double beyond =
        std::max({band.low - value, value - band.high, 0.0}) / std::max(band.high - band.low, 1.0);
    if (beyond > 0)
        cost += 100 * beyond + 1e4 * beyond * beyond;
    return cost;
}

/// The least of a convex cost over an interval (golden section; 32 steps reach 2e-7 of it).
template <class Cost> double least(double low, double high, Cost cost)
{
    constexpr double golden = 0.6180339887498949;
    double a = high - golden * (high - low);
    double b = low + golden * (high - low);
    double cost_a = cost(a);
    double cost_b = cost(b);
    for (int i = 0; i < 32; ++i) {
        if (cost_a <= cost_b) {
            high = b;
            b = a;
            cost_b = cost_a;
            a = high - golden * (high - low);
            cost_a = cost(a);
        } else {
            low = a;
            a = b;
            cost_a = cost_b;
            b = low + golden * (high - low);
            cost_b = cost(b);
        }
    }
    return (low + high) / 2;
}

struct Candidate {
    base::Transform to_photo;
    double cost = std::numeric_limits<double>::infinity();
};

class Solver {
public:
    Solver(const FrameScene& scene, const rules::Profile& profile, const measure::HeadBox& source)
        : scene_(scene), profile_(profile), source_(source)
    {
    }

    /// The best shifts for one scale. Rows and columns do not depend on one another, but through the row from
    /// which on a side cuts the person.
    Candidate at(double scale) const
    {
        const auto& bands = profile_.frame;
        Candidate best;
        best.to_photo.scale = scale;
        const double height = profile_.photo.height_px;
        const double eye = scale * source_.eye_line_px;
        const double hair = scale * source_.hair_top_px;
        // The photo's lower edge may lie on the source's lower edge or above it.
        const double low = height - scale * scene_.height;
        // Above the source lies nothing that cut hair could be drawn on from.
        if (scene_.hair_is_cut && low > 1e-9)
            return best;
        const double high = std::max(scene_.hair_is_cut ? 0.0 : bands.eye_line.high + height - eye, low);
        const auto row_cost = [&](double ty) {
            return band_cost(bands.hair_top, hair + ty) + 0.5 * band_cost(bands.eye_line, eye + ty);
        };
        best.to_photo.ty = least(low, high, row_cost);
        const auto column_cost = [&](double tx) {
            const double over = side_overrun({scale, tx, best.to_photo.ty}) / profile_.photo.width_px;
            return band_cost(bands.centre, scale * source_.centre_px + tx) + 100 * over + 1e4 * over * over;
        };
        const double middle = bands.centre.wanted - scale * source_.centre_px;
        best.to_photo.tx = least(middle - profile_.photo.width_px / 2.0,
                                 middle + profile_.photo.width_px / 2.0, column_cost);
        best.cost = row_cost(best.to_photo.ty) + column_cost(best.to_photo.tx) +
                    band_cost(bands.face_width, scale * source_.face_width_px);
        if (bands.head_height)
            best.cost += band_cost(*bands.head_height, scale * source_.head_height_px);
        return best;
    }

    /// How far the photo shows what lies beyond a side that cuts the person, photo px.
    double side_overrun(const base::Transform& to_photo) const
    {
        double over = 0;
        const auto is_in_photo = [&](const std::optional<double>& cut_y) {
            return cut_y && to_photo.scale * *cut_y + to_photo.ty < profile_.photo.height_px - 1;
        };
        if (is_in_photo(scene_.left_cut_y))
            over += std::max(0.0, to_photo.tx);
        if (is_in_photo(scene_.right_cut_y))
            over += std::max(0.0, profile_.photo.width_px - (to_photo.scale * scene_.width + to_photo.tx));
        return over;
    }

private:
    const FrameScene& scene_;
    const rules::Profile& profile_;
    const measure::HeadBox& source_;
};

bool is_in(const rules::Band& band, double value)
{
    constexpr double rounding = 1e-6;
    return value >= band.low - rounding && value <= band.high + rounding;
}

measure::HeadBox carried(const measure::HeadBox& box, const base::Transform& by)
{
    measure::HeadBox out;
    out.hair_top_px = by.scale * box.hair_top_px + by.ty;
    out.eye_line_px = by.scale * box.eye_line_px + by.ty;
    out.face_width_px = by.scale * box.face_width_px;
    out.centre_px = by.scale * box.centre_px + by.tx;
    out.inter_eye_px = by.scale * box.inter_eye_px;
    out.chin_px = by.scale * box.chin_px + by.ty;
    out.head_height_px = by.scale * box.head_height_px;
    return out;
}

} // namespace

Result<Frame> solve_frame(const FrameScene& scene, const rules::Profile& profile)
{
    if (scene.width < 1 || scene.height < 1)
        return fail(ErrorCode::InvalidInput, "A frame needs a source of at least one pixel.");
    TUCAI_TRY(const auto source, measure::measure_head_box(scene.head));
    const auto& bands = profile.frame;
    const Solver solver(scene, profile, source);
    // The lower edge is kept whatever it costs; a source lower than the photo can only be scaled up.
    const double least_scale = profile.photo.height_px / static_cast<double>(scene.height);
    const double floor = scene.hair_is_cut ? least_scale : 0.0;
    const double low = std::max(0.3 * bands.face_width.low / source.face_width_px, floor);
    const double high = std::max(std::min(3 * bands.face_width.high / source.face_width_px, 1.0), low);
    constexpr int steps = 160;
    Candidate best;
    int best_step = 0;
    const auto scale_of = [&](double step) { return low * std::pow(high / low, step / steps); };
    for (int i = 0; i <= steps; ++i)
        if (const auto candidate = solver.at(scale_of(i)); candidate.cost < best.cost) {
            best = candidate;
            best_step = i;
        }
    for (int i = -20; i <= 20; ++i) {
        const double step = std::clamp(best_step + i / 20.0, 0.0, static_cast<double>(steps));
        if (const auto candidate = solver.at(scale_of(step)); candidate.cost < best.cost)
            best = candidate;
    }
    if (!std::isfinite(best.cost))
        return fail(ErrorCode::Internal, "No frame could be solved.");

    Frame frame;
    frame.to_photo = best.to_photo;
    const double s = best.to_photo.scale;
    frame.head = carried(source, best.to_photo);
    frame.side_cut_px = solver.side_overrun(best.to_photo);
    const std::pair<const char*, bool> checks[] = {
        {"hair_top", is_in(bands.hair_top, frame.head.hair_top_px)},
        {"eye_line", is_in(bands.eye_line, frame.head.eye_line_px)},
        {"face_width", is_in(bands.face_width, frame.head.face_width_px)},
        {"head_height", !bands.head_height || is_in(*bands.head_height, frame.head.head_height_px)},
        {"centre", is_in(bands.centre, frame.head.centre_px)},
        {"sides", frame.side_cut_px < 0.5},
        {"scale", s <= 1 + 1e-9},
    };
    for (const auto& [name, holds] : checks)
        if (!holds)
            frame.broken.emplace_back(name);
    return frame;
}

} // namespace tucai::photo
