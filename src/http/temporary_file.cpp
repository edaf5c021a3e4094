#include "http/temporary_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

namespace tucai::http {
namespace {

/// Some file systems have no files without names: made with one, which is taken away at once.
int open_and_unlink(const std::string& folder)
{
    std::string name = folder + "/body-XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0)
        ::unlink(name.c_str());
    return descriptor;
}

} // namespace

Result<std::shared_ptr<TemporaryFile>> TemporaryFile::create(const std::string& folder)
{
    int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT))
        descriptor = open_and_unlink(folder);
    if (descriptor < 0)
        return fail(ErrorCode::FileUnreadable, "No file can be made for a long body.");
    return std::shared_ptr<TemporaryFile>(new TemporaryFile(descriptor)); // its constructor is private
}

TemporaryFile::~TemporaryFile()
{
    ::close(descriptor_);
}

Result<> TemporaryFile::append(std::span<const char> bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return fail(ErrorCode::FileUnreadable, "A long body cannot be kept. Is the disk full?");
        size_bytes_ += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

std::string TemporaryFile::path() const
{
    return "/proc/self/fd/" + std::to_string(descriptor_);
}

} // namespace tucai::http
