#include "measure/face_shadow.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tucai::measure {
namespace {

constexpr double pi = 3.14159265358979323846;

/// Means over small squares of skin: log2 of luminance, and of red over green.
struct Ground {
    Flags known;
    Plane ev;
    Plane redness;
};

constexpr int square_reach_px = 2;

Ground ground_of(const LightScene& scene)
{
    Ground ground{eroded(scene.skin, square_reach_px), Plane(scene.width(), scene.height()),
                  Plane(scene.width(), scene.height())};
    constexpr float floor = 2e-3F; // near black, noise would look like steps
    for (int y = 0; y < scene.height(); ++y)
        for (int x = 0; x < scene.width(); ++x) {
            if (scene.skin.row(y)[x] == 0)
                continue;
            ground.ev.row(y)[x] = std::log2(scene.luminance.row(y)[x] + floor);
            ground.redness.row(y)[x] =
                std::log2((scene.light[0].row(y)[x] + floor) / (scene.light[1].row(y)[x] + floor));
        }
    ground.ev = softened(ground.ev);
    ground.redness = softened(ground.redness);
    return ground;
}

/// A line across the face: where it is nearest to the face's middle, and the directions along and over it.
struct Chord {
    base::Point middle;
    base::Point along;
    base::Point over;
};

/// A line by the direction over it (radians from the right, clockwise) and its distance from the face's
/// middle, in hundredths of the pupils' distance.
struct Line {
    double angle = 0;
    double off = 0;
    double ev = 0; ///< the step found over it
};

/// A line that lies this level on the face - the sine of its slant - is nearly its own mirror image.
constexpr double level_sine = 0.34;

struct Step {
    double ev = 0;
    base::Box place; ///< patch px
};

class EdgeSearch {
public:
    explicit EdgeSearch(const LightScene& scene) : scene_(scene), ground_(ground_of(scene))
    {
        const auto& p = scene.patch.points;
        for (const std::size_t i : {168, 6, 2, 164}) { // bridge to upper lip: the face's own middle line
            middle_.x += p[i].x / 4;
            middle_.y += p[i].y / 4;
        }
        mirror_ = {scene.down.y, -scene.down.x};
    }

    Step sharpest() const
    {
        constexpr int directions = 12;
        constexpr double half_direction = pi / directions / 2;
        std::vector<Line> lines;
        for (int d = 0; d < directions; ++d)
            for (int off = -54; off <= 54; off += 6) {
                const Line line{d * pi / directions, 1.0 * off, 0};
                if (const auto step = step_over(line, 8))
                    lines.push_back({line.angle, line.off, step->ev});
            }
        // Lines between those of the grid: beside the sharpest few, then twice as near around the best. A
        // long line that is two degrees off has left the edge at its ends.
        const auto few = lines.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(lines.size(), 6));
        std::partial_sort(lines.begin(), few, lines.end(),
                          [](const Line& a, const Line& b) { return a.ev > b.ev; });
        Step best;
        Line best_line;
        const auto look_around = [&](const Line& line, double turns, double shifts) {
            for (const double turn : {-turns, 0.0, turns})
                for (const double shift : {-shifts, 0.0, shifts}) {
                    const Line near{line.angle + turn, line.off + shift, 0};
                    const auto step = step_over(near);
                    if (step && step->ev > best.ev) {
                        best = *step;
                        best_line = near;
                    }
                }
        };
        for (auto line = lines.begin(); line != few; ++line)
            look_around(*line, half_direction, 3);
        for (const double part : {0.5, 0.25})
            if (best.ev > 0)
                look_around(Line(best_line), half_direction * part, 3 * part);
        return best;
    }

private:
    Chord chord_of(const Line& line) const
    {
        const double off_px = line.off * scene_.inter_eye_px / 100;
        const base::Point over{std::cos(line.angle), std::sin(line.angle)};
        return {{middle_.x + over.x * off_px, middle_.y + over.y * off_px}, {-over.y, over.x}, over};
    }

