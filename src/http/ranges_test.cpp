#include "base/temporary_folder.h"
#include "http/ranges.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tucai::http {
namespace {

std::string range_text(std::string_view header, std::uint64_t size)
{
    const auto range = parse_range(header, size);
    if (!range)
        return "refused";
    return *range ? std::to_string((*range)->offset) + "+" + std::to_string((*range)->size_bytes) : "whole";
}

TEST(ParseRange, ReadsTheThreeForms)
{
    EXPECT_EQ(range_text("bytes=0-0", 10), "0+1");
    EXPECT_EQ(range_text("bytes=2-5", 10), "2+4");
    EXPECT_EQ(range_text("bytes=2-99", 10), "2+8");
    EXPECT_EQ(range_text("bytes=9-", 10), "9+1");
    EXPECT_EQ(range_text("bytes=-3", 10), "7+3");
    EXPECT_EQ(range_text("bytes=-99", 10), "0+10");
    EXPECT_EQ(range_text(" bytes= 2-5 ", 10), "2+4");
}

TEST(ParseRange, RefusesWhatLiesBehindTheEnd)
{
    for (const auto* header : {"bytes=10-", "bytes=10-12", "bytes=-0"})
        EXPECT_EQ(range_text(header, 10), "refused") << header;
    EXPECT_EQ(range_text("bytes=0-", 0), "refused");
    EXPECT_EQ(range_text("bytes=-1", 0), "refused");
}

TEST(ParseRange, PassesOverWhatItDoesNotRead)
{
    for (const auto* header :
         {"", "lines=1-2", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=1-2,4-5", "bytes=1",
          "bytes=1-2x", "bytes=+1-2", "bytes=18446744073709551616-", "bytes=1--2"})
        EXPECT_EQ(range_text(header, 10), "whole") << header;
}

TEST(ParseRange, WhatItGivesLiesInside)
{
    EXPECT_TRUE(rc::check([](std::uint64_t first, std::uint64_t last, std::uint64_t size) {
        const auto range = parse_range("bytes=" + std::to_string(first) + "-" + std::to_string(last), size);
        if (!range || !*range)
            return;
        RC_ASSERT((*range)->size_bytes > 0);
        RC_ASSERT((*range)->offset < size);
        RC_ASSERT((*range)->size_bytes <= size - (*range)->offset);
    }));
}

class ApplyRange : public testing::Test {
protected:
    Response ranged(const std::string& range, const std::string& condition = "")
    {
        auto response = *file_response(folder.put("f", "0123456789"), "text/plain");
        response.etag = "v1";
        Request request;
        if (!range.empty())
            request.headers.add("range", range);
        if (!condition.empty())
            request.headers.add("if-range", condition);
        EXPECT_TRUE(apply_range(request, response).has_value());
        return response;
    }
    base::TemporaryFolder folder;
};

TEST_F(ApplyRange, MakesAPartOfAFile)
{
    const auto response = ranged("bytes=2-4");
    EXPECT_EQ(response.status, 206);
    EXPECT_EQ(*response.headers.find("content-range"), "bytes 2-4/10");
    const auto& part = std::get<FilePart>(response.body);
    std::string bytes(part.size_bytes, ' ');
    ASSERT_TRUE(part.file->read_at(part.offset, bytes).has_value());
    EXPECT_EQ(bytes, "234");
}

TEST_F(ApplyRange, SendsAllWhereTheStateIsAnother)
{
    EXPECT_EQ(ranged("bytes=2-4", R"("v1")").status, 206);
    EXPECT_EQ(ranged("bytes=2-4", R"("v2")").status, 200);
    EXPECT_EQ(ranged("").status, 200);
    EXPECT_EQ(*ranged("").headers.find("accept-ranges"), "bytes");
}

TEST(OpenFile, SaysWhatIsMissingWithoutThePath)
{
    const base::TemporaryFolder folder;
    const auto missing = file_response(folder.at("secret"), "text/plain");
    EXPECT_EQ(missing.error().code, ErrorCode::FileNotFound);
    EXPECT_EQ(missing.error().message.find("secret"), std::string::npos);
    EXPECT_EQ(file_response(folder.path(), "text/plain").error().code, ErrorCode::FileUnreadable);
}

} // namespace
} // namespace tucai::http
