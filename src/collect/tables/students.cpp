#include "collect/tables/parts.h"

namespace tucai::collect::tables {

std::string_view students()
{
    return
        // A file that was given as a roster, from its upload to its import: what it was, what came of it.
        // The file itself is sealed under the school's key and goes when the import is done or given up;
        // `options` is how it is to be read and `fields` the mapping, one field's word a column, as JSON.
        // Batch.
        "create table roster_imports ("
        "tenant text not null, id text not null, batch text not null, "
        "state text not null check (state in ('uploaded', 'imported', 'discarded')), "
        "blob text, file_digest text not null, file_bytes {integer} not null, format text not null, "
        "encoding text not null, sheet text not null, fingerprint text not null, options text not null, "
        "fields text not null, row_count {integer}, new_count {integer}, changed_count {integer}, same_count "
        "{integer}, "
        "absent_count {integer}, refused_count {integer}, "
        "given_ms {integer} not null, given_by text not null, ended_ms {integer}, ended_by text, "
        "primary key (tenant, id), "
        "foreign key (tenant, batch) references batches (tenant, id)) {strict};"
        "create index roster_imports_batch on roster_imports (tenant, batch, given_ms);"

        // What a person decided about the columns of tables of one shape, for the next file. Standing.
        "create table roster_mappings ("
        "tenant text not null references tenants (id), fingerprint text not null, fields text not null, "
        "used_ms {integer} not null, used_by text not null, primary key (tenant, fingerprint)) {strict};"

        // A student in a batch. Who it is stands in the sealed columns, which are empty where the school
        // keeps that to itself; others see `code_number`, a name of no meaning, and the masked texts. The
        // digests are under the school's key: for finding equals, and `row_digest` for noticing that a
        // roster's row has changed. `glasses`: 'unknown', 'worn' or 'not_worn' (habitually). Batch.
        "create table students ("
        "tenant text not null, id text not null, batch text not null, college text, class text, "
        "code_number text not null, state text not null, locked_from text, "
        "state_ms {integer} not null, state_reason text not null, "
        "roster_import text, roster_place {integer} not null, absent_since_ms {integer}, "
        "document_kind text not null, language text not null, glasses text not null, "
        "name_is_resolved {integer} not null, masked_name text not null, masked_document text not null, "
        "name_sealed {bytes}, latin_name_sealed {bytes}, document_sealed {bytes}, "
        "student_number_sealed {bytes}, examinee_number_sealed {bytes}, birth_date_sealed {bytes}, "
        "sex_sealed {bytes}, nationality_sealed {bytes}, phone_sealed {bytes}, email_sealed {bytes}, "
        "studies_sealed {bytes}, "
        "name_digest text, document_digest text, student_number_digest text, "
        "examinee_number_digest text, row_digest text, "
        "version {integer} not null, created_ms {integer} not null, changed_ms {integer} not null, "
        "erased_ms {integer}, "
        "primary key (tenant, id), unique (tenant, code_number), "
        "unique (tenant, batch, document_digest), unique (tenant, batch, student_number_digest), "
        "foreign key (tenant, batch) references batches (tenant, id), "
        "foreign key (tenant, college) references colleges (tenant, id), "
        "foreign key (tenant, class) references classes (tenant, id), "
        "foreign key (tenant, roster_import) references roster_imports (tenant, id)) {strict};"
        "create index students_place on students (tenant, batch, roster_place, id);"
        "create index students_state on students (tenant, batch, state, roster_place, id);"
        "create index students_class on students (tenant, class);"
        "create index students_college on students (tenant, college);"
        "create index students_examinee on students (tenant, batch, examinee_number_digest);"
        "create index students_name on students (tenant, batch, name_digest);"

        // When photos may be taken: the rounds of a batch, its make-up rounds, and windows of one class's or
        // one student's own, with a reason. Days are YYYY-MM-DD of Beijing, minutes after its midnight.
        // Batch.
        "create table batch_windows ("
        "tenant text not null, id text not null, batch text not null, "
        "kind text not null check (kind in ('main_round', 'make_up_round', 'own_window')), "
        "class text, student text, first_day text not null, last_day text not null, "
        "opens_minute {integer}, closes_minute {integer}, reason text not null, "
        "created_ms {integer} not null, created_by text not null, primary key (tenant, id), "
        "check ((opens_minute is null) = (closes_minute is null)), "
        "check ((kind = 'own_window') = (class is not null or student is not null)), "
        "check (class is null or student is null), "
        "foreign key (tenant, batch) references batches (tenant, id), "
        "foreign key (tenant, class) references classes (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"
        "create index batch_windows_batch on batch_windows (tenant, batch);"

        // A heap of admission photos that was given for a batch, and what came of it. Batch.
        "create table reference_imports ("
        "tenant text not null, id text not null, batch text not null, "
        "file_count {integer} not null, matched_count {integer} not null, "
        "unmatched_count {integer} not null, ambiguous_count {integer} not null, "
        "refused_count {integer} not null, "
        "given_ms {integer} not null, given_by text not null, primary key (tenant, id), "
        "foreign key (tenant, batch) references batches (tenant, id)) {strict};"

        // The admission photo that a student is compared with, sealed under the student's key. `matched_by`
        // says by what the file's name told whose it is. A newer one takes the place of the older. Short.
        "create table reference_photos ("
        "tenant text not null, id text not null, student text not null, reference_import text, "
        "matched_by text not null, blob text not null, photo_digest text not null, "
        "photo_bytes {integer} not null, format text not null, is_current {integer} not null, "
        "added_ms {integer} not null, added_by text not null, primary key (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id), "
        "foreign key (tenant, reference_import) references reference_imports (tenant, id)) {strict};"
        "create unique index reference_photos_current on reference_photos (tenant, student) "
        "where is_current = 1;"
        "create index reference_photos_student on reference_photos (tenant, student);"
        "create index reference_photos_digest on reference_photos (tenant, photo_digest);"
        "create index reference_photos_blob on reference_photos (blob);";
}

} // namespace tucai::collect::tables
