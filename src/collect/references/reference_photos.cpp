#include "collect/references/reference_photos.h"

#include "collect/references/file_matching.h"
#include "collect/states/batch.h"
#include "collect/students/record.h"

#include <map>
#include <set>

namespace tucai::collect {
namespace {

constexpr std::string_view blob_kind = "reference";

/// A photo as it is to be stored.
struct NewPhoto {
    std::string student;
    std::string blob;
    std::string digest;
    std::string format;
    std::string matched_by;
    std::int64_t bytes = 0;
};

std::string photo_digest(const base::SecretKey& key, base::ByteSpan bytes)
{
    return base::keyed_digest(key, bytes);
}

Result<std::string> insert_photo(store::Entry& entry, const Means& means, const Scope& scope,
                                 const NewPhoto& photo, const store::Value& import)
{
    const auto id = new_id(means.randomness);
    TUCAI_CHECK(entry.sql().run(
        "update reference_photos set is_current = 0 where tenant = $1 and student = $2 and is_current = 1",
        {scope.tenant, photo.student}));
    TUCAI_CHECK(entry.sql().run("insert into reference_photos (tenant, id, student, reference_import, "
                                "matched_by, blob, photo_digest, "
                                "photo_bytes, format, is_current, added_ms, added_by) values ($1, $2, $3, "
                                "$4, $5, $6, $7, $8, $9, 1, $10, "
                                "$11)",
                                {scope.tenant, id, photo.student, import, photo.matched_by, photo.blob,
                                 photo.digest, photo.bytes, photo.format, entry.now_ms(), scope.person}));
    return id;
}

Result<> require_batch(store::Transaction& sql, const Scope& scope, const std::string& batch)
{
    TUCAI_TRY(const auto row,
              sql.row("select state from batches where tenant = $1 and id = $2", {scope.tenant, batch}));
    if (!row)
        return not_found();
    if (row->text("state") == word(BatchState::Settled))
        return fail(ErrorCode::StateNotAllowed, "The batch is settled: nothing is compared any more.");
    return {};
}

} // namespace

/// What is known of a batch's students while files come, and what was found by then.
struct ReferencePhotos::Heap {
    IdentityKey key;
    FileMatcher matcher;
    std::vector<std::string> students;          ///< ids, by the matcher's numbers
    std::map<std::string, std::string> digests; ///< of the photos that students have, by id
    std::set<std::size_t> served;
    std::vector<NewPhoto> photos;
    ReferenceOutcome outcome;
};

Result<ReferencePhotos::Heap> ReferencePhotos::begin(const Scope& scope, const std::string& batch) const
{
    TUCAI_CHECK(require(scope, {Role::School}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<Heap> {
        TUCAI_CHECK(require_batch(sql, scope, batch));
        TUCAI_TRY(auto key, require_identity_key(sql, means_, scope));
        const auto digest = [key](IdentityField field, const std::string& text) {
            return identity_digest_of(key, field, text);
        };
        Heap heap{key, FileMatcher(digest), {}, {}, {}, {}, {}};
        TUCAI_TRY(
            const auto rows,
            sql.rows("select s.id as id, s.name_digest as name, s.document_digest as document, "
                     "s.student_number_digest as student_number, s.examinee_number_digest as "
                     "examinee_number, r.photo_digest as photo from students s left join reference_photos r "
                     "on r.tenant = s.tenant and r.student = s.id and r.is_current = 1 where s.tenant = $1 "
                     "and s.batch = $2 and s.erased_ms is null",
                     {scope.tenant, batch}));
        for (const auto& row : rows) {
            for (const auto field : {IdentityField::Name, IdentityField::Document,
                                     IdentityField::StudentNumber, IdentityField::ExamineeNumber})
                if (const auto known = row.maybe_text(word(field)))
                    heap.matcher.add(field, *known, heap.students.size());
            if (const auto photo = row.maybe_text("photo"))
                heap.digests[row.text("id")] = *photo;
            heap.students.push_back(row.text("id"));
        }
        return heap;
    });
}

Result<> ReferencePhotos::take(Heap& heap, HeapFile file) const
{
    const auto match = heap.matcher.match(file.path);
    if (match.students.empty()) {
        heap.outcome.unmatched.push_back(std::move(file.path));
        return {};
    }
    if (match.students.size() > 1) {
        heap.outcome.ambiguous.push_back(std::move(file.path));
        return {};
    }
    const auto at = *match.students.begin();
    if (!heap.served.insert(at).second) {
        heap.outcome.refused.push_back({std::move(file.path), ErrorCode::ReferenceDuplicate});
        return {};
    }
    const auto& student = heap.students.at(at);
    const auto digest = photo_digest(heap.key.key_for(blob_kind), file.bytes);
    const auto known = heap.digests.find(student);
    const bool is_known = known != heap.digests.end() && known->second == digest;
    heap.outcome.matched.push_back({std::move(file.path), student, match.by, is_known});
    if (is_known)
        return {};
    TUCAI_TRY(const auto student_key, means_.keys.existing_person_key(student));
    TUCAI_TRY(auto blob,
              store::put_sealed(means_.blobs, student_key, blob_kind, file.bytes, means_.randomness));
    heap.photos.push_back({student, std::move(blob), digest, file.format, std::string(word(match.by)),
                           static_cast<std::int64_t>(file.bytes.size())});
    return {};
}

Result<ReferenceOutcome> ReferencePhotos::finish(const Scope& scope, const std::string& batch,
                                                 Heap& heap) const
{
    auto& outcome = heap.outcome;
    outcome.id = new_id(means_.randomness);
    TUCAI_CHECK(means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_CHECK(require_batch(entry.sql(), scope, batch));
        const auto number = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
        const auto files = number(outcome.matched) + number(outcome.unmatched) + number(outcome.ambiguous) +
                           number(outcome.refused);
        TUCAI_CHECK(entry.sql().run(
            "insert into reference_imports (tenant, id, batch, file_count, matched_count, unmatched_count, "
            "ambiguous_count, refused_count, given_ms, given_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
            "$10)",
            {scope.tenant, outcome.id, batch, files, number(outcome.matched), number(outcome.unmatched),
             number(outcome.ambiguous), number(outcome.refused), entry.now_ms(), scope.person}));
        for (const auto& photo : heap.photos)
            TUCAI_CHECK(insert_photo(entry, means_, scope, photo, store::Value(outcome.id)));
        return entry.record(event_of(scope, "reference.imported", outcome.id));
    }));
    return std::move(outcome);
}

