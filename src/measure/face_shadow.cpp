#include "measure/face_shadow.h"

#include <algorithm>
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
                if (const auto step = step_over(line))
                    lines.push_back({line.angle, line.off, step->ev});
            }
        // Lines between those of the grid: only beside the sharpest few.
        const auto few = lines.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(lines.size(), 4));
        std::partial_sort(lines.begin(), few, lines.end(),
                          [](const Line& a, const Line& b) { return a.ev > b.ev; });
        Step best;
        for (auto line = lines.begin(); line != few; ++line)
            for (const double turn : {-half_direction, 0.0, half_direction})
                for (const double shift : {-3.0, 0.0, 3.0}) {
                    const auto step = step_over({line->angle + turn, line->off + shift, 0});
                    if (step && step->ev > best.ev)
                        best = *step;
                }
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

    /// The step between two points as far as the mirrored one does not share it; nothing where skin is
    /// missing.
    std::optional<double> own_step(base::Point one, base::Point other, bool is_level) const
    {
        const auto a = at(one);
        const auto b = at(other);
        const auto mirrored_a = is_level ? a : at(mirrored(one));
        const auto mirrored_b = is_level ? a : at(mirrored(other));
        if (!a || !b || !mirrored_a || !mirrored_b)
            return std::nullopt;
        constexpr double same_skin = 0.35; // log2 of red over green; hair differs by more
        const double step = a->ev - b->ev;
        const double own = step - (mirrored_a->ev - mirrored_b->ev);
        if (step * own <= 0 || std::abs(a->redness - b->redness) > same_skin)
            return 0;
        return std::copysign(std::min(std::abs(step), std::abs(own)), step);
    }

    std::optional<Step> step_over(const Line& line) const
    {
        const auto chord = chord_of(line);
        const bool is_level = std::abs(chord.over.x * mirror_.x + chord.over.y * mirror_.y) < level_sine;
        constexpr std::size_t least_points = 24; // of 4 px: about one distance of the pupils
        const double unit_px = scene_.inter_eye_px / 100;
        const double reach = 7 * unit_px;
        std::vector<float> steps;
        base::Point low{1e9, 1e9};
        base::Point high{-1e9, -1e9};
        for (int t = -110; t <= 110; t += 4) {
            const base::Point on{chord.middle.x + chord.along.x * t * unit_px,
                                 chord.middle.y + chord.along.y * t * unit_px};
            const auto step = own_step({on.x + chord.over.x * reach, on.y + chord.over.y * reach},
                                       {on.x - chord.over.x * reach, on.y - chord.over.y * reach}, is_level);
            if (!step)
                continue;
            steps.push_back(static_cast<float>(*step));
            low = {std::min(low.x, on.x), std::min(low.y, on.y)};
            high = {std::max(high.x, on.x), std::max(high.y, on.y)};
        }
        if (steps.size() < least_points)
            return std::nullopt;
        const double share = is_level ? 0.2 : 0.3;
        const double up = quantile(steps, share);
        const double down = -quantile(steps, 1 - share);
        return Step{std::max(up, down),
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

/// Some pixels' luminance, and how red they are together.
struct Zone {
    std::vector<float> luminance;
    double red = 0;
    double green = 0;

    void add(const LightScene& scene, int x, int y)
    {
        luminance.push_back(scene.luminance.row(y)[x]);
        red += scene.light[0].row(y)[x];
        green += scene.light[1].row(y)[x];
    }
    double redness() const { return std::log2((red + 1e-3) / (green + 1e-3)); }
};

/// What hangs in the chin's shadow when light falls from above: the throat's middle, below the chin's rim.
Zone throat_of(const LightScene& scene)
{
    const auto& tip = scene.patch.points[152];
    const double chin =
        std::hypot(tip.x - scene.eye_middle.x, tip.y - scene.eye_middle.y) / scene.inter_eye_px;
    Zone throat;
    const int first = std::max(0, static_cast<int>(tip.y - 0.3 * scene.inter_eye_px));
    for (int y = first; y < scene.height(); ++y)
        for (int x = 0; x < scene.width(); ++x) {
            const auto place = scene.place(x, y);
            if (std::abs(place.x) < 0.3 && place.y > chin + 0.08 && place.y < chin + 0.24)
                throat.add(scene, x, y);
        }
    return throat;
}

struct Overhead {
    double ev = 0;
    double confidence = 0;
};

/// log2 of the cheeks' light over that of the eyes' whites and the throat, which light from above leaves in
/// the dark: weighed as told good faces from darkened ones best. A throat that is no bare skin - a collar, a
/// beard - counts as good light leaves one. Nothing where the eyes are hardly open.
std::optional<Overhead> overhead_of(const LightScene& scene)
{
    constexpr double eyes_weight = 0.4;
    constexpr double usual_throat_ev = 0.46; // the middle of the London set's
    constexpr double bare_skin = 0.35;       // log2 of red over green, as for steps
    Zone cheeks;
    Zone eyes;
    const double mouth = scene.mouth_depth();
    const double reach = 0.3 * scene.inter_eye_px; // lids and their slant
    const int top =
        std::max(0, static_cast<int>(std::min(scene.eye[0].pupil.y, scene.eye[1].pupil.y) - reach));
    for (int y = top; y < scene.height(); ++y) {
        const auto* is_eye = scene.eyes.row(y);
        const auto* is_skin = scene.skin.row(y);
        for (int x = 0; x < scene.width(); ++x) {
            if (is_eye[x] != 0)
                eyes.add(scene, x, y);
            if (is_skin[x] == 0)
                continue;
            const auto place = scene.place(x, y);
            if (std::abs(std::abs(place.x) - 0.5) < 0.25 && place.y > 0.35 && place.y < 0.85 * mouth)
                cheeks.add(scene, x, y);
        }
    }
    auto throat = throat_of(scene);
    if (cheeks.luminance.size() < 40 || eyes.luminance.size() < 40)
        return std::nullopt;
    const double of_cheeks = ev_of(quantile(cheeks.luminance, 0.5));
    const double eyes_ev = of_cheeks - ev_of(quantile(eyes.luminance, 0.925)); // whites, without what shines
    if (throat.luminance.size() < 100 || std::abs(throat.redness() - cheeks.redness()) > bare_skin)
        return Overhead{eyes_weight * eyes_ev + (1 - eyes_weight) * usual_throat_ev, 0.4};
    const double throat_ev = of_cheeks - ev_of(quantile(throat.luminance, 0.875));
    return Overhead{eyes_weight * eyes_ev + (1 - eyes_weight) * throat_ev, 0.7};
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
