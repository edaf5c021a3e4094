#include "measure/matte_whole.h"

#include "measure/pieces.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tucai::measure {
namespace {

constexpr float half = 0.5F;
constexpr float surely_person = 0.8F;

/// Whether a coordinate is a number that a photo's could be.
bool is_place(double coordinate)
{
    return std::isfinite(coordinate) && std::abs(coordinate) < 1e6;
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

/// Marks the pixels whose centres lie inside a polygon (even-odd rule).
void fill(const std::vector<base::Point>& polygon, Flags& flags)
{
    std::vector<double> crossings;
    for (int row = 0; row < flags.height(); ++row) {
        const double y = row + 0.5;
        crossings.clear();
        for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
            const auto& a = polygon[i];
            const auto& b = polygon[j];
            if ((a.y > y) != (b.y > y))
                crossings.push_back((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
        }
        std::sort(crossings.begin(), crossings.end());
        const auto column = [&](double x) {
            return static_cast<int>(std::clamp(std::ceil(x - 0.5), 0.0, static_cast<double>(flags.width())));
        };
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
            for (int x = column(crossings[i]); x < column(crossings[i + 1]); ++x)
                flags.row(row)[x] = 1;
    }
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
    if (!is_place(scene.chin_y_px) || !std::all_of(scene.face.begin(), scene.face.end(), [](const auto& p) {
            return is_place(p.x) && is_place(p.y);
        }))
        return fail(ErrorCode::InvalidInput, "A point of the face lies nowhere near the photo.");
    const int inward = std::max(1, alpha.width / 60);
    const int lower_third = alpha.height * 2 / 3;
    const int lowest_part = alpha.height * 7 / 8;
    const double pixels = static_cast<double>(alpha.width) * alpha.height;

    Flags core(alpha.width, alpha.height);
    fill(scene.face, core);
    double torso_sum = 0;
    std::int64_t torso_count = 0;
    for (int y = 0; y < alpha.height; ++y) {
        if (y < lower_third || y < scene.chin_y_px)
            continue;
        const auto [first, last] = torso_row(scene.person, y, inward);
        const float* person = scene.person.float_row(y);
        const float* alphas = alpha.float_row(y);
        auto* is_core = core.row(y);
        for (int x = first; x <= last; ++x) {
            // Between neck and hanging hair the hull holds wall; low down it holds nothing but the body.
            if (y < lowest_part && person[x] <= surely_person)
                continue;
            is_core[x] = 1;
            torso_sum += alphas[x];
            ++torso_count;
        }
    }

    Flags present(alpha.width, alpha.height);
    Flags absent(alpha.width, alpha.height);
    for (int y = 0; y < alpha.height; ++y) {
        const float* alphas = alpha.float_row(y);
        auto* is_present = present.row(y);
        auto* is_absent = absent.row(y);
        for (int x = 0; x < alpha.width; ++x) {
            is_present[x] = alphas[x] > half ? 1 : 0;
            is_absent[x] = alphas[x] > half ? 0 : 1;
        }
    }

    MatteWhole whole;
    whole.torso_alpha_ratio = torso_count > 0 ? torso_sum / static_cast<double>(torso_count) : 0;
    whole.lower_edge_alpha_ratio = lower_edge_alpha(scene, inward);
    std::int64_t greatest = 0;
    std::int64_t second = 0;
    for (const auto& piece : pieces_of(present, core, Corners::Join)) {
        second = std::max(second, std::min(piece.pixels, greatest));
        greatest = std::max(greatest, piece.pixels);
    }
    whole.second_component_ratio = static_cast<double>(second) / pixels;
    std::int64_t holes = 0;
    for (const auto& piece : pieces_of(absent, core, Corners::Apart))
        if (!piece.touches_rim)
            holes += piece.inside;
    whole.hole_ratio = static_cast<double>(holes) / pixels;
    return whole;
}

} // namespace tucai::measure
