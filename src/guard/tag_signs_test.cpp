#include "guard/tag_signs.h"

#include <gtest/gtest.h>

namespace tucai::guard {
namespace {

/// What a phone writes into a picture of 3000 x 4000 that it stores lying; each test bends one thing.
image::PictureTags good_tags()
{
    image::PictureTags tags;
    tags.has_exif = true;
    tags.make = "ACME";
    tags.model = "Phone 5";
    tags.tools = {"firmware 17.1"};
    tags.original_s = 1'795'595'400;
    tags.modified_s = 1'795'595'402;
    tags.width_px = 4000;
    tags.height_px = 3000;
    tags.has_exposure = true;
    tags.thumbnail_width_px = 512;
    tags.thumbnail_height_px = 384;
    return tags;
}

constexpr image::Header good_header{image::Format::Jpeg, 3000, 4000, 6};

std::size_t contradictions_of(const image::PictureTags& tags)
{
    return find_tag_signs(tags, good_header).contradictions.size();
}

TEST(TagSigns, APhonesPictureShowsNone)
{
    const auto signs = find_tag_signs(good_tags(), good_header);
    EXPECT_TRUE(signs.editors.empty());
    EXPECT_TRUE(signs.contradictions.empty());
    EXPECT_EQ(signs.camera_tags, 4);
}

TEST(TagSigns, NoTagsAtAllAreNoSign)
{
    const auto signs = find_tag_signs({}, good_header);
    EXPECT_TRUE(signs.editors.empty());
    EXPECT_TRUE(signs.contradictions.empty());
    EXPECT_EQ(signs.camera_tags, 0);
}

TEST(TagSigns, AnEditorCountsOnceHoweverOftenItIsNamed)
{
    auto tags = good_tags();
    tags.tools = {"Adobe Photoshop 24.1", "Adobe Photoshop CC", "Snapseed"};
    tags.has_photoshop_block = true;
    EXPECT_EQ(find_tag_signs(tags, good_header).editors.size(), 2U);
}

TEST(TagSigns, ABlockOfPhotoshopsKindAloneIsASign)
{
    auto tags = good_tags();
    tags.has_photoshop_block = true;
    EXPECT_EQ(find_tag_signs(tags, good_header).editors.size(), 1U);
}

TEST(TagSigns, ALibraryIsNoEditor)
{
    auto tags = good_tags();
    tags.tools = {"CREATOR: gd-jpeg v1.0"};
    const auto signs = find_tag_signs(tags, good_header);
    EXPECT_TRUE(signs.editors.empty());
    EXPECT_TRUE(signs.names_library);
}

TEST(TagSigns, AnotherSizeContradictsButNotATurnedOne)
{
    auto tags = good_tags();
    tags.width_px = 3000;
    tags.height_px = 4000;
    EXPECT_EQ(contradictions_of(tags), 0U);
    tags.width_px = 3999;
    EXPECT_EQ(contradictions_of(tags), 1U);
}

TEST(TagSigns, AChangeAfterAMinuteContradicts)
{
    auto tags = good_tags();
    tags.modified_s = *tags.original_s + 60;
    EXPECT_EQ(contradictions_of(tags), 0U);
    tags.modified_s = *tags.original_s + 61;
    EXPECT_EQ(contradictions_of(tags), 1U);
}

TEST(TagSigns, ACameraWithoutExposureContradicts)
{
    auto tags = good_tags();
    tags.has_exposure = false;
    EXPECT_EQ(contradictions_of(tags), 1U);
}

TEST(TagSigns, AThumbnailOfAnotherShapeContradictsUnlessItIsTheStandardsSize)
{
    auto tags = good_tags();
    tags.thumbnail_width_px = 512;
    tags.thumbnail_height_px = 512;
    EXPECT_EQ(contradictions_of(tags), 1U);
    tags.thumbnail_width_px = 160;
    tags.thumbnail_height_px = 120;
    EXPECT_EQ(find_tag_signs(tags, {image::Format::Jpeg, 2250, 4000, 6}).contradictions.size(), 1U)
        << "its size, not its thumbnail";
}

} // namespace
} // namespace tucai::guard
