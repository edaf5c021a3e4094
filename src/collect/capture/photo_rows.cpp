#include "collect/capture/photo_rows.h"

namespace tucai::collect {
namespace {

#define TUCAI_PHOTO_COLUMNS                                                                                  \
    "select tenant, id, student, batch, session, shot, judgement, state, submission, is_superseded, "        \
    "judged_as, blob, submitted_ms, return_until_ms, version from photos "

Result<PhotoRow> photo_of(store::Transaction& sql, const store::Row& row)
{
    const auto state = from_word<PhotoState>(row.text("state"));
    const auto submission = from_word<Submission>(row.text("submission"));
    const auto judged = row.maybe_text("judged_as");
    const auto judged_as = judged ? from_word<PhotoState>(*judged) : std::nullopt;
    if (!state || !submission || judged.has_value() != judged_as.has_value())
        return fail(ErrorCode::Internal, "A photo's state is stored as a word that is none.");
    PhotoRow photo;
    photo.tenant = row.text("tenant");
    photo.id = row.text("id");
    photo.student = row.text("student");
    photo.batch = row.text("batch");
    photo.session = row.text("session");
    photo.shot = row.text("shot");
    photo.judgement = row.maybe_text("judgement");
    photo.state = *state;
    photo.submission = *submission;
    photo.is_superseded = row.integer("is_superseded") != 0;
    photo.judged_as = judged_as;
    photo.blob = row.maybe_text("blob");
    photo.submitted_ms = row.maybe_integer("submitted_ms");
    photo.return_until_ms = row.maybe_integer("return_until_ms");
    photo.version = row.integer("version");
    TUCAI_TRY(photo.steps, steps_of_batch(sql, photo.tenant, photo.batch));
    return photo;
}

Result<PhotoRow> one(store::Transaction& sql, std::string_view statement, const store::Values& values)
{
    TUCAI_TRY(const auto row, sql.row(statement, values));
    if (!row)
        return not_found();
    return photo_of(sql, *row);
}

} // namespace

Result<PhotoRow> load_photo(store::Transaction& sql, const std::string& tenant, const std::string& id)
{
    return one(sql, TUCAI_PHOTO_COLUMNS "where tenant = $1 and id = $2", {tenant, id});
}

Result<PhotoRow> load_photo_of_shot(store::Transaction& sql, const std::string& tenant,
                                    const std::string& shot)
{
    return one(sql, TUCAI_PHOTO_COLUMNS "where tenant = $1 and shot = $2", {tenant, shot});
}

Result<std::optional<PhotoRow>> current_photo(store::Transaction& sql, const std::string& tenant,
                                              const std::string& student)
{
    TUCAI_TRY(const auto row, sql.row(TUCAI_PHOTO_COLUMNS "where tenant = $1 and student = $2 and "
                                                          "is_superseded = 0 and submission <> 'none'",
                                      {tenant, student}));
    if (!row)
        return std::optional<PhotoRow>();
    return photo_of(sql, *row).map([](PhotoRow photo) { return std::optional(std::move(photo)); });
}

PhotoEvidence evidence_of(const PhotoRow& photo)
{
    return {photo.steps, photo.submission, photo.is_superseded ? Succession::Superseded : Succession::Current,
            photo.judged_as.value_or(PhotoState::Captured)};
}

Result<PhotoRow> move_photo(store::Entry& entry, const std::string& actor, PhotoRow photo, PhotoEvent event)
{
    TUCAI_TRY(const auto to, next(photo.state, event, evidence_of(photo)));
    TUCAI_CHECK(entry.sql().run("update photos set state = $1, state_ms = $2, version = version + 1 where "
                                "tenant = $3 and id = $4",
                                {std::string(word(to)), entry.now_ms(), photo.tenant, photo.id}));
    TUCAI_CHECK(entry.record(
        {photo.tenant, "photo." + std::string(word(event)), actor, photo.id,
         R"({"from":")" + std::string(word(photo.state)) + R"(","to":")" + std::string(word(to)) + "\"}",
         0}));
    photo.state = to;
    ++photo.version;
    return photo;
}

Result<ReviewSteps> steps_of_batch(store::Transaction& sql, const std::string& tenant,
                                   const std::string& batch)
{
    TUCAI_TRY(const auto row,
              sql.row("select count(*) as n from batch_steps where tenant = $1 and batch = $2 and step = "
                      "'centre'",
                      {tenant, batch}));
    return row && row->integer("n") > 0 ? ReviewSteps::SchoolAndCentre : ReviewSteps::School;
}

} // namespace tucai::collect
