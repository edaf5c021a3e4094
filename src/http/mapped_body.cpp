#include "http/mapped_body.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace tucai::http {

Result<MappedBody> MappedBody::of(const Body& body)
{
    if (!body.is_file())
        return MappedBody(base::as_bytes(body.bytes()), false);
    if (body.size_bytes() == 0)
        return MappedBody({}, false);
    const int descriptor = ::open(body.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(ErrorCode::FileUnreadable, "A body's file cannot be opened.");
    // Nobody else knows the file, so nobody cuts it while it is mapped.
    void* begin = ::mmap(nullptr, body.size_bytes(), PROT_READ, MAP_PRIVATE, descriptor, 0);
    ::close(descriptor);
    if (begin == MAP_FAILED) // NOLINT: the system's own cast
        return fail(ErrorCode::FileUnreadable, "A body's file cannot be mapped.");
    return MappedBody({static_cast<const std::uint8_t*>(begin), body.size_bytes()}, true);
}

MappedBody::MappedBody(MappedBody&& other) noexcept : bytes_(other.bytes_), is_mapped_(other.is_mapped_)
{
    other.is_mapped_ = false;
}

MappedBody::~MappedBody()
{
    if (is_mapped_)
        ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size()); // NOLINT: as munmap wants it
}

} // namespace tucai::http
