#include "app/engine_judge.h"

#include "app/comparison_text.h"
#include "app/look_further.h"
#include "measure/picture_digest.h"
#include "rules/verdict.h"

#include <fmt/format.h>

#include <cmath>

namespace tucai::app {
namespace {

collect::MachineVerdict machine_verdict(std::string_view word)
{
    return collect::from_word<collect::MachineVerdict>(word).value_or(collect::MachineVerdict::Error);
}

std::vector<collect::RuleFinding> findings_of(const photo::Report& report)
{
    std::vector<collect::RuleFinding> findings;
    for (const auto& finding : report.findings)
        if (finding.verdict == rules::Verdict::Ask || finding.verdict == rules::Verdict::Refuse)
            findings.push_back({finding.id, machine_verdict(rules::verdict_word(finding.verdict))});
    return findings;
}

std::string transform_json(const base::Transform& transform)
{
    return fmt::format("[[{},0,{}],[0,{},{}]]", transform.scale, transform.tx, transform.scale, transform.ty);
}

std::optional<collect::Looks> looks_of(const photo::Outcome& outcome)
{
    const auto digest = measure::digest_picture(outcome.upright.view());
    if (!digest)
        return std::nullopt;
    return collect::Looks{digest->words[1], digest->words[0]};
}

/// Whether trying again may mend it: what is wrong with a picture stays wrong.
bool is_engines_own(ErrorCode code)
{
    return code == ErrorCode::Internal || code == ErrorCode::ModelMissing || code == ErrorCode::ModelChanged;
}

} // namespace

Result<collect::JudgeOutcome> EngineJudge::judge(base::ByteSpan shot, const std::string& profile) const
{
    TUCAI_TRY(const auto loaded, rules::load_profile(rules_folder_, profile));
    photo::Order order;
    order.profile = &loaded;
    order.language = rules::Language::Chinese;
    order.make_photo = true;
    order.look_further = look_for_edit_signs();
    auto done = studio_.process(shot, order);
    auto& report = done.report;
    if (report.error && is_engines_own(report.error->code))
        return tl::unexpected(*report.error);
    collect::JudgeOutcome outcome;
    outcome.verdict = machine_verdict(report.verdict());
    outcome.error_code = report.error ? std::string(error_word(report.error->code)) : std::string();
    outcome.findings = findings_of(report);
    outcome.unassessed = report.unassessed();
    outcome.looks = looks_of(done);
    outcome.engine_version = studio_.identity().version;
    outcome.models_sha256 = studio_.identity().models_sha256;
    outcome.took_ms = std::llround(report.timing_ms.total);
    if (report.photo && !done.photo.empty())
        outcome.photo = collect::MadePhoto{std::move(done.photo), report.photo->quality,
                                           transform_json(report.photo->to_photo)};
    outcome.report.zh = photo::to_json(report, studio_.identity());
    if (!report.error)
        report.findings = rules::judge(loaded, report.measures, rules::Language::English);
    outcome.report.en = photo::to_json(report, studio_.identity());
    return outcome;
}

Result<collect::FaceComparison> EngineComparer::compare(base::ByteSpan shot, base::ByteSpan reference) const
{
    const auto seen_shot = comparer_.look(shot);
    const auto seen_reference = comparer_.look(reference);
    for (const auto* seen : {&seen_shot, &seen_reference})
        if (!*seen && is_engines_own(seen->error().code))
            return tl::unexpected(seen->error());
    const auto found = app::compare("shot", seen_shot, "reference", seen_reference, comparer_.net());
    const auto& thresholds = guard::thresholds_of(comparer_.net());
    collect::FaceComparison comparison;
    comparison.likeness = collect::from_word<collect::FaceLikeness>(guard::likeness_word(found.likeness))
                              .value_or(collect::FaceLikeness::Uncertain);
    comparison.score = found.score;
    if (found.quality_a)
        comparison.shot_quality = found.quality_a->value;
    if (found.quality_b)
        comparison.reference_quality = found.quality_b->value;
    comparison.network = std::string(comparer_.net());
    comparison.threshold_version =
        fmt::format("{}:{:.3f}:{:.3f}:{:.3f}", thresholds.net, thresholds.fmr_1e_1.score,
                    thresholds.fmr_1e_2.score, thresholds.fmr_1e_3.score);
    comparison.error_code = found.error ? std::string(error_word(found.error->code)) : std::string();
    return comparison;
}

} // namespace tucai::app
