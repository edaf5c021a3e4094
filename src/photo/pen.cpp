#include "photo/pen.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tucai::photo {
namespace {

/// Draws the path twice: a wider light rim, then the line.
void stroke(cairo_t* canvas, const Line& line)
{
    cairo_set_line_cap(canvas, CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(canvas, CAIRO_LINE_JOIN_MITER);
    set_ink(canvas, {1, 1, 1, 0.75 * line.ink.alpha});
    cairo_set_line_width(canvas, line.width_px + 2);
    cairo_stroke_preserve(canvas);
    if (line.is_dashed) {
        const std::array<double, 2> dashes = {line.width_px * 3.5, line.width_px * 2.5};
        cairo_set_dash(canvas, dashes.data(), static_cast<int>(dashes.size()), 0);
    }
    set_ink(canvas, line.ink);
    cairo_set_line_width(canvas, line.width_px);
    cairo_stroke(canvas);
    cairo_set_dash(canvas, nullptr, 0, 0);
}

void circle(cairo_t* canvas, base::Point centre, double radius)
{
    cairo_new_sub_path(canvas);
    cairo_arc(canvas, centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
}

} // namespace

Ink ink_of(std::string_view verdict)
{
    if (verdict == "pass")
        return inks::pass;
    return verdict == "ask" ? inks::ask : inks::refuse;
}

void set_ink(cairo_t* canvas, const Ink& ink)
{
    cairo_set_source_rgba(canvas, ink.red, ink.green, ink.blue, ink.alpha);
}

void fill_box(cairo_t* canvas, const base::Box& box, const Ink& ink)
{
    set_ink(canvas, ink);
    cairo_rectangle(canvas, box.x, box.y, box.width, box.height);
    cairo_fill(canvas);
}

void round_box(cairo_t* canvas, const base::Box& box, double radius)
{
    const double quarter = std::numbers::pi / 2;
    const double r = std::min({radius, box.width / 2, box.height / 2});
    cairo_new_sub_path(canvas);
    cairo_arc(canvas, box.right() - r, box.y + r, r, -quarter, 0);
    cairo_arc(canvas, box.right() - r, box.bottom() - r, r, 0, quarter);
    cairo_arc(canvas, box.x + r, box.bottom() - r, r, quarter, 2 * quarter);
    cairo_arc(canvas, box.x + r, box.y + r, r, 2 * quarter, 3 * quarter);
    cairo_close_path(canvas);
}

void draw_line(cairo_t* canvas, base::Point from, base::Point to, const Line& line)
{
    cairo_move_to(canvas, from.x, from.y);
    cairo_line_to(canvas, to.x, to.y);
    stroke(canvas, line);
}

void draw_box(cairo_t* canvas, const base::Box& box, const Line& line)
{
    cairo_rectangle(canvas, box.x, box.y, box.width, box.height);
    stroke(canvas, line);
}

void draw_corners(cairo_t* canvas, const base::Box& box, const Line& line)
{
    const double arm = std::min(box.width, box.height) / 7;
    for (const double x : {box.x, box.right()})
        for (const double y : {box.y, box.bottom()}) {
            const double dx = x == box.x ? arm : -arm;
            const double dy = y == box.y ? arm : -arm;
            cairo_move_to(canvas, x + dx, y);
            cairo_line_to(canvas, x, y);
            cairo_line_to(canvas, x, y + dy);
        }
    stroke(canvas, line);
}

void draw_circle(cairo_t* canvas, base::Point centre, double radius, const Line& line)
{
    circle(canvas, centre, radius);
    stroke(canvas, line);
}

void draw_in_middle(cairo_t* canvas, const Typesetter& type, const base::Box& box, const std::string& text,
                    const TextStyle& style)
{
    const auto size = type.measure(text, style);
    const auto middle = box.centre();
    type.draw(canvas, {middle.x - size.width_px / 2, middle.y - size.height_px / 2}, text, style);
}

void draw_badge(cairo_t* canvas, const Typesetter& type, const base::Box& box, int number,
                rules::Verdict verdict)
{
    const bool refuses = verdict == rules::Verdict::Refuse;
    const auto ink = refuses ? inks::refuse : inks::ask;
    const double rim = box.width / 11;
    const base::Box inner{box.x + rim, box.y + rim, box.width - 2 * rim, box.height - 2 * rim};
    const auto shape = [&](const base::Box& of) {
        if (refuses)
            round_box(canvas, of, of.width / 7);
        else
            circle(canvas, of.centre(), of.width / 2);
    };
    shape(box);
    set_ink(canvas, inks::paper);
    cairo_fill(canvas);
    shape(inner);
    set_ink(canvas, ink);
    if (refuses) {
        cairo_fill(canvas);
    } else {
        cairo_set_line_width(canvas, rim);
        cairo_stroke(canvas);
    }
    const TextStyle style{box.height * 0.5, true, refuses ? inks::paper : ink};
    draw_in_middle(canvas, type, box, std::to_string(number), style);
}

void draw_sign(cairo_t* canvas, const Typesetter& type, const base::Box& box, std::string_view verdict,
               const Ink& ink)
{
    const auto at = [&](double x, double y) {
        return base::Point{box.x + x * box.width, box.y + y * box.height};
    };
    const auto line_to = [&](base::Point p) { cairo_line_to(canvas, p.x, p.y); };
    const auto move_to = [&](base::Point p) { cairo_move_to(canvas, p.x, p.y); };
    set_ink(canvas, ink);
    cairo_set_line_width(canvas, box.width / 7);
    cairo_set_line_cap(canvas, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(canvas, CAIRO_LINE_JOIN_ROUND);
    if (verdict == "pass") {
        move_to(at(0.18, 0.55));
        line_to(at(0.42, 0.78));
        line_to(at(0.82, 0.25));
        cairo_stroke(canvas);
    } else if (verdict == "refuse") {
        move_to(at(0.24, 0.24));
        line_to(at(0.76, 0.76));
        move_to(at(0.76, 0.24));
        line_to(at(0.24, 0.76));
        cairo_stroke(canvas);
    } else {
        draw_in_middle(canvas, type, box, verdict == "ask" ? "?" : "!", {box.height * 0.8, true, ink});
    }
}

} // namespace tucai::photo
