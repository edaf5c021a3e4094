#include "photo/overlay_shot.h"

#include "image/opencv.h"
#include "photo/pen.h"
#include "rules/ranking.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

namespace tucai::photo {
namespace {

constexpr double badge_px = 38;
constexpr double label_px = 19;
constexpr double label_rim_px = 7;
constexpr Ink outside_ink = {0.92, 0.93, 0.94, 1};

struct FreeSurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeSurface>;

/// What lies in both; a region that reaches over the view's edge is drawn along it.
base::Box cut_to(const base::Box& box, const base::Box& bounds)
{
    const double left = std::clamp(box.x, bounds.x, bounds.right());
    const double top = std::clamp(box.y, bounds.y, bounds.bottom());
    return {left, top, std::clamp(box.right(), left, bounds.right()) - left,
            std::clamp(box.bottom(), top, bounds.bottom()) - top};
}

base::Box shrunk(const base::Box& box, double by)
{
    return {box.x + by, box.y + by, std::max(0.0, box.width - 2 * by), std::max(0.0, box.height - 2 * by)};
}

TextStyle label_style(const BandRule& rule)
{
    const bool passes = rule.verdict == rules::Verdict::Pass;
    return {label_px, true, passes ? inks::black : ink_of(rules::verdict_word(rule.verdict))};
}

} // namespace

ShotDrawing::ShotDrawing(const Outcome& outcome, const rules::Profile& profile, rules::Language language,
                         const ShotView& view, const Typesetter& type)
    : outcome_(outcome), view_(view), type_(type),
      marks_(marks_of(rules::failing_worst_first(outcome.report.findings)))
{
    const auto inside = shrunk(view.area, 3);
    for (const auto& mark : marks_)
        regions_.push_back(cut_to(carried(mark.region, view.to_canvas), inside));
    if (view.frame)
        bands_ = band_rules(outcome, profile, view, language);
    Placer placer(shrunk(view.area, 4));
    spare_the_face(placer);
    place_badges(placer);
    place_labels(placer);
}

/// Eyes to mouth, where a person looks first.
void ShotDrawing::spare_the_face(Placer& placer) const
{
    if (!outcome_.report.face)
        return;
    const auto face = carried(outcome_.report.face->box, view_.to_canvas);
    placer.spare({face.x, face.y, face.width, face.height});
}

void ShotDrawing::place_badges(Placer& placer)
{
    for (std::size_t i = 0; i < marks_.size(); ++i) {
        badges_.push_back(placer.place(places_for_numbers(regions_[i], marks_[i].numbers.size(), badge_px)));
    }
}

void ShotDrawing::place_labels(Placer& placer)
{
    for (const auto& rule : bands_) {
        const auto size = type_.measure(rule.label, label_style(rule));
        const double width = size.width_px + size.height_px + 3 * label_rim_px; // the sign is as high as wide
        const double height = size.height_px + 2 * label_rim_px;
        std::vector<base::Box> wanted;
        if (rule.is_upright) {
            const double middle = rule.from.y - height / 2;
            wanted = {{rule.from.x - width - 6, middle, width, height},
                      {rule.to.x + 6, middle, width, height},
                      {rule.from.x + rule.band.width + 4, rule.from.y - height - 4, width, height},
                      {rule.to.x - width - 4, rule.from.y - height - 4, width, height}};
        } else if (rule.mirrored_band.width > 0) {
            wanted = {{(rule.from.x + rule.to.x - width) / 2, rule.band.bottom() + 6, width, height},
                      {(rule.from.x + rule.to.x - width) / 2, rule.band.y - height - 6, width, height}};
        } else {
            wanted = {{rule.from.x - width / 2, rule.from.y - height - 6, width, height},
                      {rule.band.right() + 8, rule.from.y + 6, width, height},
                      {rule.band.x - width - 8, rule.from.y + 6, width, height}};
        }
        labels_.push_back(placer.place(wanted));
    }
}

void ShotDrawing::draw(cairo_t* canvas) const
{
    cairo_save(canvas);
    cairo_rectangle(canvas, view_.area.x, view_.area.y, view_.area.width, view_.area.height);
    cairo_clip(canvas);
    fill_box(canvas, view_.area, outside_ink);
    draw_picture(canvas);
    if (view_.frame)
        draw_frame(canvas);
    draw_face(canvas);
    draw_bands(canvas);
    draw_marks(canvas);
    cairo_restore(canvas);
}

void ShotDrawing::draw_picture(cairo_t* canvas) const
{
    const auto source = image::as_mat(outcome_.upright);
    const int width = std::max(1, cvRound(view_.shot.width));
    const int height = std::max(1, cvRound(view_.shot.height));
    cv::Mat scaled;
    cv::resize(source, scaled, {width, height}, 0, 0,
               width < source.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat pixels;
    cv::cvtColor(scaled, pixels, cv::COLOR_RGB2BGRA); // cairo's words of 32 bits, alpha unused
    const Surface surface(cairo_image_surface_create_for_data(pixels.data, CAIRO_FORMAT_RGB24, pixels.cols,
                                                              pixels.rows, static_cast<int>(pixels.step)));
    cairo_set_source_surface(canvas, surface.get(), std::round(view_.shot.x), std::round(view_.shot.y));
    cairo_paint(canvas);
    cairo_set_source_rgb(canvas, 0, 0, 0); // lets go of the surface
}

void ShotDrawing::draw_frame(cairo_t* canvas) const
{
    // What the photo will not show is dimmed a little.
    set_ink(canvas, {0.05, 0.08, 0.12, 0.30});
    cairo_set_fill_rule(canvas, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_rectangle(canvas, view_.area.x, view_.area.y, view_.area.width, view_.area.height);
    cairo_rectangle(canvas, view_.frame->x, view_.frame->y, view_.frame->width, view_.frame->height);
    cairo_fill(canvas);
    cairo_set_fill_rule(canvas, CAIRO_FILL_RULE_WINDING);
    draw_box(canvas, *view_.frame, {inks::black, 2.5});
}

void ShotDrawing::draw_face(cairo_t* canvas) const
{
    if (!outcome_.report.face)
        return;
    const auto& face = *outcome_.report.face;
    const auto box = carried(face.box, view_.to_canvas);
    draw_corners(canvas, box, {inks::black, 2.5});
    const double radius = std::clamp(box.width / 40, 2.5, 8.0);
    for (const auto& eye : {face.left_eye, face.right_eye})
        draw_circle(canvas, view_.to_canvas.apply(eye), radius, {inks::black, 1.5});
}

void ShotDrawing::draw_bands(cairo_t* canvas) const
{
    for (const auto& rule : bands_) {
        const bool passes = rule.verdict == rules::Verdict::Pass;
        const auto ink = passes ? inks::band : ink_of(rules::verdict_word(rule.verdict));
        for (const auto& band : {rule.band, rule.mirrored_band}) {
            if (band.width <= 0)
                continue;
            auto glass = inks::band;
            glass.alpha = 0.55;
            fill_box(canvas, band, glass);
            draw_box(canvas, band, {inks::band, 1.5});
        }
        draw_line(canvas, rule.from, rule.to, {ink, 2, rule.is_upright});
        if (rule.mirrored_band.width > 0)
            for (const auto& end : {rule.from, rule.to})
                draw_line(canvas, {end.x, end.y - rule.band.height}, {end.x, end.y + rule.band.height},
                          {ink, 3});
    }
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        const auto& box = labels_[i];
        round_box(canvas, box, 6);
        set_ink(canvas, {1, 1, 1, 0.9});
        cairo_fill(canvas);
        const double side = box.height - 2 * label_rim_px;
        const auto style = label_style(bands_[i]);
        const auto word = rules::verdict_word(bands_[i].verdict);
        draw_sign(canvas, type_, {box.x + label_rim_px, box.y + label_rim_px, side, side}, word,
                  ink_of(word));
        type_.draw(canvas, {box.x + 2 * label_rim_px + side, box.y + label_rim_px}, bands_[i].label, style);
    }
}

void ShotDrawing::draw_marks(cairo_t* canvas) const
{
    for (std::size_t i = 0; i < marks_.size(); ++i) {
        const bool asks = marks_[i].verdict == rules::Verdict::Ask;
        draw_box(canvas, regions_[i], {asks ? inks::ask : inks::refuse, 3.5, asks});
    }
    const auto findings = rules::failing_worst_first(outcome_.report.findings);
    for (std::size_t i = 0; i < marks_.size(); ++i)
        for (std::size_t k = 0; k < marks_[i].numbers.size(); ++k) {
            const int number = marks_[i].numbers[k];
            auto box = number_box(badges_[i], k, badge_px);
            box.width -= 2; // a little room between two
            box.height -= 2;
            draw_badge(canvas, type_, box, number, findings[static_cast<std::size_t>(number - 1)]->verdict);
        }
}

} // namespace tucai::photo