    struct Sample {
        double ev = 0;
        double redness = 0;
    };

    std::optional<Sample> at(base::Point p) const
    {
        const int x = static_cast<int>(std::floor(p.x));
        const int y = static_cast<int>(std::floor(p.y));
        if (x < 0 || y < 0 || x >= scene_.width() || y >= scene_.height() || ground_.known.row(y)[x] == 0)
            return std::nullopt;
        return Sample{ground_.ev.row(y)[x], ground_.redness.row(y)[x]};
    }

    base::Point mirrored(base::Point p) const
    {
        const double off = (p.x - middle_.x) * mirror_.x + (p.y - middle_.y) * mirror_.y;
        return {p.x - 2 * off * mirror_.x, p.y - 2 * off * mirror_.y};
    }

    /// What changes from one point to another, log2 of luminance.
    struct Change {
        double here = 0;
        double own = 0; ///< less the change between the mirrored points
    };

    /// Nothing where skin is missing; no change where it is one of colour.
    std::optional<Change> change_between(base::Point one, base::Point other, bool is_level) const
    {
        const auto a = at(one);
        const auto b = at(other);
        const auto mirrored_a = is_level ? a : at(mirrored(one));
        const auto mirrored_b = is_level ? a : at(mirrored(other));
        if (!a || !b || !mirrored_a || !mirrored_b)
            return std::nullopt;
        constexpr double same_skin = 0.35; // log2 of red over green; hair differs by more
        if (std::abs(a->redness - b->redness) > same_skin)
            return Change{};
        const double here = a->ev - b->ev;
        return Change{here, here - (mirrored_a->ev - mirrored_b->ev)};
    }

    /// The step upward (sign 1) or downward that most of a line has, both against its mirror image and
    /// along itself; there less of it must show, since a nose and the rims of lips have steps of their own
    /// that oppose a shadow's. Level lines have no mirror image: both are one. Reorders.
    static double shared_step(std::vector<float>& own, std::vector<float>& here, bool is_level, int sign)
    {
        const auto least = [sign](std::vector<float>& steps, double share) {
            return sign * quantile(steps, sign > 0 ? share : 1 - share);
        };
        const double against_mirror = least(own, is_level ? 0.2 : 0.3);
        return against_mirror <= 0 || is_level ? against_mirror : std::min(against_mirror, least(here, 0.4));
    }

    /// The step over a line, looked at every `spacing` hundredths of the pupils' distance.
    std::optional<Step> step_over(const Line& line, int spacing = 4) const
    {
        const auto chord = chord_of(line);
        const bool is_level = std::abs(chord.over.x * mirror_.x + chord.over.y * mirror_.y) < level_sine;
        const auto least_points = static_cast<std::size_t>(96 / spacing); // about one distance of the pupils
        const double unit_px = scene_.inter_eye_px / 100;
        const double reach = 7 * unit_px;
        std::vector<float> here;
        std::vector<float> own;
        base::Point low{1e9, 1e9};
        base::Point high{-1e9, -1e9};
        for (int t = -110; t <= 110; t += spacing) {
            const base::Point on{chord.middle.x + chord.along.x * t * unit_px,
                                 chord.middle.y + chord.along.y * t * unit_px};
            const auto change =
                change_between({on.x + chord.over.x * reach, on.y + chord.over.y * reach},
                               {on.x - chord.over.x * reach, on.y - chord.over.y * reach}, is_level);
            if (!change)
                continue;
            here.push_back(static_cast<float>(change->here));
            own.push_back(static_cast<float>(change->own));
            low = {std::min(low.x, on.x), std::min(low.y, on.y)};
            high = {std::max(high.x, on.x), std::max(high.y, on.y)};
        }
        if (own.size() < least_points)
            return std::nullopt;
        return Step{std::max(shared_step(own, here, is_level, 1), shared_step(own, here, is_level, -1)),
                    {low.x - reach, low.y - reach, high.x - low.x + 2 * reach, high.y - low.y + 2 * reach}};
    }

