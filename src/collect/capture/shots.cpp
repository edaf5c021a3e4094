#include "collect/capture/shots.h"

#include "base/sha256.h"
#include "collect/capture/consents.h"
#include "collect/capture/shot_storing.h"
#include "collect/locks/thresholds.h"

#include <algorithm>

namespace tucai::collect {
namespace {

/// Pieces before the last have at least this; smaller ones would cost more than they carry.
constexpr std::int64_t least_piece_bytes = 1024;
/// Pictures of one sitting that may be on their way at once.
constexpr std::size_t most_awaited = 8;

bool is_sha256(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<> check_consents(store::Transaction& sql, const SessionRow& session)
{
    if (!session.notice_version)
        return fail(ErrorCode::ConsentMissing, "Read the school's notice first.");
    TUCAI_TRY(const auto photo, consent_of(sql, session.tenant, session.student, ConsentKind::Photo));
    if (!photo || photo->answer != ConsentAnswer::Given)
        return fail(ErrorCode::ConsentMissing, "Answer the consent to the photo first.");
    TUCAI_TRY(const auto comparison,
              consent_of(sql, session.tenant, session.student, ConsentKind::Comparison));
    if (!comparison)
        return fail(ErrorCode::ConsentMissing, "Answer the consent to the comparison first; you may refuse.");
    return {};
}

Result<> check_new_shot(store::Transaction& sql, const SessionRow& session, const NewShot& shot)
{
    if (shot.declared_bytes < 1 || (!shot.declared_sha256.empty() && !is_sha256(shot.declared_sha256)))
        return fail(ErrorCode::InvalidInput, "Declare the picture's size in bytes, and its SHA-256 in hex.");
    TUCAI_TRY(const auto most_bytes, threshold_of(sql, session.tenant, Threshold::CaptureMostShotBytes));
    if (shot.declared_bytes > most_bytes)
        return fail(ErrorCode::UploadTooLarge,
                    "A picture has at most " + std::to_string(most_bytes) + " bytes.");
    TUCAI_TRY(const auto row, sql.row("select count(*) as n from shots where tenant = $1 and session = $2",
                                      {session.tenant, session.id}));
    TUCAI_TRY(const auto most, threshold_of(sql, session.tenant, Threshold::CaptureMostShots));
    if (row->integer("n") >= most)
        return fail(ErrorCode::CaptureTooMany, "Use one of the photos, or ask a person.");
    return {};
}

/// Gives the oldest pictures up that never arrived: a page that lost its tickets, by a reload or a dead
/// battery, must not wait for them.
Result<> drop_forgotten(store::Entry& entry, const SessionRow& session)
{
    TUCAI_TRY(const auto rows,
              entry.sql().rows("select id from shots where tenant = $1 and session = $2 and state in "
                               "('awaited', 'uploading') order by place desc",
                               {session.tenant, session.id}));
    for (std::size_t i = most_awaited - 1; i < rows.size(); ++i) {
        TUCAI_CHECK(entry.sql().run("update shots set state = 'dropped' where tenant = $1 and id = $2",
                                    {session.tenant, rows[i].text("id")}));
        TUCAI_CHECK(
            entry.record({session.tenant, "shot.dropped", session.student, rows[i].text("id"), "", 0}));
    }
    return {};
}

/// How a piece lies to what has arrived; none where it is to be taken.
std::optional<PieceAnswer> fate_of(const ShotPiece& piece, std::int64_t arrived_bytes)
{
    const auto end = piece.offset + static_cast<std::int64_t>(piece.bytes.size());
    if (piece.offset == arrived_bytes)
        return std::nullopt;
    if (piece.offset >= 0 && piece.offset < arrived_bytes && end <= arrived_bytes)
        return PieceAnswer{PieceFate::Repeated, arrived_bytes};
    return PieceAnswer{PieceFate::WrongOffset, arrived_bytes};
}

Result<> check_piece(const ShotPiece& piece, const ShotRow& shot)
{
    const auto size = static_cast<std::int64_t>(piece.bytes.size());
    const auto end = piece.offset + size;
    if (end > shot.declared_bytes)
        return fail(ErrorCode::InvalidInput, "That is more than the declared size.");
    if (size < least_piece_bytes && end != shot.declared_bytes)
        return fail(ErrorCode::InvalidInput, "Send pieces of at least " + std::to_string(least_piece_bytes) +
                                                 " bytes, but for the last.");
    return {};
}

bool is_stored(ShotState state)
{
    return state == ShotState::Stored || state == ShotState::Judged;
}

/// A shot of the grant's student that is stored already, or may still arrive.
Result<ShotRow> shot_to_take(const Means& means, const DeviceGrant& grant, const std::string& id)
{
    const auto now_ms = means.ledger.now_ms();
    return means.ledger.read([&](store::Transaction& sql) -> Result<ShotRow> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, now_ms));
        TUCAI_TRY(auto shot, load_shot(sql, grant.tenant, id));
        if (shot.student != grant.student)
            return not_found();
        if (shot.state == ShotState::Dropped)
            return not_allowed("shot", "dropped", "a piece", "Shoot again.");
        if (!is_stored(shot.state))
            TUCAI_CHECK(running_session(sql, grant, now_ms));
        return shot;
    });
}

