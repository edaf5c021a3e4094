#include "measure/wall_objects.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

/// Of colour from the field: what is seen at a glance beside it.
constexpr float stray = 4;
/// What is a line or a border may lie nearer.
constexpr float stray_on_edge = 2;
/// Change from one pixel to the next that is sharp: four times the usual, between these.
constexpr float least_sharp = 1;
constexpr float most_sharp = 3;
constexpr std::int64_t least_pixels = 12;
constexpr int least_length_spx = 8;
/// A shadow of the person lies no further from them.
constexpr double shadow_reach_spx = 0.75 * scene_inter_eye_spx;

float sharp_of(const BackdropScene& scene, const Plane& edges)
{
    std::vector<float> values;
    for (int y = 0; y < scene.height; ++y)
        for (int x = y % 2; x < scene.width; x += 2)
            if (edges.row(y)[x] > 0)
                values.push_back(edges.row(y)[x]);
    if (values.empty())
        return most_sharp;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return std::clamp(4 * *middle, least_sharp, most_sharp);
}

struct Marks {
    Flags strays;
    Flags edges;
    Flags darker; ///< as a shadow is: less light, the same colour
    Flags beside_person;
    Flags near_person; ///< within reach of their shadow

    explicit Marks(const BackdropScene& scene)
        : strays(scene.width, scene.height), edges(scene.width, scene.height),
          darker(scene.width, scene.height), beside_person(scene.width, scene.height),
          near_person(scene.width, scene.height)
    {
    }
};

Marks marks_of(const BackdropScene& scene, const WallField& field, const Plane& edges)
{
    Marks marks(scene);
    const float sharp = sharp_of(scene, edges);
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x) {
            if (scene.wall.row(y)[x] == 0)
                continue;
            const float light = field.lightness.row(y)[x];
            const float colour = field.colour.row(y)[x];
            const float off = std::sqrt(light * light + colour * colour);
            const bool is_edge = edges.row(y)[x] > sharp;
            marks.edges.row(y)[x] = is_edge ? 1 : 0;
            marks.strays.row(y)[x] = off > stray || (is_edge && off > stray_on_edge) ? 1 : 0;
            marks.darker.row(y)[x] = light < 0 && colour < 2 - 0.3F * light ? 1 : 0;
            marks.beside_person.row(y)[x] = scene.person_distance.row(y)[x] < wall_margin_spx + 2.5 ? 1 : 0;
            marks.near_person.row(y)[x] = scene.person_distance.row(y)[x] < shadow_reach_spx ? 1 : 0;
        }
    return marks;
}

enum class Kind { Nothing, Shadow, Thing };

/// One piece, counted against each of the marks.
struct Counted {
    Piece sharp;
    std::int64_t darker = 0;
    std::int64_t beside = 0;
    std::int64_t near = 0;
};

Kind kind_of(const Counted& piece)
{
    const auto pixels = static_cast<double>(piece.sharp.pixels);
    const auto sharp_pixels = static_cast<double>(piece.sharp.inside);
    const auto beside = static_cast<double>(piece.beside);
    const bool hugs = beside > std::max(4.0, 0.5 * std::sqrt(pixels)) && beside > 0.06 * pixels;
    if (hugs && static_cast<double>(piece.darker) > 0.8 * pixels &&
        static_cast<double>(piece.near) > 0.8 * pixels)
        return Kind::Shadow;
    const int length = std::max(piece.sharp.right - piece.sharp.left, piece.sharp.bottom - piece.sharp.top);
    if (piece.sharp.pixels < least_pixels || length < least_length_spx ||
        sharp_pixels < 0.6 * std::sqrt(pixels))
        return Kind::Nothing;
    return Kind::Thing;
}

std::vector<Counted> count(const Marks& marks)
{
    const auto sharp = pieces_of(marks.strays, marks.edges, Corners::Join);
    const auto darker = pieces_of(marks.strays, marks.darker, Corners::Join);
    const auto beside = pieces_of(marks.strays, marks.beside_person, Corners::Join);
    const auto near = pieces_of(marks.strays, marks.near_person, Corners::Join);
    std::vector<Counted> pieces;
    pieces.reserve(sharp.size());
    for (std::size_t i = 0; i < sharp.size(); ++i) // the same pieces, in the same order
        pieces.push_back({sharp[i], darker[i].inside, beside[i].inside, near[i].inside});
    return pieces;
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
    WallObjects found{Flags(scene.width, scene.height), Flags(scene.width, scene.height), 0, 0, std::nullopt};
    const auto wall = static_cast<double>(std::max<std::size_t>(1, scene.wall_count));
    for (const auto& counted : count(marks)) {
        const auto& piece = counted.sharp;
        const Kind kind = kind_of(counted);
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
