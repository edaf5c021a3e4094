#pragma once

#include "base/secret.h"

#include <mutex>
#include <optional>
#include <string>

namespace tucai::access {

/// The keys under which schools keep who their students are, one file a school, in a folder of their own.
///
/// A process that is given the folder is the school's side; one that is not (a centre's, on the same
/// database) works without them and sees code numbers and masked texts only (design, "Privacy split"). The
/// files are wrapped, so that a folder that was copied alone tells nothing. Threads may share it.
class SchoolKeys {
public:
    /// Needs: the key that wraps (`KeyRing::key_for("schools")`). `folder` empty: this process is no school's
    /// side.
    SchoolKeys(std::string folder, base::SecretKey wrapping_key, base::Randomness randomness);

    /// A school's key; none where it is held elsewhere. Fails: InvalidInput (no id), FileUnreadable,
    /// SecretWrong.
    Result<std::optional<base::SecretKey>> find(const std::string& school) const;

    /// Makes a school's key and puts it on the disk; the one that is there stays. Fails: KeyAbsent (this
    /// process is no school's side); as find.
    Result<base::SecretKey> make(const std::string& school);

private:
    std::string path_of(const std::string& school) const;

    std::string folder_;
    base::SecretKey wrapping_key_;
    base::Randomness randomness_;
    mutable std::mutex mutex_;
};

} // namespace tucai::access