    const LightScene& scene_;
    Ground ground_;
    base::Point middle_;
    base::Point mirror_; ///< unit length, over the face's middle line
};

/// log2 of the cheeks' light over that of the band of the eyes, by its brightest tenth: glasses' frames and
/// lashes are dark in every light, but not everywhere.
std::optional<double> band_ev(const LightScene& scene)
{
    const double mouth = scene.mouth_depth();
    auto band = luminance_where(scene, [](base::Point place) { return std::abs(place.y) < 0.16; });
    auto cheeks = luminance_where(scene, [&](base::Point place) {
        return std::abs(std::abs(place.x) - 0.5) < 0.25 && place.y > 0.35 && place.y < 0.85 * mouth;
    });
    if (band.size() < 40 || cheeks.size() < 40)
        return std::nullopt;
    return ev_of(quantile(cheeks, 0.5)) - ev_of(quantile(band, 0.9));
}

/// Where the light of one part of the face is looked at: places from the middle of the eyes, mirrored to the
/// right side.
struct Zone {
    double from_x = 0;
    double to_x = 0;
    double from_y = 0;
    double to_y = 0;
    bool holds(base::Point place) const
    {
        const double aside = std::abs(place.x);
        return aside >= from_x && aside < to_x && place.y > from_y && place.y < to_y;
    }
};

/// Light on some pixels, and how red they are, each the median of it.
struct ZoneLight {
    double ev = 0;
    double redness = 0; ///< log2 of red over green
};

/// Light of one zone's pixels, channel by channel.
using ZonePixels = std::array<std::vector<float>, 3>;

/// The middle of the zone's brightest pixels, that share of all. Pigments of skin take green and blue before
/// red: in these weights of the logarithms their part nearly cancels and the light's remains. Nothing of
/// fewer than `least`; reorders.
std::optional<ZoneLight> middle_of(ZonePixels& pixels, double brightest_share, std::size_t least = 20)
{
    constexpr double floor = 2e-3; // near black, noise would look like colour
    if (pixels[0].size() < least)
        return std::nullopt;
    std::array<double, 3> ev{};
    for (std::size_t c = 0; c < 3; ++c)
        ev[c] = std::log2(quantile(pixels[c], 1 - brightest_share / 2) + floor);
    return ZoneLight{1.5 * ev[0] - ev[1] + 0.5 * ev[2], ev[0] - ev[1]};
}

/// The parts of a face that light from above treats differently.
struct OverheadLight {
    std::optional<ZoneLight> cheeks;
    std::optional<ZoneLight> whites; ///< of the eyes
    std::optional<ZoneLight> inner;  ///< corners, beside the nose's bridge
    std::optional<ZoneLight> outer;  ///< corners
    std::optional<ZoneLight> chin;
    std::optional<ZoneLight> throat; ///< below the chin's rim

    /// log2 of the cheeks' light over that of the eyes' whites and the skin beside them.
    std::optional<double> sockets_ev() const
    {
        if (!cheeks || !whites || !inner || !outer)
            return std::nullopt;
        return cheeks->ev - (whites->ev + inner->ev + outer->ev) / 3;
    }

    /// log2 of the chin's light over the throat's; nothing where the throat is no bare skin.
    std::optional<double> throat_ev() const
    {
        // log2 of red over green: throats are paler than cheeks by some 0.2 of it, cloth by 0.5 and more.
        constexpr double palest = -0.47;
        constexpr double reddest = 0.25;
        if (!cheeks || !chin || !throat)
            return std::nullopt;
        const double redder = throat->redness - cheeks->redness;
        if (redder < palest || redder > reddest)
            return std::nullopt;
        return chin->ev - throat->ev;
    }
};

