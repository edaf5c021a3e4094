#include "access/key_ring.h"

#include "base/files.h"

#include <filesystem>
#include <mutex>

namespace tucai::access {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_key_bytes = 4096;
constexpr std::size_t most_that_wait_alone = 32;
constexpr auto for_owner_only = fs::perms::owner_all;

tl::unexpected<Error> no_id()
{
    return fail(ErrorCode::InvalidInput, "An id has letters, digits and hyphens, at most 64.");
}

tl::unexpected<Error> destroyed()
{
    return fail(ErrorCode::KeyDestroyed, "This person's data were deleted: their key is destroyed.");
}

/// A folder that only this program's user can look into.
Result<> make_folder(const std::string& path)
{
    std::error_code wrong;
    fs::create_directories(path, wrong);
    if (!wrong)
        fs::permissions(path, for_owner_only, wrong);
    if (wrong)
        return fail(ErrorCode::FileUnreadable, "The folder of keys cannot be made: " + wrong.message() + ".");
    return {};
}

Result<> write_key(const std::string& path, base::ByteSpan bytes)
{
    return base::write_file(path, bytes, base::Durability::OnDisk);
}

} // namespace

struct KeyRing::Parts {
    std::string folder;
    base::SecretKey master;
    base::Randomness randomness;
    std::mutex mutex;

    Parts(std::string at, base::SecretKey key, base::Randomness random)
        : folder(std::move(at)), master(std::move(key)), randomness(std::move(random))
    {
    }
    std::string path_of(const std::string& id) const
    {
        const auto digest = base::keyed_digest(master.derived("folders"), base::as_bytes(id));
        return folder + "/people/" + digest.substr(0, 2) + "/" + id + ".key";
    }
    Result<std::optional<base::SecretKey>> read(const std::string& id) const
    {
        const auto sealed = base::read_file(path_of(id), most_key_bytes);
        if (!sealed && sealed.error().code == ErrorCode::FileNotFound)
            return std::optional<base::SecretKey>();
        if (!sealed)
            return tl::unexpected(sealed.error());
        if (sealed->empty())
            return destroyed();
        TUCAI_TRY(const auto bytes, base::unseal(master.derived("people"), *sealed, id));
        TUCAI_TRY(auto key, base::SecretKey::of(bytes));
        return std::optional(std::move(key));
    }
    Result<base::SecretKey> read_or_make(const std::string& id, base::Durability durability)
    {
        if (!base::is_id(id))
            return no_id();
        TUCAI_TRY(auto known, read(id));
        if (known)
            return std::move(*known);
        const auto path = path_of(id);
        const auto parent = fs::path(path).parent_path().string();
        std::error_code absent;
        if (!fs::is_directory(parent, absent))
            TUCAI_CHECK(make_folder(parent));
        auto key = base::SecretKey::random(randomness);
        TUCAI_CHECK(base::write_file(path, base::seal(master.derived("people"), key.bytes(), id, randomness),
                                     durability));
        return key;
    }
};

KeyRing::KeyRing(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
KeyRing::KeyRing(KeyRing&&) noexcept = default;
KeyRing& KeyRing::operator=(KeyRing&&) noexcept = default;
KeyRing::~KeyRing() = default;

Result<KeyRing> KeyRing::open(const std::string& folder, base::Randomness randomness)
{
    TUCAI_CHECK(make_folder(folder));
    const std::string path = folder + "/master.key";
    const auto stored = base::read_file(path, most_key_bytes);
    if (!stored && stored.error().code != ErrorCode::FileNotFound)
        return tl::unexpected(stored.error());
    if (stored) {
        auto master = base::SecretKey::of(*stored);
        if (!master)
            return fail(ErrorCode::SecretWrong,
                        path + " is no key of 32 bytes. Restore it from where it is kept.");
        return KeyRing(std::make_unique<Parts>(folder, std::move(*master), std::move(randomness)));
    }
    std::error_code wrong;
    if (fs::exists(folder + "/people", wrong))
        return fail(ErrorCode::SecretWrong,
                    path + " is gone, but keys that it wraps are there. Restore it from where it is kept.");
    const auto master = base::SecretKey::random(randomness);
    TUCAI_CHECK(write_key(path, master.bytes()));
    return KeyRing(std::make_unique<Parts>(folder, master, std::move(randomness)));
}

base::SecretKey KeyRing::key_for(std::string_view purpose) const
{
    return parts_->master.derived("purpose: " + std::string(purpose));
}

Result<base::SecretKey> KeyRing::person_key(const std::string& id)
{
    const std::lock_guard lock(parts_->mutex);
    return parts_->read_or_make(id, base::Durability::OnDisk);
}

Result<std::vector<base::SecretKey>> KeyRing::person_keys(std::span<const std::string> ids)
{
    const std::lock_guard lock(parts_->mutex);
    // Few wait for themselves; many wait for the whole disk, which others may be writing to, but once.
    const bool are_many = ids.size() > most_that_wait_alone;
    std::vector<base::SecretKey> keys;
    keys.reserve(ids.size());
    for (const auto& id : ids) {
        TUCAI_TRY(auto key,
                  parts_->read_or_make(id, are_many ? base::Durability::Soon : base::Durability::OnDisk));
        keys.push_back(std::move(key));
    }
    if (are_many)
        TUCAI_CHECK(base::store_disk_of(parts_->folder));
    return keys;
}

Result<base::SecretKey> KeyRing::existing_person_key(const std::string& id) const
{
    if (!base::is_id(id))
        return no_id();
    TUCAI_TRY(auto known, parts_->read(id));
    if (!known)
        return destroyed();
    return std::move(*known);
}

Result<> KeyRing::destroy_person_key(const std::string& id)
{
    if (!base::is_id(id))
        return no_id();
    const std::lock_guard lock(parts_->mutex);
    const auto path = parts_->path_of(id);
    TUCAI_CHECK(make_folder(fs::path(path).parent_path().string()));
    // What was there is overwritten in place first; disks that move what is written keep it for a while, so
    // that whoever must be sure also renews the master key (docs/privacy.md).
    const auto old = base::read_file(path, most_key_bytes);
    if (old) {
        std::vector<std::uint8_t> noise(old->size());
        parts_->randomness(noise);
        TUCAI_CHECK(base::overwrite_file(path, noise));
    }
    return write_key(path, {});
}

} // namespace tucai::access
