#include "photo/overlay_panel.h"

#include "image/opencv.h"
#include "photo/pen.h"
#include "photo/words.h"
#include "rules/fixes.h"
#include "rules/ranking.h"
#include "rules/titles.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <memory>

namespace tucai::photo {
namespace {

using rules::Finding;
using rules::Language;
using rules::Text;

constexpr double number_px = 46; ///< a finding's number stands left of its text
constexpr double photo_height_px = 300;

struct FreeSurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

/// Texts below each other, as one piece.
class Stack {
public:
    Stack(const Typesetter& type, double left_px) : type_(type), left_px_(left_px) {}

    void add(std::string text, const TextStyle& style, double gap_px = 6)
    {
        if (text.empty())
            return;
        const double top = lines_.empty() ? 0 : height_px_ + gap_px;
        height_px_ = top + type_.measure(text, style).height_px;
        lines_.push_back({std::move(text), style, top});
    }
    double height_px() const { return height_px_; }
    void draw(cairo_t* canvas, base::Point at) const
    {
        for (const auto& line : lines_)
            type_.draw(canvas, {at.x + left_px_, at.y + line.top_px}, line.text, line.style);
    }

private:
    struct Entry {
        std::string text;
        TextStyle style;
        double top_px = 0;
    };
    const Typesetter& type_;
    double left_px_;
    std::vector<Entry> lines_;
    double height_px_ = 0;
};

Block verdict_block(const Report& report, const rules::Profile& profile, Language language,
                    const Typesetter& type, double width)
{
    constexpr double sign_px = 46;
    constexpr double rim_px = 18;
    const auto verdict = report.verdict();
    const auto ink = ink_of(verdict);
    const double left = 2 * rim_px + sign_px;
    Stack texts(type, left);
    const double text_width = width - left - rim_px;
    texts.add(verdict_text(verdict).in(language), {32, true, ink, text_width});
    texts.add(one_thing(report, language), {25, true, inks::black, text_width}, 4);
    texts.add(report.file, {16, false, inks::quiet, text_width, 2}, 10);
    texts.add(profile.title.in(language), {16, false, inks::quiet, text_width, 1}, 2);
    const double height = texts.height_px() + 2 * rim_px;
    return {height, [=, &type](cairo_t* canvas, base::Point at) {
                auto tint = ink;
                tint.alpha = 0.09;
                fill_box(canvas, {at.x, at.y, width, height}, tint);
                fill_box(canvas, {at.x, at.y, 7, height}, ink);
                draw_sign(canvas, type, {at.x + rim_px, at.y + rim_px, sign_px, sign_px}, verdict, ink);
                texts.draw(canvas, {at.x, at.y + rim_px});
            }};
}

void draw_pixels(cairo_t* canvas, base::Point at, const image::Image& picture, int width, int height)
{
    cv::Mat scaled;
    cv::resize(image::as_mat(picture), scaled, {width, height}, 0, 0, cv::INTER_AREA);
    cv::Mat pixels;
    cv::cvtColor(scaled, pixels, cv::COLOR_RGB2BGRA);
    const std::unique_ptr<cairo_surface_t, FreeSurface> surface(cairo_image_surface_create_for_data(
        pixels.data, CAIRO_FORMAT_RGB24, pixels.cols, pixels.rows, static_cast<int>(pixels.step)));
    cairo_set_source_surface(canvas, surface.get(), at.x, at.y);
    cairo_paint(canvas);
    cairo_set_source_rgb(canvas, 0, 0, 0); // lets go of the surface
}

/// The standard photo with its size beside it.
Block photo_block(const Outcome& outcome, Language language, const Typesetter& type, double width)
{
    const auto& pixels = outcome.photo_pixels;
    const int shown = cvRound(photo_height_px * pixels.width / pixels.height);
    Stack texts(type, shown + 18);
    const double text_width = width - shown - 18;
    texts.add(Text{"标准照", "Standard photo"}.in(language), {22, true, inks::black, text_width});
    texts.add(fmt::format("{} × {} px", pixels.width, pixels.height), {18, false, inks::quiet, text_width});
    if (outcome.report.photo)
        texts.add(
            fmt::format(fmt::runtime(Text{"{} 字节", "{} bytes"}.in(language)), outcome.report.photo->bytes),
            {18, false, inks::quiet, text_width});
    texts.add(Text{"只裁切、缩放、换底,没有修图", "Cropped, scaled, new background; nothing retouched"}.in(
                  language),
              {18, false, inks::quiet, text_width}, 10);
    return {photo_height_px, [=, &outcome](cairo_t* canvas, base::Point at) {
                draw_pixels(canvas, at, outcome.photo_pixels, shown, static_cast<int>(photo_height_px));
                texts.draw(canvas, at);
            }};
}

Block finding_block(const Finding& finding, int number, Language language, const Typesetter& type,
                    double width)
{
    const auto word = rules::verdict_word(finding.verdict);
    const double text_width = width - number_px - 12;
    Stack texts(type, number_px + 12);
    texts.add(rules::rule_name(finding.id).in(language), {22, true, inks::black, text_width});
    texts.add(verdict_text(word).in(language), {18, true, ink_of(word), text_width}, 2);
    texts.add(finding.reason, {20, false, inks::black, text_width});
    if (!finding.fix.empty())
        texts.add("→ " + rules::fix_text(finding.fix).in(language), {21, true, inks::black, text_width});
    const double height = std::max(texts.height_px(), number_px) + 14;
    return {height, [=, &type](cairo_t* canvas, base::Point at) {
                fill_box(canvas, {at.x, at.y, width, 1.5}, inks::line);
                draw_badge(canvas, type, {at.x, at.y + 14, number_px, number_px}, number, finding.verdict);
                texts.draw(canvas, {at.x, at.y + 14});
            }};
}

/// How many rules passed, and how many are a person's to look at; with those above they add up to all.
Block counts_block(const Report& report, Language language, const Typesetter& type, double width)
{
    Stack texts(type, 0);
    texts.add(counts_text(count_findings(report.findings), language), {18, false, inks::quiet, width});
    return {texts.height_px() + 14, [=](cairo_t* canvas, base::Point at) {
                fill_box(canvas, {at.x, at.y, width, 1.5}, inks::line);
                texts.draw(canvas, {at.x, at.y + 14});
            }};
}

/// What the lines on the shot mean: a sample, and its words.
Block key_line(std::function<void(cairo_t*, const base::Box&)> sample, const Text& text, Language language,
               const Typesetter& type, double width)
{
    constexpr double sample_px = 46;
    const TextStyle style{17, false, inks::quiet, width - sample_px - 12};
    const double height = std::max(26.0, type.measure(text.in(language), style).height_px);
    return {height, [=, &type, sample = std::move(sample)](cairo_t* canvas, base::Point at) {
                sample(canvas, {at.x + 4, at.y + 4, sample_px - 8, height - 8});
                type.draw(canvas, {at.x + sample_px + 12, at.y}, text.in(language), style);
            }};
}

Block key_block(const Outcome& outcome, Language language, const Typesetter& type, double width)
{
    std::vector<Block> lines;
    const auto add = [&](const Text& text, std::function<void(cairo_t*, const base::Box&)> sample) {
        lines.push_back(key_line(std::move(sample), text, language, type, width));
    };
    const auto failing = rules::failing_worst_first(outcome.report.findings);
    if (!marks_of(failing).empty())
        add({"实线框:需重拍的地方;虚线框:需人工确认的地方",
             "Solid box: shoot again; dashed box: a person decides"},
            [](cairo_t* canvas, const base::Box& box) {
                const double half = box.width / 2;
                draw_box(canvas, {box.x, box.y, half - 3, box.height}, {inks::refuse, 3});
                draw_box(canvas, {box.x + half + 3, box.y, half - 3, box.height}, {inks::ask, 3, true});
            });
    if (outcome.frame) {
        add({"标准照的范围", "What the standard photo shows"}, [](cairo_t* canvas, const base::Box& box) {
            draw_box(canvas, box, {inks::black, 2.5});
        });
        add({"允许的范围,和量到的位置", "Where it may lie, and where it was measured"}, [](cairo_t* canvas,
                                                                                           const base::Box&
                                                                                               box) {
            auto glass = inks::band;
            glass.alpha = 0.55;
            fill_box(canvas, box, glass);
            draw_line(canvas, {box.x, box.centre().y}, {box.right(), box.centre().y}, {inks::band, 2, true});
        });
    }
    if (outcome.report.face)
        add({"找到的脸和瞳孔", "The face that was found, and the pupils"},
            [](cairo_t* canvas, const base::Box& box) {
                draw_corners(canvas, box, {inks::black, 2.5});
            });
    double height = 14;
    for (const auto& line : lines)
        height += line.height_px + 4;
    return {height, [=](cairo_t* canvas, base::Point at) {
                double y = at.y + 14;
                for (const auto& line : lines) {
                    line.draw(canvas, {at.x, y});
                    y += line.height_px + 4;
                }
            }};
}

} // namespace

std::vector<Block> panel_blocks(const Outcome& outcome, const rules::Profile& profile, Language language,
                                const Typesetter& type, double width_px)
{
    const auto& report = outcome.report;
    std::vector<Block> blocks = {verdict_block(report, profile, language, type, width_px)};
    if (!outcome.photo.empty() && outcome.photo_pixels.width > 0)
        blocks.push_back(photo_block(outcome, language, type, width_px));
    int number = 0;
    for (const auto* finding : rules::failing_worst_first(report.findings))
        blocks.push_back(finding_block(*finding, ++number, language, type, width_px));
    if (!report.findings.empty())
        blocks.push_back(counts_block(report, language, type, width_px));
    blocks.push_back(key_block(outcome, language, type, width_px));
    return blocks;
}

std::vector<Slot> flow(const std::vector<double>& heights, double height, double gap)
{
    std::vector<Slot> slots;
    Slot next;
    for (const double one : heights) {
        if (next.y > 0 && next.y + one > height)
            next = {next.column + 1, 0};
        slots.push_back(next);
        next.y += one + gap;
    }
    return slots;
}

} // namespace tucai::photo
