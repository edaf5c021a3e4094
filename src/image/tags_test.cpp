#include "image/tags.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::image {
namespace {

/// Builds EXIF blocks, little-endian: a directory, that of the photo, and a small picture.
class ExifBuilder {
public:
    ExifBuilder& text(std::uint16_t tag, const std::string& value, bool is_of_photo = false)
    {
        entries(is_of_photo).push_back({tag, 2, {value.begin(), value.end()}, value.size() + 1});
        entries(is_of_photo).back().bytes.push_back(0);
        return *this;
    }
    ExifBuilder& number(std::uint16_t tag, std::uint32_t value, bool is_of_photo = false)
    {
        entries(is_of_photo).push_back({tag, 4, {}, 1});
        put32(entries(is_of_photo).back().bytes, value);
        return *this;
    }
    ExifBuilder& thumbnail(const Bytes& jpeg)
    {
        thumbnail_ = jpeg;
        return *this;
    }

    Bytes build() const
    {
        Bytes out = {'I', 'I', '*', 0, 8, 0, 0, 0};
        const std::size_t main_bytes = 2 + 12 * (main_.size() + 1) + 4;
        auto main = main_;
        const std::size_t photo_at = 8 + main_bytes;
        main.push_back({0x8769, 4, {}, 1});
        put32(main.back().bytes, static_cast<std::uint32_t>(photo_at));
        const std::size_t photo_bytes = 2 + 12 * photo_.size() + 4;
        const std::size_t second_at = photo_at + photo_bytes;
        std::size_t data_at = second_at + 2 + 24 + 4;
        Bytes data;
        put_directory(out, main, data, data_at, thumbnail_.empty() ? 0 : second_at);
        put_directory(out, photo_, data, data_at, 0);
        const std::size_t thumbnail_at = data_at + data.size();
        std::vector<Entry> second(2);
        second[0] = {0x0201, 4, {}, 1};
        put32(second[0].bytes, static_cast<std::uint32_t>(thumbnail_at));
        second[1] = {0x0202, 4, {}, 1};
        put32(second[1].bytes, static_cast<std::uint32_t>(thumbnail_.size()));
        put_directory(out, second, data, data_at, 0);
        out.insert(out.end(), data.begin(), data.end());
        out.insert(out.end(), thumbnail_.begin(), thumbnail_.end());
        return out;
    }

private:
    struct Entry {
        std::uint16_t tag = 0;
        std::uint16_t type = 0;
        Bytes bytes;
        std::size_t count = 0;
    };
    std::vector<Entry>& entries(bool is_of_photo) { return is_of_photo ? photo_ : main_; }
    static void put16(Bytes& out, std::size_t value)
    {
        out.push_back(static_cast<std::uint8_t>(value & 0xFFU));
        out.push_back(static_cast<std::uint8_t>(value >> 8U & 0xFFU));
    }
    static void put32(Bytes& out, std::size_t value)
    {
        put16(out, value & 0xFFFFU);
        put16(out, value >> 16U);
    }
    static void put_directory(Bytes& out, const std::vector<Entry>& entries, Bytes& data, std::size_t data_at,
                              std::size_t next)
    {
        put16(out, entries.size());
        for (const auto& entry : entries) {
            put16(out, entry.tag);
            put16(out, entry.type);
            put32(out, entry.count);
            if (entry.bytes.size() > 4) {
                put32(out, data_at + data.size());
                data.insert(data.end(), entry.bytes.begin(), entry.bytes.end());
                continue;
            }
            out.insert(out.end(), entry.bytes.begin(), entry.bytes.end());
            out.insert(out.end(), 4 - entry.bytes.size(), 0);
        }
        put32(out, next);
    }

