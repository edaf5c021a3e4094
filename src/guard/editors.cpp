#include "guard/editors.h"

#include <algorithm>
#include <array>
#include <string>

namespace tucai::guard {
namespace {

struct Sign {
    std::string_view part; ///< lower case; a word of the tag, or of several; with '*' it may go on there
    Editor editor;
};

using enum EditorKind;

// The first that fits counts. Source: what these programs write into Software, CreatorTool and comments; the
// notes of ByteDance's programs are JSON with a "product". Docs: docs/rules/genuine.md.
constexpr Sign signs[] = {
    // Generators first: some also name the editor that they are part of.
    {"firefly", {"Adobe Firefly", Generator}},
    {"*trainedalgorithmicmedia", {"a generator of pictures (declared source type)", Generator}},
    {"algorithmicallyenhanced", {"an enhancer (declared source type)", General}},
    {"made with google ai", {"Google AI", Generator}},
    {"edited with google ai", {"Google AI", General}},
    {"png:parameters", {"Stable Diffusion", Generator}},
    {"png:prompt", {"ComfyUI", Generator}},
    {"png:workflow", {"ComfyUI", Generator}},
    {"stable diffusion", {"Stable Diffusion", Generator}},
    {"midjourney", {"Midjourney", Generator}},
    {"dall-e", {"DALL-E", Generator}},
    // Programs that beautify.
    {"meitu*", {"Meitu (美图秀秀)", Beauty}},
    {"美图", {"Meitu (美图秀秀)", Beauty}},
    {"美颜相机", {"BeautyCam (美颜相机)", Beauty}},
    {"beautycam*", {"BeautyCam (美颜相机)", Beauty}},
    {"beautyplus", {"BeautyPlus", Beauty}},
    {"airbrush", {"AirBrush", Beauty}},
    {"b612*", {"B612", Beauty}},
    {"facetune", {"Facetune", Beauty}},
    {"faceapp", {"FaceApp", Beauty}},
    {"remini", {"Remini", Beauty}},
    {"youcam*", {"YouCam", Beauty}},
    {"perfect365", {"Perfect365", Beauty}},
    {"snow camera", {"SNOW", Beauty}},
    {"sodacam", {"SODA", Beauty}},
    {"ulike", {"Ulike (轻颜)", Beauty}},
    {"轻颜", {"Ulike (轻颜)", Beauty}},
    {"faceu*", {"Faceu (激萌)", Beauty}},
    {"激萌", {"Faceu (激萌)", Beauty}},
    {"无他相机", {"Wuta Camera (无他相机)", Beauty}},
    {"wuta*", {"Wuta Camera (无他相机)", Beauty}},
    {"天天p图", {"Pitu (天天P图)", Beauty}},
    {"醒图", {"Hypic (醒图)", Beauty}},
    {"hypic", {"Hypic (醒图)", Beauty}},
    {"xingtu*", {"Hypic (醒图)", Beauty}},
    {"\"product\":\"beautyme\"", {"Ulike (轻颜)", Beauty}},
    {"\"product\":\"retouch\"", {"Hypic (醒图)", Beauty}},
    {"*beauty_me", {"a camera that beautifies", Beauty}},
    {"\"product\":\"lv\"", {"CapCut (剪映)", General}},
    {"\"product\":\"vicut\"", {"CapCut (剪映)", General}},
    {"capcut", {"CapCut (剪映)", General}},
    // Editors.
    {"photoshop elements", {"Adobe Photoshop Elements", General}},
    {"photoshop express", {"Adobe Photoshop Express", General}},
    {"photoshop lightroom", {"Adobe Lightroom", General}},
    {"lightroom", {"Adobe Lightroom", General}},
    {"photoshop", {"Adobe Photoshop", General}},
    {"adobe ", {"a program of Adobe", General}},
    {"8bim", {"a program that writes Photoshop's blocks", General}},
    {"gimp", {"GIMP", General}},
    {"krita", {"Krita", General}},
    {"affinity photo", {"Affinity Photo", General}},
    {"capture one", {"Capture One", General}},
    {"luminar", {"Luminar", General}},
    {"pixelmator", {"Pixelmator", General}},
    {"paint.net", {"Paint.NET", General}},
    {"paint shop", {"PaintShop Pro", General}},
    {"paintshop", {"PaintShop Pro", General}},
    {"photofiltre", {"PhotoFiltre", General}},
    {"photoscape", {"PhotoScape", General}},
    {"光影魔术手", {"nEO iMAGING (光影魔术手)", General}},
    {"neo imaging", {"nEO iMAGING (光影魔术手)", General}},
    {"可牛", {"Keniu (可牛)", General}},
    {"acdsee", {"ACDSee", General}},
    {"irfanview", {"IrfanView", General}},
    {"xnview", {"XnView", General}},
    {"faststone", {"FastStone", General}},
    {"picasa", {"Picasa", General}},
    {"darktable", {"darktable", General}},
    {"rawtherapee", {"RawTherapee", General}},
    {"digikam", {"digiKam", General}},
    {"shotwell", {"Shotwell", General}},
    {"dxo photolab", {"DxO PhotoLab", General}},
    {"topaz", {"Topaz", General}},
    {"on1 photo", {"ON1 Photo", General}},
    {"microsoft windows photo", {"Windows Photos", General}},
    {"windows photo editor", {"Windows Photos", General}},
    {"microsoft.windows.photos", {"Windows Photos", General}},
    {"paint 3d", {"Paint 3D", General}},
    {"snapseed", {"Snapseed", General}},
    {"picsart", {"Picsart", General}},
    {"vsco", {"VSCO", General}},
    {"pixlr", {"Pixlr", General}},
    {"fotor", {"Fotor", General}},
    {"canva", {"Canva", General}},
    {"polarr", {"Polarr", General}},
    {"prequel", {"Prequel", General}},
    {"lensa", {"Lensa", General}},
    {"instagram", {"Instagram", General}},
    {"camera360", {"Camera360", Beauty}},
    {"photoeditor_re_edit_data", {"the editor of Samsung's gallery", General}},
    {"com.sec.android.mimage", {"the editor of Samsung's gallery", General}},
    {"miuigallery", {"the editor of Xiaomi's gallery", General}},
    {"photo editor", {"a photo editor", General}},
    // What servers save pictures with.
    {"imagemagick", {"ImageMagick", Library}},
    {"graphicsmagick", {"GraphicsMagick", Library}},
    {"gd-jpeg", {"the GD library", Library}},
    {"lavc", {"FFmpeg", Library}},
};

/// ASCII only: bytes of UTF-8 stay as they are.
char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/// Whether a lower-case text holds the part, as words of its own: "canva" is not in "canvas".
bool holds(std::string_view text, std::string_view part)
{
    const bool may_begin_before = part.starts_with('*');
    const bool may_go_on = part.ends_with('*');
    part = part.substr(may_begin_before ? 1 : 0);
    part = part.substr(0, part.size() - (may_go_on ? 1 : 0));
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
        const auto end = at + part.size();
        const bool begins = may_begin_before || at == 0 || !is_letter(text[at - 1]) || !is_letter(part[0]);
        const bool ends = may_go_on || end == text.size() || !is_letter(text[end]) || !is_letter(part.back());
        if (begins && ends)
            return true;
    }
    return false;
}

} // namespace

const Editor* find_editor(std::string_view tag)
{
    std::string text(tag);
    // UTF-16 of plain letters, as Windows writes, reads the same.
    text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
    std::transform(text.begin(), text.end(), text.begin(), lower);
    for (const auto& sign : signs)
        if (holds(text, sign.part))
            return &sign.editor;
    return nullptr;
}

} // namespace tucai::guard
