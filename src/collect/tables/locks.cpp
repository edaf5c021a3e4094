#include "collect/tables/parts.h"

namespace tucai::collect::tables {

std::string_view locks()
{
    return
        // A suspicion that a photo is not what it should be: `kind` 'recapture', 'edited', 'other_person',
        // 'duplicate' or 'nonce'. `raised_by`: 'machine', or the person's id. The evidence is sealed under
        // the student's key; `other_photo` is the one that it resembles. Proof.
        "create table violations ("
        "tenant text not null, id text not null, student text not null, shot text, photo text, "
        "other_photo text, kind text not null, state text not null, raised_by text not null, "
        "evidence_sealed {bytes}, raised_ms {integer} not null, decided_ms {integer}, decided_by text, "
        "reason_sealed {bytes}, primary key (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, shot) references shots (tenant, id), "
        "foreign key (tenant, photo) references photos (tenant, id), "
        "foreign key (tenant, other_photo) references photos (tenant, id)) {strict};"
        "create index violations_student on violations (tenant, student, raised_ms);"
        "create index violations_state on violations (tenant, state, raised_ms);"
        "create index violations_photo on violations (tenant, photo);"

        // A student's lock, for a confirmed violation, until a named officer or an upheld objection ends it.
        // Proof.
        "create table locks ("
        "tenant text not null, id text not null, student text not null, violation text not null, "
        "state text not null, locked_by text not null, locked_ms {integer} not null, "
        "ended_ms {integer}, officer text, reason_sealed {bytes}, primary key (tenant, id), "
        "unique (tenant, violation), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, violation) references violations (tenant, id)) {strict};"
        "create index locks_student on locks (tenant, student, locked_ms);"
        "create index locks_state on locks (tenant, state, locked_ms);"

        // What a student says against a lock, and what was answered; 'settled' where the lock was lifted
        // before anybody answered. Proof.
        "create table objections ("
        "tenant text not null, id text not null, lock_id text not null, student text not null, "
        "words_sealed {bytes}, made_ms {integer} not null, "
        "state text not null check (state in ('open', 'upheld', 'rejected', 'settled')), "
        "decided_ms {integer}, officer text, answer_sealed {bytes}, primary key (tenant, id), "
        "foreign key (tenant, lock_id) references locks (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"
        "create unique index objections_open on objections (tenant, lock_id) where state = 'open';"
        "create index objections_lock on objections (tenant, lock_id);";
}

} // namespace tucai::collect::tables
