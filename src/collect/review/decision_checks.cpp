#include "collect/review/decision_checks.h"

#include "collect/capture/sealed_text.h"
#include "collect/review/reasons.h"
#include "collect/students/standing.h"

#include <algorithm>
#include <set>

namespace tucai::collect {
namespace {

constexpr std::size_t most_words_characters = 500;
constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t longest_deadline_ms = 60 * 24 * hour_ms;

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

Result<DecisionGround> load_ground(store::Transaction& sql, const Scope& scope, ReviewStep step,
                                   const NewDecision& decision, std::int64_t now_ms)
{
    DecisionGround ground;
    ground.step = step;
    TUCAI_TRY(ground.photo, load_photo(sql, scope.tenant, decision.photo));
    const auto& photo = ground.photo;
    if (photo.version != decision.version)
        return fail(ErrorCode::VersionStale, "Somebody has changed it meanwhile. Look at it again.");
    TUCAI_TRY(const auto row,
              sql.row("select s.state, s.locked_from, b.return_hours, (select j.unassessed from judgements j "
                      "where j.tenant = s.tenant and j.id = $3) as unassessed from students s join batches b "
                      "on b.tenant = s.tenant and b.id = s.batch where s.tenant = $1 and s.id = $2",
                      {scope.tenant, photo.student, photo.judgement.value_or("")}));
    TUCAI_TRY(const auto standing, standing_of(*row));
    const auto wanted =
        decision.decision == ReviewDecision::Reset ? StudentState::Accepted : StudentState::Submitted;
    if (standing.state != wanted)
        return not_allowed(Words<StudentState>::thing, word(standing.state), word(decision.decision), "");
    TUCAI_TRY(ground.persons, persons_at(sql, scope.tenant, photo.batch, step));
    if (ground.persons == 0)
        return not_allowed("batch", "without this step", word(decision.decision), "");
    TUCAI_TRY(const auto reviews, reviews_of(sql, scope.tenant, photo.id));
    ground.first = waiting_first(reviews, photo, step);
    ground.unassessed = parted(row->maybe_text("unassessed").value_or(""));
    TUCAI_TRY(ground.exemptions, live_exemptions(sql, scope.tenant, photo.student, now_ms));
    ground.return_hours = row->integer("return_hours");
    return ground;
}

Result<> check_ticks(const DecisionGround& ground, const NewDecision& decision)
{
    std::set<std::string_view> answered;
    const auto& unassessed = ground.unassessed;
    for (const auto& tick : decision.ticks) {
        if (std::find(unassessed.begin(), unassessed.end(), tick.rule) == unassessed.end() ||
            !answered.insert(tick.rule).second)
            return fail(ErrorCode::InvalidInput, "Tick each rule once that the machine left to a person.");
        if (tick.answer == TickAnswer::Exempt && waiver_of(ground.exemptions, tick.rule) == nullptr)
            return fail(ErrorCode::InvalidInput, "No exemption of the student waives " + tick.rule + ".");
        if (tick.answer == TickAnswer::Bad && decision.decision == ReviewDecision::Accept)
            return fail(ErrorCode::InvalidInput, "A photo that breaks a rule is returned, not accepted.");
    }
    const bool must_be_whole =
        decision.decision == ReviewDecision::Accept && ground.step == ReviewStep::School;
    if (must_be_whole && answered.size() != unassessed.size())
        return fail(ErrorCode::TicksMissing, "Tick every rule that the machine left to a person.");
    return {};
}

Result<> check_reasons(const NewDecision& decision)
{
    if (decision.reasons.empty())
        return fail(ErrorCode::ReasonMissing, "Choose what its student has to do.");
    for (const auto& code : decision.reasons) {
        const auto* reason = find_reason(code);
        if (reason == nullptr)
            return fail(ErrorCode::InvalidInput, "There is no such reason.");
        if (reason->needs_words && is_blank(decision.words))
            return fail(ErrorCode::ReasonMissing, "Write the reason in your own words.");
    }
    return {};
}

Result<std::int64_t> deadline_of(const DecisionGround& ground, const NewDecision& decision,
                                 std::int64_t now_ms)
{
    const auto until_ms = decision.until_ms.value_or(now_ms + ground.return_hours * hour_ms);
    if (until_ms <= now_ms || until_ms > now_ms + longest_deadline_ms)
        return fail(ErrorCode::InvalidInput, "Choose a deadline within the next 60 days.");
    return until_ms;
}

Result<std::string> read_words(const std::string& words)
{
    if (is_blank(words))
        return std::string();
    return read_text(words, "the reason", most_words_characters, TextLines::Several);
}

} // namespace tucai::collect
