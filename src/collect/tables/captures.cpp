#include "collect/tables/parts.h"

namespace tucai::collect::tables {

std::string_view captures()
{
    return
        // The keys that codes are sealed with, by the number that stands in front of each code. A key is
        // used for new codes until `last_issue_ms` and opens old ones until `gone_ms`. Of the instance, not
        // of a school. Standing.
        "create table code_keys ("
        "number {integer} primary key, first_issue_ms {integer} not null, "
        "last_issue_ms {integer}, gone_ms {integer}) {strict};"

        // A collection code (采集码): `id` is what stands in its token. `generation` counts a student's
        // codes. A code of another issuer is kept as a sealed text that nobody looks into, and found by its
        // digest. Batch.
        "create table codes ("
        "tenant text not null, id text not null unique, student text not null, batch text not null, "
        "generation {integer} not null, state text not null, issuer text not null, "
        "key_number {integer}, identity_digest text, foreign_text_sealed {bytes}, "
        "foreign_text_digest text, wrong_tries {integer} not null, "
        "issued_ms {integer} not null, expires_ms {integer} not null, bound_ms {integer}, "
        "ended_ms {integer}, end_reason text not null, primary key (tenant, id), "
        "unique (tenant, student, generation), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, batch) references batches (tenant, id)) {strict};"
        "create unique index codes_live on codes (tenant, student) where state in ('issued', 'bound');"
        "create unique index codes_foreign on codes (tenant, foreign_text_digest) "
        "where foreign_text_digest is not null;"
        "create index codes_expiry on codes (expires_ms) where state in ('issued', 'bound');"

        // A device on which an identity was confirmed: it holds a token, of which the digest is here.
        // Another device takes over, and this one ends. `description` is the kind of browser, no more.
        // Passing.
        "create table code_devices ("
        "tenant text not null, id text not null, code text not null, token_digest text not null unique, "
        "description text not null, bound_ms {integer} not null, seen_ms {integer} not null, "
        "ends_ms {integer} not null, ended_ms {integer}, was_told_ms {integer}, primary key (tenant, id), "
        "foreign key (tenant, code) references codes (tenant, id)) {strict};"
        "create unique index code_devices_live on code_devices (tenant, code) where ended_ms is null;"

        // The words of a consent in one language and version, as they were shown; never changed. Proof.
        "create table consent_texts ("
        "tenant text not null references tenants (id), kind text not null, version {integer} not null, "
        "language text not null, words text not null, sha256 text not null, created_ms {integer} not null, "
        "primary key (tenant, kind, version, language)) {strict};"

        // What a student answered: `kind` 'photo' or 'comparison', `answer` 'given', 'refused' or
        // 'withdrawn'. The latest of a kind counts; rows are only added. Proof.
        "create table consents ("
        "tenant text not null, id text not null, student text not null, kind text not null, "
        "answer text not null check (answer in ('given', 'refused', 'withdrawn')), "
        "version {integer} not null, language text not null, text_sha256 text not null, "
        "device text, at_ms {integer} not null, primary key (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, kind, version, language) "
        "references consent_texts (tenant, kind, version, language)) {strict};"
        "create index consents_student on consents (tenant, student, kind, at_ms);"

        // One sitting of a student before the camera. `tier` is what the phone could run; `notice_version`
        // which version of the batch's notice the student has read, none before that. Batch.
        "create table capture_sessions ("
        "tenant text not null, id text not null, student text not null, batch text not null, "
        "code text not null, device text not null, state text not null, tier text not null, "
        "window_kind text not null, begun_ms {integer} not null, seen_ms {integer} not null, "
        "ends_ms {integer} not null, ended_ms {integer}, notice_version {integer}, "
        "version {integer} not null, primary key (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, batch) references batches (tenant, id), "
        "foreign key (tenant, code) references codes (tenant, id), "
        "foreign key (tenant, device) references code_devices (tenant, id)) {strict};"
        "create unique index capture_sessions_live on capture_sessions (tenant, student) "
        "where state in ('open', 'judged');"
        "create index capture_sessions_student on capture_sessions (tenant, student, begun_ms);"
        "create index capture_sessions_timer on capture_sessions (ends_ms) "
        "where state in ('open', 'judged');"

        // A picture that a phone sends, from the nonce that was given for it to its judgement. What has
        // arrived of it lies in the upload's file until `arrived_bytes` is `declared_bytes`; then it is a
        // blob under the student's key. `declared_sha256` is checked then, and filled in where the phone had
        // declared none. `looks_high` and `looks_low` are the 128 bits of how it looks
        // (measure/picture_digest.h). `source`: 'camera' or 'file'. Short.
        "create table shots ("
        "tenant text not null, id text not null, session text not null, student text not null, "
        "batch text not null, place {integer} not null, "
        "state text not null check (state in ('awaited', 'uploading', 'stored', 'judged', 'dropped')), "
        "nonce text not null unique, nonce_fits {integer}, source text not null, "
        "declared_bytes {integer} not null, declared_sha256 text, arrived_bytes {integer} not null, "
        "blob text, shot_digest text, looks_high {integer}, looks_low {integer}, "
        "given_ms {integer} not null, stored_ms {integer}, judged_ms {integer}, "
        "primary key (tenant, id), unique (tenant, session, place), "
        "foreign key (tenant, session) references capture_sessions (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, batch) references batches (tenant, id)) {strict};"
        "create index shots_student on shots (tenant, student, given_ms);"
        "create index shots_digest on shots (tenant, shot_digest);"
        "create index shots_blob on shots (blob);"
        "create index shots_waiting on shots (given_ms) where state in ('awaited', 'uploading');"

        // Sixteen bits each of how a shot looks: near-duplicates share at least one piece, so that they are
        // found without a look at every shot of the batch. Short.
        "create table shot_pieces ("
        "tenant text not null, batch text not null, piece {integer} not null, value {integer} not null, "
        "shot text not null, primary key (tenant, batch, piece, value, shot), "
        "foreign key (tenant, shot) references shots (tenant, id)) {strict};"
        "create index shot_pieces_shot on shot_pieces (tenant, shot);"

        // What the engine found in a shot. The report is sealed under the student's key; `unassessed` and
        // `findings` hold ids of rules, apart by blanks. Short.
        "create table judgements ("
        "tenant text not null, id text not null, shot text not null, student text not null, "
        "profile text not null, engine_version text not null, models_sha256 text not null, "
        "verdict text not null, error_code text, unassessed text not null, findings text not null, "
        "report_sealed {bytes}, took_ms {integer} not null, judged_ms {integer} not null, "
        "primary key (tenant, id), "
        "foreign key (tenant, shot) references shots (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"
        "create index judgements_shot on judgements (tenant, shot, judged_ms);"

        // The photo of a shot, and where it stands: from its arrival on, before the standard photo is made
        // of it. Never overwritten, a newer one supersedes it. `transform` carries the shot's pixels to the
        // photo's, as JSON. Photo.
        "create table photos ("
        "tenant text not null, id text not null, student text not null, batch text not null, "
        "session text not null, shot text not null, judgement text, "
        "state text not null, submission text not null, is_superseded {integer} not null, "
        "judged_as text, profile text not null, blob text, photo_digest text, "
        "photo_bytes {integer}, quality {integer}, transform text, "
        "made_ms {integer} not null, submitted_ms {integer}, state_ms {integer} not null, "
        "return_until_ms {integer}, version {integer} not null, primary key (tenant, id), "
        "unique (tenant, shot), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, batch) references batches (tenant, id), "
        "foreign key (tenant, session) references capture_sessions (tenant, id), "
        "foreign key (tenant, shot) references shots (tenant, id), "
        "foreign key (tenant, judgement) references judgements (tenant, id)) {strict};"
        "create unique index photos_current on photos (tenant, student) "
        "where is_superseded = 0 and submission <> 'none';"
        "create index photos_student on photos (tenant, student, made_ms);"
        "create index photos_session on photos (tenant, session);"
        "create index photos_queue on photos (tenant, batch, state, submitted_ms, id);"
        "create index photos_blob on photos (blob);"

        // A comparison of a photo with the admission photo: advice, never a decision. The score and the
        // qualities are in millionths. `made_by`: 'machine', or the person's id. Short.
        "create table comparisons ("
        "tenant text not null, id text not null, photo text not null, reference_photo text, "
        "made_by text not null, score_ppm {integer}, verdict text not null, "
        "threshold_version text not null, network text not null, "
        "photo_quality_ppm {integer}, reference_quality_ppm {integer}, error_code text, "
        "at_ms {integer} not null, primary key (tenant, id), "
        "foreign key (tenant, photo) references photos (tenant, id), "
        "foreign key (tenant, reference_photo) references reference_photos (tenant, id)) {strict};"
        "create index comparisons_photo on comparisons (tenant, photo, at_ms);";
}

} // namespace tucai::collect::tables
