#include "rules/verdict.h"

#include "rules/catalogue.h"
#include "rules/number_text.h"

#include <algorithm>
#include <cmath>

namespace tucai::rules {
namespace {

bool never_refuses(const Part& part)
{
    return !part.tolerate.low && !part.tolerate.high;
}

double strain_above(double high, double value)
{
    if (high > 0)
        return std::max(0.0, value / high);
    return value > high ? 1 + value - high : 1 / (1 + high - value);
}

double strain_below(double low, double value)
{
    if (low > 0)
        return value >= low ? low / value : 2 - value / low;
    return value >= low ? 1 / (1 + value - low) : 1 + low - value;
}

/// How far a value is towards its limits: 1 at a limit, less inside, more with every step outward. Between
/// two limits 0 is the middle; with one, a ratio to it.
double strain(const Limits& limits, double value)
{
    if (limits.low && limits.high) {
        const double half = (*limits.high - *limits.low) / 2;
        const double off = std::abs(value - (*limits.high + *limits.low) / 2);
        return half > 0 ? off / half : (off > 0 ? 1 + off : 0);
    }
    if (limits.high)
        return strain_above(*limits.high, value);
    return limits.low ? strain_below(*limits.low, value) : 0;
}

/// Whether it is the lower of its limits that a value is nearer to, or beyond.
bool is_low_side(const Limits& accept, double value)
{
    return accept.low && (!accept.high || value < (*accept.low + *accept.high) / 2);
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
    if (!part.accept.holds(measure.value))
        found.verdict =
            never_refuses(part) || part.tolerate.holds(measure.value) ? Verdict::Ask : Verdict::Refuse;
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

/// The limits that the sentence names, so that it never contradicts the verdict: where it refuses the outer
/// ones, which are broken, else those of `accept`, inside which a rule passes.
Limits named_limits(const PartFinding& found)
{
    const auto& accept = found.part->accept;
    const auto& tolerate = found.part->tolerate;
    if (found.verdict != Verdict::Refuse || never_refuses(*found.part))
        return accept;
    return {tolerate.low ? tolerate.low : accept.low, tolerate.high ? tolerate.high : accept.high};
}

void put(std::string& sentence, std::string_view key, const std::string& text)
{
    for (auto at = sentence.find(key); at != std::string::npos; at = sentence.find(key, at + text.size()))
        sentence.replace(at, key.size(), text);
}

std::string reason_of(const PartFinding& found, Language language)
{
    std::string sentence = found.part->say.in(language);
    const auto limits = named_limits(found);
    const double value = found.measure.value;
    const auto limit = [](const std::optional<double>& number, double times) {
        return number ? limit_text(*number * times) : std::string("-");
    };
    for (const double times : {1.0, 100.0}) {
        const std::string end = times > 1 ? "%}" : "}";
        const auto scaled = [times](const std::optional<double>& number) {
            return number ? std::optional(*number * times) : std::nullopt;
        };
        put(sentence, "{value" + end, value_text(value * times, {scaled(limits.low), scaled(limits.high)}));
        put(sentence, "{min" + end, limit(limits.low, times));
        put(sentence, "{max" + end, limit(limits.high, times));
    }
    return sentence;
}

/// The worst part's sentence, then those of other parts that the same verdict befell: a frame that fits
/// nowhere names every band that cannot hold.
std::string reasons_of(const std::vector<PartFinding>& parts, const PartFinding& worst, Language language)
{
    std::string reason = reason_of(worst, language);
    if (worst.verdict == Verdict::Pass)
        return reason;
    for (const auto& found : parts)
        if (&found != &worst && found.verdict == worst.verdict)
            reason += (language == Language::Chinese ? "" : " ") + reason_of(found, language);
    return reason;
}

/// Several measures in one number: that of the worst, scaled so that its limit is 1.
void put_scaled(const PartFinding& worst, Finding& finding)
{
    const auto& part = *worst.part;
    finding.value = worst.strain;
    finding.unit = "limit";
    finding.accept = {std::nullopt, 1.0};
    const auto& edge = is_low_side(part.accept, worst.measure.value) ? part.tolerate.low : part.tolerate.high;
    if (edge)
        finding.tolerate = {std::nullopt, std::max(1.0, strain(part.accept, *edge))};
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
    finding.verdict = worst->verdict;
    finding.confidence = worst->measure.confidence;
    finding.region = worst->measure.region;
    finding.reason = reasons_of(parts, *worst, language);
    if (parts.size() == 1) {
        finding.value = worst->measure.value;
        finding.unit = rule.unit;
        finding.accept = part.accept;
        finding.tolerate = part.tolerate;
    } else {
        put_scaled(*worst, finding);
    }
    if (finding.verdict != Verdict::Pass)
        finding.fix = is_low_side(part.accept, worst->measure.value) ? part.fix_low : part.fix_high;
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
