#include "collect/review/reviews.h"

#include "collect/capture/sealed_text.h"
#include "collect/locks/thresholds.h"
#include "collect/review/code_moves.h"
#include "collect/review/decision_checks.h"
#include "collect/review/help_rows.h"
#include "collect/students/standing.h"

#include <algorithm>

namespace tucai::collect {
namespace {

/// What one decision works with.
struct Acting {
    store::Entry& entry;
    const Means& means;
    Teller& teller;
    const Scope& scope;
};

PhotoEvent event_of_decision(ReviewStep step, ReviewDecision decision)
{
    if (decision == ReviewDecision::Reset)
        return PhotoEvent::Reset;
    if (step == ReviewStep::School)
        return decision == ReviewDecision::Accept ? PhotoEvent::SchoolAccept : PhotoEvent::SchoolReturn;
    return decision == ReviewDecision::Accept ? PhotoEvent::CentreAccept : PhotoEvent::CentreReturn;
}

struct StoredReview {
    ReviewStep step = ReviewStep::School;
    std::int64_t place = 1;
    ReviewDecision decision = ReviewDecision::Accept;
    std::optional<std::int64_t> until_ms;
};

Result<std::string> insert_review(const Acting& acting, const PhotoRow& photo, const StoredReview& review,
                                  const NewDecision& decision)
{
    const auto id = new_id(acting.means.randomness);
    TUCAI_TRY(const auto words, read_words(decision.words));
    TUCAI_TRY(auto sealed, seal_text(acting.means, photo.student, "reviews.words_sealed", id, words));
    TUCAI_CHECK(acting.entry.sql().run(
        "insert into reviews (tenant, id, photo, student, step, place, decision, reviewer, reasons, "
        "words_sealed, until_ms, photo_version, at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12, $13)",
        {acting.scope.tenant, id, photo.id, photo.student, std::string(word(review.step)), review.place,
         std::string(word(review.decision)), acting.scope.person, joined(decision.reasons), std::move(sealed),
         store::or_null(review.until_ms), photo.version, acting.entry.now_ms()}));
    return id;
}

Result<> insert_ticks(const Acting& acting, const std::string& review, const DecisionGround& ground,
                      const NewDecision& decision)
{
    for (const auto& tick : decision.ticks) {
        const auto* waiver =
            tick.answer == TickAnswer::Exempt ? waiver_of(ground.exemptions, tick.rule) : nullptr;
        TUCAI_CHECK(acting.entry.sql().run(
            "insert into review_ticks (tenant, review, rule, answer, exemption) values ($1, $2, $3, $4, $5)",
            {acting.scope.tenant, review, tick.rule, std::string(word(tick.answer)),
             waiver == nullptr ? store::Value() : store::Value(waiver->id)}));
    }
    return {};
}

/// A first person's acceptance, or taking it back, moves nothing yet, but the photo is another than the
/// others saw.
Result<PhotoRow> note_first(const Acting& acting, PhotoRow photo, std::string_view kind)
{
    TUCAI_CHECK(acting.entry.sql().run("update photos set version = version + 1 where tenant = $1 and id = "
                                       "$2",
                                       {photo.tenant, photo.id}));
    ++photo.version;
    TUCAI_CHECK(acting.entry.record(event_of(acting.scope, kind, photo.id)));
    return photo;
}

std::string told_values(const PhotoRow& photo, const NewDecision& decision,
                        const std::optional<std::int64_t>& until_ms)
{
    std::string values = R"({"photo":")" + photo.id + R"(","reasons":[)";
    for (const auto& reason : decision.reasons)
        values += (values.ends_with('[') ? "\"" : ",\"") + reason + "\"";
    values += "]";
    if (until_ms)
        values += ",\"until_ms\":" + std::to_string(*until_ms);
    return values + "}";
}

/// Moves the student and the code by what a decision made of the photo, and tells the student.
Result<> follow(const Acting& acting, const PhotoRow& photo, const NewDecision& decision,
                const std::optional<std::int64_t>& until_ms)
{
    const bool is_final = is_finally_ok(photo.state, photo.steps);
    if (!is_final && !is_returned(photo.state))
        return {};
    StudentEvidence evidence;
    evidence.photo = photo.state;
    evidence.steps = photo.steps;
    const bool is_reset = decision.decision == ReviewDecision::Reset;
    const auto event = is_final   ? StudentEvent::Accept
                       : is_reset ? StudentEvent::Reset
                                  : StudentEvent::Return;
    TUCAI_CHECK(
        move_student(acting.entry, acting.scope, photo.student, event, evidence, joined(decision.reasons)));
    TUCAI_CHECK(
        move_code(acting.entry, acting.scope, photo.student, is_final ? CodeEvent::Use : CodeEvent::Release));
    TUCAI_CHECK(close_help_about(acting.entry, photo.tenant, acting.scope.person, photo.id));
    const auto kind = is_final   ? TellKind::PhotoAccepted
                      : is_reset ? TellKind::PhotoReset
                                 : TellKind::PhotoReturned;
    return acting.teller.tell(acting.entry, photo.tenant, photo.student, kind,
                              told_values(photo, decision, until_ms),
                              std::string(word(kind)) + "." + photo.id + "." + std::to_string(photo.version));
}

Result<Decided> carry_out(const Acting& acting, const DecisionGround& ground, const NewDecision& decision)
{
    const bool is_accept = decision.decision == ReviewDecision::Accept;
    std::optional<std::int64_t> until_ms;
    if (!is_accept) {
        TUCAI_TRY(until_ms, deadline_of(ground, decision, acting.entry.now_ms()));
    }
    const StoredReview stored{ground.step, ground.first ? 2 : 1, decision.decision, until_ms};
    TUCAI_TRY(const auto review, insert_review(acting, ground.photo, stored, decision));
    TUCAI_CHECK(insert_ticks(acting, review, ground, decision));
    if (is_accept && ground.persons == 2 && !ground.first) {
        // What the state machine will be asked for the second person is asked for the first too.
        TUCAI_CHECK(next(ground.photo.state, event_of_decision(ground.step, decision.decision),
                         evidence_of(ground.photo)));
        TUCAI_TRY(auto photo, note_first(acting, ground.photo, "photo.first_accepted"));
        return Decided{review, std::move(photo), true};
    }
    TUCAI_TRY(auto photo, move_photo(acting.entry, acting.scope.person, ground.photo,
                                     event_of_decision(ground.step, decision.decision)));
    TUCAI_CHECK(acting.entry.sql().run("update photos set return_until_ms = $1 where tenant = $2 and id = $3",
                                       {store::or_null(until_ms), photo.tenant, photo.id}));
    photo.return_until_ms = until_ms;
    TUCAI_CHECK(follow(acting, photo, decision, until_ms));
    return Decided{review, std::move(photo), false};
}

/// Whether a reviewer may still take a decision back.
Result<> check_undo(const Acting& acting, const ReviewRow& review)
{
    auto& sql = acting.entry.sql();
    if (review.reviewer != acting.scope.person)
        return fail(ErrorCode::Denied, "Only who decided takes it back.");
    if (review.decision == ReviewDecision::Reset || review.decision == ReviewDecision::Undo)
        return not_allowed("review", word(review.decision), "undo", "The student has been asked to shoot.");
    TUCAI_TRY(const auto reviews, reviews_of(sql, acting.scope.tenant, review.photo));
    const auto live = std::find_if(reviews.begin(), reviews.end(), [](const ReviewRow& other) {
        return !other.undone_ms && other.decision != ReviewDecision::Undo;
    });
    TUCAI_TRY(const auto minutes, threshold_of(sql, acting.scope.tenant, Threshold::ReviewUndoMinutes));
    TUCAI_TRY(const auto last, threshold_of(sql, acting.scope.tenant, Threshold::ReviewUndoLast));
    TUCAI_TRY(const auto later,
              sql.row("select count(*) as n from reviews where tenant = $1 and reviewer = $2 and at_ms > $3 "
                      "and decision <> 'undo'",
                      {acting.scope.tenant, acting.scope.person, review.at_ms}));
    const bool is_old =
        acting.entry.now_ms() > review.at_ms + minutes * 60'000 || later->integer("n") >= last;
    if (review.undone_ms || live == reviews.end() || live->id != review.id || is_old)
        return fail(ErrorCode::UndoTooLate, "Something followed the decision, or it is too long ago.");
    return {};
}

Result<PhotoRow> take_back(const Acting& acting, const PhotoRow& photo)
{
    StudentEvidence evidence;
    evidence.steps = photo.steps;
    TUCAI_TRY(auto then, move_photo(acting.entry, acting.scope.person, photo, PhotoEvent::Undo));
    TUCAI_CHECK(acting.entry.sql().run("update photos set return_until_ms = null where tenant = $1 and id = "
                                       "$2",
                                       {photo.tenant, photo.id}));
    then.return_until_ms.reset();
    if (!is_finally_ok(photo.state, photo.steps) && !is_returned(photo.state))
        return then; // the student was neither moved nor told
    evidence.photo = then.state;
    TUCAI_CHECK(move_student(acting.entry, acting.scope, photo.student, StudentEvent::Undo, evidence));
    TUCAI_CHECK(move_code(acting.entry, acting.scope, photo.student, CodeEvent::Release));
    TUCAI_CHECK(acting.teller.tell(acting.entry, photo.tenant, photo.student, TellKind::DecisionUndone,
                                   R"({"photo":")" + photo.id + "\"}",
                                   "photo.decision_undone." + photo.id + "." + std::to_string(then.version)));
    return then;
}

} // namespace