OverheadLight overhead_light_of(const LightScene& scene)
{
    const double mouth = scene.mouth_depth();
    const auto& tip = scene.patch.points[152];
    const double end =
        std::hypot(tip.x - scene.eye_middle.x, tip.y - scene.eye_middle.y) / scene.inter_eye_px;
    const std::array<Zone, 4> zones = {{{0.25, 0.75, 0.35, 0.85 * mouth},
                                        {0.12, 0.28, -0.12, 0.12},
                                        {0.75, 0.95, -0.12, 0.12},
                                        {0, 0.2, mouth + 0.25, 9}}};
    const Zone throat_zone{0, 0.3, end + 0.08, end + 0.24};
    std::array<ZonePixels, 4> skin;
    ZonePixels eyes;
    ZonePixels throat;
    const auto add = [&](ZonePixels& to, int x, int y) {
        for (std::size_t c = 0; c < 3; ++c)
            to[c].push_back(scene.light[c].row(y)[x]);
    };
    // Every second pixel both ways says as much; the eyes are small.
    const int top = std::max(0, static_cast<int>(scene.eye_middle.y - 0.5 * scene.inter_eye_px));
    const int throat_top = static_cast<int>(tip.y - 0.2 * scene.inter_eye_px);
    for (int y = top; y < scene.height(); ++y)
        for (int x = y % 2; x < scene.width(); x += 2) {
            if (scene.eyes.row(y)[x] != 0)
                add(eyes, x, y);
            const bool is_skin = scene.skin.row(y)[x] != 0;
            if (y % 2 != 0 || (!is_skin && y < throat_top))
                continue;
            const auto place = scene.place(x, y);
            if (y >= throat_top && throat_zone.holds(place))
                add(throat, x, y);
            for (std::size_t i = 0; i < zones.size() && is_skin; ++i)
                if (zones[i].holds(place))
                    add(skin[i], x, y);
        }
    return {middle_of(skin[0], 1), middle_of(eyes, 0.15), middle_of(skin[1], 1),
            middle_of(skin[2], 1), middle_of(skin[3], 1), middle_of(throat, 0.25, 25)};
}

struct Overhead {
    double ev = 0;
    double confidence = 0;
};

/// Stops that light from above keeps from the sockets and the throat, beyond what good light does. Neither
/// says more than a stop and a half, so that one alone does not refuse; a throat that is no bare skin - a
/// collar, a beard - counts as in good light, and sockets say less than a stop then: frames of glasses are
/// dark in every light.
std::optional<Overhead> overhead_of(const LightScene& scene)
{
    // Middles of the London set in good light, and what one stop of exact top light adds to them.
    constexpr double good_sockets_ev = 0.77;
    constexpr double good_throat_ev = 0.48;
    constexpr double sockets_gain = 0.49;
    constexpr double throat_gain = 0.84;
    constexpr double sockets_weight = 0.43; // as they spread
    constexpr double most = 1.5;
    const auto light = overhead_light_of(scene);
    const auto sockets = light.sockets_ev();
    if (!sockets)
        return std::nullopt;
    const double by_sockets = (*sockets - good_sockets_ev) / sockets_gain;
    const auto throat = light.throat_ev();
    if (!throat)
        return Overhead{sockets_weight * std::min(by_sockets, 0.95), 0.4};
    const double by_throat = std::min((*throat - good_throat_ev) / throat_gain, most);
    return Overhead{sockets_weight * std::min(by_sockets, most) + (1 - sockets_weight) * by_throat, 0.7};
}

double less_light(double ev)
{
    return 1 - std::exp2(-std::max(ev, 0.0));
}

} // namespace

NamedList face_shadow(const LightScene& scene)
{
    NamedList list;
    const auto step = EdgeSearch(scene).sharpest();
    Named edge{"shadow_edge_ratio", less_light(step.ev), 0.8, {}};
    if (step.ev > 0)
        edge.region = step.place;
    list.push_back(edge);
    const auto band = band_ev(scene);
    if (band)
        list.push_back({"eye_shadow_ratio", less_light(*band), 0.8, {}});
    if (const auto overhead = overhead_of(scene))
        list.push_back({"overhead_shadow_ev", overhead->ev, overhead->confidence, {}});
    return list;
}

} // namespace tucai::measure
