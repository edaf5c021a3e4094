#include "http/body.h"

#include "base/files.h"

namespace tucai::http {

Result<std::string> Body::read(std::size_t limit_bytes) const
{
    if (size_bytes() > limit_bytes)
        return fail(ErrorCode::RequestTooLarge,
                    "The body is longer than " + std::to_string(limit_bytes) + " bytes.");
    if (!file_)
        return bytes_;
    TUCAI_TRY(const auto bytes, base::read_file(path(), limit_bytes));
    return std::string(bytes.begin(), bytes.end());
}

Result<> BodyCollector::append(std::string_view bytes)
{
    if (!file_ && bytes_.size() + bytes.size() <= memory_bytes_) {
        bytes_ += bytes;
        return {};
    }
    if (!file_) {
        TUCAI_TRY(file_, TemporaryFile::create(folder_));
        TUCAI_CHECK(file_->append(bytes_));
        bytes_ = {};
    }
    return file_->append(bytes);
}

Body BodyCollector::take()
{
    return file_ ? Body(std::shared_ptr<const TemporaryFile>(std::move(file_))) : Body(std::move(bytes_));
}

} // namespace tucai::http
