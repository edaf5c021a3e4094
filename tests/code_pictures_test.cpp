// How often a collection code is read out of the pictures that students send: the share of each kind is
// printed, and held (issue: 98 of 100 hard ones, 999 of 1,000 clean ones).

#include "base/bytes.h"
#include "code_pictures.h"
#include "collect/codes/code_token.h"
#include "image/decode.h"
#include "image/qr_read.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>

namespace tucai {
namespace {

using Clock = std::chrono::steady_clock;

const std::vector<collect::CodeKey>& keys()
{
    static const std::vector<collect::CodeKey> one = {{3, base::SecretKey(std::array<std::uint8_t, 32>{7})}};
    return one;
}

/// A code as the registry issues it, the same at every run.
std::string token(CodePictureKind kind, unsigned number)
{
    std::mt19937 engine(100'000U * static_cast<unsigned>(kind) + number);
    const base::Randomness randomness = [&](std::span<std::uint8_t> bytes) {
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(engine());
    };
    const auto code = base::random_token(randomness).substr(0, 16);
    const std::string id = "c" + base::hex(base::as_bytes(code)).substr(0, 15);
    const base::SecretKey key = base::SecretKey::random(randomness);
    const collect::CodeClaims claims = {id, "batch-2026-june-0", 1'780'000'000'000, 1'790'000'000'000,
                                        collect::identity_digest(key, id, "20171X")};
    return collect::seal_code(claims, keys()[0], randomness).value();
}

struct Rate {
    int read = 0;
    int made = 0;
    std::vector<double> read_ms; ///< decoding included
    void print(const char* kind)
    {
        std::sort(read_ms.begin(), read_ms.end());
        std::printf("   %-13s %4d of %4d read, median %.0f ms, worst %.0f ms\n", kind, read, made,
                    read_ms[read_ms.size() / 2], read_ms.back());
    }
};

bool is_ours(std::string_view text)
{
    return collect::open_code(text, keys()).has_value();
}

/// Makes and reads pictures number `from` to before `to`.
Rate read_pictures(CodePictureKind kind, unsigned from, unsigned to)
{
    Rate rate;
    for (unsigned i = from; i < to; ++i) {
        const auto text = token(kind, i);
        const auto bytes = make_code_picture(kind, i, text);
        const auto start = Clock::now();
        image::DecodeOptions options;
        options.limits.min_side_px = 1;
        const auto picture = image::decode(bytes, options);
        const auto texts =
            picture ? image::read_qr(picture->image.view(), is_ours) : tl::unexpected(picture.error());
        rate.read_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        ++rate.made;
        rate.read += texts && texts->front() == text ? 1 : 0;
    }
    rate.print(kind_name(kind));
    return rate;
}

TEST(CodePictures, ThousandsOfCleanOnesAreReadButOneAtMost)
{
    const auto rate = read_pictures(CodePictureKind::Clean, 0, 1000);
    EXPECT_EQ(rate.made, 1000);
    EXPECT_GE(rate.read, 999);
}

/// A kind with how many of its pictures are in the set, and how many of them must be read at the least. Each
/// may miss a little more than the whole set may.
struct HardKind {
    CodePictureKind kind;
    unsigned count;
};

constexpr HardKind hard_set[] = {
    {CodePictureKind::Inverted, 60},     {CodePictureKind::Rotated, 100},
    {CodePictureKind::Recompressed, 90}, {CodePictureKind::Small, 90},
    {CodePictureKind::LowContrast, 90},  {CodePictureKind::LargePhoto, 20},
    {CodePictureKind::ScreenPhoto, 110},
};

TEST(CodePictures, NinetyEightOfAHundredHardOnesAreRead)
{
    int read = 0;
    int made = 0;
    for (const auto& [kind, count] : hard_set) {
        const auto rate = read_pictures(kind, 0, count);
        EXPECT_GE(rate.read, 0.96 * rate.made) << kind_name(kind);
        read += rate.read;
        made += rate.made;
    }
    std::printf("   hard in all   %4d of %4d read (%.2f %%)\n", read, made, 100.0 * read / made);
    EXPECT_GE(made, 500);
    EXPECT_GE(read, 0.98 * made);
}

TEST(CodePictures, TheSameNumberGivesTheSamePicture)
{
    for (const auto& [kind, count] : hard_set)
        EXPECT_EQ(make_code_picture(kind, 5, token(kind, 5)), make_code_picture(kind, 5, token(kind, 5)))
            << kind_name(kind);
}

} // namespace
} // namespace tucai
