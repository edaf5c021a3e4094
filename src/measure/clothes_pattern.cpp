#include "measure/clothes_pattern.h"

#include "measure/masked_blur.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr int least_lag = 3;
constexpr int lags = 28;
/// Less cloth than this many pixels of the scene is a collar, all of it edges.
constexpr std::size_t least_inner = 500;

/// Cloth at the photo's size: lightness and where it is surely cloth.
struct Cloth {
    int top = 0; ///< first row, photo px
    Plane lightness;
    Flags marked;

    Cloth(int first_row, int width, int height)
        : top(first_row), lightness(width, height), marked(width, height)
    {
    }
};

/// Pixels of the scene that are cloth with all their neighbours; beyond the rim cloth goes on.
Flags inner_of(const Flags& cloth)
{
    const int w = cloth.width();
    const int h = cloth.height();
    Flags rows(w, h);
    for (int y = 0; y < h; ++y) {
        const auto* from = cloth.row(y);
        auto* to = rows.row(y);
        for (int x = 1; x + 1 < w; ++x)
            to[x] = static_cast<std::uint8_t>(from[x - 1] & from[x] & from[x + 1]);
        to[0] = static_cast<std::uint8_t>(from[0] & from[1]);
        to[w - 1] = static_cast<std::uint8_t>(from[w - 2] & from[w - 1]);
    }
    Flags inner(w, h);
    for (int y = 0; y < h; ++y) {
        const auto* above = rows.row(std::max(0, y - 1));
        const auto* here = rows.row(y);
        const auto* below = rows.row(std::min(h - 1, y + 1));
        auto* to = inner.row(y);
        for (int x = 0; x < w; ++x)
            to[x] = static_cast<std::uint8_t>(above[x] & here[x] & below[x]);
    }
    return inner;
}

Cloth cloth_of(const Backdrop& backdrop, const BackdropScene& scene, const Garment& garment,
               const Flags& inner)
{
    const int top = std::clamp(static_cast<int>(garment.box.y / scene.scale), 0, backdrop.frame.height - 1);
    Cloth cloth(top, backdrop.frame.width, backdrop.frame.height - top);
    const auto& table = lab_table();
    std::vector<int> scene_x;
    scene_x.reserve(static_cast<std::size_t>(cloth.lightness.width));
    for (int x = 0; x < cloth.lightness.width; ++x)
        scene_x.push_back(std::min(scene.width - 1, static_cast<int>((x + 0.5) * scene.scale)));
    for (int y = 0; y < cloth.lightness.height; ++y) {
        const auto* rgb = backdrop.frame.row(top + y);
        const int scene_y = std::min(scene.height - 1, static_cast<int>((top + y + 0.5) * scene.scale));
        const auto* is_inner = inner.row(scene_y);
        auto* marked = cloth.marked.row(y);
        float* lightness = cloth.lightness.row(y);
        for (const int at : scene_x) {
            *marked++ = is_inner[at];
            *lightness++ = is_inner[at] != 0 ? table.lightness(rgb) : 0.F;
            rgb += 3;
        }
    }
    return cloth;
}

struct Square {
    double stripes = 0;
    base::Box box;
};

/// A square cut out, upright or turned so that its columns are rows, each row's mean taken off: checks then
/// are stripes both ways.
struct Cut {
    int width = 0;
    int height = 0;
    std::vector<float> wave;   ///< 0 where not marked
    std::vector<float> marked; ///< 1 or 0

    const float* wave_row(int y) const { return wave.data() + static_cast<std::ptrdiff_t>(y) * width; }
    const float* marked_row(int y) const { return marked.data() + static_cast<std::ptrdiff_t>(y) * width; }
};

Cut cut(const Plane& wave, const Flags& marked, const base::Box& box, bool turned)
{
    const int left = static_cast<int>(box.x);
    const int top = static_cast<int>(box.y);
    Cut out;
    out.width = static_cast<int>(turned ? box.height : box.width);
    out.height = static_cast<int>(turned ? box.width : box.height);
    out.wave.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    out.marked.reserve(out.wave.capacity());
    for (int v = 0; v < out.height; ++v) {
        float sum = 0;
        float count = 0;
        for (int u = 0; u < out.width; ++u) {
            const int x = left + (turned ? v : u);
            const int y = top + (turned ? u : v);
            const float is_marked = marked.row(y)[x] != 0 ? 1.F : 0.F;
            out.wave.push_back(wave.row(y)[x] * is_marked);
            out.marked.push_back(is_marked);
            sum += out.wave.back();
            count += is_marked;
        }
        const float mean = count > 0 ? sum / count : 0;
        const auto row = out.wave.size() - static_cast<std::size_t>(out.width);
        for (std::size_t i = row; i < out.wave.size(); ++i)
            out.wave[i] -= mean * out.marked[i];
    }
    return out;
}

