#pragma once

namespace tucai::base {

/// A place in a picture: continuous pixels, (0,0) the outer corner of the upper left pixel, y downward.
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// An upright rectangle in continuous pixels.
struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    double area() const { return width * height; }
    Point centre() const { return {x + width / 2, y + height / 2}; }
    friend bool operator==(const Box&, const Box&) = default;
};

/// Source to photo: `photo = scale * source + t`. No rotation, no mirror: that is the whole of what may
/// be done to a standard photo's geometry.
struct Transform {
    double scale = 1; ///< photo pixels for one source pixel, > 0
    double tx = 0;    ///< photo pixels
    double ty = 0;    ///< photo pixels

    Point apply(Point p) const { return {scale * p.x + tx, scale * p.y + ty}; }
    Point invert(Point p) const { return {(p.x - tx) / scale, (p.y - ty) / scale}; }
};

} // namespace tucai::base
