#include "http/ranges.h"

#include "http/etag.h"

#include <fmt/format.h>

#include <charconv>

namespace tucai::http {
namespace {

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

} // namespace

Result<std::optional<ByteRange>> parse_range(std::string_view header, std::uint64_t size_bytes)
{
    const std::optional<ByteRange> whole;
    header = trimmed(header);
    if (!header.starts_with("bytes=") || header.find(',') != std::string_view::npos)
        return whole;
    const auto range = trimmed(header.substr(6));
    const auto hyphen = range.find('-');
    if (hyphen == std::string_view::npos)
        return whole;
    const auto first = number(range.substr(0, hyphen));
    const auto last = number(range.substr(hyphen + 1));
    if (hyphen == 0) { // the last so many bytes
        if (!last)
            return whole;
        if (*last == 0 || size_bytes == 0)
            return fail(ErrorCode::RequestRange, "The range holds no byte.");
        const auto size = std::min(*last, size_bytes);
        return std::optional(ByteRange{size_bytes - size, size});
    }
    const bool is_open = hyphen + 1 == range.size();
    if (!first || (!last && !is_open) || (last && *last < *first))
        return whole;
    if (*first >= size_bytes)
        return fail(ErrorCode::RequestRange, "The range begins behind the end.");
    const auto end = last ? std::min(*last, size_bytes - 1) : size_bytes - 1;
    return std::optional(ByteRange{*first, end - *first + 1});
}

Result<> apply_range(const Request& request, Response& response)
{
    auto* part = std::get_if<FilePart>(&response.body);
    if (part == nullptr || response.status != 200)
        return {};
    response.headers.set("accept-ranges", "bytes");
    const auto* wanted = request.headers.find("range");
    if (wanted == nullptr || request.method != "GET")
        return {};
    const auto* condition = request.headers.find("if-range");
    if (condition != nullptr && !names_etag(*condition, response.etag))
        return {};
    TUCAI_TRY(const auto range, parse_range(*wanted, part->size_bytes));
    if (!range)
        return {};
    response.status = 206;
    response.headers.set("content-range",
                         fmt::format("bytes {}-{}/{}", range->offset, range->offset + range->size_bytes - 1,
                                     part->size_bytes));
    part->offset += range->offset;
    part->size_bytes = range->size_bytes;
    return {};
}

} // namespace tucai::http
