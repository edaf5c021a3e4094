#include "guard/edit_signs.h"

#include "guard/tag_signs.h"
#include "image/jpeg_coefficients.h"
#include "image/tags.h"
#include "measure/double_jpeg.h"
#include "measure/resampling.h"

#include <array>
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
    case EditorKind::Library:
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
    const auto found = find_tag_signs(image::read_tags(bytes, decoded.tags), decoded.header);
    signs.measures["editor_tag_count"] = {static_cast<double>(found.editors.size()), 1, {}};
    signs.measures["tag_contradiction_count"] = {static_cast<double>(found.contradictions.size()), 0.8, {}};
    signs.measures["saved_by_library"] = {found.names_library ? 1.0 : 0.0, 1, {}};
    signs.measures["camera_tag_count"] = {static_cast<double>(found.camera_tags), 1, {}};
    std::vector<std::string> names;
    names.reserve(found.editors.size());
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

/// The histograms of the file's own blocks; what is no JPEG, or has no brightness, has none.
void add_double_jpeg(EditSigns& signs, Bytes bytes)
{
    constexpr int most_blocks = 12'000; // of a picture of 2 megapixels the upper two fifths
    const auto histograms = image::read_luma_histograms(bytes, most_blocks);
    measure::DoubleJpeg found;
    if (histograms) {
        std::array<measure::QuantisedSizes, 9> frequencies;
        for (std::size_t i = 0; i < frequencies.size(); ++i)
            frequencies[i] = {(*histograms)[i].step, (*histograms)[i].counts};
        found = measure::find_double_jpeg(frequencies);
    }
    const double confidence = histograms ? 0.8 : 0;
    signs.measures["double_jpeg_strength"] = {found.strength, confidence, {}};
    if (found.first_quality > 0)
        signs.measures["first_jpeg_quality"] = {static_cast<double>(found.first_quality), 0.5, {}};
}

void add_resampling(EditSigns& signs, const image::Decoded& decoded)
{
    const auto found = measure::find_resampling(decoded.image.view());
    // A JPEG that was scaled as it was decoded shows combs less clearly.
    const double confidence = !found ? 0 : decoded.scale < 1 ? 0.4 : 0.7;
    signs.measures["resampling_coherence"] = {found ? found->coherence : 0, confidence, {}};
}

} // namespace

EditSigns find_edit_signs(Bytes bytes, const image::Decoded& decoded)
{
    EditSigns signs;
    add_tag_signs(signs, bytes, decoded);
    add_double_jpeg(signs, bytes);
    add_resampling(signs, decoded);
    return signs;
}

} // namespace tucai::guard
