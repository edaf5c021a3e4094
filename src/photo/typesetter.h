#pragma once

#include "base/geometry.h"
#include "rules/profile.h"

#include <cairo.h>

#include <memory>
#include <string>

namespace tucai::photo {

/// A colour to draw with, each channel 0..1.
struct Ink {
    double red = 0;
    double green = 0;
    double blue = 0;
    double alpha = 1;
};

/// How a text is set. Lengths in canvas px.
struct TextStyle {
    double size_px = 20;
    bool is_bold = false;
    Ink ink;
    double width_px = 0; ///< lines are broken at it; 0: one line
    int most_lines = 0;  ///< what is longer ends in three dots; 0: as many as needed
};

struct TextSize {
    double width_px = 0;
    double height_px = 0;
};

/// Sets text with fonts of its own, so that threads share nothing: a Pango font map may be used by one thread
/// at a time, and several at once are safe (Pango 1.32, fontconfig 2.10.91 and later). Whatever the desktop
/// is set to, text is drawn at 96 dpi with grey antialiasing, without hinting: same text, same pixels.
/// Uses the font Noto Sans CJK where it is installed (package fonts-noto-cjk), else what fontconfig finds.
class Typesetter {
public:
    explicit Typesetter(rules::Language language);
    Typesetter(Typesetter&&) noexcept;
    Typesetter& operator=(Typesetter&&) noexcept;
    ~Typesetter();

    TextSize measure(const std::string& text, const TextStyle& style) const;
    /// Draws a text with its upper left corner at a place; gives its size.
    TextSize draw(cairo_t* canvas, base::Point at, const std::string& text, const TextStyle& style) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace tucai::photo
