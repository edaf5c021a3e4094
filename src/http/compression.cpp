#include "http/compression.h"

#include "http/quality.h"

#include <zlib.h>

namespace tucai::http {
namespace {

constexpr int level = 5;
constexpr int gzip_window_bits = 15 + 16; ///< zlib's way to say gzip

bool is_text(std::string_view type)
{
    type = trimmed(type.substr(0, type.find(';')));
    for (const std::string_view known :
         {"application/json", "application/problem+json", "application/javascript",
          "application/manifest+json", "image/svg+xml"})
        if (type == known)
            return true;
    return type.starts_with("text/");
}

} // namespace

Result<std::string> gzip(std::string_view bytes)
{
    z_stream stream{};
    if (::deflateInit2(&stream, level, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return fail(ErrorCode::Internal, "Compression could not begin.");
    std::string packed(::deflateBound(&stream, bytes.size()), '\0');
    // zlib's fields are not const, but it does not write there.
    stream.next_in = const_cast<Bytef*>(static_cast<const Bytef*>(static_cast<const void*>(bytes.data())));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(packed.data()));
    stream.avail_out = static_cast<uInt>(packed.size());
    const int status = ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (status != Z_STREAM_END)
        return fail(ErrorCode::Internal, "Compression did not end.");
    return packed;
}

bool takes_gzip(std::string_view accept_encoding)
{
    int any = 0;
    for (const auto& choice : choices_of(accept_encoding)) {
        if (choice.value == "gzip" || choice.value == "x-gzip")
            return choice.thousandths > 0;
        if (choice.value == "*")
            any = choice.thousandths;
    }
    return any > 0;
}

void compress(const Request& request, Response& response)
{
    auto* bytes = std::get_if<std::string>(&response.body);
    const auto* type = response.headers.find("content-type");
    const bool may_be = bytes != nullptr && bytes->size() >= least_compressed_bytes &&
                        response.compress == Compress::WhenText && type != nullptr && is_text(*type) &&
                        response.headers.find("set-cookie") == nullptr &&
                        response.headers.find("content-encoding") == nullptr;
    if (!may_be)
        return;
    response.headers.add("vary", "accept-encoding");
    if (!takes_gzip(request.headers.joined("accept-encoding")))
        return;
    auto packed = gzip(*bytes);
    if (!packed || packed->size() >= bytes->size())
        return;
    *bytes = std::move(*packed);
    response.headers.set("content-encoding", "gzip");
}

} // namespace tucai::http
