#include "http/etag.h"

#include <gtest/gtest.h>

namespace tucai::http {
namespace {

TEST(EtagOf, IsTheSameForTheSameBytesOnly)
{
    EXPECT_EQ(etag_of("abc"), "ba7816bf8f01cfea414140de5dae2223"); // SHA-256 of FIPS 180-4's example
    EXPECT_NE(etag_of("abd"), etag_of("abc"));
}

TEST(NamesEtag, ReadsListsStarsAndMarks)
{
    for (const auto* header : {R"("v1")", R"(W/"v1")", R"("a", "v1")", "*", R"("v1-gzip")", R"( "v1" )"})
        EXPECT_TRUE(names_etag(header, "v1")) << header;
    for (const auto* header : {"", "v1", R"("v10")", R"("v")", R"("v1)", R"(w/"v1")", R"("")", R"("v1-br")"})
        EXPECT_FALSE(names_etag(header, "v1")) << header;
    EXPECT_FALSE(names_etag("*", "")) << "what is not there has no state";
}

TEST(CheckIfMatch, DemandsNothingWithoutTheHeader)
{
    Request request;
    EXPECT_TRUE(check_if_match(request, "v1").has_value());
    request.headers.add("if-match", R"("v1")");
    EXPECT_TRUE(check_if_match(request, "v1").has_value());
    EXPECT_EQ(check_if_match(request, "v2").error().code, ErrorCode::RequestPrecondition);
    EXPECT_EQ(check_if_match(request, "").error().code, ErrorCode::RequestPrecondition);
    request.headers.set("if-match", "");
    EXPECT_FALSE(check_if_match(request, "v1").has_value()) << "an empty list names nothing";
}

TEST(IsNotModified, IsForReadingOnly)
{
    Request request;
    request.headers.add("if-none-match", R"("v1")");
    EXPECT_TRUE(is_not_modified(request, "v1"));
    EXPECT_FALSE(is_not_modified(request, "v2"));
    request.method = "POST";
    EXPECT_FALSE(is_not_modified(request, "v1"));
}

} // namespace
} // namespace tucai::http
