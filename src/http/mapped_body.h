#pragma once

#include "base/bytes.h"
#include "http/body.h"

namespace tucai::http {

/// All bytes of a body at once, without a copy of a long one: its file is mapped, and pages of it come and go
/// with the machine's memory.
class MappedBody {
public:
    /// Needs: a body that outlives it. Fails: FileUnreadable.
    static Result<MappedBody> of(const Body& body);
    MappedBody(MappedBody&& other) noexcept;
    MappedBody(const MappedBody&) = delete;
    MappedBody& operator=(const MappedBody&) = delete;
    MappedBody& operator=(MappedBody&&) = delete;
    ~MappedBody();

    base::ByteSpan bytes() const { return bytes_; }

private:
    MappedBody(base::ByteSpan bytes, bool is_mapped) : bytes_(bytes), is_mapped_(is_mapped) {}

    base::ByteSpan bytes_;
    bool is_mapped_;
};

} // namespace tucai::http
