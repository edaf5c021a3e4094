#include "photo/words.h"

#include "rules/fixes.h"
#include "rules/number_text.h"
#include "rules/ranking.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace tucai::photo {
namespace {

using rules::Language;
using rules::Limits;
using rules::Text;
using rules::Verdict;

template <class... Values> std::string filled(const Text& text, Language language, const Values&... values)
{
    return fmt::format(fmt::runtime(text.in(language)), values...);
}

/// A unit as it follows a number, with the space before it.
std::string unit_text(std::string_view unit, Language language)
{
    using Named = std::pair<std::string_view, Text>;
    static const std::array<Named, 10> units = {{{"px", {" 像素", " px"}},
                                                 {"deg", {"°", "°"}},
                                                 {"degrees", {"°", "°"}},
                                                 {"faces", {" 张脸", " face(s)"}},
                                                 {"levels", {" 级", " levels"}},
                                                 {"signs", {" 处迹象", " sign(s)"}},
                                                 {"log odds", {"(对数几率)", " (log odds)"}},
                                                 {"ratio", {"", ""}},
                                                 {"limit", {" 倍限值", " times the limit"}},
                                                 {"percent", {"%", " %"}}}};
    for (const auto& [name, text] : units)
        if (name == unit)
            return text.in(language);
    return " " + std::string(unit);
}

const Text& error_text(ErrorCode code)
{
    static const Text empty = {"文件是空的,请重新选择照片。", ""};
    static const Text truncated = {"照片文件不完整,请重新传一次原图。", ""};
    static const Text not_an_image = {"这个文件不是照片,请使用 JPEG、PNG、WebP、HEIC 或 AVIF 照片。", ""};
    static const Text too_large = {"照片太大,无法处理,请用手机直接拍摄的照片。", ""};
    static const Text too_small = {"照片像素太少,看不清人像,请用原图。", ""};
    static const Text unsupported = {"这种照片格式无法读取,请改用 JPEG 格式。", ""};
    static const Text damaged = {"照片文件已损坏,请重新传一次原图。", ""};
    static const Text not_found = {"找不到这个文件。", ""};
    static const Text unreadable = {"文件无法读取或写入。", ""};
    static const Text no_face = {"照片中没有找到人脸。请竖直拿手机,正对镜头,露出整张脸。", ""};
    static const Text internal = {"程序出错,请联系管理员。", ""};
    switch (code) {
    case ErrorCode::ImageEmpty:
        return empty;
    case ErrorCode::ImageTruncated:
        return truncated;
    case ErrorCode::ImageNotAnImage:
        return not_an_image;
    case ErrorCode::ImageTooLarge:
        return too_large;
    case ErrorCode::ImageTooSmall:
        return too_small;
    case ErrorCode::ImageUnsupported:
        return unsupported;
    case ErrorCode::ImageDamaged:
        return damaged;
    case ErrorCode::FileNotFound:
        return not_found;
    case ErrorCode::FileUnreadable:
        return unreadable;
    case ErrorCode::PortraitNoFace:
        return no_face;
    default:
        return internal;
    }
}

} // namespace

const Text& verdict_text(std::string_view verdict)
{
    static const Text pass = {"合格", "Pass"};
    static const Text ask = {"需人工确认", "A person decides"};
    static const Text refuse = {"需重拍", "Shoot again"};
    static const Text error = {"无法判定", "Could not be judged"};
    if (verdict == "pass")
        return pass;
    if (verdict == "ask")
        return ask;
    return verdict == "refuse" ? refuse : error;
}

std::string_view verdict_sign(std::string_view verdict)
{
    if (verdict == "pass")
        return "✓";
    if (verdict == "ask")
        return "?";
    return verdict == "refuse" ? "✕" : "!";
}

std::string error_sentence(const Error& error, Language language)
{
    return language == Language::Chinese ? error_text(error.code).zh : error.message;
}

