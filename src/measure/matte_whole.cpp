#include "measure/matte_whole.h"

#include <algorithm>
#include <cstdint>

namespace tucai::measure {
namespace {

constexpr float half = 0.5F;
constexpr float surely_person = 0.8F;

/// Rows and columns of one picture as a flag a pixel.
class Flags {
public:
    Flags(int width, int height)
        : width_(width), height_(height),
          flags_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0)
    {
    }
    std::uint8_t& at(int x, int y)
    {
        return flags_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                      static_cast<std::size_t>(x)];
    }
    bool has(int x, int y) const
    {
        return flags_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                      static_cast<std::size_t>(x)] != 0;
    }
    int width() const { return width_; }
    int height() const { return height_; }

private:
    int width_;
    int height_;
    std::vector<std::uint8_t> flags_;
};

/// A piece of connected pixels.
struct Piece {
    std::int64_t pixels = 0;
    std::int64_t inside = 0; ///< of them in the body's core
    bool touches_rim = false;
};

/// Connected pieces of the marked pixels; `diagonal` joins corners too.
std::vector<Piece> pieces_of(Flags marked, const Flags& core, bool diagonal)
{
    std::vector<Piece> pieces;
    std::vector<std::pair<int, int>> open;
    for (int y0 = 0; y0 < marked.height(); ++y0)
        for (int x0 = 0; x0 < marked.width(); ++x0) {
            if (!marked.has(x0, y0))
                continue;
            Piece piece;
            marked.at(x0, y0) = 0;
            open.emplace_back(x0, y0);
            while (!open.empty()) {
                const auto [x, y] = open.back();
                open.pop_back();
                ++piece.pixels;
                piece.inside += core.has(x, y) ? 1 : 0;
                piece.touches_rim |= x == 0 || y == 0 || x == marked.width() - 1 || y == marked.height() - 1;
                for (int dy = -1; dy <= 1; ++dy)
                    for (int dx = -1; dx <= 1; ++dx) {
                        if ((dx == 0 && dy == 0) || (!diagonal && dx != 0 && dy != 0))
                            continue;
                        const int nx = x + dx;
                        const int ny = y + dy;
                        if (nx < 0 || ny < 0 || nx >= marked.width() || ny >= marked.height() ||
                            !marked.has(nx, ny))
                            continue;
                        marked.at(nx, ny) = 0;
                        open.emplace_back(nx, ny);
                    }
            }
            pieces.push_back(piece);
        }
    return pieces;
}

/// First and last pixel of a row inside the person, moved inward; empty where first > last.
std::pair<int, int> torso_row(const base::View& person, int y, int inward)
{
    const float* row = person.float_row(y);
    int first = 0;
    int last = person.width - 1;
    while (first <= last && row[first] <= half)
        ++first;
    while (last >= first && row[last] <= half)
        --last;
    // A person cut by the photo's side goes on beyond it: nothing to move inward there.
    return {first == 0 ? 0 : first + inward, last == person.width - 1 ? last : last - inward};
}

/// Whether a point lies inside a polygon (even-odd rule).
bool is_inside(const std::vector<base::Point>& polygon, double x, double y)
{
    bool inside = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const auto& a = polygon[i];
        const auto& b = polygon[j];
        if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

double lower_edge_alpha(const MatteScene& scene, int inward)
{
    if (!scene.source_reaches_lower_edge)
        return 1;
    const int y = scene.alpha.height - 1;
    const auto [first, last] = torso_row(scene.person, y, inward);
    if (first > last)
        return 0; // the person does not reach the edge that the source reaches
    double sum = 0;
    for (int x = first; x <= last; ++x)
        sum += scene.alpha.float_row(y)[x];
    return sum / (last - first + 1);
}

} // namespace

Result<MatteWhole> measure_matte_whole(const MatteScene& scene)
{
    const auto& alpha = scene.alpha;
    if (alpha.width < 16 || alpha.height < 16 || alpha.format != base::PixelFormat::Float ||
        scene.person.format != base::PixelFormat::Float || scene.person.width != alpha.width ||
        scene.person.height != alpha.height || scene.face.size() < 3)
        return fail(ErrorCode::InvalidInput, "A matte and a mask of one size, at least 16 x 16, are needed.");
    const int inward = std::max(1, alpha.width / 60);
    const int lower_third = alpha.height * 2 / 3;
    const int lowest_part = alpha.height * 7 / 8;
    const double pixels = static_cast<double>(alpha.width) * alpha.height;

    Flags core(alpha.width, alpha.height);
    double torso_sum = 0;
    std::int64_t torso_count = 0;
    for (int y = 0; y < alpha.height; ++y) {
        for (int x = 0; x < alpha.width; ++x)
            if (is_inside(scene.face, x + 0.5, y + 0.5))
                core.at(x, y) = 1;
        if (y < lower_third || y < scene.chin_y_px)
            continue;
        const auto [first, last] = torso_row(scene.person, y, inward);
        for (int x = first; x <= last; ++x) {
            // Between neck and hanging hair the hull holds wall; low down it holds nothing but the body.
            if (y < lowest_part && scene.person.float_row(y)[x] <= surely_person)
                continue;
            core.at(x, y) = 1;
            torso_sum += alpha.float_row(y)[x];
            ++torso_count;
        }
    }

    Flags present(alpha.width, alpha.height);
    Flags absent(alpha.width, alpha.height);
    for (int y = 0; y < alpha.height; ++y)
        for (int x = 0; x < alpha.width; ++x) {
            const bool is_person = alpha.float_row(y)[x] > half;
            present.at(x, y) = is_person ? 1 : 0;
            absent.at(x, y) = is_person ? 0 : 1;
        }

    MatteWhole whole;
    whole.torso_alpha_ratio = torso_count > 0 ? torso_sum / static_cast<double>(torso_count) : 0;
    whole.lower_edge_alpha_ratio = lower_edge_alpha(scene, inward);
    std::int64_t greatest = 0;
    std::int64_t second = 0;
    for (const auto& piece : pieces_of(present, core, true)) {
        second = std::max(second, std::min(piece.pixels, greatest));
        greatest = std::max(greatest, piece.pixels);
    }
    whole.second_component_ratio = static_cast<double>(second) / pixels;
    std::int64_t holes = 0;
    for (const auto& piece : pieces_of(absent, core, false))
        if (!piece.touches_rim)
            holes += piece.inside;
    whole.hole_ratio = static_cast<double>(holes) / pixels;
    return whole;
}

} // namespace tucai::measure
