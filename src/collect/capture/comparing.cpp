#include "collect/capture/comparing.h"

#include "collect/capture/consents.h"
#include "collect/capture/photo_rows.h"
#include "collect/locks/violation_rows.h"

#include <cmath>

namespace tucai::collect {
namespace {

/// As store::NewJob has it by itself.
constexpr int most_attempts = 5;
constexpr double millionths = 1e6;

struct Pair {
    PhotoRow photo;
    std::string shot_blob;
    std::string reference;
    std::string reference_blob;
};

/// The two pictures, if they may be compared; none where nothing is to be done.
Result<std::optional<Pair>> find_pair(store::Transaction& sql, const std::string& tenant,
                                      const std::string& id)
{
    auto photo = load_photo(sql, tenant, id);
    if (!photo && photo.error().code == ErrorCode::NotFound)
        return std::optional<Pair>();
    TUCAI_TRY(auto found, photo);
    TUCAI_TRY(const bool is_agreed, may_compare(sql, tenant, found.student));
    TUCAI_TRY(const auto shot, load_shot(sql, tenant, found.shot));
    TUCAI_TRY(const auto reference,
              sql.row("select id, blob from reference_photos where tenant = $1 and student = $2 and "
                      "is_current = 1",
                      {tenant, found.student}));
    if (!is_agreed || !shot.blob || !reference || found.submission == Submission::None)
        return std::optional<Pair>();
    return Pair{std::move(found), *shot.blob, reference->text("id"), reference->text("blob")};
}

Result<FaceComparison> compared(const Means& means, const FaceComparer& comparer, const Pair& pair)
{
    TUCAI_TRY(const auto key, means.keys.existing_person_key(pair.photo.student));
    TUCAI_TRY(const auto shot, store::get_sealed(means.blobs, key, shot_blob, pair.shot_blob));
    TUCAI_TRY(const auto reference, store::get_sealed(means.blobs, key, reference_blob, pair.reference_blob));
    return comparer.compare(shot, reference);
}

store::Value in_millionths(const std::optional<double>& value)
{
    return value ? store::Value(static_cast<std::int64_t>(std::llround(*value * millionths)))
                 : store::Value();
}

std::optional<double> from_millionths(const std::optional<std::int64_t>& value)
{
    return value ? std::optional(static_cast<double>(*value) / millionths) : std::nullopt;
}

Result<> flag_difference(store::Entry& entry, const Means& means, const Pair& pair,
                         const FaceComparison& comparison, const std::string& id)
{
    if (!comparison.score || comparison.likeness != FaceLikeness::Different)
        return {};
    NewViolation violation;
    violation.kind = ViolationKind::OtherPerson;
    violation.student = pair.photo.student;
    violation.shot = pair.photo.shot;
    violation.photo = pair.photo.id;
    violation.evidence = R"({"comparison":")" + id + R"(","score_ppm":)" +
                         std::to_string(std::llround(*comparison.score * millionths)) + "}";
    return raise_violation(entry, means, Scope{"machine", Role::Admin, pair.photo.tenant, ""}, violation)
        .map([](const std::string&) {});
}

Result<> store_comparison(store::Entry& entry, const Means& means, const Pair& pair,
                          const FaceComparison& comparison)
{
    const auto id = new_id(means.randomness);
    const auto verdict = comparison.score ? std::string(word(comparison.likeness)) : std::string();
    const auto error = comparison.error_code.empty() ? store::Value() : store::Value(comparison.error_code);
    TUCAI_CHECK(entry.sql().run(
        "insert into comparisons (tenant, id, photo, reference_photo, made_by, score_ppm, verdict, "
        "threshold_version, network, photo_quality_ppm, reference_quality_ppm, error_code, at_ms) values "
        "($1, $2, $3, $4, 'machine', $5, $6, $7, $8, $9, $10, $11, $12)",
        {pair.photo.tenant, id, pair.photo.id, pair.reference, in_millionths(comparison.score), verdict,
         comparison.threshold_version, comparison.network, in_millionths(comparison.shot_quality),
         in_millionths(comparison.reference_quality), error, entry.now_ms()}));
    TUCAI_CHECK(flag_difference(entry, means, pair, comparison, id));
    return entry.record(
        {pair.photo.tenant, "comparison.made", "machine", pair.photo.id,
         R"({"verdict":")" + verdict + R"(","threshold_version":")" + comparison.threshold_version + "\"}",
         0});
}

Result<> finish(const Means& means, const store::Job& job)
{
    return means.ledger.database().write(
        [&](store::Transaction& sql) { return store::finish_job(sql, job, means.ledger.now_ms()); });
}

Result<> attempt(const Means& means, const FaceComparer& comparer, const store::Job& job)
{
    const auto tenant = tenant_of_job(job.payload);
    TUCAI_TRY(const auto pair, means.ledger.read([&](store::Transaction& sql) {
        return find_pair(sql, tenant, job.subject);
    }));
    if (!pair)
        return finish(means, job);
    auto comparison = compared(means, comparer, *pair);
    if (!comparison && comparison.error().code == ErrorCode::KeyDestroyed)
        return finish(means, job);
    if (!comparison && job.attempt < most_attempts)
        return tl::unexpected(comparison.error());
    FaceComparison failed;
    if (!comparison)
        failed.error_code = std::string(error_word(comparison.error().code));
    const auto done = means.ledger.write([&](store::Entry& entry) -> Result<> {
        // The consent may have been withdrawn while the network worked.
        TUCAI_TRY(const auto still, find_pair(entry.sql(), tenant, job.subject));
        if (!still || still->reference != pair->reference)
            return fail(ErrorCode::StateNotAllowed, "There is nothing to compare any more.");
        TUCAI_CHECK(store_comparison(entry, means, *pair, comparison ? *comparison : failed));
        return store::finish_job(entry.sql(), job, entry.now_ms());
    });
    return !done && done.error().code == ErrorCode::StateNotAllowed ? finish(means, job) : done;
}

} // namespace

Result<> run_compare_job(const Means& means, const FaceComparer& comparer, const store::Job& job)
{
    auto done = attempt(means, comparer, job);
    if (done || done.error().code == ErrorCode::LeaseLost)
        return done;
    // As in run_judge_job: one that cannot be given back waits until its lease has ended.
    (void)store::give_back_job(means.ledger.database(), job, std::string(error_word(done.error().code)),
                               means.ledger.now_ms());
    return done;
}

Result<std::optional<ComparisonRow>> latest_comparison(store::Transaction& sql, const std::string& tenant,
                                                       const std::string& photo)
{
    TUCAI_TRY(const auto row,
              sql.row("select id, made_by, score_ppm, verdict, threshold_version, network, "
                      "photo_quality_ppm, reference_quality_ppm, error_code, at_ms from comparisons where "
                      "tenant = $1 and photo = $2 order by at_ms desc, id limit 1",
                      {tenant, photo}));
    if (!row)
        return std::optional<ComparisonRow>();
    ComparisonRow comparison;
    comparison.id = row->text("id");
    comparison.made_by = row->text("made_by");
    comparison.likeness = from_word<FaceLikeness>(row->text("verdict"));
    comparison.score = from_millionths(row->maybe_integer("score_ppm"));
    comparison.photo_quality = from_millionths(row->maybe_integer("photo_quality_ppm"));
    comparison.reference_quality = from_millionths(row->maybe_integer("reference_quality_ppm"));
    comparison.network = row->text("network");
    comparison.threshold_version = row->text("threshold_version");
    comparison.error_code = row->maybe_text("error_code").value_or("");
    comparison.at_ms = row->integer("at_ms");
    return comparison;
}

} // namespace tucai::collect
