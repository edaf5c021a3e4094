#include "measure/picture_digest.h"

#include <algorithm>
#include <bitset>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr int cells = 32;
constexpr int bits = 128;
constexpr int most_frequency = 16; ///< the zigzag's 128th coefficient has a sum of 15

using Cells = std::array<std::array<double, cells>, cells>;

struct Frequency {
    int down = 0;
    int across = 0;
};

/// The coefficients whose signs are kept, the lowest first.
std::array<Frequency, bits> frequencies()
{
    std::array<Frequency, bits> kept{};
    std::size_t count = 0;
    for (int sum = 1; count < bits; ++sum)
        for (int down = 0; down <= sum && count < bits; ++down)
            kept[count++] = {down, sum - down};
    return kept;
}

double brightness(const std::uint8_t* pixel, base::PixelFormat format)
{
    return format == base::PixelFormat::Grey8 ? pixel[0]
                                              : 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
}

/// Mean brightness of each cell, of at most about 8 x 8 of its pixels.
Cells mean_of_cells(const base::View& picture)
{
    constexpr int most_steps = 8;
    const int bytes = base::pixel_bytes(picture.format);
    Cells means{};
    for (int j = 0; j < cells; ++j) {
        const int top = static_cast<int>(std::int64_t{picture.height} * j / cells);
        const int bottom = static_cast<int>(std::int64_t{picture.height} * (j + 1) / cells);
        const int row_step = std::max(1, (bottom - top) / most_steps);
        for (int i = 0; i < cells; ++i) {
            const int left = static_cast<int>(std::int64_t{picture.width} * i / cells);
            const int right = static_cast<int>(std::int64_t{picture.width} * (i + 1) / cells);
            const int step = std::max(1, (right - left) / most_steps);
            double sum = 0;
            int count = 0;
            for (int y = top; y < bottom; y += row_step)
                for (int x = left; x < right; x += step, ++count)
                    sum +=
                        brightness(picture.row(y) + static_cast<std::ptrdiff_t>(x) * bytes, picture.format);
            means[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = sum / count;
        }
    }
    return means;
}

/// cos(pi (2x + 1) u / 64) for u below most_frequency.
std::array<std::array<double, cells>, most_frequency> cosines()
{
    constexpr double pi = 3.14159265358979323846;
    std::array<std::array<double, cells>, most_frequency> table{};
    for (std::size_t u = 0; u < most_frequency; ++u)
        for (std::size_t x = 0; x < cells; ++x)
            table[u][x] = std::cos(pi * static_cast<double>((2 * x + 1) * u) / (2 * cells));
    return table;
}

} // namespace

Result<PictureDigest> digest_picture(const base::View& picture)
{
    const bool has_bytes =
        picture.format == base::PixelFormat::Rgb8 || picture.format == base::PixelFormat::Grey8;
    if (!has_bytes || picture.width < cells || picture.height < cells)
        return fail(ErrorCode::InvalidInput, "A digest needs a picture of 8 bits, at least 32 px each way.");
    const auto means = mean_of_cells(picture);
    const auto table = cosines();
    std::array<std::array<double, cells>, most_frequency> down{}; // [frequency down][cell across]
    for (std::size_t u = 0; u < most_frequency; ++u)
        for (std::size_t i = 0; i < cells; ++i)
            for (std::size_t j = 0; j < cells; ++j)
                down[u][i] += table[u][j] * means[j][i];
    PictureDigest digest;
    const auto kept = frequencies();
    for (std::size_t bit = 0; bit < bits; ++bit) {
        double coefficient = 0;
        const auto& row = down[static_cast<std::size_t>(kept[bit].down)];
        for (std::size_t i = 0; i < cells; ++i)
            coefficient += table[static_cast<std::size_t>(kept[bit].across)][i] * row[i];
        if (coefficient > 0)
            digest.words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    return digest;
}

PictureDigest mirrored(const PictureDigest& digest)
{
    // A mirror turns the sign of every odd frequency across.
    PictureDigest turned = digest;
    const auto kept = frequencies();
    for (std::size_t bit = 0; bit < bits; ++bit)
        if (kept[bit].across % 2 == 1)
            turned.words[bit / 64] ^= std::uint64_t{1} << (bit % 64);
    return turned;
}

int digest_distance(const PictureDigest& a, const PictureDigest& b)
{
    std::size_t differing = 0;
    for (std::size_t i = 0; i < a.words.size(); ++i)
        differing += std::bitset<64>(a.words[i] ^ b.words[i]).count();
    return static_cast<int>(differing);
}

} // namespace tucai::measure
