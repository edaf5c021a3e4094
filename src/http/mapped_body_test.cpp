#include "http/mapped_body.h"

#include <gtest/gtest.h>

namespace tucai::http {
namespace {

Body body_of(const std::string& bytes, std::size_t memory_bytes)
{
    BodyCollector collector(testing::TempDir(), memory_bytes);
    EXPECT_TRUE(collector.append(bytes));
    return collector.take();
}

std::string text_of(const MappedBody& body)
{
    return {body.bytes().begin(), body.bytes().end()};
}

TEST(MappedBody, ShowsABodyInMemoryAsItLies)
{
    const auto body = body_of("short", 100);
    ASSERT_FALSE(body.is_file());
    const auto mapped = MappedBody::of(body);
    ASSERT_TRUE(mapped);
    EXPECT_EQ(text_of(*mapped), "short");
}

TEST(MappedBody, ShowsABodyThatLiesInAFile)
{
    const std::string bytes(100'000, 'x');
    const auto body = body_of(bytes + "end", 100);
    ASSERT_TRUE(body.is_file());
    auto mapped = MappedBody::of(body);
    ASSERT_TRUE(mapped);
    const auto moved = std::move(*mapped);
    EXPECT_EQ(text_of(moved), bytes + "end");
}

TEST(MappedBody, IsEmptyOfNoBody)
{
    const Body body;
    const auto mapped = MappedBody::of(body);
    ASSERT_TRUE(mapped);
    EXPECT_TRUE(mapped->bytes().empty());
}

} // namespace
} // namespace tucai::http
