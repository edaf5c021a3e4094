#include "measure/wall_objects.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr float stray = 6;
constexpr float stray_on_edge = 3;
constexpr float sharp = 2;
constexpr std::int64_t least_pixels = 6;

struct Marks {
    Flags strays;
    Flags edges;
    Flags darker; ///< as a shadow is: less light, the same colour
    Flags beside_person;

    explicit Marks(const BackdropScene& scene)
        : strays(scene.width, scene.height), edges(scene.width, scene.height),
          darker(scene.width, scene.height), beside_person(scene.width, scene.height)
    {
    }
};

Marks marks_of(const BackdropScene& scene, const WallField& field, const Plane& edges)
{
    Marks marks(scene);
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x) {
            if (scene.wall.row(y)[x] == 0)
                continue;
            const float light = field.lightness.row(y)[x];
            const float colour = field.colour.row(y)[x];
            const float off = std::hypot(light, colour);
            const bool is_edge = edges.row(y)[x] > sharp;
            marks.edges.row(y)[x] = is_edge ? 1 : 0;
            marks.strays.row(y)[x] = off > stray || (is_edge && off > stray_on_edge) ? 1 : 0;
            marks.darker.row(y)[x] = light < 0 && colour < 2 - 0.3F * light ? 1 : 0;
            marks.beside_person.row(y)[x] = scene.person_distance.row(y)[x] < wall_margin_spx + 2.5 ? 1 : 0;
        }
    return marks;
}

enum class Kind { Nothing, Shadow, Thing };

Kind kind_of(const Piece& on_edges, const Piece& darker, const Piece& beside)
{
    const auto pixels = static_cast<double>(on_edges.pixels);
    const auto sharp_pixels = static_cast<double>(on_edges.inside);
    const bool is_line = sharp_pixels > 0.6 * pixels;
    const bool hugs = static_cast<double>(beside.inside) > std::max(4.0, 0.5 * std::sqrt(pixels));
    if (!is_line && hugs && static_cast<double>(darker.inside) > 0.85 * pixels)
        return Kind::Shadow;
    if (on_edges.pixels < least_pixels || sharp_pixels < 0.6 * std::sqrt(pixels))
        return Kind::Nothing;
    return Kind::Thing;
}

/// Marks the straying pixels of a piece's box. Boxes of two pieces may overlap; then a few pixels of the
/// other are marked as well, which no measure minds.
void mark(const Piece& piece, const Flags& strays, Flags& out)
{
    for (int y = piece.top; y < piece.bottom; ++y)
        for (int x = piece.left; x < piece.right; ++x)
            if (strays.row(y)[x] != 0)
                out.row(y)[x] = 1;
}

} // namespace

WallObjects wall_objects(const BackdropScene& scene, const WallField& field, const Plane& edges)
{
    const auto marks = marks_of(scene, field, edges);
    const auto on_edges = pieces_of(marks.strays, marks.edges, Corners::Join);
    const auto darker = pieces_of(marks.strays, marks.darker, Corners::Join);
    const auto beside = pieces_of(marks.strays, marks.beside_person, Corners::Join);
    WallObjects found{Flags(scene.width, scene.height), Flags(scene.width, scene.height), 0, 0, std::nullopt};
    const auto wall = static_cast<double>(std::max<std::size_t>(1, scene.wall_count));
    for (std::size_t i = 0; i < on_edges.size(); ++i) {
        const auto& piece = on_edges[i];
        const Kind kind = kind_of(piece, darker[i], beside[i]);
        if (kind == Kind::Shadow)
            mark(piece, marks.strays, found.shadows);
        if (kind != Kind::Thing)
            continue;
        mark(piece, marks.strays, found.things);
        const double share = static_cast<double>(piece.pixels) / wall;
        found.ratio += share;
        if (share > found.largest_ratio) {
            found.largest_ratio = share;
            found.largest = base::Box{static_cast<double>(piece.left), static_cast<double>(piece.top),
                                      static_cast<double>(piece.right - piece.left),
                                      static_cast<double>(piece.bottom - piece.top)};
        }
    }
    return found;
}

} // namespace tucai::measure
