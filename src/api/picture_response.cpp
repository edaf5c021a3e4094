#include "api/picture_response.h"

#include <utility>

namespace tucai::api {

std::string_view type_of_bytes(base::ByteSpan bytes)
{
    constexpr std::size_t looked_at = 12;
    const std::string head(bytes.begin(),
                           bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), looked_at)));
    if (head.starts_with("\xFF\xD8\xFF"))
        return "image/jpeg";
    if (head.starts_with("\x89PNG\r\n\x1A\n"))
        return "image/png";
    if (head.starts_with("%PDF-"))
        return "application/pdf";
    if (head.size() < looked_at)
        return "application/octet-stream";
    const auto brand = head.substr(8);
    if (head.starts_with("RIFF") && brand == "WEBP")
        return "image/webp";
    if (head.compare(4, 4, "ftyp") == 0 && (brand == "avif" || brand == "avis"))
        return "image/avif";
    if (head.compare(4, 4, "ftyp") == 0 && (brand.starts_with("hei") || brand == "mif1" || brand == "msf1"))
        return "image/heic";
    return "application/octet-stream";
}

http::Response picture_response(base::ByteSpan bytes)
{
    http::Response response;
    response.headers.set("content-type", std::string(type_of_bytes(bytes)));
    response.headers.set("cache-control", "private, no-store");
    response.body = std::string(bytes.begin(), bytes.end());
    response.compress = http::Compress::Never;
    return response;
}

} // namespace tucai::api
