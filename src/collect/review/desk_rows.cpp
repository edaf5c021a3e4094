#include "collect/review/desk_rows.h"

#include "collect/capture/consents.h"
#include "collect/capture/sealed_text.h"

#include <algorithm>

namespace tucai::collect {
namespace {

/// How long others see that somebody looks at a photo.
constexpr std::int64_t look_ms = 60'000;

/// A photo that staff may see: one that its student has submitted.
Result<PhotoRow> visible_photo(store::Transaction& sql, const Scope& scope, const std::string& id)
{
    TUCAI_TRY(auto photo, load_photo(sql, scope.tenant, id));
    if (photo.submission == Submission::None)
        return not_found();
    return photo;
}

Result<std::vector<DeskTick>> ticks_of(store::Transaction& sql, const DeskPhoto& desk,
                                       const std::string& unassessed)
{
    std::vector<DeskTick> ticks;
    for (auto& rule : parted(unassessed)) {
        const auto* waiver = waiver_of(desk.exemptions, rule);
        ticks.push_back({std::move(rule), waiver == nullptr ? "" : waiver->id, {}});
    }
    TUCAI_TRY(
        const auto rows,
        sql.rows("select t.rule, t.answer from review_ticks t join reviews r on r.tenant = t.tenant and "
                 "r.id = t.review where r.tenant = $1 and r.photo = $2 and r.undone_ms is null order "
                 "by r.at_ms",
                 {desk.photo.tenant, desk.photo.id}));
    for (const auto& row : rows)
        for (auto& tick : ticks)
            if (tick.rule == row.text("rule"))
                tick.answer = from_word<TickAnswer>(row.text("answer"));
    return ticks;
}

Result<> read_judgement(store::Transaction& sql, const Means& means, DeskPhoto& desk)
{
    TUCAI_TRY(const auto row,
              sql.row("select id, error_code, unassessed, findings, report_sealed from judgements where "
                      "tenant = $1 and id = $2",
                      {desk.photo.tenant, desk.photo.judgement.value_or("")}));
    if (!row)
        return {};
    desk.error_code = row->maybe_text("error_code").value_or("");
    desk.findings = parted(row->text("findings"));
    TUCAI_TRY(desk.reports, open_text(means, desk.photo.student, "judgements.report_sealed", row->text("id"),
                                      row->maybe_bytes("report_sealed")));
    TUCAI_TRY(desk.ticks, ticks_of(sql, desk, row->text("unassessed")));
    return {};
}

Result<> read_student(store::Transaction& sql, const Scope& scope, DeskPhoto& desk, std::int64_t now_ms)
{
    TUCAI_TRY(const auto row,
              sql.row("select code_number, masked_name, glasses, (select count(*) from reference_photos r "
                      "where r.tenant = s.tenant and r.student = s.id and r.is_current = 1) as has_reference "
                      "from students s where s.tenant = $1 and s.id = $2",
                      {scope.tenant, desk.photo.student}));
    if (!row)
        return not_found();
    desk.code_number = row->text("code_number");
    desk.masked_name = row->text("masked_name");
    desk.glasses = row->text("glasses");
    desk.has_reference = row->integer("has_reference") > 0;
    TUCAI_TRY(desk.exemptions, live_exemptions(sql, scope.tenant, desk.photo.student, now_ms));
    TUCAI_TRY(desk.comparison_is_agreed, may_compare(sql, scope.tenant, desk.photo.student));
    return {};
}

Result<> read_others(store::Transaction& sql, const Scope& scope, DeskPhoto& desk, std::int64_t now_ms)
{
    TUCAI_TRY(const auto violations,
              sql.rows("select tenant, id, student, shot, photo, other_photo, kind, state, raised_by, "
                       "raised_ms, decided_ms, decided_by from violations where tenant = $1 and (photo = $2 "
                       "or shot = $3) order by raised_ms, id",
                       {scope.tenant, desk.photo.id, desk.photo.shot}));
    for (const auto& row : violations) {
        TUCAI_TRY(auto violation, violation_of(row));
        desk.violations.push_back(std::move(violation));
    }
    TUCAI_TRY(const auto looks, sql.rows("select person from review_looks where tenant = $1 and photo = $2 "
                                         "and person <> $3 and until_ms > $4 order by person",
                                         {scope.tenant, desk.photo.id, scope.person, now_ms}));
    for (const auto& row : looks)
        desk.also_looking.push_back(row.text("person"));
    const auto step = step_of(scope.role).value_or(ReviewStep::School);
    TUCAI_TRY(desk.persons, persons_at(sql, scope.tenant, desk.photo.batch, step));
    TUCAI_TRY(desk.reviews, reviews_of(sql, scope.tenant, desk.photo.id));
    if (const auto first = waiting_first(desk.reviews, desk.photo, step))
        desk.first_reviewer = first->reviewer;
    return {};
}

} // namespace

Result<DeskPhoto> desk_photo(store::Transaction& sql, const Means& means, const Scope& scope,
                             const std::string& photo, std::int64_t now_ms)
{
    DeskPhoto desk;
    TUCAI_TRY(desk.photo, visible_photo(sql, scope, photo));
    TUCAI_CHECK(read_student(sql, scope, desk, now_ms));
    TUCAI_CHECK(read_judgement(sql, means, desk));
    TUCAI_TRY(desk.comparison, latest_comparison(sql, scope.tenant, photo));
    TUCAI_CHECK(read_others(sql, scope, desk, now_ms));
    return desk;
}

Result<> note_look(store::Entry& entry, const Scope& scope, const std::string& photo)
{
    TUCAI_CHECK(entry.sql().run("delete from review_looks where tenant = $1 and until_ms <= $2",
                                {scope.tenant, entry.now_ms()}));
    TUCAI_CHECK(entry.sql().run("insert into review_looks (tenant, photo, person, until_ms) values ($1, $2, "
                                "$3, $4) on conflict (tenant, photo, person) do update set until_ms = $4",
                                {scope.tenant, photo, scope.person, entry.now_ms() + look_ms}));
    return entry.record(event_of(scope, "photo.seen", photo));
}

Result<PicturePlace> picture_place(store::Transaction& sql, const Scope& scope, const std::string& photo,
                                   DeskPicture kind)
{
    TUCAI_TRY(const auto row, visible_photo(sql, scope, photo));
    if (kind == DeskPicture::Photo) {
        if (!row.blob)
            return fail(ErrorCode::PhotoNotMade, "No standard photo could be made of this shot.");
        return PicturePlace{row.student, *row.blob, photo_blob};
    }
    if (kind == DeskPicture::Shot) {
        TUCAI_TRY(const auto shot, load_shot(sql, scope.tenant, row.shot));
        if (!shot.blob)
            return not_found();
        return PicturePlace{row.student, *shot.blob, shot_blob};
    }
    TUCAI_TRY(const auto reference,
              sql.row("select blob from reference_photos where tenant = $1 and student = $2 and is_current = "
                      "1",
                      {scope.tenant, row.student}));
    if (!reference)
        return not_found();
    return PicturePlace{row.student, reference->text("blob"), reference_blob};
}

} // namespace tucai::collect
