#include "collect/review/review_rows.h"

#include "collect/capture/sealed_text.h"

namespace tucai::collect {
namespace {

Result<ReviewRow> review_of(const store::Row& row)
{
    const auto step = from_word<ReviewStep>(row.text("step"));
    const auto decision = from_word<ReviewDecision>(row.text("decision"));
    if (!step || !decision)
        return fail(ErrorCode::Internal, "A review is stored with a word that is none.");
    ReviewRow review;
    review.id = row.text("id");
    review.photo = row.text("photo");
    review.student = row.text("student");
    review.step = *step;
    review.place = row.integer("place");
    review.decision = *decision;
    review.reviewer = row.text("reviewer");
    review.reasons = parted(row.text("reasons"));
    review.until_ms = row.maybe_integer("until_ms");
    review.at_ms = row.integer("at_ms");
    review.undone_ms = row.maybe_integer("undone_ms");
    return review;
}

#define TUCAI_REVIEW_COLUMNS                                                                                 \
    "select id, photo, student, step, place, decision, reviewer, reasons, until_ms, at_ms, undone_ms from "  \
    "reviews "

} // namespace

std::optional<ReviewStep> step_of(Role role)
{
    if (role == Role::School)
        return ReviewStep::School;
    if (role == Role::Centre)
        return ReviewStep::Centre;
    return std::nullopt;
}

Result<std::vector<ReviewRow>> reviews_of(store::Transaction& sql, const std::string& tenant,
                                          const std::string& photo)
{
    // Of two decisions in one millisecond the photo's version tells which came later.
    TUCAI_TRY(const auto rows,
              sql.rows(TUCAI_REVIEW_COLUMNS "where tenant = $1 and photo = $2 order by at_ms desc, "
                                            "photo_version desc",
                       {tenant, photo}));
    std::vector<ReviewRow> reviews;
    for (const auto& row : rows) {
        TUCAI_TRY(auto review, review_of(row));
        reviews.push_back(std::move(review));
    }
    return reviews;
}

Result<ReviewRow> load_review(store::Transaction& sql, const std::string& tenant, const std::string& id)
{
    TUCAI_TRY(const auto row, sql.row(TUCAI_REVIEW_COLUMNS "where tenant = $1 and id = $2", {tenant, id}));
    if (!row)
        return not_found();
    return review_of(*row);
}

Result<std::int64_t> persons_at(store::Transaction& sql, const std::string& tenant, const std::string& batch,
                                ReviewStep step)
{
    TUCAI_TRY(const auto row,
              sql.row("select persons from batch_steps where tenant = $1 and batch = $2 and step = $3",
                      {tenant, batch, std::string(word(step))}));
    return row ? row->integer("persons") : 0;
}

std::optional<ReviewRow> waiting_first(const std::vector<ReviewRow>& reviews, const PhotoRow& photo,
                                       ReviewStep step)
{
    const bool is_at_school = is_machine_judged(photo.state);
    if (is_at_school != (step == ReviewStep::School))
        return std::nullopt;
    for (const auto& review : reviews) {
        if (review.undone_ms || review.decision == ReviewDecision::Undo)
            continue;
        const bool waits =
            review.step == step && review.place == 1 && review.decision == ReviewDecision::Accept;
        return waits ? std::optional(review) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace tucai::collect
