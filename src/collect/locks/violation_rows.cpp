#include "collect/locks/violation_rows.h"

#include "collect/capture/sealed_text.h"

namespace tucai::collect {
namespace {

store::Value id_or_null(const std::string& id)
{
    return id.empty() ? store::Value() : store::Value(id);
}

} // namespace

base::Text violation_words(ViolationKind kind)
{
    switch (kind) {
    case ViolationKind::Recapture:
        return {"照片像是对着屏幕或纸质照片翻拍的。",
                "The photo looks like a picture of a screen or of a print."};
    case ViolationKind::Edited:
        return {"照片像是修过或拼合过的。", "The photo looks retouched or put together."};
    case ViolationKind::OtherPerson:
        return {"照片中的人像与录取照片不像同一人。",
                "The person in the photo does not look like the admission photo."};
    case ViolationKind::Duplicate:
        return {"照片与另一位学生的照片相同或非常相似。",
                "The photo is the same as, or very like, another student's."};
    case ViolationKind::Nonce:
        return {"照片不是从本页面的拍摄中上传的。", "The photo was not sent by the page that took it."};
    }
    return {};
}

Result<std::string> raise_violation(store::Entry& entry, const Means& means, const Scope& actor,
                                    const NewViolation& violation)
{
    auto& sql = entry.sql();
    const auto kind = std::string(word(violation.kind));
    TUCAI_TRY(const auto known,
              sql.row("select id from violations where tenant = $1 and student = $2 and kind = $3 and "
                      "coalesce(shot, '') = $4 and coalesce(photo, '') = $5 and coalesce(other_photo, '') = "
                      "$6 and (state = 'raised' or $7 = 'machine') order by raised_ms limit 1",
                      {actor.tenant, violation.student, kind, violation.shot, violation.photo,
                       violation.other_photo, actor.person}));
    if (known)
        return known->text("id");
    const auto id = new_id(means.randomness);
    TUCAI_TRY(auto evidence,
              seal_text(means, violation.student, "violations.evidence_sealed", id, violation.evidence));
    TUCAI_CHECK(sql.run("insert into violations (tenant, id, student, shot, photo, other_photo, kind, state, "
                        "raised_by, evidence_sealed, raised_ms) values ($1, $2, $3, $4, $5, $6, $7, "
                        "'raised', $8, $9, $10)",
                        {actor.tenant, id, violation.student, id_or_null(violation.shot),
                         id_or_null(violation.photo), id_or_null(violation.other_photo), kind, actor.person,
                         std::move(evidence), entry.now_ms()}));
    TUCAI_CHECK(entry.record(event_of(actor, "violation.raised", id, R"({"kind":")" + kind + "\"}")));
    return id;
}

Result<ViolationRow> violation_of(const store::Row& row)
{
    const auto kind = from_word<ViolationKind>(row.text("kind"));
    const auto state = from_word<ViolationState>(row.text("state"));
    if (!kind || !state)
        return fail(ErrorCode::Internal, "A violation is stored with a word that is none.");
    ViolationRow violation;
    violation.tenant = row.text("tenant");
    violation.id = row.text("id");
    violation.student = row.text("student");
    violation.shot = row.maybe_text("shot");
    violation.photo = row.maybe_text("photo");
    violation.other_photo = row.maybe_text("other_photo");
    violation.kind = *kind;
    violation.state = *state;
    violation.raised_by = row.text("raised_by");
    violation.raised_ms = row.integer("raised_ms");
    violation.decided_ms = row.maybe_integer("decided_ms");
    violation.decided_by = row.maybe_text("decided_by");
    return violation;
}

Result<ViolationRow> load_violation(store::Transaction& sql, const std::string& tenant, const std::string& id)
{
    TUCAI_TRY(const auto row,
              sql.row("select tenant, id, student, shot, photo, other_photo, kind, state, raised_by, "
                      "raised_ms, decided_ms, decided_by from violations where tenant = $1 and id = $2",
                      {tenant, id}));
    if (!row)
        return not_found();
    return violation_of(*row);
}

} // namespace tucai::collect
