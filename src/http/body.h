#pragma once

#include "http/temporary_file.h"

#include <string_view>

namespace tucai::http {

/// What came after a request's head: in memory, or in a file where it was long. Copies share the file.
class Body {
public:
    Body() = default;
    explicit Body(std::string bytes) : bytes_(std::move(bytes)) {}
    explicit Body(std::shared_ptr<const TemporaryFile> file) : file_(std::move(file)) {}

    std::uint64_t size_bytes() const { return file_ ? file_->size_bytes() : bytes_.size(); }
    bool is_file() const { return file_ != nullptr; }
    /// Empty where it is a file.
    std::string_view bytes() const { return bytes_; }
    /// The path of the file while this body or a copy lives; empty where it is in memory.
    std::string path() const { return file_ ? file_->path() : std::string(); }
    /// All of it, wherever it is. Fails: RequestTooLarge (more than the limit); FileUnreadable.
    Result<std::string> read(std::size_t limit_bytes) const;

private:
    std::string bytes_;
    std::shared_ptr<const TemporaryFile> file_;
};

/// Collects a body: in memory up to a length, from there on in a file.
class BodyCollector {
public:
    /// `folder` is where files are made; `memory_bytes` is the longest body that stays in memory.
    BodyCollector(std::string folder, std::size_t memory_bytes)
        : folder_(std::move(folder)), memory_bytes_(memory_bytes)
    {
    }
    /// Fails: as TemporaryFile.
    Result<> append(std::string_view bytes);
    std::uint64_t size_bytes() const { return file_ ? file_->size_bytes() : bytes_.size(); }
    Body take();

private:
    std::string folder_;
    std::size_t memory_bytes_;
    std::string bytes_;
    std::shared_ptr<TemporaryFile> file_;
};

} // namespace tucai::http
