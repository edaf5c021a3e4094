#include "image/tags.h"

#include "image/jpeg_segments.h"
#include "image/jpeg_walk.h"
#include "image/tiff.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t most_text_bytes = 256;
constexpr std::size_t most_tools = 32;
constexpr std::size_t most_xmp_bytes = 64U << 10U; ///< one segment's; extended XMP is not followed

std::string_view text_of(Bytes bytes)
{
    return {static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size()};
}

bool starts_with(Bytes bytes, std::string_view text)
{
    return text_of(bytes).starts_with(text);
}

void add_tool(PictureTags& tags, std::string_view text)
{
    const auto tool = std::string(text.substr(0, most_text_bytes));
    const bool is_known = std::find(tags.tools.begin(), tags.tools.end(), tool) != tags.tools.end();
    if (!tool.empty() && !is_known && tags.tools.size() < most_tools)
        tags.tools.push_back(tool);
}

/// Days from 1970-01-01 in the Gregorian calendar. Needs: month 1..12.
std::int64_t days_from_1970(std::int64_t year, int month, int day)
{
    // Howard Hinnant, "chrono-compatible low-level date algorithms": years from March, eras of 400 years.
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = year / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void read_main_entry(PictureTags& tags, const Tiff& tiff, const TiffEntry& entry)
{
    switch (entry.tag) {
    case 0x010E: // ImageDescription: some phone apps leave a note of theirs here
    case 0x0131: // Software
        add_tool(tags, tiff.text(entry, most_text_bytes));
        break;
    case 0x010F:
        tags.make = tiff.text(entry, most_text_bytes);
        break;
    case 0x0110:
        tags.model = tiff.text(entry, most_text_bytes);
        break;
    case 0x0132:
        tags.modified_s = exif_seconds(tiff.text(entry, 20));
        break;
    default:
        break;
    }
}

void read_photo_entry(PictureTags& tags, const Tiff& tiff, const TiffEntry& entry)
{
    switch (entry.tag) {
    case 0x829A: // ExposureTime
    case 0x829D: // FNumber
    case 0x8827: // sensitivity (ISO)
        tags.has_exposure = true;
        break;
    case 0x9003:
        tags.original_s = exif_seconds(tiff.text(entry, 20));
        break;
    case 0x9286: { // UserComment: eight bytes of its character set, then text
        const auto text = tiff.text(entry, most_text_bytes);
        add_tool(tags, text.size() > 8 ? std::string_view(text).substr(8) : std::string_view());
        add_tool(tags, text);
        break;
    }
    case 0xA002:
        tags.width_px = tiff.whole(entry);
        break;
    case 0xA003:
        tags.height_px = tiff.whole(entry);
        break;
    default:
        break;
    }
}

void read_thumbnail(PictureTags& tags, const Tiff& tiff, Bytes block, std::size_t directory)
{
    std::size_t at = 0;
    std::size_t size = 0;
    tiff.for_each_entry(directory, [&](const TiffEntry& entry) {
        if (entry.tag == 0x0201)
            at = tiff.whole(entry);
        if (entry.tag == 0x0202)
            size = tiff.whole(entry);
    });
    if (at == 0 || at >= block.size())
        return;
    const auto thumbnail = read_jpeg_segments(block.subspan(at, std::min(size, block.size() - at)));
    tags.thumbnail_width_px = thumbnail.width;
    tags.thumbnail_height_px = thumbnail.height;
}

void read_exif(PictureTags& tags, Bytes block)
{
    if (starts_with(block, std::string_view("Exif\0\0", 6)))
        block = block.subspan(6);
    const Tiff tiff(block);
    if (!tiff.is_tiff() || tags.has_exif)
        return;
    tags.has_exif = true;
    std::size_t photo = 0;
    const auto second = tiff.for_each_entry(tiff.u32(4), [&](const TiffEntry& entry) {
        if (entry.tag == 0x8769)
            photo = tiff.whole(entry);
        else
            read_main_entry(tags, tiff, entry);
    });
    tiff.for_each_entry(photo, [&](const TiffEntry& entry) { read_photo_entry(tags, tiff, entry); });
    read_thumbnail(tags, tiff, block, second);
}

/// The value behind a property's name in XMP: `name="value"` or `<name>value</name>`.
std::string_view xmp_value(std::string_view rest)
{
    const auto begin = rest.find_first_not_of(" \t\r\n=");
    if (begin == std::string_view::npos)
        return {};
    const char mark = rest[begin];
    const char end_mark = mark == '>' ? '<' : mark;
    if (mark != '"' && mark != '\'' && mark != '>')
        return {};
    rest = rest.substr(begin + 1, most_text_bytes);
    return rest.substr(0, rest.find(end_mark));
}

/// Reads what names programs; the XML is not parsed, only looked through.
void read_xmp(PictureTags& tags, std::string_view xmp)
{
    tags.has_xmp = true;
    xmp = xmp.substr(0, most_xmp_bytes);
    for (const std::string_view name :
         {":CreatorTool", ":softwareAgent", "digitalSourceType", "DigitalSourceType", ":Credit"}) {
        for (auto at = xmp.find(name); at != std::string_view::npos && tags.tools.size() < most_tools;
             at = xmp.find(name, at + name.size()))
            add_tool(tags, xmp_value(xmp.substr(at + name.size())));
    }
    if (xmp.find("photoshop:DocumentAncestors") != std::string_view::npos)
        tags.has_photoshop_block = true;
}

void read_jpeg_tags(PictureTags& tags, Bytes bytes)
{
    constexpr std::string_view xmp_mark("http://ns.adobe.com/xap/1.0/\0", 29);
    walk_jpeg_segments(bytes, [&](int marker, Bytes body, std::size_t) {
        if (marker == 0xE1 && starts_with(body, std::string_view("Exif\0\0", 6)))
            read_exif(tags, body);
        else if (marker == 0xE1 && starts_with(body, xmp_mark))
            read_xmp(tags, text_of(body.subspan(xmp_mark.size())));
        else if (marker == 0xED && starts_with(body, "Photoshop 3.0"))
            tags.has_photoshop_block = true;
        else if (marker == 0xEB && text_of(body).substr(0, 64).find("jumb") != std::string_view::npos)
            tags.has_provenance = true;
        else if (marker == 0xFE)
            add_tool(tags, text_of(body));
        return true;
    });
    // Samsung's gallery keeps what its editor needs to undo behind the picture, listed at the file's end.
    constexpr std::size_t trailer_bytes = 4096;
    const auto end = text_of(bytes.last(std::min(bytes.size(), trailer_bytes)));
    constexpr std::string_view note = "PhotoEditor_Re_Edit_Data";
    if (end.ends_with("SEFT") && end.find(note) != std::string_view::npos)
        add_tool(tags, note);
}

std::uint32_t big_endian(Bytes bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(bytes[at]) << 24U | static_cast<std::uint32_t>(bytes[at + 1]) << 16U |
           static_cast<std::uint32_t>(bytes[at + 2]) << 8U | bytes[at + 3];
}

std::uint32_t little_endian(Bytes bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(bytes[at + 3]) << 24U |
           static_cast<std::uint32_t>(bytes[at + 2]) << 16U |
           static_cast<std::uint32_t>(bytes[at + 1]) << 8U | bytes[at];
}

/// A text chunk: its keyword, then the text. Makers of pictures put their settings under names of their own
/// ("parameters", "prompt"), so the keyword counts too. What is compressed stays so.
void read_png_text(PictureTags& tags, std::string_view name, Bytes body)
{
    const auto text = text_of(body);
    const auto keyword = text.substr(0, std::min<std::size_t>(text.find('\0'), 80));
    const auto value = text.substr(std::min(text.size(), keyword.size() + 1));
    if (name == "iTXt" && keyword == "XML:com.adobe.xmp") {
        read_xmp(tags, value);
    } else if (keyword == "parameters" || keyword == "prompt" || keyword == "workflow") {
        add_tool(tags, "png:" + std::string(keyword));
    } else if (name == "tEXt" && (keyword == "Software" || keyword == "Comment" || keyword == "Source")) {
        add_tool(tags, value);
    } else if (name == "iTXt" && keyword == "Software" && value.size() > 2 && value[0] == '\0') {
        // After the keyword: not compressed, two bytes of how; then language and translated keyword.
        auto at = value.find('\0', 2);
        at = at == std::string_view::npos ? at : value.find('\0', at + 1);
        if (at != std::string_view::npos)
            add_tool(tags, value.substr(at + 1));
    }
}

void read_png_tags(PictureTags& tags, Bytes bytes)
{
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        const std::size_t size = big_endian(bytes, at);
        if (size > bytes.size() - at - 12)
            return;
        const auto name = text_of(bytes.subspan(at + 4, 4));
        const auto body = bytes.subspan(at + 8, size);
        if (name == "eXIf")
            read_exif(tags, body);
        else if (name == "caBX")
            tags.has_provenance = true;
        else if (name == "tEXt" || name == "iTXt" || name == "zTXt")
            read_png_text(tags, name, body);
        at += size + 12;
    }
}

