#pragma once

#include "collect/references/photo_archive.h"
#include "collect/tenants/identity.h"

#include <optional>
#include <string>
#include <vector>

namespace tucai::collect {

/// A file that found its student.
struct MatchedFile {
    std::string path;
    std::string student;
    IdentityField by = IdentityField::StudentNumber;
    bool is_known = false; ///< the student has this very photo already
};

/// What became of a heap of admission photos. Paths may hold names and numbers: for the school's office.
struct ReferenceOutcome {
    std::string id; ///< of the import
    std::vector<MatchedFile> matched;
    std::vector<std::string> unmatched; ///< nobody's names
    std::vector<std::string> ambiguous; ///< several students' names
    std::vector<RefusedFile> refused;   ///< what is no photo, or a second file of one student
};

/// The photo that a student is compared with.
struct ReferencePhoto {
    std::string id;
    std::string format;
    base::ByteVector bytes;
    std::int64_t added_ms = 0;
};

/// Admission photos (录取照片), sealed under each student's key. The office gives them; the school's people
/// and the centre look at them where they compare. Threads may share it.
class ReferencePhotos {
public:
    explicit ReferencePhotos(const Means& means, PhotoHeapLimits limits = {}) : means_(means), limits_(limits)
    {
    }

    /// Takes the photos of a ZIP archive for a batch; each found photo takes the place of an older one.
    /// Nothing is stored where the reading fails. Fails: Denied, NotFound, StateNotAllowed (a settled batch),
    /// KeyAbsent; as read_photo_archive.
    Result<ReferenceOutcome> import_archive(const Scope& scope, const std::string& batch, base::ByteSpan zip);
    /// The same of a folder of this machine, for a command. Fails: as read_photo_folder.
    Result<ReferenceOutcome> import_folder(const Scope& scope, const std::string& batch,
                                           const std::string& folder);

    /// Gives one student a photo by hand. Gives its id. Fails: Denied, NotFound; ImageNotAnImage;
    /// ArchiveTooLarge.
    Result<std::string> put(const Scope& scope, const std::string& student, base::ByteSpan bytes);

    /// A student's photo; that it was looked at is told to the audit. Fails: Denied; NotFound (no such
    /// student, or none yet); as get_sealed.
    Result<ReferencePhoto> photo(const Scope& scope, const std::string& student);

    /// How many students of a batch have none. Fails: Denied.
    Result<std::int64_t> count_missing(const Scope& scope, const std::string& batch) const;

private:
    struct Heap;
    Result<Heap> begin(const Scope& scope, const std::string& batch) const;
    Result<> take(Heap& heap, HeapFile file) const;
    Result<ReferenceOutcome> finish(const Scope& scope, const std::string& batch, Heap& heap) const;

    const Means& means_;
    PhotoHeapLimits limits_;
};

} // namespace tucai::collect
