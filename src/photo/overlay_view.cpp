#include "photo/overlay_view.h"

#include "rules/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tucai::photo {
namespace {

using rules::Language;
using rules::Text;

constexpr double most_beyond = 0.25; ///< of the shot's side: how much of a frame beyond it is shown

base::Transform then(const base::Transform& a, const base::Transform& b)
{
    return {a.scale * b.scale, b.scale * a.tx + b.tx, b.scale * a.ty + b.ty};
}

base::Transform inverse(const base::Transform& t)
{
    return {1 / t.scale, -t.tx / t.scale, -t.ty / t.scale};
}

/// The photo's frame, in px of Outcome::upright.
std::optional<base::Box> frame_of(const Outcome& outcome, const rules::Profile& profile)
{
    if (!outcome.frame)
        return std::nullopt;
    const auto to_pixels = then(inverse(outcome.frame->to_photo), outcome.upright_transform);
    return carried(
        {0, 0, static_cast<double>(profile.photo.width_px), static_cast<double>(profile.photo.height_px)},
        to_pixels);
}

/// The shot and what of the frame lies near it.
base::Box shown_part(const base::Box& shot, const std::optional<base::Box>& frame)
{
    if (!frame)
        return shot;
    const double dx = shot.width * most_beyond;
    const double dy = shot.height * most_beyond;
    const double left = std::clamp(frame->x, shot.x - dx, shot.x);
    const double top = std::clamp(frame->y, shot.y - dy, shot.y);
    const double right = std::clamp(frame->right(), shot.right(), shot.right() + dx);
    const double bottom = std::clamp(frame->bottom(), shot.bottom(), shot.bottom() + dy);
    return {left, top, right - left, bottom - top};
}

/// The limits of a measure as the profile's rules set them; absent where none reads it.
const rules::Part* part_of(const rules::Profile& profile, std::string_view measure)
{
    for (const auto& rule : profile.rules)
        for (const auto& part : rule.parts)
            if (part.measure == measure)
                return &part;
    return nullptr;
}

rules::Limits shifted(const rules::Limits& limits, double by)
{
    rules::Limits moved = limits;
    if (moved.low)
        *moved.low += by;
    if (moved.high)
        *moved.high += by;
    return moved;
}

/// One length of the head against its band. The rule that reads it may ask already near the band's edges.
struct Length {
    Text name;
    double value_px = 0;
    const rules::Band& band;
    std::string_view measure;
    double shift_px = 0; ///< what the measure is counted from
};

/// Says the verdict of a length, and the limits that it names.
void judge_length(const Length& length, const rules::Profile& profile, Language language, BandRule& rule)
{
    rules::Limits limits{length.band.low, length.band.high};
    rule.verdict = limits.holds(length.value_px) ? rules::Verdict::Pass : rules::Verdict::Refuse;
    const auto* part = part_of(profile, length.measure);
    const auto accept = part != nullptr ? shifted(part->accept, length.shift_px) : limits;
    if (rule.verdict == rules::Verdict::Pass && accept.low && accept.high && !accept.holds(length.value_px)) {
        rule.verdict = rules::Verdict::Ask;
        limits = accept;
    }
    const Text form = {"{} {} 像素(应为 {}–{})", "{} {} px ({}–{} wanted)"};
    rule.label = fmt::format(fmt::runtime(form.in(language)), length.name.in(language),
                             rules::value_text(std::round(length.value_px), limits),
                             rules::limit_text(*limits.low), rules::limit_text(*limits.high));
}

} // namespace

base::Box carried(const base::Box& box, const base::Transform& by)
{
    const auto corner = by.apply({box.x, box.y});
    return {corner.x, corner.y, box.width * by.scale, box.height * by.scale};
}

ShotView view_of(const Outcome& outcome, const rules::Profile& profile, double most_width, double most_height)
{
    const base::Box shot{0, 0, static_cast<double>(outcome.upright.width),
                         static_cast<double>(outcome.upright.height)};
    const auto frame = frame_of(outcome, profile);
    const auto part = shown_part(shot, frame);
    const double scale = std::min(most_width / part.width, most_height / part.height);
    ShotView view;
    view.pixels_to_canvas = {scale, -part.x * scale, -part.y * scale};
    view.to_canvas = then(outcome.upright_transform, view.pixels_to_canvas);
    view.area = carried(part, view.pixels_to_canvas);
    view.shot = carried(shot, view.pixels_to_canvas);
    if (frame) {
        view.frame = carried(*frame, view.pixels_to_canvas);
        view.photo_px = view.frame->width / profile.photo.width_px;
    }
    return view;
}

std::vector<BandRule> band_rules(const Outcome& outcome, const rules::Profile& profile, const ShotView& view,
                                 Language language)
{
    const auto& head = outcome.frame->head;
    const auto& bands = profile.frame;
    const auto& frame = *view.frame;
    const double px = view.photo_px;
    const double rim = std::clamp(frame.width * 0.03, 6.0, 20.0); // how thick a band is drawn
    const auto at = [&](double x, double y) { return base::Point{frame.x + x * px, frame.y + y * px}; };
    const double right = profile.photo.width_px;

    std::vector<BandRule> rules;
    const auto add = [&](BandRule rule, const Length& length) {
        judge_length(length, profile, language, rule);
        rules.push_back(std::move(rule));
    };
    const auto add_row = [&](const Length& length) {
        const auto& band = length.band;
        add({true,
             {frame.x, frame.y + band.low * px, rim, (band.high - band.low) * px},
             {},
             at(0, length.value_px),
             at(right, length.value_px),
             rules::Verdict::Pass,
             {}},
            length);
    };
    add_row({{"头顶", "Hair top"}, head.hair_top_px, bands.hair_top, "hair_top_px"});
    add_row({{"眼睛", "Eye line"}, head.eye_line_px, bands.eye_line, "eye_line_px"});

    const auto& width = bands.face_width;
    const double middle = head.centre_px;
    const double below =
        std::min(std::max(head.chin_px, head.eye_line_px) + 14, profile.photo.height_px - 30.0);
    const auto line = at(middle, below);
    const double longer = (width.high - width.low) / 2 * px;
    add({false,
         {line.x + width.low / 2 * px, line.y - rim / 2, longer, rim},
         {line.x - width.high / 2 * px, line.y - rim / 2, longer, rim},
         at(middle - head.face_width_px / 2, below),
         at(middle + head.face_width_px / 2, below),
         rules::Verdict::Pass,
         {}},
        {{"脸宽", "Face width"}, head.face_width_px, width, "face_width_px"});

    const auto& centre = bands.centre;
    add({false,
         {frame.x + centre.low * px, frame.y, (centre.high - centre.low) * px, rim},
         {},
         at(head.centre_px, 0),
         at(head.centre_px, std::clamp(head.hair_top_px, 20.0, right)),
         rules::Verdict::Pass,
         {}},
        {{"中线", "Centre"}, head.centre_px, centre, "centre_offset_px", centre.wanted});
    return rules;
}

} // namespace tucai::photo
