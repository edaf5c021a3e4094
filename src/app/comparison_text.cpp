#include "app/comparison_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace tucai::app {
namespace {

using Json = nlohmann::ordered_json;

/// No more digits than tell anything.
Json rounded(double value, int digits)
{
    const double unit = std::pow(10, digits);
    return std::round(value * unit) / unit + 0.0; // no -0
}

Json quality_json(const std::optional<guard::FaceQuality>& quality)
{
    return quality ? rounded(quality->value, 3) : Json(nullptr);
}

/// What hinders a picture from being compared.
const rules::Text& hindrance_text(guard::Hindrance hindrance)
{
    using guard::Hindrance;
    static const rules::Text small = {"人脸太小", "its face is too small"};
    static const rules::Text blurred = {"人脸模糊", "its face is blurred"};
    static const rules::Text turned = {"头部偏转过大", "its head is turned far aside"};
    static const rules::Text lit = {"人脸过暗、过亮或反差太小",
                                    "its face is too dark, too bright or too flat"};
    static const rules::Text unclear = {"人脸不清楚", "its face is not clear"};
    static const rules::Text several = {"画面中还有大小相近的人脸",
                                        "it shows another face of much the same size"};
    static const rules::Text none = {"人像质量不足", "its quality is poor"};
    switch (hindrance) {
    case Hindrance::TooSmall:
        return small;
    case Hindrance::Blurred:
        return blurred;
    case Hindrance::Turned:
        return turned;
    case Hindrance::BadlyLit:
        return lit;
    case Hindrance::Unclear:
        return unclear;
    case Hindrance::SeveralFaces:
        return several;
    case Hindrance::None:
        break;
    }
    return none;
}

/// Which picture is too poor and why; empty where neither is.
std::string poor_picture(const Comparison& comparison, rules::Language language)
{
    const bool is_chinese = language == rules::Language::Chinese;
    std::string text;
    for (const auto& [name, quality] :
         {std::pair(&comparison.a, &comparison.quality_a), std::pair(&comparison.b, &comparison.quality_b)})
        if (*quality && (*quality)->value < guard::least_quality)
            text += fmt::format("{}{}{}{}", text.empty() ? "" : (is_chinese ? ";" : "; "), *name,
                                is_chinese ? ":" : ": ", hindrance_text((*quality)->hindrance).in(language));
    return text;
}

std::string meaning(const Comparison& comparison, rules::Language language)
{
    const bool is_chinese = language == rules::Language::Chinese;
    if (const auto poor = poor_picture(comparison, language); !poor.empty())
        return is_chinese ? fmt::format("照片不足以比对({}),请人工核对或换一张照片。", poor)
                          : fmt::format(
                                "The pictures do not suffice ({}). Look at them, or take better ones.", poor);
    switch (comparison.likeness) {
    case guard::Likeness::Same:
        return is_chinese ? "很可能是同一个人。" : "Very likely one person.";
    case guard::Likeness::Uncertain:
        return is_chinese ? "有些相像,不足以判断,请人工核对。"
                          : "Alike to some degree; a person should look.";
    case guard::Likeness::Different:
        return is_chinese
                   ? "相像程度低。年龄、眼镜、光线和角度也会造成差别,请人工核对后再下结论。"
                   : "Little alike. Age, glasses, light and angle can do that too; a person should look "
                     "before anything is concluded.";
    }
    return "";
}

const rules::Text& likeness_text(guard::Likeness likeness)
{
    static const rules::Text same = {"一致", "same"};
    static const rules::Text uncertain = {"需人工确认", "uncertain"};
    static const rules::Text different = {"不一致", "different"};
    if (likeness == guard::Likeness::Same)
        return same;
    return likeness == guard::Likeness::Different ? different : uncertain;
}

} // namespace

Comparison compare(const std::string& a, const Result<guard::SeenFace>& seen_a, const std::string& b,
                   const Result<guard::SeenFace>& seen_b, std::string_view net)
{
    Comparison comparison;
    comparison.a = a;
    comparison.b = b;
    if (seen_a)
        comparison.quality_a = seen_a->quality;
    if (seen_b)
        comparison.quality_b = seen_b->quality;
    if (!seen_a || !seen_b) {
        comparison.error = seen_a ? seen_b.error() : seen_a.error();
        comparison.error->message = (seen_a ? b : a) + ": " + comparison.error->message;
        return comparison;
    }
    comparison.score = guard::similarity(seen_a->embedding, seen_b->embedding);
    comparison.likeness = guard::judge_likeness(*comparison.score, seen_a->quality.value,
                                                seen_b->quality.value, guard::thresholds_of(net));
    return comparison;
}

int exit_code_of(const Comparison& comparison)
{
    if (comparison.error)
        return 3;
    switch (comparison.likeness) {
    case guard::Likeness::Same:
        return 0;
    case guard::Likeness::Uncertain:
        return 1;
    case guard::Likeness::Different:
        return 2;
    }
    return 3;
}

std::string to_json(const Comparison& comparison)
{
    Json json = {
        {"a", comparison.a},
        {"b", comparison.b},
        {"score", comparison.score ? rounded(*comparison.score, 6) : Json(nullptr)},
        {"verdict", comparison.error ? Json(nullptr) : Json(guard::likeness_word(comparison.likeness))},
        {"quality", {{"a", quality_json(comparison.quality_a)}, {"b", quality_json(comparison.quality_b)}}},
        {"error", nullptr}};
    if (comparison.error)
        json["error"] = {{"code", error_word(comparison.error->code)},
                         {"message", comparison.error->message}};
    // A name that is no UTF-8 is shown as well as can be.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string plain_text(const Comparison& comparison, rules::Language language)
{
    const bool is_chinese = language == rules::Language::Chinese;
    const auto names =
        comparison.a + (is_chinese ? " 与 " : " and ") + comparison.b + (is_chinese ? ":" : ": ");
    if (comparison.error)
        return names + (is_chinese ? "无法比对" : "not compared") +
               fmt::format(" ({}). {}", error_word(comparison.error->code), comparison.error->message);
    return names + likeness_text(comparison.likeness).in(language) +
           (is_chinese ? fmt::format("(相似度 {:.2f})。", *comparison.score)
                       : fmt::format(" (score {:.2f}). ", *comparison.score)) +
           meaning(comparison, language);
}

} // namespace tucai::app
