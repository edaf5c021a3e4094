#include "guard/edit_signs.h"

#include "guard/tag_signs.h"
#include "image/tags.h"

#include <string>

namespace tucai::guard {
namespace {

using Bytes = std::span<const std::uint8_t>;

template <class List> std::string joined(const List& list)
{
    std::string text;
    for (const auto& item : list)
        text += (text.empty() ? "" : "; ") + std::string(item);
    return text;
}

const char* what_it_does(EditorKind kind)
{
    switch (kind) {
    case EditorKind::General:
        return "";
    case EditorKind::Beauty:
        return ", which beautifies";
    case EditorKind::Generator:
        return ", which makes pictures of words";
    }
    return "";
}

void add_tag_signs(EditSigns& signs, Bytes bytes, const image::Decoded& decoded)
{
    const auto found = find_tag_signs(image::read_tags(bytes), decoded.header);
    signs.measures["editor_tag_count"] = {static_cast<double>(found.editors.size()), 1, {}};
    signs.measures["tag_contradiction_count"] = {static_cast<double>(found.contradictions.size()), 0.8, {}};
    signs.measures["camera_tag_count"] = {static_cast<double>(found.camera_tags), 1, {}};
    std::vector<std::string> names;
    for (const auto* editor : found.editors)
        names.push_back(std::string(editor->name) + what_it_does(editor->kind));
    if (!names.empty())
        signs.warnings.push_back(
            {"genuine.editor_tag", "The picture's tags name a program that edits: " + joined(names) + "."});
    if (!found.contradictions.empty())
        signs.warnings.push_back(
            {"genuine.tags_contradict",
             "The picture's tags contradict it or each other: " + joined(found.contradictions) + "."});
}

} // namespace

EditSigns find_edit_signs(Bytes bytes, const image::Decoded& decoded)
{
    EditSigns signs;
    add_tag_signs(signs, bytes, decoded);
    return signs;
}

} // namespace tucai::guard
