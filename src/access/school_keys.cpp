#include "access/school_keys.h"

#include "base/files.h"

#include <filesystem>

namespace tucai::access {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_key_bytes = 4096;

} // namespace

SchoolKeys::SchoolKeys(std::string folder, base::SecretKey wrapping_key, base::Randomness randomness)
    : folder_(std::move(folder)), wrapping_key_(std::move(wrapping_key)), randomness_(std::move(randomness))
{
}

std::string SchoolKeys::path_of(const std::string& school) const
{
    return folder_ + "/" + school + ".key";
}

Result<std::optional<base::SecretKey>> SchoolKeys::find(const std::string& school) const
{
    if (!base::is_id(school))
        return fail(ErrorCode::InvalidInput, "An id has letters, digits and hyphens, at most 64.");
    if (folder_.empty())
        return std::optional<base::SecretKey>();
    const auto sealed = base::read_file(path_of(school), most_key_bytes);
    if (!sealed && sealed.error().code == ErrorCode::FileNotFound)
        return std::optional<base::SecretKey>();
    if (!sealed)
        return tl::unexpected(sealed.error());
    TUCAI_TRY(const auto bytes, base::unseal(wrapping_key_, *sealed, school));
    TUCAI_TRY(auto key, base::SecretKey::of(bytes));
    return std::optional(std::move(key));
}

Result<base::SecretKey> SchoolKeys::make(const std::string& school)
{
    const std::lock_guard lock(mutex_);
    TUCAI_TRY(auto known, find(school));
    if (known)
        return std::move(*known);
    if (folder_.empty())
        return fail(ErrorCode::KeyAbsent, "The keys of schools are held elsewhere.");
    std::error_code wrong;
    fs::create_directories(folder_, wrong);
    if (!wrong)
        fs::permissions(folder_, fs::perms::owner_all, wrong);
    if (wrong)
        return fail(ErrorCode::FileUnreadable, "The folder of schools' keys cannot be made.");
    auto key = base::SecretKey::random(randomness_);
    TUCAI_CHECK(base::write_file(path_of(school), base::seal(wrapping_key_, key.bytes(), school, randomness_),
                                 base::Durability::OnDisk));
    return key;
}

} // namespace tucai::access