    std::vector<Entry> main_;
    std::vector<Entry> photo_;
    Bytes thumbnail_;
};

constexpr bool of_photo = true;

/// What a phone writes.
ExifBuilder phone()
{
    ExifBuilder exif;
    exif.text(0x010F, "ACME").text(0x0110, "Phone 5").text(0x0131, "ACME firmware 17.1");
    exif.text(0x0132, "2026:11:25 08:30:02").text(0x9003, "2026:11:25 08:30:00", of_photo);
    exif.number(0x8827, 100, of_photo).number(0xA002, 200, of_photo).number(0xA003, 160, of_photo);
    return exif;
}

Bytes jpeg_with(const Bytes& exif)
{
    return with_segment(*encode_jpeg(gradient().view(), {}), 0xE1, std::string_view("Exif\0\0", 6), exif);
}

bool names(const PictureTags& tags, const std::string& tool)
{
    return std::find(tags.tools.begin(), tags.tools.end(), tool) != tags.tools.end();
}

Bytes bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

TEST(Tags, APhonesTagsAreRead)
{
    const auto tags =
        read_tags(jpeg_with(phone().thumbnail(*encode_jpeg(gradient(80, 64).view(), {})).build()));
    EXPECT_TRUE(tags.has_exif);
    EXPECT_EQ(tags.make, "ACME");
    EXPECT_EQ(tags.model, "Phone 5");
    EXPECT_TRUE(names(tags, "ACME firmware 17.1"));
    ASSERT_TRUE(tags.original_s && tags.modified_s);
    EXPECT_EQ(*tags.modified_s - *tags.original_s, 2);
    EXPECT_TRUE(tags.has_exposure);
    EXPECT_EQ(tags.width_px, 200U);
    EXPECT_EQ(tags.height_px, 160U);
    EXPECT_EQ(tags.thumbnail_width_px, 80);
    EXPECT_EQ(tags.thumbnail_height_px, 64);
}

TEST(Tags, APictureWithoutTagsHasNone)
{
    const auto tags = read_tags(*encode_jpeg(gradient().view(), {}));
    EXPECT_FALSE(tags.has_exif || tags.has_xmp || tags.has_provenance || tags.has_photoshop_block);
    EXPECT_TRUE(tags.tools.empty());
}

TEST(Tags, XmpNamesProgramsAsAttributeAndAsElement)
{
    const auto xmp = bytes_of(
        R"(<x:xmpmeta><rdf:Description xmp:CreatorTool="Editor One 3.0"><rdf:li stEvt:softwareAgent='Editor Two'/>)"
        R"(<xmp:CreatorTool>Editor Three</xmp:CreatorTool></rdf:Description></x:xmpmeta>)");
    const auto tags = read_tags(with_segment(*encode_jpeg(gradient().view(), {}), 0xE1,
                                             std::string_view("http://ns.adobe.com/xap/1.0/\0", 29), xmp));
    EXPECT_TRUE(tags.has_xmp);
    for (const char* tool : {"Editor One 3.0", "Editor Two", "Editor Three"})
        EXPECT_TRUE(names(tags, tool)) << tool;
}

TEST(Tags, CommentsPhotoshopBlocksAndSignedHistoriesAreSeen)
{
    auto jpeg = *encode_jpeg(gradient().view(), {});
    jpeg = with_segment(jpeg, 0xFE, "CREATOR: someone", {});
    jpeg = with_segment(jpeg, 0xED, std::string_view("Photoshop 3.0\0", 14), bytes_of("8BIM"));
    jpeg = with_segment(jpeg, 0xEB, std::string_view("JP\0\1\0\0\0\1\0\0\0\40jumb", 16), {});
    const auto tags = read_tags(jpeg);
    EXPECT_TRUE(names(tags, "CREATOR: someone"));
    EXPECT_TRUE(tags.has_photoshop_block);
    EXPECT_TRUE(tags.has_provenance);
}

TEST(Tags, SamsungsGalleryLeavesItsNoteBehindThePicture)
{
    auto jpeg = *encode_jpeg(gradient().view(), {});
    const auto note = bytes_of("PhotoEditor_Re_Edit_Data....SEFT");
    jpeg.insert(jpeg.end(), note.begin(), note.end());
    EXPECT_TRUE(names(read_tags(jpeg), "PhotoEditor_Re_Edit_Data"));
}

Bytes chunk(std::string_view name, const Bytes& body)
{
    Bytes out(12 + body.size()); // the checksum stays 0: the reader of tags passes over it
    for (unsigned i = 0; i < 4; ++i)
        out[i] = static_cast<std::uint8_t>(body.size() >> (24 - 8 * i) & 0xFFU);
    std::copy(name.begin(), name.end(), out.begin() + 4);
    std::copy(body.begin(), body.end(), out.begin() + 8);
    return out;
}

TEST(Tags, APngsTextsAreRead)
{
    Bytes png = bytes_of("\x89PNG\r\n\x1A\n");
    for (const auto& part :
         {chunk("eXIf", phone().build()), chunk("tEXt", bytes_of(std::string("Software\0An editor", 18))),
          chunk("tEXt", bytes_of(std::string("parameters\0a face", 17))),
          chunk("iTXt", bytes_of(std::string("Software\0\0\0en\0\0Another", 22)))})
        png.insert(png.end(), part.begin(), part.end());
    const auto tags = read_tags(png);
    EXPECT_EQ(tags.make, "ACME");
    for (const char* tool : {"An editor", "png:parameters", "Another"})
        EXPECT_TRUE(names(tags, tool)) << tool;
}

TEST(Tags, AWebpsExifIsRead)
{
    const auto exif = phone().build();
    Bytes webp = bytes_of(std::string("RIFF\0\0\0\0WEBPEXIF", 16));
    for (unsigned shift = 0; shift < 32; shift += 8)
        webp.push_back(static_cast<std::uint8_t>(exif.size() >> shift & 0xFFU));
    webp.insert(webp.end(), exif.begin(), exif.end());
    EXPECT_EQ(read_tags(webp).model, "Phone 5");
}

TEST(Tags, DatesCountSecondsFrom1970)
{
    EXPECT_EQ(exif_seconds("1970:01:01 00:00:00"), 0);
    EXPECT_EQ(exif_seconds("2000:03:01 00:00:01"), 951868801);
    EXPECT_EQ(exif_seconds("2026-11-25T08:30:00"), 1795595400);
    EXPECT_EQ(exif_seconds("0000:00:00 00:00:00"), std::nullopt);
    EXPECT_EQ(exif_seconds("    :  :     :  :  "), std::nullopt);
    EXPECT_EQ(exif_seconds("2026:11"), std::nullopt);
}

RC_GTEST_PROP(Tags, NoShakenBlockBreaksTheReader, ())
{
    auto jpeg = jpeg_with(phone().thumbnail(*encode_jpeg(gradient(80, 64).view(), {})).build());
    for (int i = *rc::gen::inRange(1, 30); i > 0; --i)
        jpeg[*rc::gen::inRange<std::size_t>(2, 600)] = *rc::gen::arbitrary<std::uint8_t>();
    jpeg.resize(*rc::gen::inRange<std::size_t>(0, jpeg.size() + 1));
    const auto tags = read_tags(jpeg);
    RC_ASSERT(tags.tools.size() <= 32U);
    for (const auto& tool : tags.tools)
        RC_ASSERT(tool.size() <= 256U);
}

} // namespace
} // namespace tucai::image
