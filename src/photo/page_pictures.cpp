#include "photo/page_pictures.h"

#include "image/encode.h"
#include "image/opencv.h"
#include "photo/marks.h"
#include "photo/overlay_view.h"
#include "photo/page_text.h"
#include "rules/ranking.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace tucai::photo {
namespace {

using rules::Language;
using rules::Text;
using rules::Verdict;

constexpr int shown_shot_px = 960;  ///< most rows of the shot on a page
constexpr int shown_crop_px = 260;  ///< longest side of a finding's crop
constexpr double highest_rem = 31;  ///< of the shot on a wide screen, so that both pictures are seen at once
constexpr double badge_ratio = .08; ///< of the shot's width

image::Image shrunk(const image::Image& source, const cv::Rect& part, int most_width, int most_height)
{
    const double scale = std::min(
        {1.0, static_cast<double>(most_width) / part.width, static_cast<double>(most_height) / part.height});
    image::Image small(std::max(1, cvRound(part.width * scale)), std::max(1, cvRound(part.height * scale)));
    auto target = image::as_mat(small);
    cv::resize(image::as_mat(source)(part), target, target.size(), 0, 0, cv::INTER_AREA);
    return small;
}

std::string image_tag(std::span<const std::uint8_t> jpeg, int width, int height, const std::string& alt)
{
    return fmt::format("<img alt=\"{}\" width=\"{}\" height=\"{}\" src=\"data:image/jpeg;base64,{}\">",
                       escaped(alt), width, height, base64(jpeg));
}

std::string rect(std::string_view kind, const base::Box& box)
{
    return fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>",
                       kind, box.x, box.y, box.width, box.height);
}

/// What lies in both.
base::Box cut_to(const base::Box& box, const base::Box& bounds)
{
    const double left = std::clamp(box.x, bounds.x, bounds.right());
    const double top = std::clamp(box.y, bounds.y, bounds.bottom());
    return {left, top, std::clamp(box.right(), left, bounds.right()) - left,
            std::clamp(box.bottom(), top, bounds.bottom()) - top};
}

/// A number: in a square where it refuses, in a ring where it asks.
std::string badge(const base::Box& box, int number, Verdict verdict)
{
    const auto middle = box.centre();
    const double radius = box.width * 0.46;
    const auto shape =
        verdict == Verdict::Refuse
            ? fmt::format(
                  "<rect class=\"badge\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
                  "rx=\"{:.1f}\"/>",
                  middle.x - radius, middle.y - radius, 2 * radius, 2 * radius, radius / 4)
            : fmt::format("<circle class=\"badge\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>", middle.x,
                          middle.y, radius);
    return fmt::format(
        "<a href=\"#f{0}\" class=\"{1}\" aria-label=\"{0}\">{2}<text x=\"{3:.1f}\" y=\"{4:.1f}\" "
        "font-size=\"{5:.1f}\">{0}</text></a>",
        number, rules::verdict_word(verdict), shape, middle.x, middle.y, box.width * 0.52);
}

/// The photo's frame, with what it leaves out dimmed.
std::string frame_of(const Outcome& outcome, const rules::Profile& profile, const base::Transform& to_shown,
                     const base::Box& shown)
{
    if (!outcome.frame)
        return {};
    const auto& to_photo = outcome.frame->to_photo;
    const auto corner = to_shown.apply(to_photo.invert({0, 0}));
    const double scale = to_shown.scale / to_photo.scale;
    const auto frame =
        cut_to({corner.x, corner.y, profile.photo.width_px * scale, profile.photo.height_px * scale}, shown);
    return fmt::format(
               "<path class=\"dim\" d=\"M0 0H{:.1f}V{:.1f}H0ZM{:.1f} {:.1f}H{:.1f}V{:.1f}H{:.1f}Z\"/>",
               shown.width, shown.height, frame.x, frame.y, frame.right(), frame.bottom(), frame.x) +
           rect("frame", frame);
}

/// Regions and numbers; a number never lies on another while there is room, and spares the face.
std::string marks_on(const Report& report, const base::Transform& to_shown, const base::Box& shown)
{
    const auto findings = rules::failing_worst_first(report.findings);
    const auto marks = marks_of(findings);
    const double side = std::max(8.0, std::min(shown.width, shown.height) * badge_ratio);
    Placer placer(shown);
    if (report.face)
        placer.spare(carried(report.face->box, to_shown));
    std::string boxes;
    std::string numbers;
    for (const auto& mark : marks) {
        const auto region = cut_to(carried(mark.region, to_shown), shown);
        boxes += fmt::format("<g class=\"{}\">{}{}</g>", rules::verdict_word(mark.verdict),
                             rect("rim", region), rect("box", region));
        const auto place = placer.place(places_for_numbers(region, mark.numbers.size(), side));
        for (std::size_t i = 0; i < mark.numbers.size(); ++i) {
            const int number = mark.numbers[i];
            numbers += badge(number_box(place, i, side), number,
                             findings[static_cast<std::size_t>(number - 1)]->verdict);
        }
    }
    return boxes + numbers;
}

