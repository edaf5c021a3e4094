#pragma once

#include "base/secret.h"

#include <functional>
#include <memory>
#include <string>

namespace tucai::collect {

/// What has arrived of pictures that are not whole yet: one file each, in a folder beside the database.
///
/// Each piece lies there sealed under its student's key and is on the disk before it counts; what a crash
/// left of a piece is cut off by the next one. Where a picture's file stands is told by the file alone, so no
/// transaction is needed for a piece. Threads and processes on one machine may share the folder.
class UploadFolder {
public:
    /// Needs: a folder that can be made. `randomness` for the pieces' nonces.
    UploadFolder(std::string folder, base::Randomness randomness);

    /// One picture's file, held by nobody else while this lives.
    class Upload {
    public:
        Upload(Upload&&) noexcept;
        Upload& operator=(Upload&&) noexcept;
        ~Upload();

        /// Bytes of the picture that have arrived for good.
        std::int64_t arrived_bytes() const { return arrived_bytes_; }
        /// Adds what follows, and puts it on the disk. Fails: FileUnreadable (no room, no right).
        Result<> append(const base::SecretKey& key, base::ByteSpan bytes);
        /// All that has arrived. Fails: FileUnreadable, SecretWrong (changed on the disk, or another key).
        Result<base::ByteVector> whole(const base::SecretKey& key) const;
        /// Takes the file away. Fails: FileUnreadable.
        Result<> remove();

    private:
        friend class UploadFolder;
        Upload(std::string path, std::string id, int file, const base::Randomness& randomness);
        Result<> measure();

        std::string path_;
        std::string id_;
        int file_ = -1;
        const base::Randomness* randomness_;
        std::int64_t arrived_bytes_ = 0;
        std::int64_t file_bytes_ = 0; ///< up to the end of the last whole piece
    };

    /// Opens a picture's file, made where there is none; waits for whoever holds it. Needs: an id
    /// (base::is_id); the folder to outlive what is given. Fails: InvalidInput, FileUnreadable.
    Result<Upload> open(const std::string& id) const;
    /// How much has arrived, without holding anything; 0 where there is no file. Fails: as open.
    Result<std::int64_t> arrived_bytes(const std::string& id) const;
    /// Removes the files of which `is_wanted` says no. Gives how many. Fails: FileUnreadable; as `is_wanted`.
    Result<std::size_t> sweep(const std::function<Result<bool>(const std::string&)>& is_wanted) const;

private:
    std::string path_of(const std::string& id) const { return folder_ + "/" + id + ".part"; }

    std::string folder_;
    base::Randomness randomness_;
};

} // namespace tucai::collect