/// The sum of products, eight sums at once: an order of adding that processors like.
float dot(const float* one, const float* other, int count)
{
    std::array<float, 8> sums{};
    int i = 0;
    for (; i + 8 <= count; i += 8)
        for (std::size_t k = 0; k < 8; ++k)
            sums[k] += one[i + static_cast<int>(k)] * other[i + static_cast<int>(k)];
    float rest = 0;
    for (; i < count; ++i)
        rest += one[i] * other[i];
    for (const float sum : sums)
        rest += sum;
    return rest;
}

/// The product of a square with itself moved by each lag along its rows, as a mean over the pairs that exist.
std::array<double, lags + 1> products(const Cut& square)
{
    std::array<double, lags + 1> means{};
    float first_count = 0;
    for (int lag = 0; lag <= lags && lag < square.width; ++lag) {
        float sum = 0;
        float count = 0;
        for (int y = 0; y < square.height; y += 2) {
            sum += dot(square.wave_row(y), square.wave_row(y) + lag, square.width - lag);
            count += dot(square.marked_row(y), square.marked_row(y) + lag, square.width - lag);
        }
        first_count = lag == 0 ? count : first_count;
        if (count > 0 && count > 0.2F * first_count)
            means[static_cast<std::size_t>(lag)] = sum / count;
    }
    return means;
}

/// Root of the part that comes again: what the product rises to after its first valley, of which the valley
/// must be as deep.
double coming_again(const std::array<double, lags + 1>& product)
{
    double lowest = product[0];
    double best = 0;
    for (std::size_t lag = 1; lag + 1 < product.size(); ++lag) {
        lowest = std::min(lowest, product[lag]);
        const bool is_peak =
            lag >= least_lag && product[lag] > product[lag - 1] && product[lag] >= product[lag + 1];
        if (is_peak && lowest < 0)
            best = std::max(best, std::min(product[lag], -lowest));
    }
    return std::sqrt(std::max(0.0, best));
}

std::vector<Square> squares_of(const Cloth& cloth, const Plane& wave, int side)
{
    std::vector<Square> squares;
    for (int top = 0; top + side / 2 < wave.height; top += side)
        for (int left = 0; left + side / 2 < wave.width; left += side) {
            const base::Box box{static_cast<double>(left), static_cast<double>(top),
                                static_cast<double>(std::min(side, wave.width - left)),
                                static_cast<double>(std::min(side, wave.height - top))};
            int count = 0;
            for (int y = top; y < static_cast<int>(box.bottom()); ++y)
                for (int x = left; x < static_cast<int>(box.right()); ++x)
                    count += cloth.marked.row(y)[x];
            if (count * 3 < side * side)
                continue;
            const double stripes = std::max(coming_again(products(cut(wave, cloth.marked, box, false))),
                                            coming_again(products(cut(wave, cloth.marked, box, true))));
            squares.push_back({stripes, {box.x, box.y + cloth.top, box.width, box.height}});
        }
    return squares;
}

/// Share of cloth whose lightness or colour changes by more than 3.5 from one pixel of the scene to the next.
double print_ratio(const BackdropScene& scene, const Flags& inner_cloth)
{
    std::size_t edges = 0;
    std::size_t inner = 0;
    for (int y = 1; y + 1 < scene.height; ++y)
        for (int x = 1; x + 1 < scene.width; ++x) {
            if (inner_cloth.row(y)[x] == 0)
                continue;
            const double across = lab_distance(scene.lab(x + 1, y), scene.lab(x - 1, y)) / 2;
            const double along = lab_distance(scene.lab(x, y + 1), scene.lab(x, y - 1)) / 2;
            ++inner;
            edges += std::hypot(across, along) > 3.5 ? 1 : 0;
        }
    return inner > least_inner ? static_cast<double>(edges) / static_cast<double>(inner) : 0;
}

} // namespace

std::optional<ClothesPattern> clothes_pattern(const Backdrop& backdrop, const BackdropScene& scene,
                                              const Garment& garment)
{
    const auto inner = inner_of(garment.cloth);
    const auto cloth = cloth_of(backdrop, scene, garment, inner);
    const double inter_eye_px = scene_inter_eye_spx / scene.scale;
    const auto around = masked_blur(cloth.lightness, cloth.marked, std::max(2.0, inter_eye_px / 10));
    Plane wave(cloth.lightness.width, cloth.lightness.height);
    for (int y = 0; y < wave.height; ++y)
        for (int x = 0; x < wave.width; ++x)
            wave.row(y)[x] = cloth.marked.row(y)[x] != 0 ? cloth.lightness.row(y)[x] - around.row(y)[x] : 0.F;
    auto squares = squares_of(cloth, wave, std::max(24, static_cast<int>(inter_eye_px / 2)));
    if (squares.size() < 2)
        return std::nullopt;
    std::sort(squares.begin(), squares.end(),
              [](const Square& a, const Square& b) { return a.stripes < b.stripes; });
    return ClothesPattern{squares[squares.size() * 3 / 4].stripes, print_ratio(scene, inner),
                          squares.back().box};
}

} // namespace tucai::measure
