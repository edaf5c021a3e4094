#include "collect/review/desk.h"

#include "collect/review/desk_rows.h"
#include "collect/review/status.h"

namespace tucai::collect {
namespace {

Result<QueueItem> item_of(const store::Row& row)
{
    const auto judged = from_word<PhotoState>(row.text("judged_as"));
    const auto submission = from_word<Submission>(row.text("submission"));
    if (!judged || !submission)
        return fail(ErrorCode::Internal, "A photo's state is stored as a word that is none.");
    QueueItem item;
    item.photo = row.text("id");
    item.student = row.text("student");
    item.code_number = row.text("code_number");
    item.masked_name = row.text("masked_name");
    item.judged_as = *judged;
    item.submission = *submission;
    item.submitted_ms = row.integer("submitted_ms");
    item.version = row.integer("version");
    item.has_unassessed = row.integer("has_unassessed") != 0;
    item.has_suspicion = row.integer("has_suspicion") != 0;
    item.likeness = from_word<FaceLikeness>(row.maybe_text("likeness").value_or(""));
    item.has_photo = row.integer("has_photo") != 0;
    return item;
}

/// The photos of a queue with what the filters ask for, before it is filtered.
#define TUCAI_QUEUE                                                                                          \
    "select p.id, p.student, s.code_number, s.masked_name, p.judged_as, p.submission, p.submitted_ms, "      \
    "p.version, case when j.unassessed <> '' then 1 else 0 end as has_unassessed, case when p.blob is "      \
    "null then 0 else 1 end as has_photo, case when exists (select 1 from violations v where v.tenant = "    \
    "p.tenant and v.photo = p.id and v.state = 'raised') then 1 else 0 end as has_suspicion, (select "       \
    "c.verdict from comparisons c where c.tenant = p.tenant and c.photo = p.id order by c.at_ms desc, "      \
    "c.id limit 1) as likeness from photos p join students s on s.tenant = p.tenant and s.id = p.student "   \
    "left join judgements j on j.tenant = p.tenant and j.id = p.judgement where p.tenant = $1 and p.batch "  \
    "= $2 and p.is_superseded = 0 and p.submission <> 'none' and s.state = 'submitted' and ($3 = 'school' "  \
    "and p.state in ('machine_ok', 'machine_ask', 'machine_refused') or $3 = 'centre' and p.state = "        \
    "'school_ok') and ($4 = '' or s.college = $4) and (p.submitted_ms, p.id) > ($5, $6)"

constexpr std::string_view queue_statement =
    "select * from (" TUCAI_QUEUE ") as q where $7 = 'all' or $7 = 'ask' and q.judged_as <> 'machine_ok' or "
    "$7 = 'unassessed' and q.has_unassessed = 1 or $7 = 'help' and q.submission = 'person_asked' or $7 = "
    "'comparison' and q.likeness in ('uncertain', 'different') or $7 = 'suspicion' and q.has_suspicion = 1 "
    "order by q.submitted_ms, q.id limit $8";

} // namespace

Result<QueuePage> Desk::queue(const Scope& scope, const std::string& batch, QueueFilter filter,
                              const std::string& cursor, std::size_t limit) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Centre}));
    TUCAI_TRY(const auto from, read_cursor(cursor));
    const auto step = scope.role == Role::Centre ? ReviewStep::Centre : ReviewStep::School;
    return means_.ledger.read([&](store::Transaction& sql) -> Result<QueuePage> {
        QueuePage page;
        TUCAI_TRY(const auto persons, persons_at(sql, scope.tenant, batch, step));
        if (persons == 0)
            return page;
        TUCAI_TRY(const auto rows,
                  sql.rows(queue_statement,
                           {scope.tenant, batch, std::string(word(step)), college_limit(scope), from.at_ms,
                            from.id, std::string(word(filter)), page_size(limit) + 1}));
        for (const auto& row : rows) {
            TUCAI_TRY(auto item, item_of(row));
            page.items.push_back(std::move(item));
        }
        if (static_cast<std::int64_t>(page.items.size()) > page_size(limit)) {
            page.items.pop_back();
            page.next = cursor_text({page.items.back().submitted_ms, page.items.back().photo});
        }
        return page;
    });
}

Result<DeskPhoto> Desk::look(const Scope& scope, const std::string& photo)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    return means_.ledger.write([&](store::Entry& entry) -> Result<DeskPhoto> {
        TUCAI_TRY(auto desk, desk_photo(entry.sql(), means_, scope, photo, entry.now_ms()));
        TUCAI_CHECK(note_look(entry, scope, photo));
        return desk;
    });
}

Result<store::Bytes> Desk::picture(const Scope& scope, const std::string& photo, DeskPicture kind) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    TUCAI_TRY(const auto place, means_.ledger.read([&](store::Transaction& sql) {
        return picture_place(sql, scope, photo, kind);
    }));
    TUCAI_TRY(const auto key, means_.keys.existing_person_key(place.student));
    return store::get_sealed(means_.blobs, key, place.what, place.blob);
}

Result<std::string> Desk::words(const Scope& scope, const std::string& review) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    return means_.ledger.read(
        [&](store::Transaction& sql) { return review_words(sql, means_, scope.tenant, review); });
}

Result<> Desk::compare(const Scope& scope, const std::string& photo, FaceLikeness likeness)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto place, picture_place(entry.sql(), scope, photo, DeskPicture::Reference));
        TUCAI_CHECK(entry.sql().run(
            "insert into comparisons (tenant, id, photo, reference_photo, made_by, verdict, "
            "threshold_version, network, at_ms) values ($1, $2, $3, (select id from reference_photos where "
            "tenant = $1 and student = $4 and is_current = 1), $5, $6, '', '', $7)",
            {scope.tenant, new_id(means_.randomness), photo, place.student, scope.person,
             std::string(word(likeness)), entry.now_ms()}));
        return entry.record(event_of(scope, "comparison.made", photo,
                                     R"({"verdict":")" + std::string(word(likeness)) + "\"}"));
    });
}

} // namespace tucai::collect
