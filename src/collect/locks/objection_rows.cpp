#include "collect/locks/objection_rows.h"

#include "collect/capture/sealed_text.h"

namespace tucai::collect {
namespace {

#define TUCAI_OBJECTION_COLUMNS                                                                              \
    "select id, lock_id, student, state, words_sealed, answer_sealed, made_ms, decided_ms, officer from "    \
    "objections "

Result<ObjectionRow> objection_of(const Means& means, const store::Row& row)
{
    const auto state = from_word<ObjectionState>(row.text("state"));
    if (!state)
        return fail(ErrorCode::Internal, "An objection's state is stored as a word that is none.");
    ObjectionRow objection;
    objection.id = row.text("id");
    objection.lock = row.text("lock_id");
    objection.student = row.text("student");
    objection.state = *state;
    TUCAI_TRY(objection.words, open_text(means, objection.student, "objections.words_sealed", objection.id,
                                         row.maybe_bytes("words_sealed")));
    TUCAI_TRY(objection.answer, open_text(means, objection.student, "objections.answer_sealed", objection.id,
                                          row.maybe_bytes("answer_sealed")));
    objection.made_ms = row.integer("made_ms");
    objection.decided_ms = row.maybe_integer("decided_ms");
    objection.officer = row.maybe_text("officer");
    return objection;
}

Result<std::vector<ObjectionRow>> objections_of(const Means& means, const store::Rows& rows)
{
    std::vector<ObjectionRow> objections;
    for (const auto& row : rows) {
        TUCAI_TRY(auto objection, objection_of(means, row));
        objections.push_back(std::move(objection));
    }
    return objections;
}

} // namespace

Result<std::string> insert_objection(store::Entry& entry, const Means& means, const LockRow& lock,
                                     const std::string& words)
{
    const auto id = new_id(means.randomness);
    TUCAI_TRY(auto sealed, seal_text(means, lock.student, "objections.words_sealed", id, words));
    TUCAI_CHECK(
        entry.sql().run("insert into objections (tenant, id, lock_id, student, words_sealed, made_ms, "
                        "state) values ($1, $2, $3, $4, $5, $6, 'open')",
                        {lock.tenant, id, lock.id, lock.student, std::move(sealed), entry.now_ms()}));
    TUCAI_CHECK(
        entry.record({lock.tenant, "objection.made", lock.student, id, R"({"lock":")" + lock.id + "\"}", 0}));
    return id;
}

Result<ObjectionRow> load_objection(store::Transaction& sql, const Means& means, const std::string& tenant,
                                    const std::string& id)
{
    TUCAI_TRY(const auto row, sql.row(TUCAI_OBJECTION_COLUMNS "where tenant = $1 and id = $2", {tenant, id}));
    if (!row)
        return not_found();
    return objection_of(means, *row);
}

Result<std::vector<ObjectionRow>> objections_to(store::Transaction& sql, const Means& means,
                                                const LockRow& lock)
{
    TUCAI_TRY(const auto rows, sql.rows(TUCAI_OBJECTION_COLUMNS "where tenant = $1 and lock_id = $2 order by "
                                                                "made_ms, id",
                                        {lock.tenant, lock.id}));
    return objections_of(means, rows);
}

Result<std::vector<ObjectionRow>> open_objections_after(store::Transaction& sql, const Means& means,
                                                        const std::string& tenant, const Cursor& from,
                                                        std::int64_t most)
{
    TUCAI_TRY(const auto rows, sql.rows(TUCAI_OBJECTION_COLUMNS
                                        "where tenant = $1 and state = 'open' and (made_ms, id) > ($2, "
                                        "$3) order by made_ms, id limit $4",
                                        {tenant, from.at_ms, from.id, most}));
    return objections_of(means, rows);
}

Result<> end_objection(store::Entry& entry, const Means& means, const Scope& scope,
                       const ObjectionRow& objection, ObjectionState state, const std::string& answer)
{
    TUCAI_TRY(auto sealed,
              seal_text(means, objection.student, "objections.answer_sealed", objection.id, answer));
    TUCAI_CHECK(entry.sql().run("update objections set state = $1, decided_ms = $2, officer = $3, "
                                "answer_sealed = $4 where tenant = $5 and id = $6",
                                {std::string(word(state)), entry.now_ms(), scope.person, std::move(sealed),
                                 scope.tenant, objection.id}));
    return entry.record(event_of(scope, "objection." + std::string(word(state)), objection.id));
}

} // namespace tucai::collect
