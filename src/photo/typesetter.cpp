#include "photo/typesetter.h"

#include <pango/pangocairo.h>

#include <cmath>

namespace tucai::photo {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
struct FreeText {
    void operator()(char* text) const { g_free(text); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

constexpr const char* family = "Noto Sans CJK SC";

TextSize size_of(PangoLayout* layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, nullptr, &logical);
    return {static_cast<double>(logical.width) / PANGO_SCALE,
            static_cast<double>(logical.height) / PANGO_SCALE};
}

} // namespace

struct Typesetter::Parts {
    std::unique_ptr<PangoFontMap, Unref> fonts;
    std::unique_ptr<PangoContext, Unref> context;

    Layout layout(const std::string& text, const TextStyle& style) const
    {
        Layout made(pango_layout_new(context.get()));
        const std::unique_ptr<PangoFontDescription, FreeFont> font(pango_font_description_new());
        pango_font_description_set_family_static(font.get(), family);
        pango_font_description_set_weight(font.get(),
                                          style.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(font.get(), style.size_px * PANGO_SCALE);
        pango_layout_set_font_description(made.get(), font.get());
        pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
        if (style.width_px > 0)
            pango_layout_set_width(made.get(), static_cast<int>(std::floor(style.width_px * PANGO_SCALE)));
        if (style.most_lines > 0) {
            pango_layout_set_height(made.get(), -style.most_lines);
            pango_layout_set_ellipsize(made.get(), PANGO_ELLIPSIZE_END);
        }
        pango_layout_set_single_paragraph_mode(made.get(), TRUE);
        // Names of files come from outside: bytes that are no UTF-8 are shown as such.
        const std::unique_ptr<char, FreeText> valid(
            g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
        pango_layout_set_text(made.get(), valid.get(), -1);
        return made;
    }
};

Typesetter::Typesetter(rules::Language language) : parts_(std::make_unique<Parts>())
{
    parts_->fonts.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
    pango_cairo_font_map_set_resolution(
        static_cast<PangoCairoFontMap*>(static_cast<void*>(parts_->fonts.get())), 96);
    parts_->context.reset(pango_font_map_create_context(parts_->fonts.get()));
    auto* context = parts_->context.get();
    auto* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 96);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    pango_context_set_language(
        context, pango_language_from_string(language == rules::Language::Chinese ? "zh-cn" : "en"));
}

Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;
Typesetter::~Typesetter() = default;

TextSize Typesetter::measure(const std::string& text, const TextStyle& style) const
{
    return size_of(parts_->layout(text, style).get());
}

TextSize Typesetter::draw(cairo_t* canvas, base::Point at, const std::string& text,
                          const TextStyle& style) const
{
    const auto layout = parts_->layout(text, style);
    cairo_set_source_rgba(canvas, style.ink.red, style.ink.green, style.ink.blue, style.ink.alpha);
    cairo_move_to(canvas, at.x, at.y);
    pango_cairo_show_layout(canvas, layout.get());
    return size_of(layout.get());
}

} // namespace tucai::photo
