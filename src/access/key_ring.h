#pragma once

#include "base/secret.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tucai::access {

/// The keys of one instance, in a folder that is no part of the database and of no backup of it.
///
/// `master.key` is made at the first start; keys of single purposes are derived from it. Each person has a
/// key of their own, wrapped by the master key in `people/AB/ID.key`; destroying that file makes what it
/// encrypts unreadable everywhere, in backups too: that is the deletion. Threads may share it.
class KeyRing {
public:
    /// Needs: a folder that can be made, readable by this program alone. Fails: FileUnreadable; SecretWrong
    /// (`master.key` is no key).
    static Result<KeyRing> open(const std::string& folder, base::Randomness randomness);
    KeyRing(KeyRing&&) noexcept;
    KeyRing& operator=(KeyRing&&) noexcept;
    ~KeyRing();

    /// The key of one purpose of the instance, such as "audit" or "tokens".
    base::SecretKey key_for(std::string_view purpose) const;

    /// A person's key; made where there is none. `id` has letters, digits and hyphens, at most 64.
    /// Fails: InvalidInput, FileUnreadable, SecretWrong (another master key wrapped it), KeyDestroyed.
    Result<base::SecretKey> person_key(const std::string& id);
    /// The keys of several persons in their order, each made where there is none; the disk is waited for
    /// once. Fails: as person_key; what was made by then stays.
    Result<std::vector<base::SecretKey>> person_keys(std::span<const std::string> ids);
    /// The same where it must be there already. Fails: also KeyDestroyed where it never was.
    Result<base::SecretKey> existing_person_key(const std::string& id) const;
    /// Overwrites and removes a person's key for good, and leaves a mark so that none is made again.
    /// One that is gone already is no error. Fails: InvalidInput, FileUnreadable.
    Result<> destroy_person_key(const std::string& id);

private:
    struct Parts;
    explicit KeyRing(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace tucai::access
