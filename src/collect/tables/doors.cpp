#include "collect/tables/parts.h"

namespace tucai::collect::tables {

std::string_view doors()
{
    return
        // What was answered to a request that creates, so that the same request again is answered alike and
        // does nothing. `actor` is whose key it is; `request_digest` tells a key that was used for another
        // request. The answer is sealed by the instance's key. Passing.
        "create table idempotency_keys ("
        "tenant text not null, actor text not null, request_key text not null, "
        "request_digest text not null, status {integer}, answer_sealed {bytes}, "
        "made_ms {integer} not null, primary key (tenant, actor, request_key)) {strict};"
        "create index idempotency_keys_age on idempotency_keys (made_ms);"

        // A program's key to the API: what it may do (`scopes`, words apart by blanks) and as which role.
        // Proof.
        "create table api_keys ("
        "tenant text not null references tenants (id), id text not null, key_digest text not null unique, "
        "role text not null, college text not null, scopes text not null, label text not null, "
        "created_ms {integer} not null, created_by text not null, used_ms {integer}, "
        "ends_ms {integer} not null, revoked_ms {integer}, revoked_by text, "
        "primary key (tenant, id)) {strict};"

        // A student asks for a copy of what is kept, for a correction or for deletion. Proof.
        "create table student_requests ("
        "tenant text not null, id text not null, student text not null, "
        "kind text not null check (kind in ('export', 'correction', 'deletion')), "
        "state text not null check (state in ('open', 'done', 'refused')), "
        "words_sealed {bytes}, answer_sealed {bytes}, blob text, made_ms {integer} not null, "
        "due_ms {integer} not null, decided_ms {integer}, decided_by text, primary key (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"
        "create index student_requests_open on student_requests (tenant, state, due_ms);"
        "create index student_requests_student on student_requests (tenant, student);"
        "create index student_requests_blob on student_requests (blob);"

        // That a student's key was destroyed, when and on what ground, signed by the instance. Proof.
        "create table key_destructions ("
        "tenant text not null, student text not null, ground text not null, asked_by text not null, "
        "destroyed_ms {integer} not null, signature {bytes} not null, primary key (tenant, student), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"

        // A bundle that went to another tucai or came from one: by code number, without a name. Proof.
        "create table exchanges ("
        "tenant text not null references tenants (id), id text not null, "
        "direction text not null check (direction in ('out', 'in')), kind text not null, batch text, "
        "partner text not null, sha256 text not null, blob text, row_count {integer} not null, "
        "at_ms {integer} not null, made_by text not null, primary key (tenant, id), "
        "unique (tenant, direction, sha256), "
        "foreign key (tenant, batch) references batches (tenant, id)) {strict};"
        "create index exchanges_blob on exchanges (blob);";
}

} // namespace tucai::collect::tables
