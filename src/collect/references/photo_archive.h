#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct zip;

namespace tucai::collect {

/// Caps on a heap of photos. It is hostile until it was read.
struct PhotoHeapLimits {
    std::size_t bytes = 1U << 30U;                 ///< of the archive
    std::size_t entries = 20'000;                  ///< folders among them
    std::size_t entry_bytes = 20U << 20U;          ///< of one photo, unzipped
    std::size_t all_bytes = std::size_t{8} << 30U; ///< of all photos, unzipped
    std::size_t ratio = 100; ///< times as large as zipped, above 1 MiB: photos hardly shrink
};

/// A file of a heap.
struct HeapFile {
    std::string path;   ///< UTF-8, as the heap names it, parts apart by '/'
    std::string format; ///< "jpeg", "png", "webp" or "heif", by its first bytes
    base::ByteVector bytes;
};

/// A file that is not taken, while the others are.
struct RefusedFile {
    std::string path;
    ErrorCode code = ErrorCode::Internal;
};

/// Who gets the files of a heap, one by one. An error ends the reading.
struct HeapReader {
    std::function<Result<>(HeapFile)> take;
    std::function<void(RefusedFile)> refuse;
};

/// What a picture is by its first bytes: "jpeg", "png", "webp" or "heif"; empty for what is not read. Pure.
std::string photo_format(base::ByteSpan bytes);

/// The photos of a ZIP archive. Nothing of it is written to a disk, and no name of it is a path of ours.
///
/// Folders, and what systems leave in archives (__MACOSX, .DS_Store, Thumbs.db, desktop.ini), are passed
/// over. Names without the UTF-8 flag are read as UTF-8 where they are, else as GB18030, as Chinese systems
/// write them. Refuses a file alone: an archive in the archive (ArchiveUnsupported), what is no picture
/// (ImageNotAnImage), a file that is torn (ArchiveDamaged) or too large (ArchiveTooLarge). Fails, with
/// nothing taken where the list of files already tells it: ArchiveNotAnArchive, ArchiveDamaged,
/// ArchiveTooLarge (the archive, its entries, all of them unzipped), ArchiveEncrypted, ArchiveUnsupported (a
/// method other than stored and deflated); ArchiveUnsafe (a path out of the archive, absolute or with
/// backslashes, a link or a device, two files of one name, a ratio of a bomb); as `take`.
Result<> read_photo_archive(base::ByteSpan bytes, const PhotoHeapLimits& limits, const HeapReader& reader);

/// The same of a folder, searched deep in the order of the names; links are refused (ArchiveUnsafe, alone).
/// Fails: FileNotFound, FileUnreadable, ArchiveTooLarge; as `take`.
Result<> read_photo_folder(const std::string& folder, const PhotoHeapLimits& limits,
                           const HeapReader& reader);

} // namespace tucai::collect
