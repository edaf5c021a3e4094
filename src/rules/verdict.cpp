#include "rules/verdict.h"

#include "rules/catalogue.h"

#include <algorithm>
#include <cmath>

namespace tucai::rules {
namespace {

/// A number as people read it: three significant digits, no trailing zeros. Written by hand because the
/// WebAssembly build has no formatting that needs no imports.
std::string number_text(double value)
{
    if (value < 0)
        return "-" + number_text(-value);
    int digits = 0;
    for (double v = value; v < 100 && digits < 4; v *= 10)
        ++digits;
    std::int64_t unit = 1;
    for (int i = 0; i < digits; ++i)
        unit *= 10;
    const auto scaled = static_cast<std::int64_t>(std::llround(value * static_cast<double>(unit)));
    const std::string text = std::to_string(scaled / unit);
    std::string rest = std::to_string(scaled % unit);
    rest.insert(0, static_cast<std::size_t>(std::max(0, digits - static_cast<int>(rest.size()))), '0');
    while (!rest.empty() && rest.back() == '0')
        rest.pop_back();
    return digits == 0 || rest.empty() ? text : text + "." + rest;
}

std::string filled(std::string sentence, double value, const Limits& accept, const Limits& tolerate)
{
    const auto put = [&sentence](std::string_view key, const std::string& text) {
        for (auto at = sentence.find(key); at != std::string::npos; at = sentence.find(key, at + text.size()))
            sentence.replace(at, key.size(), text);
    };
    const auto limit = [](const std::optional<double>& first, const std::optional<double>& second) {
        return first ? number_text(*first) : second ? number_text(*second) : std::string("-");
    };
    put("{value}", number_text(value));
    put("{min}", limit(tolerate.low, accept.low));
    put("{max}", limit(tolerate.high, accept.high));
    return sentence;
}

/// How far a value is towards its limits: 0 in the middle, 1 at the nearer limit, more beyond.
double strain(const Limits& limits, double value)
{
    if (limits.low && limits.high) {
        const double half = (*limits.high - *limits.low) / 2;
        const double off = std::abs(value - (*limits.high + *limits.low) / 2);
        return half > 0 ? off / half : (off > 0 ? 1 + off : 0);
    }
    if (limits.high)
        return *limits.high > 0 ? value / *limits.high
                                : (value > *limits.high ? 1 + value - *limits.high : 0);
    if (limits.low)
        return value > 0 ? *limits.low / value : 2;
    return 0;
}

struct PartFinding {
    const Part* part = nullptr;
    Measure measure;
    Verdict verdict = Verdict::Pass;
    double strain = 0; ///< against `accept`
};

PartFinding find_part(const Part& part, const Measure& measure)
{
    PartFinding found{&part, measure, Verdict::Pass, strain(part.accept, measure.value)};
    if (!part.accept.holds(measure.value)) {
        const bool never_refuses = !part.tolerate.low && !part.tolerate.high;
        found.verdict = never_refuses || part.tolerate.holds(measure.value) ? Verdict::Ask : Verdict::Refuse;
    }
    return found;
}

/// The parts of a rule that were measured; none when one is missing or no number.
std::vector<PartFinding> find_parts(const Rule& rule, const Measures& measures)
{
    std::vector<PartFinding> parts;
    for (const auto& part : rule.parts) {
        const auto measure = measures.find(part.measure);
        if (measure == measures.end() || !std::isfinite(measure->second.value))
            return {};
        parts.push_back(find_part(part, measure->second));
    }
    return parts;
}

Finding assess(const Rule& rule, const Measures& measures, Finding finding, Language language)
{
    const auto parts = find_parts(rule, measures);
    if (parts.empty())
        return finding;
    const auto worst = std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
        return a.verdict != b.verdict ? a.verdict < b.verdict : a.strain < b.strain;
    });
    const auto& part = *worst->part;
    const double value = worst->measure.value;
    finding.verdict = worst->verdict;
    finding.confidence = worst->measure.confidence;
    finding.region = worst->measure.region;
    finding.unit = rule.unit;
    if (parts.size() == 1) {
        finding.value = value;
        finding.accept = part.accept;
        finding.tolerate = part.tolerate;
    } else {
        // Several measures in one number: each scaled so that its limit is 1.
        finding.value = worst->strain;
        finding.accept = {std::nullopt, 1.0};
        const bool never_refuses = !part.tolerate.low && !part.tolerate.high;
        if (!never_refuses) {
            const bool is_low = part.tolerate.low && (!part.accept.low || value < *part.accept.low);
            const auto& edge = is_low               ? part.tolerate.low
                               : part.tolerate.high ? part.tolerate.high
                                                    : part.tolerate.low;
            finding.tolerate = {std::nullopt, std::max(1.0, strain(part.accept, *edge))};
        }
        finding.unit = "limit";
    }
    finding.reason = filled(part.say.in(language), value, part.accept, part.tolerate);
    if (finding.verdict != Verdict::Pass) {
        const bool is_low = part.accept.low && value < *part.accept.low;
        finding.fix = is_low ? part.fix_low : part.fix_high;
    }
    return finding;
}

} // namespace

std::string_view verdict_word(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotAssessed:
        return "not_assessed";
    case Verdict::Pass:
        return "pass";
    case Verdict::Ask:
        return "ask";
    case Verdict::Refuse:
        return "refuse";
    }
    return "not_assessed";
}

std::vector<Finding> judge(const Profile& profile, const Measures& measures, Language language)
{
    std::vector<Finding> findings;
    for (const auto& entry : catalogue) {
        Finding finding;
        finding.id = entry.id;
        finding.notice = entry.notice;
        for (const auto& rule : profile.rules)
            if (rule.id == entry.id)
                finding = assess(rule, measures, std::move(finding), language);
        findings.push_back(std::move(finding));
    }
    return findings;
}

Verdict worst(const std::vector<Finding>& findings)
{
    Verdict verdict = Verdict::NotAssessed;
    for (const auto& finding : findings)
        verdict = std::max(verdict, finding.verdict);
    return verdict;
}

} // namespace tucai::rules