std::string receipt_statement(std::string_view where)
{
    return "select s.id, s.session, s.state, s.declared_bytes, s.declared_sha256, s.arrived_bytes, "
           "s.stored_ms, s.judged_ms, p.id as photo, p.state as photo_state, p.submission from shots s left "
           "join photos p on p.tenant = s.tenant and p.shot = s.id where s.tenant = $1 and s.student = $2 "
           "and " +
           std::string(where) + " order by s.place";
}

Result<Receipt> receipt_of(const store::Row& row, const UploadFolder& folder)
{
    const auto state = from_word<ShotState>(row.text("state"));
    if (!state)
        return fail(ErrorCode::Internal, "A shot's state is stored as a word that is none.");
    Receipt receipt;
    receipt.shot = row.text("id");
    receipt.session = row.text("session");
    receipt.state = *state;
    receipt.declared_bytes = row.integer("declared_bytes");
    receipt.arrived_bytes = row.integer("arrived_bytes");
    receipt.stored_ms = row.maybe_integer("stored_ms");
    receipt.judged_ms = row.maybe_integer("judged_ms");
    receipt.photo = row.maybe_text("photo").value_or("");
    if (const auto photo_state = row.maybe_text("photo_state"))
        receipt.photo_state = from_word<PhotoState>(*photo_state);
    if (const auto submission = row.maybe_text("submission"))
        receipt.submission = from_word<Submission>(*submission);
    if (receipt.stored_ms) {
        receipt.sha256 = row.maybe_text("declared_sha256").value_or("");
    } else if (*state != ShotState::Dropped) {
        TUCAI_TRY(receipt.arrived_bytes, folder.arrived_bytes(receipt.shot));
    }
    return receipt;
}

} // namespace