Result<ReferenceOutcome> ReferencePhotos::import_archive(const Scope& scope, const std::string& batch,
                                                         base::ByteSpan zip)
{
    TUCAI_TRY(auto heap, begin(scope, batch));
    const HeapReader reader{[&](HeapFile file) { return take(heap, std::move(file)); },
                            [&](RefusedFile file) { heap.outcome.refused.push_back(std::move(file)); }};
    TUCAI_CHECK(read_photo_archive(zip, limits_, reader));
    return finish(scope, batch, heap);
}

Result<ReferenceOutcome> ReferencePhotos::import_folder(const Scope& scope, const std::string& batch,
                                                        const std::string& folder)
{
    TUCAI_TRY(auto heap, begin(scope, batch));
    const HeapReader reader{[&](HeapFile file) { return take(heap, std::move(file)); },
                            [&](RefusedFile file) { heap.outcome.refused.push_back(std::move(file)); }};
    TUCAI_CHECK(read_photo_folder(folder, limits_, reader));
    return finish(scope, batch, heap);
}

Result<std::string> ReferencePhotos::put(const Scope& scope, const std::string& student, base::ByteSpan bytes)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    if (bytes.size() > limits_.entry_bytes)
        return fail(ErrorCode::ArchiveTooLarge, "The photo has too many bytes.");
    const auto format = photo_format(bytes);
    if (format.empty())
        return fail(ErrorCode::ImageNotAnImage, "This is no picture that is read: send a JPEG or a PNG.");
    TUCAI_TRY(const auto key, means_.ledger.read([&](store::Transaction& sql) -> Result<IdentityKey> {
        TUCAI_TRY(const auto row,
                  sql.row("select id from students where tenant = $1 and id = $2 and erased_ms is null",
                          {scope.tenant, student}));
        if (!row)
            return not_found();
        return require_identity_key(sql, means_, scope);
    }));
    TUCAI_TRY(const auto student_key, means_.keys.existing_person_key(student));
    TUCAI_TRY(const auto blob,
              store::put_sealed(means_.blobs, student_key, blob_kind, bytes, means_.randomness));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        TUCAI_TRY(const auto id, insert_photo(entry, means_, scope,
                                              {student, blob, photo_digest(key.key_for(blob_kind), bytes),
                                               format, "hand", static_cast<std::int64_t>(bytes.size())},
                                              store::Value()));
        TUCAI_CHECK(entry.record(event_of(scope, "reference.added", id)));
        return id;
    });
}

Result<ReferencePhoto> ReferencePhotos::photo(const Scope& scope, const std::string& student)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Centre}));
    std::string blob;
    TUCAI_TRY(auto found, means_.ledger.write([&](store::Entry& entry) -> Result<ReferencePhoto> {
        TUCAI_TRY(
            const auto row,
            entry.sql().row("select r.id as id, r.format as format, r.blob as blob, r.added_ms as added_ms "
                            "from reference_photos r join students s on s.tenant = r.tenant and s.id = "
                            "r.student where r.tenant = $1 and r.student = $2 and r.is_current = 1 and ($3 = "
                            "'' or s.college = $3)",
                            {scope.tenant, student, college_limit(scope)}));
        if (!row)
            return not_found();
        blob = row->text("blob");
        TUCAI_CHECK(entry.record(event_of(scope, "reference.viewed", row->text("id"))));
        return ReferencePhoto{row->text("id"), row->text("format"), {}, row->integer("added_ms")};
    }));
    TUCAI_TRY(const auto student_key, means_.keys.existing_person_key(student));
    TUCAI_TRY(found.bytes, store::get_sealed(means_.blobs, student_key, blob_kind, blob));
    return found;
}

Result<std::int64_t> ReferencePhotos::count_missing(const Scope& scope, const std::string& batch) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Centre}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::int64_t> {
        TUCAI_TRY(
            const auto row,
            sql.row(
                "select count(*) as n from students s where s.tenant = $1 and s.batch = $2 and s.erased_ms "
                "is null and ($3 = '' or s.college = $3) and not exists (select 1 from reference_photos r "
                "where r.tenant = s.tenant and r.student = s.id and r.is_current = 1)",
                {scope.tenant, batch, college_limit(scope)}));
        return row->integer("n");
    });
}

} // namespace tucai::collect
