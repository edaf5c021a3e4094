// HEIC and AVIF through the real program that decodes them.

#include "image/decode.h"
#include "image/tags.h"
#include "image/test_pictures.h"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <libheif/heif.h>

#include <optional>
#include <stdexcept>

/// x265 keeps a few tables for good; that is the encoder's affair, which only this test uses.
extern "C" __attribute__((visibility("default"))) const char*
__lsan_default_suppressions() // NOLINT: its name
{
    return "leak:libx265";
}

namespace tucai::image {
namespace {

/// A function of libheif. The room does not link it, and neither does this test: a library that reads hostile
/// files lives in a program of its own.
template <class Function> Function* heif(const char* name)
{
    static void* const library = ::dlopen("libheif.so.1", RTLD_NOW);
    auto* found = library == nullptr ? nullptr : ::dlsym(library, name);
    if (found == nullptr)
        throw std::runtime_error(std::string("no ") + name + " in libheif.so.1");
    return reinterpret_cast<Function*>(found);
}

// NOLINTNEXTLINE(readability-identifier-naming): a macro of this file alone
#define TUCAI_HEIF(function) heif<decltype(function)>(#function)

/// What a test's file is to hold besides its pixels.
struct Form {
    heif_compression_format compression = heif_compression_HEVC;
    int orientation = 1; ///< stored so turned, and marked so by the file's own boxes
    std::optional<std::uint8_t> alpha = {};
    Bytes icc = {};
    int primaries = 0; ///< of ITU-T H.273; 0: the library's own
    int transfer = 13; ///< sRGB's
    Bytes exif = {};
    Bytes xmp = {};
};

heif_image* heif_picture(const Image& picture, const Form& form)
{
    heif_image* image = nullptr;
    const auto chroma = form.alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
    TUCAI_HEIF(heif_image_create)(picture.width, picture.height, heif_colorspace_RGB, chroma, &image);
    TUCAI_HEIF(heif_image_add_plane)(image, heif_channel_interleaved, picture.width, picture.height, 8);
    int stride = 0;
    auto* plane = TUCAI_HEIF(heif_image_get_plane)(image, heif_channel_interleaved, &stride);
    for (int y = 0; y < picture.height; ++y) {
        auto* out = plane + static_cast<std::ptrdiff_t>(y) * stride;
        for (int x = 0; x < picture.width; ++x) {
            out = std::copy_n(picture.row(y) + 3 * x, 3, out);
            if (form.alpha)
                *out++ = *form.alpha;
        }
    }
    if (!form.icc.empty())
        TUCAI_HEIF(heif_image_set_raw_color_profile)(image, "prof", form.icc.data(), form.icc.size());
    if (form.primaries != 0) {
        auto* numbers = TUCAI_HEIF(heif_nclx_color_profile_alloc)();
        numbers->color_primaries = static_cast<heif_color_primaries>(form.primaries);
        numbers->transfer_characteristics = static_cast<heif_transfer_characteristics>(form.transfer);
        TUCAI_HEIF(heif_image_set_nclx_color_profile)(image, numbers);
        TUCAI_HEIF(heif_nclx_color_profile_free)(numbers);
    }
    return image;
}

void add_tags(heif_context* context, const heif_image_handle* handle, const Form& form)
{
    auto* add_exif = TUCAI_HEIF(heif_context_add_exif_metadata);
    auto* add_xmp = TUCAI_HEIF(heif_context_add_XMP_metadata);
    if (!form.exif.empty())
        add_exif(context, handle, form.exif.data(), static_cast<int>(form.exif.size()));
    if (!form.xmp.empty())
        add_xmp(context, handle, form.xmp.data(), static_cast<int>(form.xmp.size()));
}

/// A HEIC or AVIF; empty where this machine's libheif cannot write it.
Bytes heif_of(const Image& picture, const Form& form = {})
{
    auto* context = TUCAI_HEIF(heif_context_alloc)();
    heif_encoder* encoder = nullptr;
    if (TUCAI_HEIF(heif_context_get_encoder_for_format)(context, form.compression, &encoder).code !=
        heif_error_Ok)
        return {};
    TUCAI_HEIF(heif_encoder_set_lossy_quality)(encoder, 95);
    auto* image = heif_picture(picture, form);
    auto* options = TUCAI_HEIF(heif_encoding_options_alloc)();
    options->image_orientation = static_cast<heif_orientation>(form.orientation);
    options->macOS_compatibility_workaround_no_nclx_profile = 0;
    options->save_two_colr_boxes_when_ICC_and_nclx_available = 0;
    heif_image_handle* handle = nullptr;
    const auto wrong = TUCAI_HEIF(heif_context_encode_image)(context, image, encoder, options, &handle);
    EXPECT_EQ(wrong.code, heif_error_Ok) << wrong.message;
    add_tags(context, handle, form);
    TUCAI_HEIF(heif_image_handle_release)(handle);
    Bytes bytes;
    heif_writer writer{1, [](heif_context*, const void* data, std::size_t size, void* to) {
                           const auto* from = static_cast<const std::uint8_t*>(data);
                           static_cast<Bytes*>(to)->assign(from, from + size);
                           return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                       }};
    TUCAI_HEIF(heif_context_write)(context, &writer, &bytes);
    TUCAI_HEIF(heif_encoding_options_free)(options);
    TUCAI_HEIF(heif_image_release)(image);
    TUCAI_HEIF(heif_encoder_release)(encoder);
    TUCAI_HEIF(heif_context_free)(context);
    return bytes;
}

/// With the real program.
DecodeOptions real_program()
{
    DecodeOptions options;
    options.heif_program = TUCAI_BINARY_DIR "/tucai-heif";
    return options;
}

class Heif : public testing::TestWithParam<heif_compression_format> {
protected:
    void SetUp() override
    {
        if (heif_of(gradient(), {GetParam()}).empty())
            GTEST_SKIP() << "SKIPPED: this machine's libheif writes no such file";
    }
    /// A file of this kind, as `form` wants it otherwise.
    static Bytes file_of(const Image& picture, Form form = {})
    {
        form.compression = GetParam();
        return heif_of(picture, form);
    }
};

INSTANTIATE_TEST_SUITE_P(All, Heif, testing::Values(heif_compression_HEVC, heif_compression_AV1),
                         [](const auto& test) {
                             return std::string(test.param == heif_compression_HEVC ? "Heic" : "Avif");
                         });

TEST_P(Heif, ItsTagsAreRead)
{
    constexpr std::string_view exif("II*\0\x08\0\0\0\x01\0\x31\x01\x02\0\x10\0\0\0\x1a\0\0\0\0\0\0\0"
                                    "Adobe Photoshop\0",
                                    42);
    constexpr std::string_view xmp("<x xmp:CreatorTool=\"Meitu\"/>");
    const auto file =
        file_of(gradient(), {.exif = {exif.begin(), exif.end()}, .xmp = {xmp.begin(), xmp.end()}});
    const auto decoded = decode(file, real_program());
    ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
    const auto tags = read_tags(file, decoded->tags);
    EXPECT_TRUE(tags.has_exif);
    EXPECT_EQ(tags.tools, (std::vector<std::string>{"Adobe Photoshop", "Meitu"}));
}

TEST_P(Heif, TagsThatAreNoTagsHinderNothing)
{
    const auto decoded = decode(file_of(gradient(), {.exif = {1, 2, 3}, .xmp = {0}}), real_program());
    ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
    EXPECT_FALSE(read_tags({}, decoded->tags).has_exif);
}

TEST_P(Heif, ComesBackNearlyAsItWas)
{
    const auto file = file_of(gradient());
    const auto decoded = decode(file, real_program());
    ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
    EXPECT_LT(mean_difference(decoded->image, gradient()), 2.5);
    EXPECT_EQ(decoded->header.format, GetParam() == heif_compression_HEVC ? Format::Heic : Format::Avif);
    EXPECT_TRUE(decoded->warnings.empty());
}

TEST_P(Heif, ItsOwnOrientationTurnsIt)
{
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const auto decoded = decode(file_of(gradient(), {.orientation = orientation}), real_program());
        ASSERT_TRUE(decoded.has_value());
        const bool is_turned = orientation > 4;
        EXPECT_EQ(decoded->image.width, is_turned ? 160 : 200) << orientation;
        EXPECT_EQ(decoded->header.orientation, 1) << "it is upright already";
        // The gradient's dark corner is stored upper left.
        const bool is_right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        const bool is_low = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        const auto* corner = decoded->image.row(is_low ? decoded->image.height - 1 : 0) +
                             (is_right ? 3 * (decoded->image.width - 1) : 0);
        EXPECT_NEAR(corner[0], 40, 6) << orientation;
        EXPECT_NEAR(corner[1], 40, 6) << orientation;
    }
}

TEST_P(Heif, ItsProfileCounts)
{
    const auto picture = one_colour({200, 120, 110});
    const auto decoded = decode(file_of(picture, {.icc = display_p3()}), real_program());
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LE(distance_from(decoded->image, {213, 115, 106}), 4);
    const auto garbled = decode(file_of(picture, {.icc = Bytes(300, 7)}), real_program());
    ASSERT_TRUE(garbled.has_value());
    EXPECT_TRUE(warns(*garbled, "image.profile_ignored"));
}

TEST_P(Heif, ColoursByNumbersCount)
{
    const auto picture = one_colour({200, 120, 110});
    const auto display_p3 = decode(file_of(picture, {.primaries = 12}), real_program());
    ASSERT_TRUE(display_p3.has_value());
    EXPECT_LE(distance_from(display_p3->image, {213, 115, 106}), 4);
    EXPECT_TRUE(display_p3->warnings.empty());
    const auto hdr = decode(file_of(picture, {.primaries = 9, .transfer = 16}), real_program());
    ASSERT_TRUE(hdr.has_value());
    EXPECT_TRUE(warns(*hdr, "image.profile_ignored"));
}

TEST_P(Heif, AlphaIsLaidOverWhite)
{
    const auto decoded = decode(file_of(one_colour({200, 100, 0}), {.alpha = 51}), real_program());
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LE(distance_from(decoded->image, {244, 224, 204}), 3);
    EXPECT_TRUE(warns(*decoded, "image.transparent"));
    const auto opaque = decode(file_of(one_colour({200, 100, 0}), {.alpha = 255}), real_program());
    ASSERT_TRUE(opaque.has_value());
    EXPECT_TRUE(opaque->warnings.empty());
}

TEST_P(Heif, CapsAreReadFromTheHeader)
{
    const auto file = file_of(gradient());
    auto options = real_program();
    options.limits.max_pixels = 10'000;
    EXPECT_EQ(word_of(decode(file, options)), "image.too_large");
    options = real_program();
    options.limits.max_side_px = 199;
    EXPECT_EQ(word_of(decode(file, options)), "image.too_large");
    options = real_program();
    options.limits.min_side_px = 161;
    EXPECT_EQ(word_of(decode(file, options)), "image.too_small");
}

TEST_P(Heif, CutAnywhereIsAnErrorAndNoHalfPicture)
{
    const auto whole = file_of(gradient(400, 600));
    for (const int percent : {1, 5, 20, 50, 80, 95}) {
        const auto cut = head_of(whole, whole.size() * static_cast<std::size_t>(percent) / 100);
        const auto word = word_of(decode(cut, real_program()));
        EXPECT_TRUE(word == "image.truncated" || word == "image.damaged" || word == "image.not_an_image")
            << percent << " %: " << word;
    }
}

TEST_P(Heif, AHeaderThatLiesIsNotBelieved)
{
    auto file = file_of(gradient());
    const std::string_view name = "ispe";
    const auto sizes = std::search(file.begin(), file.end(), name.begin(), name.end()) + 8;
    sizes[2] = 0x70; // 28,872 pixels wide
    sizes[6] = 0x70; // 28,832 high
    EXPECT_EQ(word_of(decode(file, real_program())), "image.too_large");
    auto options = real_program();
    options.limits.max_pixels = std::int64_t{1} << 40;
    EXPECT_NE(word_of(decode(file, options)), "ok") << "the pixels are not there";
}

} // namespace
} // namespace tucai::image