Result<Decided> Reviews::decide(const Scope& scope, const NewDecision& decision)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    const bool is_accept = decision.decision == ReviewDecision::Accept;
    if (!is_accept && decision.decision != ReviewDecision::Return)
        return fail(ErrorCode::InvalidInput, "Accept the photo, or return it.");
    if (!is_accept)
        TUCAI_CHECK(check_reasons(decision));
    return means_.ledger.write([&](store::Entry& entry) -> Result<Decided> {
        TUCAI_TRY(const auto ground,
                  load_ground(entry.sql(), scope, *step_of(scope.role), decision, entry.now_ms()));
        if (is_accept && !ground.photo.blob)
            return fail(ErrorCode::PhotoNotMade,
                        "No standard photo could be made of it; return it to its student.");
        TUCAI_CHECK(check_ticks(ground, decision));
        if (ground.first && is_accept && ground.first->reviewer == scope.person)
            return fail(ErrorCode::SamePerson, "You have accepted it; another person has to, too.");
        return carry_out({entry, means_, teller_, scope}, ground, decision);
    });
}

Result<PhotoRow> Reviews::undo(const Scope& scope, const std::string& review)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    return means_.ledger.write([&](store::Entry& entry) -> Result<PhotoRow> {
        const Acting acting{entry, means_, teller_, scope};
        TUCAI_TRY(const auto row, load_review(entry.sql(), scope.tenant, review));
        TUCAI_CHECK(check_undo(acting, row));
        TUCAI_TRY(const auto photo, load_photo(entry.sql(), scope.tenant, row.photo));
        TUCAI_TRY(const auto reviews, reviews_of(entry.sql(), scope.tenant, photo.id));
        const auto first = waiting_first(reviews, photo, row.step);
        const bool moved_nothing = first && first->id == row.id;
        TUCAI_CHECK(entry.sql().run("update reviews set undone_ms = $1, undone_by = $2 where tenant = $3 and "
                                    "id = $4",
                                    {entry.now_ms(), scope.person, scope.tenant, row.id}));
        TUCAI_CHECK(insert_review(acting, photo, {row.step, row.place, ReviewDecision::Undo, {}}, {}));
        return moved_nothing ? note_first(acting, photo, "photo.first_undone") : take_back(acting, photo);
    });
}

Result<Decided> Reviews::reset(const Scope& scope, const NewDecision& decision)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    if (decision.decision != ReviewDecision::Reset)
        return fail(ErrorCode::InvalidInput, "That is no reset.");
    TUCAI_CHECK(check_reasons(decision));
    return means_.ledger.write([&](store::Entry& entry) -> Result<Decided> {
        TUCAI_TRY(auto ground, load_ground(entry.sql(), scope, ReviewStep::School, decision, entry.now_ms()));
        ground.first.reset();
        return carry_out({entry, means_, teller_, scope}, ground, decision);
    });
}

} // namespace tucai::collect
