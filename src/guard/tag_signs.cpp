#include "guard/tag_signs.h"

#include "image/orient.h"

#include <algorithm>
#include <cmath>

namespace tucai::guard {
namespace {

/// Cameras that make several frames into one are done within seconds.
constexpr std::int64_t longest_making_s = 60;

std::string size_text(std::int64_t width, std::int64_t height)
{
    return std::to_string(width) + " x " + std::to_string(height);
}

/// Sizes of the picture as stored, before it was turned upright.
struct Size {
    std::int64_t width = 0;
    std::int64_t height = 0;
};

Size stored_size(const image::Header& header)
{
    const bool swaps = image::swaps_sides(header.orientation);
    return {swaps ? header.height : header.width, swaps ? header.width : header.height};
}

bool has_same_sides(const Size& a, std::int64_t width, std::int64_t height)
{
    return (a.width == width && a.height == height) || (a.width == height && a.height == width);
}

/// A thumbnail shows the same part of the scene. Those of 160 x 120 say nothing: the EXIF text asks for that
/// size, and cameras fill it up with black bars.
bool has_other_thumbnail(const image::PictureTags& tags, const Size& stored)
{
    const double width = tags.thumbnail_width_px;
    const double height = tags.thumbnail_height_px;
    if (width < 32 || height < 32 || std::max(width, height) * 3 == std::min(width, height) * 4)
        return false;
    const double shape = std::max(width, height) / std::min(width, height);
    const double shape_of_picture = static_cast<double>(std::max(stored.width, stored.height)) /
                                    static_cast<double>(std::min(stored.width, stored.height));
    constexpr double rounding = 0.04; // sides of thumbnails are rounded to 8 or 16 px
    return std::abs(std::log(shape / shape_of_picture)) > rounding;
}

std::vector<std::string> find_contradictions(const image::PictureTags& tags, const Size& stored)
{
    std::vector<std::string> found;
    if (tags.width_px > 0 && tags.height_px > 0 && !has_same_sides(stored, tags.width_px, tags.height_px))
        found.push_back("the camera's tags say " + size_text(tags.width_px, tags.height_px) +
                        " px, the picture has " + size_text(stored.width, stored.height));
    if (tags.original_s && tags.modified_s && *tags.modified_s - *tags.original_s > longest_making_s)
        found.push_back("it was changed " + std::to_string((*tags.modified_s - *tags.original_s) / 60) +
                        " min after it was taken");
    if (!tags.make.empty() && !tags.has_exposure)
        found.emplace_back("a camera is named, but no exposure");
    if (has_other_thumbnail(tags, stored))
        found.push_back("the small picture inside has another shape (" +
                        size_text(tags.thumbnail_width_px, tags.thumbnail_height_px) + ")");
    return found;
}

} // namespace

TagSigns find_tag_signs(const image::PictureTags& tags, const image::Header& header)
{
    TagSigns signs;
    const auto add = [&signs](const Editor* editor) {
        if (editor->kind == EditorKind::Library) {
            signs.names_library = true;
            return;
        }
        const bool is_new = std::none_of(signs.editors.begin(), signs.editors.end(),
                                         [&](const Editor* known) { return known->name == editor->name; });
        if (is_new)
            signs.editors.push_back(editor);
    };
    for (const auto& tool : tags.tools)
        if (const auto* editor = find_editor(tool))
            add(editor);
    if (tags.has_photoshop_block && signs.editors.empty())
        add(find_editor("8bim"));
    signs.contradictions = find_contradictions(tags, stored_size(header));
    signs.camera_tags = (tags.make.empty() ? 0 : 1) + (tags.model.empty() ? 0 : 1) +
                        (tags.has_exposure ? 1 : 0) + (tags.original_s ? 1 : 0);
    return signs;
}

} // namespace tucai::guard