void read_webp_tags(PictureTags& tags, Bytes bytes)
{
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const std::size_t size = little_endian(bytes, at + 4);
        if (size > bytes.size() - at - 8)
            return;
        const auto name = text_of(bytes.subspan(at, 4));
        const auto body = bytes.subspan(at + 8, size);
        if (name == "EXIF")
            read_exif(tags, body);
        else if (name == "XMP ")
            read_xmp(tags, text_of(body));
        else if (name == "C2PA")
            tags.has_provenance = true;
        at += 8 + size + size % 2;
    }
}

} // namespace

std::optional<std::int64_t> exif_seconds(const std::string& text)
{
    if (text.size() < 19)
        return std::nullopt;
    int numbers[6] = {};
    constexpr std::size_t starts[] = {0, 5, 8, 11, 14, 17};
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t k = starts[i]; k < starts[i] + (i == 0 ? 4 : 2); ++k) {
            if (text[k] < '0' || text[k] > '9')
                return std::nullopt;
            numbers[i] = numbers[i] * 10 + (text[k] - '0');
        }
    const auto [year, month, day, hour, minute, second] = numbers;
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 ||
        second > 60)
        return std::nullopt;
    return ((days_from_1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}

PictureTags read_tags(Bytes bytes, const TagBlocks& blocks)
{
    PictureTags tags;
    if (!blocks.exif.empty())
        read_exif(tags, blocks.exif);
    if (!blocks.xmp.empty())
        read_xmp(tags, text_of(blocks.xmp));
    if (starts_with(bytes, "\xFF\xD8\xFF"))
        read_jpeg_tags(tags, bytes);
    else if (starts_with(bytes, "\x89PNG\r\n\x1A\n"))
        read_png_tags(tags, bytes);
    else if (starts_with(bytes, "RIFF") && text_of(bytes).substr(0, 12).ends_with("WEBP"))
        read_webp_tags(tags, bytes);
    return tags;
}

} // namespace tucai::image
