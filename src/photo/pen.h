#pragma once

#include "photo/marks.h"
#include "photo/typesetter.h"
#include "rules/verdict.h"

#include <cairo.h>

#include <string_view>

namespace tucai::photo {

/// The colours of overlays; the pages' style (photo/page_style.h) names the same ones.
namespace inks {
inline constexpr Ink black = {0.11, 0.15, 0.20, 1};
inline constexpr Ink quiet = {0.33, 0.38, 0.44, 1};
inline constexpr Ink line = {0.85, 0.87, 0.90, 1};
inline constexpr Ink paper = {1, 1, 1, 1};
inline constexpr Ink pass = {0.10, 0.43, 0.26, 1};
inline constexpr Ink ask = {0.54, 0.35, 0.0, 1};
inline constexpr Ink refuse = {0.70, 0.15, 0.12, 1};
inline constexpr Ink band = {0.0, 0.55, 0.62, 1};
} // namespace inks

/// The colour that goes with a verdict ("pass", "ask", "refuse", "error").
Ink ink_of(std::string_view verdict);

void set_ink(cairo_t* canvas, const Ink& ink);
void fill_box(cairo_t* canvas, const base::Box& box, const Ink& ink);
/// A box with round corners, as a path.
void round_box(cairo_t* canvas, const base::Box& box, double radius);

/// How a line is drawn: on a light rim, so that it shows on every picture.
struct Line {
    Ink ink;
    double width_px = 3;
    bool is_dashed = false;
};
void draw_line(cairo_t* canvas, base::Point from, base::Point to, const Line& line);
void draw_box(cairo_t* canvas, const base::Box& box, const Line& line);
/// The corners of a box only.
void draw_corners(cairo_t* canvas, const base::Box& box, const Line& line);
void draw_circle(cairo_t* canvas, base::Point centre, double radius, const Line& line);

/// A finding's number: in a filled square where it refuses, in a ring where it asks.
void draw_badge(cairo_t* canvas, const Typesetter& type, const base::Box& box, int number,
                rules::Verdict verdict);

/// The sign of a verdict as a shape: a tick, a question mark, a cross, an exclamation mark.
void draw_sign(cairo_t* canvas, const Typesetter& type, const base::Box& box, std::string_view verdict,
               const Ink& ink);

/// A text with its middle in the middle of a box.
void draw_in_middle(cairo_t* canvas, const Typesetter& type, const base::Box& box, const std::string& text,
                    const TextStyle& style);

} // namespace tucai::photo
