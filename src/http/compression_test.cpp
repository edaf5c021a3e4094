#include "http/compression.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <zlib.h>

namespace tucai::http {
namespace {

/// Undoes gzip, by the same library's other half.
std::string gunzip(const std::string& packed, std::size_t most)
{
    z_stream stream{};
    EXPECT_EQ(::inflateInit2(&stream, 15 + 16), Z_OK);
    std::string text(most + 1, '\0');
    stream.next_in = const_cast<Bytef*>(static_cast<const Bytef*>(static_cast<const void*>(packed.data())));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(text.data()));
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(::inflate(&stream, Z_FINISH), Z_STREAM_END);
    text.resize(stream.total_out);
    ::inflateEnd(&stream);
    return text;
}

Request gzip_request()
{
    Request request;
    request.headers.add("accept-encoding", "gzip, br");
    return request;
}

Response long_json()
{
    auto response = text_response(200, "[" + std::string(2000, ' ') + "]", "application/json");
    return response;
}

bool is_compressed(const Response& response)
{
    return response.headers.find("content-encoding") != nullptr;
}

TEST(Gzip, AnyBytesComeBack)
{
    EXPECT_TRUE(
        rc::check([](const std::string& text) { RC_ASSERT(gunzip(*gzip(text), text.size()) == text); }));
}

TEST(Compress, PacksALongText)
{
    auto response = long_json();
    const auto text = std::get<std::string>(response.body);
    compress(gzip_request(), response);
    EXPECT_EQ(*response.headers.find("content-encoding"), "gzip");
    EXPECT_EQ(*response.headers.find("vary"), "accept-encoding");
    EXPECT_EQ(gunzip(std::get<std::string>(response.body), text.size()), text);
}

TEST(Compress, SaysVaryAlsoToThoseWhoDoNotTakeIt)
{
    auto response = long_json();
    compress({}, response);
    EXPECT_FALSE(is_compressed(response));
    EXPECT_EQ(*response.headers.find("vary"), "accept-encoding");
}

TEST(Compress, LeavesShortOnesPicturesSecretsAndCookiesAlone)
{
    auto brief = text_response(200, std::string(1023, 'a'));
    compress(gzip_request(), brief);
    EXPECT_FALSE(is_compressed(brief));

    auto picture = text_response(200, std::string(2000, 'a'), "image/jpeg");
    compress(gzip_request(), picture);
    EXPECT_FALSE(is_compressed(picture));

    auto secret = long_json();
    secret.compress = Compress::Never;
    compress(gzip_request(), secret);
    EXPECT_FALSE(is_compressed(secret));

    auto with_cookie = long_json();
    with_cookie.headers.add("set-cookie", "a=b");
    compress(gzip_request(), with_cookie);
    EXPECT_FALSE(is_compressed(with_cookie));
}

TEST(TakesGzip, ReadsWeightsAndStars)
{
    for (const auto* header : {"gzip", "br, gzip;q=0.1", "*", "x-gzip", "*;q=0, gzip"})
        EXPECT_TRUE(takes_gzip(header)) << header;
    for (const auto* header : {"", "br", "gzip;q=0", "*, gzip;q=0", "identity", "*;q=0"})
        EXPECT_FALSE(takes_gzip(header)) << header;
}

} // namespace
} // namespace tucai::http
