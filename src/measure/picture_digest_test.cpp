#include "measure/picture_digest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

namespace tucai::measure {
namespace {

/// A scene of a few waves, the same at every size.
struct Scene {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> grey;

    Scene(int width_px, int height_px, unsigned seed = 1, double gain = 1)
        : width(width_px), height(height_px)
    {
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const double u = (x + 0.5) / width;
                const double v = (y + 0.5) / height;
                double sum = 0;
                for (unsigned k = 1; k < 9; ++k)
                    sum += std::sin(k * u * (3 + seed * k % 7) + v * (2 + seed * k % 5) * k + seed * k);
                grey.push_back(static_cast<std::uint8_t>(gain * (110 + 12 * sum)));
            }
    }
    base::View view() const { return {grey.data(), width, height, width, base::PixelFormat::Grey8}; }
    PictureDigest digest() const { return *digest_picture(view()); }
};

TEST(PictureDigest, StaysWithSizeAndBrightness)
{
    const auto digest = Scene(640, 480).digest();
    EXPECT_LE(digest_distance(digest, Scene(320, 240).digest()), 4);
    EXPECT_LE(digest_distance(digest, Scene(200, 150).digest()), 8);
    EXPECT_LE(digest_distance(digest, Scene(640, 480, 1, 0.6).digest()), 4);
}

TEST(PictureDigest, DiffersBetweenScenes)
{
    EXPECT_GE(digest_distance(Scene(320, 240, 1).digest(), Scene(320, 240, 5).digest()), 30);
}

TEST(PictureDigest, KnowsAPictureInTheMirror)
{
    const Scene scene(320, 240);
    auto turned = scene;
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x)
            turned.grey[static_cast<std::size_t>(y * scene.width + x)] =
                scene.grey[static_cast<std::size_t>(y * scene.width + scene.width - 1 - x)];
    EXPECT_LE(digest_distance(mirrored(scene.digest()), turned.digest()), 2);
    EXPECT_GE(digest_distance(scene.digest(), turned.digest()), 30);
    EXPECT_EQ(mirrored(mirrored(scene.digest())), scene.digest());
}

TEST(PictureDigest, ColoursCountByTheirBrightness)
{
    const Scene scene(64, 48);
    std::vector<std::uint8_t> rgb;
    for (const auto value : scene.grey)
        rgb.insert(rgb.end(), 3, value);
    const auto digest = digest_picture({rgb.data(), 64, 48, 64 * 3, base::PixelFormat::Rgb8});
    ASSERT_TRUE(digest.has_value());
    EXPECT_EQ(*digest, scene.digest());
}

TEST(PictureDigest, RefusesWhatIsTooSmallOrOfFloats)
{
    EXPECT_FALSE(digest_picture(Scene(31, 64).view()));
    auto view = Scene(64, 64).view();
    view.format = base::PixelFormat::Float;
    EXPECT_FALSE(digest_picture(view));
}

RC_GTEST_PROP(PictureDigest, DistanceIsOneOfCountedBits, (std::uint64_t a, std::uint64_t b, unsigned bit))
{
    const PictureDigest one{{a, b}};
    auto other = one;
    other.words[bit / 64 % 2] ^= std::uint64_t{1} << (bit % 64);
    RC_ASSERT(digest_distance(one, one) == 0);
    RC_ASSERT(digest_distance(one, other) == 1);
    RC_ASSERT(digest_distance(one, mirrored(one)) == digest_distance(other, mirrored(other)));
}

} // namespace
} // namespace tucai::measure