Result<ShotTicket> Shots::expect(const DeviceGrant& grant, const NewShot& shot)
{
    return means_.ledger.write([&](store::Entry& entry) -> Result<ShotTicket> {
        auto& sql = entry.sql();
        TUCAI_TRY(const auto session, running_session(sql, grant, entry.now_ms()));
        TUCAI_CHECK(check_consents(sql, session));
        TUCAI_CHECK(check_new_shot(sql, session, shot));
        TUCAI_CHECK(drop_forgotten(entry, session));
        const ShotTicket ticket{new_id(means_.randomness), base::random_token(means_.randomness)};
        const auto sha256 =
            shot.declared_sha256.empty() ? store::Value() : store::Value(shot.declared_sha256);
        TUCAI_CHECK(sql.run(
            "insert into shots (tenant, id, session, student, batch, place, state, nonce, source, "
            "declared_bytes, declared_sha256, arrived_bytes, given_ms) values ($1, $2, $3, $4, $5, (select "
            "coalesce(max(place), 0) + 1 from shots where tenant = $1 and session = $3), 'awaited', $6, $7, "
            "$8, $9, 0, $10)",
            {grant.tenant, ticket.shot, session.id, grant.student, grant.batch, ticket.nonce,
             std::string(word(shot.source)), shot.declared_bytes, sha256, entry.now_ms()}));
        TUCAI_CHECK(sql.run("update capture_sessions set seen_ms = $1 where tenant = $2 and id = $3",
                            {entry.now_ms(), grant.tenant, session.id}));
        TUCAI_CHECK(entry.record(event_of(scope_of(grant), "shot.expected", ticket.shot,
                                          "{\"bytes\":" + std::to_string(shot.declared_bytes) + "}")));
        return ticket;
    });
}

Result<PieceAnswer> Shots::take(const DeviceGrant& grant, const ShotPiece& piece)
{
    TUCAI_TRY(auto shot, shot_to_take(means_, grant, piece.shot));
    if (is_stored(shot.state))
        return PieceAnswer{PieceFate::Whole, shot.declared_bytes};
    TUCAI_TRY(auto upload, folder_.open(shot.id));
    // Whoever held the file before may have stored the picture.
    TUCAI_TRY(shot, shot_to_take(means_, grant, piece.shot));
    if (is_stored(shot.state)) {
        TUCAI_CHECK(upload.remove());
        return PieceAnswer{PieceFate::Whole, shot.declared_bytes};
    }
    if (upload.arrived_bytes() < shot.declared_bytes) {
        if (const auto answer = fate_of(piece, upload.arrived_bytes()))
            return *answer;
        TUCAI_CHECK(check_piece(piece, shot));
        TUCAI_TRY(const auto key, means_.keys.person_key(grant.student));
        TUCAI_CHECK(upload.append(key, piece.bytes));
    }
    if (upload.arrived_bytes() < shot.declared_bytes) {
        TUCAI_CHECK(note_first_piece(means_, shot));
        return PieceAnswer{PieceFate::Taken, upload.arrived_bytes()};
    }
    TUCAI_CHECK(store_shot(means_, grant, shot, piece.nonce, upload));
    return PieceAnswer{PieceFate::Whole, shot.declared_bytes};
}

Result<Receipt> Shots::receipt(const DeviceGrant& grant, const std::string& shot) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<Receipt> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, means_.ledger.now_ms()));
        TUCAI_TRY(const auto row,
                  sql.row(receipt_statement("s.id = $3"), {grant.tenant, grant.student, shot}));
        if (!row)
            return not_found();
        return receipt_of(*row, folder_);
    });
}

Result<std::vector<Receipt>> Shots::receipts(const DeviceGrant& grant, const std::string& session) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::vector<Receipt>> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, means_.ledger.now_ms()));
        TUCAI_TRY(const auto owner, load_session(sql, grant.tenant, session));
        if (owner.student != grant.student)
            return not_found();
        TUCAI_TRY(const auto rows,
                  sql.rows(receipt_statement("s.session = $3"), {grant.tenant, grant.student, session}));
        std::vector<Receipt> receipts;
        for (const auto& row : rows) {
            TUCAI_TRY(auto receipt, receipt_of(row, folder_));
            receipts.push_back(std::move(receipt));
        }
        return receipts;
    });
}

Result<std::size_t> sweep_uploads(const Means& means, const UploadFolder& folder)
{
    return folder.sweep([&](const std::string& id) {
        return means.ledger.read([&](store::Transaction& sql) -> Result<bool> {
            TUCAI_TRY(const auto row, sql.row("select count(*) as n from shots where id = $1 and state in "
                                              "('awaited', 'uploading')",
                                              {id}));
            return row->integer("n") > 0;
        });
    });
}

} // namespace tucai::collect
