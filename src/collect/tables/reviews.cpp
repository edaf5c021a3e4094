#include "collect/tables/parts.h"

namespace tucai::collect::tables {

std::string_view reviews()
{
    return
        // One decision of one person about a photo: `step` 'school' or 'centre', `decision` 'accept',
        // 'return', 'undo' or 'reset'. `place` is 1, or 2 for the second person where two are asked for.
        // `reasons` holds words of the catalogue, apart by blanks. Proof.
        "create table reviews ("
        "tenant text not null, id text not null, photo text not null, student text not null, "
        "step text not null, place {integer} not null, decision text not null, reviewer text not null, "
        "reasons text not null, words_sealed {bytes}, until_ms {integer}, photo_version {integer} not null, "
        "at_ms {integer} not null, undone_ms {integer}, undone_by text, primary key (tenant, id), "
        "foreign key (tenant, photo) references photos (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"
        "create index reviews_photo on reviews (tenant, photo, at_ms);"
        "create index reviews_reviewer on reviews (tenant, reviewer, at_ms);"
        "create index reviews_student on reviews (tenant, student);"

        // Cultural, medical and religious reasons why rules do not hold for a student: `class`, the rules'
        // ids apart by blanks, who approved it and until when. Proof.
        "create table exemptions ("
        "tenant text not null, id text not null, student text not null, "
        "class text not null check (class in ('religious', 'medical', 'cultural')), "
        "rules text not null, reason_sealed {bytes}, proof_blob text, approved_by text not null, "
        "made_ms {integer} not null, ends_ms {integer} not null, ended_ms {integer}, ended_by text, "
        "primary key (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"
        "create index exemptions_student on exemptions (tenant, student);"
        "create index exemptions_blob on exemptions (proof_blob);"

        // A rule that the machine did not assess and a person did: `answer` 'good', 'bad' or 'exempt'.
        // Proof.
        "create table review_ticks ("
        "tenant text not null, review text not null, rule text not null, "
        "answer text not null check (answer in ('good', 'bad', 'exempt')), exemption text, "
        "primary key (tenant, review, rule), "
        "foreign key (tenant, review) references reviews (tenant, id), "
        "foreign key (tenant, exemption) references exemptions (tenant, id)) {strict};"

        // Who looks at a photo just now, so that others see it. Passing.
        "create table review_looks ("
        "tenant text not null, photo text not null, person text not null, until_ms {integer} not null, "
        "primary key (tenant, photo, person), "
        "foreign key (tenant, photo) references photos (tenant, id)) {strict};"

        // A request that a person should look at what the machine refuses or doubts, or should help
        // otherwise: `about` is a stable word, words and answer are sealed under the student's key. Batch.
        "create table help_requests ("
        "tenant text not null, id text not null, student text not null, batch text not null, "
        "photo text, about text not null, words_sealed {bytes}, "
        "state text not null check (state in ('open', 'answered', 'closed')), "
        "made_ms {integer} not null, answered_ms {integer}, answered_by text, answer_sealed {bytes}, "
        "closed_ms {integer}, primary key (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, batch) references batches (tenant, id), "
        "foreign key (tenant, photo) references photos (tenant, id)) {strict};"
        "create index help_requests_open on help_requests (tenant, batch, state, made_ms);"
        "create index help_requests_student on help_requests (tenant, student);"

        // Half an hour in a room for a class or for whoever of a batch comes, with so many places. Batch.
        "create table appointment_slots ("
        "tenant text not null, id text not null, batch text not null, class text, room text not null, "
        "begins_ms {integer} not null, ends_ms {integer} not null, places {integer} not null, "
        "created_ms {integer} not null, created_by text not null, primary key (tenant, id), "
        "check (ends_ms > begins_ms), check (places > 0), "
        "unique (tenant, batch, room, begins_ms), "
        "foreign key (tenant, batch) references batches (tenant, id), "
        "foreign key (tenant, class) references classes (tenant, id)) {strict};"
        "create index appointment_slots_class on appointment_slots (tenant, class, begins_ms);"

        // A student's place in a slot. Batch.
        "create table appointments ("
        "tenant text not null, id text not null, slot text not null, student text not null, "
        "state text not null check (state in ('booked', 'cancelled', 'came')), "
        "booked_ms {integer} not null, booked_by text not null, ended_ms {integer}, "
        "primary key (tenant, id), "
        "foreign key (tenant, slot) references appointment_slots (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"
        "create unique index appointments_live on appointments (tenant, student) where state = 'booked';"
        "create index appointments_slot on appointments (tenant, slot, state);";
}

} // namespace tucai::collect::tables