std::string shot_figure(const Outcome& outcome, const rules::Profile& profile, Language language)
{
    const auto& upright = outcome.upright;
    const auto small =
        shrunk(upright, {0, 0, upright.width, upright.height}, 2 * shown_shot_px, shown_shot_px);
    const auto jpeg = image::encode_jpeg(small.view(), {84, image::Subsampling::S420, 72});
    if (!jpeg)
        return {};
    const double scale = static_cast<double>(small.height) / upright.height;
    const auto& up = outcome.upright_transform;
    const base::Transform to_shown{up.scale * scale, up.tx * scale, up.ty * scale};
    const base::Box shown{0, 0, static_cast<double>(small.width), static_cast<double>(small.height)};
    const Text caption{"您的照片", "Your picture"};
    const Text framed{"您的照片,框内为标准照的范围", "Your picture; the frame is what the photo shows"};
    return fmt::format(
        "<figure class=\"shot\"><div class=\"marked\">{}<svg viewBox=\"0 0 {} {}\" role=\"group\" "
        "aria-label=\"{}\">{}{}</svg></div><figcaption>{}</figcaption></figure>\n",
        image_tag(*jpeg, small.width, small.height, caption.in(language)), small.width, small.height,
        Text{"标出的地方", "Marked places"}.in(language), frame_of(outcome, profile, to_shown, shown),
        marks_on(outcome.report, to_shown, shown), (outcome.frame ? framed : caption).in(language));
}

std::string photo_figure(const Outcome& outcome, const rules::Profile& profile, Language language)
{
    if (!outcome.frame)
        return {};
    const Text name{"标准照", "Standard photo"};
    const auto& form = profile.photo;
    if (outcome.photo.empty())
        return fmt::format(
            "<figure class=\"photo\"><div class=\"none\" style=\"aspect-ratio:{}/{}\"><p>{}</p></div>"
            "</figure>\n",
            form.width_px, form.height_px,
            Text{"没有生成标准照,改正后重拍", "No standard photo was made: mend it and shoot again"}.in(
                language));
    std::string size = fmt::format("{} × {} px", form.width_px, form.height_px);
    if (outcome.report.photo)
        size += fmt::format(fmt::runtime(Text{",{} 字节", ", {} bytes"}.in(language)),
                            outcome.report.photo->bytes);
    return fmt::format("<figure class=\"photo\">{}<figcaption>{}<br>{}</figcaption></figure>\n",
                       image_tag(outcome.photo, form.width_px, form.height_px, name.in(language)),
                       name.in(language), size);
}

/// The region with something around it, so that the place is known again: at least a third of the face.
cv::Rect part_around(const Outcome& outcome, const base::Box& region)
{
    const auto& up = outcome.upright_transform;
    const auto box = cut_to(carried(region, up), {0, 0, static_cast<double>(outcome.upright.width),
                                                  static_cast<double>(outcome.upright.height)});
    const double face = outcome.report.face ? outcome.report.face->box.width * up.scale : 0;
    const double width = std::max({box.width * 1.25, box.height * 0.8, face * 0.4, 16.0});
    const double height = std::max({box.height * 1.25, width * 0.8});
    const auto middle = box.centre();
    const cv::Rect part(cvRound(middle.x - width / 2), cvRound(middle.y - height / 2), cvRound(width),
                        cvRound(height));
    return part & cv::Rect(0, 0, outcome.upright.width, outcome.upright.height);
}

} // namespace

std::string pictures_of(const Outcome& outcome, const rules::Profile& profile, Language language)
{
    if (outcome.upright.width < 1)
        return {};
    // Widths in px of the source keep the head's size the same in both, whatever the screen's width.
    const double shot = outcome.upright.width / outcome.upright_transform.scale;
    const double high = outcome.upright.height / outcome.upright_transform.scale;
    const double photo = outcome.frame ? profile.photo.width_px / outcome.frame->to_photo.scale : 0;
    return fmt::format(
        "<div class=\"pictures\" style=\"--shot:{:.0f};--photo:{:.0f};max-width:{:.1f}rem\">\n{}{}</div>\n",
        shot, photo, (shot + photo) / high * highest_rem + 1, shot_figure(outcome, profile, language),
        photo_figure(outcome, profile, language));
}

std::string crop_of(const Outcome& outcome, const rules::Finding& finding, Language language)
{
    if (!finding.region || outcome.upright.width < 1)
        return {};
    const auto part = part_around(outcome, *finding.region);
    if (part.width < 2 || part.height < 2)
        return {};
    const auto small = shrunk(outcome.upright, part, shown_crop_px, shown_crop_px);
    const auto jpeg = image::encode_jpeg(small.view(), {82, image::Subsampling::S420, 72});
    if (!jpeg)
        return {};
    const auto region = cut_to(carried(*finding.region, outcome.upright_transform),
                               {static_cast<double>(part.x), static_cast<double>(part.y),
                                static_cast<double>(part.width), static_cast<double>(part.height)});
    return fmt::format(
        "<div class=\"crop\"><div class=\"marked\">{}<svg viewBox=\"{} {} {} {}\" "
        "aria-hidden=\"true\"><g class=\"{}\">{}{}</g></svg></div></div>",
        image_tag(*jpeg, small.width, small.height, Text{"所指的地方", "The place"}.in(language)), part.x,
        part.y, part.width, part.height, rules::verdict_word(finding.verdict), rect("rim", region),
        rect("box", region));
}

std::vector<std::uint8_t> thumbnail(const Outcome& outcome, int most_width, int most_height)
{
    if (outcome.upright.width < 1)
        return {};
    const auto small = shrunk(outcome.upright, {0, 0, outcome.upright.width, outcome.upright.height},
                              most_width, most_height);
    auto jpeg = image::encode_jpeg(small.view(), {78, image::Subsampling::S420, 72});
    return jpeg ? std::move(*jpeg) : std::vector<std::uint8_t>{};
}

} // namespace tucai::photo
