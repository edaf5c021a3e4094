#include "collect/review/status.h"

#include "collect/capture/sealed_text.h"

namespace tucai::collect {
namespace {

Result<std::vector<ReturnWords>> returns_of(store::Transaction& sql, const Means& means,
                                            const PhotoRow& photo)
{
    TUCAI_TRY(const auto reviews, reviews_of(sql, photo.tenant, photo.id));
    std::vector<ReturnWords> returns;
    for (const auto& review : reviews) {
        const bool is_return =
            review.decision == ReviewDecision::Return || review.decision == ReviewDecision::Reset;
        if (!is_return || review.undone_ms)
            continue;
        TUCAI_TRY(auto words, review_words(sql, means, photo.tenant, review.id));
        returns.push_back({review.at_ms, review.step, review.decision, review.reasons, std::move(words),
                           review.until_ms.value_or(0)});
    }
    return returns;
}

} // namespace

Result<StudentStatus> student_status(const Means& means, const DeviceGrant& grant)
{
    const auto now_ms = means.ledger.now_ms();
    return means.ledger.read([&](store::Transaction& sql) -> Result<StudentStatus> {
        StudentStatus status;
        TUCAI_TRY(const auto granted, check_grant(sql, grant, GrantFor::Status, now_ms));
        status.standing = granted.standing;
        status.code = granted.code;
        TUCAI_TRY(status.window, shooting_window(sql, grant.tenant, grant.batch, grant.student, now_ms));
        TUCAI_TRY(const auto rows, sql.rows("select id from photos where tenant = $1 and student = $2 and "
                                            "submission <> 'none' order by submitted_ms desc, id",
                                            {grant.tenant, grant.student}));
        for (const auto& row : rows) {
            SubmittedPhoto photo;
            TUCAI_TRY(photo.row, load_photo(sql, grant.tenant, row.text("id")));
            TUCAI_TRY(photo.returns, returns_of(sql, means, photo.row));
            status.photos.push_back(std::move(photo));
        }
        return status;
    });
}

Result<std::string> review_words(store::Transaction& sql, const Means& means, const std::string& tenant,
                                 const std::string& review)
{
    TUCAI_TRY(const auto row, sql.row("select student, words_sealed from reviews where tenant = $1 and id = "
                                      "$2",
                                      {tenant, review}));
    if (!row)
        return not_found();
    return open_text(means, row->text("student"), "reviews.words_sealed", review,
                     row->maybe_bytes("words_sealed"));
}

} // namespace tucai::collect
