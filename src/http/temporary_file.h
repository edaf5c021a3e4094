#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace tucai::http {

/// A file without a name: it goes with its last owner, even where the program is killed, so that no picture
/// of a person stays behind in a folder.
class TemporaryFile {
public:
    /// Fails: FileUnreadable (no such folder, no right, no space).
    static Result<std::shared_ptr<TemporaryFile>> create(const std::string& folder);
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile();

    /// Fails: FileUnreadable (the disk is full).
    Result<> append(std::span<const char> bytes);
    std::uint64_t size_bytes() const { return size_bytes_; }
    /// A path under which this process can read it while it lives (Linux: /proc/self/fd/N).
    std::string path() const;

private:
    explicit TemporaryFile(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
    std::uint64_t size_bytes_ = 0;
};

} // namespace tucai::http
