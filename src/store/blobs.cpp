#include "store/blobs.h"

#include "base/files.h"
#include "base/sha256.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace tucai::store {
namespace {

namespace fs = std::filesystem;

bool is_address(const std::string& text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

tl::unexpected<Error> no_address()
{
    return fail(ErrorCode::InvalidInput, "An object's address has 64 hexadecimal digits.");
}

tl::unexpected<Error> unavailable(const std::error_code& wrong)
{
    return fail(ErrorCode::StoreUnavailable,
                "The folder of pictures cannot be used: " + wrong.message() + ".");
}

std::int64_t ms_of(fs::file_time_type time)
{
    const auto system = std::chrono::file_clock::to_sys(time);
    return std::chrono::duration_cast<std::chrono::milliseconds>(system.time_since_epoch()).count();
}

class BlobFolder : public BlobStore {
public:
    BlobFolder(std::string folder, std::size_t most_bytes)
        : folder_(std::move(folder)), most_bytes_(most_bytes)
    {
    }

    Result<std::string> put(base::ByteSpan sealed) override
    {
        if (sealed.size() > most_bytes_)
            return fail(ErrorCode::InvalidInput,
                        "At most " + std::to_string(most_bytes_) + " bytes are stored in one object.");
        auto address = base::sha256_hex(sealed);
        // Written anew also where it is there: its time tells the sweeper that somebody means to name it.
        const auto written = base::write_file(path_of(address), sealed, base::Durability::OnDisk);
        if (!written)
            return fail(ErrorCode::StoreUnavailable, "A picture cannot be stored. Make room on the disk.");
        return address;
    }

    Result<Bytes> get(const std::string& address) const override
    {
        if (!is_address(address))
            return no_address();
        auto bytes = base::read_file(path_of(address), most_bytes_);
        if (!bytes && bytes.error().code == ErrorCode::FileNotFound)
            return fail(ErrorCode::BlobMissing, "A stored picture is no longer there. Restore a backup.");
        if (!bytes && bytes.error().code == ErrorCode::FileUnreadable)
            return fail(ErrorCode::StoreUnavailable, "A stored picture cannot be read.");
        if (!bytes || base::sha256_hex(*bytes) != address)
            return fail(ErrorCode::StoreChanged,
                        "A stored picture is not what was stored. Restore a backup.");
        return std::move(*bytes);
    }

    Result<> remove(const std::string& address) override
    {
        if (!is_address(address))
            return no_address();
        std::error_code wrong;
        fs::remove(path_of(address), wrong);
        if (wrong)
            return unavailable(wrong);
        return {};
    }

    Result<> each(const std::function<void(const std::string&, std::int64_t)>& seen) const override
    {
        std::error_code wrong;
        fs::recursive_directory_iterator at(folder_, wrong);
        for (const fs::recursive_directory_iterator end; !wrong && at != end; at.increment(wrong)) {
            const auto address =
                at->path().parent_path().filename().string() + at->path().filename().string();
            std::error_code gone; // by another process, meanwhile
            const auto time = at->last_write_time(gone);
            if (is_address(address) && !gone)
                seen(address, ms_of(time));
        }
        if (wrong)
            return unavailable(wrong);
        return {};
    }

private:
    std::string path_of(const std::string& address) const
    {
        return folder_ + "/" + address.substr(0, 2) + "/" + address.substr(2);
    }

    std::string folder_;
    std::size_t most_bytes_;
};

} // namespace

Result<std::unique_ptr<BlobStore>> open_blob_folder(const std::string& folder, std::size_t most_bytes)
{
    // All at once, so that no later object waits for a folder of its own to be on the disk.
    constexpr std::string_view digits = "0123456789abcdef";
    std::error_code wrong;
    for (const char a : digits)
        for (const char b : digits) {
            fs::create_directories(folder + "/" + a + b, wrong);
            if (wrong)
                return unavailable(wrong);
        }
    return std::make_unique<BlobFolder>(folder, most_bytes);
}

Result<std::string> put_sealed(BlobStore& blobs, const base::SecretKey& key, std::string_view what,
                               base::ByteSpan plain, const base::Randomness& randomness)
{
    return blobs.put(base::seal(key, plain, what, randomness));
}

Result<Bytes> get_sealed(const BlobStore& blobs, const base::SecretKey& key, std::string_view what,
                         const std::string& address)
{
    TUCAI_TRY(const auto sealed, blobs.get(address));
    return base::unseal(key, sealed, what);
}

Result<std::size_t> sweep(BlobStore& blobs, const std::function<Result<bool>(const std::string&)>& is_named,
                          std::int64_t before_ms)
{
    std::vector<std::string> old;
    TUCAI_CHECK(blobs.each([&](const std::string& address, std::int64_t stored_ms) {
        if (stored_ms < before_ms)
            old.push_back(address);
    }));
    std::size_t count = 0;
    for (const auto& address : old) {
        TUCAI_TRY(const bool is_wanted, is_named(address));
        if (is_wanted)
            continue;
        TUCAI_CHECK(blobs.remove(address));
        ++count;
    }
    return count;
}

} // namespace tucai::store
