#pragma once

#include "base/secret.h"
#include "store/sql.h"

#include <functional>

namespace tucai::store {

/// Where the bytes of pictures and packages lie: a folder here, an S3 store elsewhere. It is given only what
/// is encrypted, and names it by its own SHA-256, so equal bytes are one object and a changed one is noticed.
/// Threads may share it.
class BlobStore {
public:
    BlobStore() = default;
    BlobStore(const BlobStore&) = delete;
    BlobStore& operator=(const BlobStore&) = delete;
    virtual ~BlobStore() = default;

    /// Stores bytes for good before it answers, and gives their address: 64 hexadecimal digits.
    /// Fails: StoreUnavailable.
    virtual Result<std::string> put(base::ByteSpan sealed) = 0;
    /// Fails: BlobMissing; StoreChanged (what lies there has another digest); StoreUnavailable; InvalidInput
    /// (no address).
    virtual Result<Bytes> get(const std::string& address) const = 0;
    /// Takes an object away; one that is not there is no error. Fails: StoreUnavailable, InvalidInput.
    virtual Result<> remove(const std::string& address) = 0;
    /// Calls `seen` with each address and when it was stored (UTC ms), for the sweeper. Fails:
    /// StoreUnavailable.
    virtual Result<> each(const std::function<void(const std::string&, std::int64_t)>& seen) const = 0;
};

/// In a folder, `ab/cdef...` of each address. `most_bytes` caps one object. Fails: StoreUnavailable.
Result<std::unique_ptr<BlobStore>> open_blob_folder(const std::string& folder, std::size_t most_bytes);

/// Encrypts with a person's key, bound to what the bytes are ("shot", "photo", ...), and stores.
/// Fails: as BlobStore::put.
Result<std::string> put_sealed(BlobStore& blobs, const base::SecretKey& key, std::string_view what,
                               base::ByteSpan plain, const base::Randomness& randomness);

/// The same back. Fails: as BlobStore::get; SecretWrong.
Result<Bytes> get_sealed(const BlobStore& blobs, const base::SecretKey& key, std::string_view what,
                         const std::string& address);

/// Removes what no row names any more: objects that `is_named` does not know and that are older than
/// `before_ms`, since an object is stored before the row that names it. Gives how many. Fails: as BlobStore.
Result<std::size_t> sweep(BlobStore& blobs, const std::function<Result<bool>(const std::string&)>& is_named,
                          std::int64_t before_ms);

} // namespace tucai::store
