#include "measure/garment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace tucai::measure {
namespace {

constexpr float surely_person = 0.98F;
constexpr double skin_reach = 9;
constexpr double colour_reach = 14;
constexpr double cell = 8;
constexpr std::size_t most_colours = 5;
constexpr double least_share = 0.03;

Lab median_of(const std::vector<Lab>& labs)
{
    const auto middle = [&labs](double Lab::*part) {
        std::vector<double> values;
        values.reserve(labs.size());
        for (const auto& lab : labs)
            values.push_back(lab.*part);
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    return {middle(&Lab::lightness), middle(&Lab::a), middle(&Lab::b)};
}

/// Colours of a square around a place.
void gather(const BackdropScene& scene, base::Point at, int reach, std::vector<Lab>& out)
{
    const int cx = static_cast<int>(std::floor(at.x));
    const int cy = static_cast<int>(std::floor(at.y));
    for (int y = std::max(0, cy - reach); y <= std::min(scene.height - 1, cy + reach); ++y)
        for (int x = std::max(0, cx - reach); x <= std::min(scene.width - 1, cx + reach); ++x)
            if (scene.covered.row(y)[x] != 0 && scene.alpha.row(y)[x] >= surely_person)
                out.push_back(scene.lab(x, y));
}

/// Distance that forgives the shade under a chin.
double skin_distance(const Lab& one, const Lab& other)
{
    return std::sqrt((one.lightness - other.lightness) * (one.lightness - other.lightness) / 4 +
                     (one.a - other.a) * (one.a - other.a) + (one.b - other.b) * (one.b - other.b));
}

/// What the person's skin looks like: both cheeks, and the neck where it is bare.
std::vector<Lab> skins_of(const Backdrop& backdrop, const BackdropScene& scene)
{
    std::vector<Lab> skins;
    for (const int point : {50, 280}) { // middles of the cheeks
        std::vector<Lab> cheek;
        const auto& at = backdrop.points[static_cast<std::size_t>(point)];
        gather(scene, {at.x * scene.scale, at.y * scene.scale}, 3, cheek);
        if (!cheek.empty())
            skins.push_back(median_of(cheek));
    }
    std::vector<Lab> neck;
    gather(scene, {scene.chin.x, scene.chin.y + 0.35 * scene_inter_eye_spx}, 4, neck);
    if (neck.empty() || skins.empty())
        return skins;
    const Lab below = median_of(neck);
    const Lab cheek = skins.front();
    if (std::hypot(below.a - cheek.a, below.b - cheek.b) < 13 && below.chroma() > 6 &&
        below.lightness < cheek.lightness + 6)
        skins.push_back(below);
    return skins;
}

/// Below the chin and beside the neck; below the neck everywhere.
bool is_below_neck(const BackdropScene& scene, int x, int y)
{
    const double down = (y + 0.5 - scene.chin.y) / scene_inter_eye_spx;
    const double aside = std::abs(x + 0.5 - scene.chin.x) / scene_inter_eye_spx;
    return down > 0.9 || (down > 0.25 && aside > 0.95);
}

struct Cell {
    int l, a, b;
    bool operator<(const Cell& other) const
    {
        return l != other.l ? l < other.l : (a != other.a ? a < other.a : b < other.b);
    }
};

Cell cell_of(const Lab& lab)
{
    const auto index = [](double v) { return static_cast<int>(std::floor(v / cell)); };
    return {index(lab.lightness), index(lab.a), index(lab.b)};
}

/// The mean of the fullest cell's pixels; of equal ones the first by colour.
Lab fullest(const std::vector<Lab>& labs)
{
    struct Sum {
        Lab sum;
        std::size_t count = 0;
    };
    std::map<Cell, Sum> cells;
    for (const auto& lab : labs) {
        auto& at = cells[cell_of(lab)];
        at.sum = {at.sum.lightness + lab.lightness, at.sum.a + lab.a, at.sum.b + lab.b};
        ++at.count;
    }
    const auto most = std::max_element(cells.begin(), cells.end(), [](const auto& x, const auto& y) {
        return x.second.count < y.second.count;
    });
    const auto n = static_cast<double>(most->second.count);
    return {most->second.sum.lightness / n, most->second.sum.a / n, most->second.sum.b / n};
}

std::vector<ClothColour> colours_of(std::vector<Lab> labs)
{
    const auto all = static_cast<double>(labs.size());
    std::vector<ClothColour> colours;
    while (!labs.empty() && colours.size() < most_colours) {
        Lab centre = fullest(labs);
        for (int round = 0; round < 2; ++round) { // the cell's borders are chance: move to the middle
            Lab sum;
            double count = 0;
            for (const auto& lab : labs)
                if (lab_distance(lab, centre) < colour_reach) {
                    sum = {sum.lightness + lab.lightness, sum.a + lab.a, sum.b + lab.b};
                    ++count;
                }
            if (count > 0)
                centre = {sum.lightness / count, sum.a / count, sum.b / count};
        }
        const auto before = labs.size();
        std::erase_if(labs, [&](const Lab& lab) { return lab_distance(lab, centre) < colour_reach; });
        const double share = static_cast<double>(before - labs.size()) / all;
        if (before == labs.size())
            break;
        if (share >= least_share)
            colours.push_back({centre, share});
    }
    std::stable_sort(colours.begin(), colours.end(),
                     [](const ClothColour& x, const ClothColour& y) { return x.share > y.share; });
    return colours;
}

} // namespace

std::optional<Garment> find_garment(const Backdrop& backdrop, const BackdropScene& scene)
{
    const auto skins = skins_of(backdrop, scene);
    Garment garment{Flags(scene.width, scene.height), 0, {}, {}};
    std::vector<Lab> labs;
    std::size_t below = 0;
    int left = scene.width;
    int top = scene.height;
    int right = 0;
    for (int y = std::max(0, static_cast<int>(scene.chin.y)); y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x) {
            if (scene.alpha.row(y)[x] < surely_person || scene.covered.row(y)[x] == 0 ||
                !is_below_neck(scene, x, y))
                continue;
            ++below;
            const Lab lab = scene.lab(x, y);
            if (std::any_of(skins.begin(), skins.end(),
                            [&](const Lab& skin) { return skin_distance(lab, skin) < skin_reach; }))
                continue;
            garment.cloth.row(y)[x] = 1;
            labs.push_back(lab);
            left = std::min(left, x);
            right = std::max(right, x + 1);
            top = std::min(top, y);
        }
    garment.count = labs.size();
    if (static_cast<double>(labs.size()) < 0.007 * scene.width * scene.height || labs.size() * 8 < below)
        return std::nullopt;
    garment.box = {static_cast<double>(left), static_cast<double>(top), static_cast<double>(right - left),
                   static_cast<double>(scene.height - top)};
    garment.colours = colours_of(std::move(labs));
    return garment;
}

} // namespace tucai::measure
