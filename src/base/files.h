#pragma once

#include "base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tucai::base {

/// A whole file. Needs: `limit_bytes` caps what is read. Fails: FileNotFound, FileUnreadable (a folder, no
/// right), ImageTooLarge (longer than the limit).
Result<std::vector<std::uint8_t>> read_file(const std::string& path, std::size_t limit_bytes);

/// How sure a written file is when the call comes back.
enum class Durability {
    Soon,   ///< the machine may lose it when its power fails within seconds
    OnDisk, ///< it outlives that
};

/// Writes a file whole or not at all: to a temporary name beside it, then renamed. A crash or Ctrl-C
/// leaves the old file or the new one, never half of one. Fails: FileUnreadable.
Result<> write_file(const std::string& path, std::span<const std::uint8_t> bytes,
                    Durability durability = Durability::Soon);

/// Puts all that was written to a folder's disk on it: for many files that were written with
/// Durability::Soon. Fails: FileUnreadable.
Result<> store_disk_of(const std::string& folder);

/// Writes over a file's own bytes where they lie, and puts them on the disk. Needs: as many bytes as it has.
/// Fails: FileUnreadable.
Result<> overwrite_file(const std::string& path, std::span<const std::uint8_t> bytes);

/// The folder of the running program, without a trailing slash (Linux: /proc/self/exe).
std::string program_folder();

} // namespace tucai::base