std::string warning_sentence(const image::Warning& warning, Language language)
{
    static const std::array<std::pair<std::string_view, std::string_view>, 9> chinese = {
        {{"image.recovered", "照片文件有轻微损坏,已尽量补全。"},
         {"image.profile_ignored", "照片的色彩配置无法使用,已按 sRGB 处理。"},
         {"image.transparent", "照片的透明部分已按白色处理。"},
         {"image.first_frame", "文件中有多张图片,只使用了主要的一张。"},
         {"genuine.editor_tag", "照片标签显示用过修图软件。"},
         {"genuine.tags_contradict", "照片标签与画面不符,或彼此矛盾。"},
         {"genuine.seen_before", "这张照片与前面的一张几乎相同。"},
         {"output.renamed", "有同名的照片,文件名后加了编号。"},
         {"output.no_overlay", "照片无法显示,没有生成标注图。"}}};
    if (language == Language::Chinese)
        for (const auto& [code, sentence] : chinese)
            if (code == warning.code)
                return std::string(sentence);
    return warning.message;
}

std::string amount_text(double value, std::string_view unit, const Limits& limits, Language language)
{
    return rules::value_text(value, limits) + unit_text(unit, language);
}

std::string limits_text(const Limits& limits, std::string_view unit, Language language)
{
    // Several measures in one number: all that counts is how many times the limit it is.
    const auto tail = unit_text(unit == "limit" ? "ratio" : unit, language);
    if (unit == "limit" && limits.high)
        return filled({"{} 倍以内", "up to {}"}, language, rules::value_text(*limits.high, {}));
    if (limits.low && limits.high && *limits.low == *limits.high)
        return rules::limit_text(*limits.low) + tail;
    if (limits.low && limits.high) {
        const Text between = *limits.low < 0 ? Text{"{} 至 {}{}", "{} to {}{}"} : Text{"{}–{}{}", "{}–{}{}"};
        return filled(between, language, rules::limit_text(*limits.low), rules::limit_text(*limits.high),
                      tail);
    }
    if (limits.high)
        return filled({"不超过 {}{}", "at most {}{}"}, language, rules::limit_text(*limits.high), tail);
    if (limits.low)
        return filled({"不少于 {}{}", "at least {}{}"}, language, rules::limit_text(*limits.low), tail);
    return {};
}

std::string one_thing(const Report& report, Language language)
{
    if (report.error)
        return error_sentence(*report.error, language);
    const auto counts = count_findings(report.findings);
    for (const auto* finding : rules::failing_worst_first(report.findings)) {
        if (finding->fix == "ask_person" || finding->fix.empty())
            continue;
        const auto& fix = rules::fix_text(finding->fix).in(language);
        return counts.refused > 0 ? fix
                                  : filled({"{},或由老师确认", "{}, or let a person decide"}, language, fix);
    }
    if (counts.asked > 0)
        return rules::fix_text("ask_person").in(language);
    if (counts.unassessed > 0)
        return filled(
            {"机器没有发现问题,其余 {} 条由老师审核", "Nothing to mend; a person looks at {} more rules"},
            language, counts.unassessed);
    return Text{"不用重拍", "Nothing to mend"}.in(language);
}

Counts count_findings(const std::vector<rules::Finding>& findings)
{
    Counts counts;
    for (const auto& finding : findings) {
        switch (finding.verdict) {
        case Verdict::Pass:
            ++counts.passed;
            break;
        case Verdict::Ask:
            ++counts.asked;
            break;
        case Verdict::Refuse:
            ++counts.refused;
            break;
        case Verdict::NotAssessed:
            ++counts.unassessed;
            break;
        }
    }
    return counts;
}

std::string counts_text(const Counts& counts, Language language)
{
    const auto all = counts.passed + counts.asked + counts.refused + counts.unassessed;
    return filled(
        {"共 {} 条规则:{} 条合格,{} 条需重拍,{} 条需人工确认,{} 条未由机器判定。",
         "{} rules: {} pass, {} to shoot again, {} for a person to decide, {} not assessed by the machine."},
        language, all, counts.passed, counts.refused, counts.asked, counts.unassessed);
}

} // namespace tucai::photo
