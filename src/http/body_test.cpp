#include "base/files.h"
#include "base/temporary_folder.h"
#include "http/body.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tucai::http {
namespace {

TEST(Body, StaysInMemoryUpToTheLimit)
{
    const base::TemporaryFolder folder;
    BodyCollector collector(folder.path(), 10);
    ASSERT_TRUE(collector.append("12345"));
    ASSERT_TRUE(collector.append("67890"));
    const auto body = collector.take();
    EXPECT_FALSE(body.is_file());
    EXPECT_EQ(body.bytes(), "1234567890");
    EXPECT_EQ(body.path(), "");
}

TEST(Body, GoesIntoAFileWithoutANameBeyondIt)
{
    const base::TemporaryFolder folder;
    BodyCollector collector(folder.path(), 10);
    ASSERT_TRUE(collector.append("12345"));
    ASSERT_TRUE(collector.append("678901"));
    ASSERT_TRUE(collector.append("2"));
    EXPECT_EQ(collector.size_bytes(), 12U);
    const auto body = collector.take();
    EXPECT_TRUE(body.is_file());
    EXPECT_EQ(body.size_bytes(), 12U);
    EXPECT_EQ(*body.read(100), "123456789012");
    EXPECT_EQ(base::read_file(body.path(), 100)->size(), 12U);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "nothing would be left by a crash";
}

TEST(Body, LivesAsLongAsACopy)
{
    const base::TemporaryFolder folder;
    std::string path;
    {
        Body copy;
        {
            BodyCollector collector(folder.path(), 0);
            ASSERT_TRUE(collector.append("x"));
            copy = collector.take();
        }
        path = copy.path();
        EXPECT_EQ(*copy.read(1), "x");
    }
    EXPECT_FALSE(base::read_file(path, 1).has_value());
}

TEST(Body, IsNotReadBeyondALimit)
{
    EXPECT_EQ(Body("abc").read(2).error().code, ErrorCode::RequestTooLarge);
    EXPECT_EQ(*Body("abc").read(3), "abc");
}

TEST(Body, ThatCannotBeKeptSaysSoWithoutThePath)
{
    BodyCollector collector("/no/such/folder", 0);
    const auto kept = collector.append("x");
    ASSERT_FALSE(kept.has_value());
    EXPECT_EQ(kept.error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(kept.error().message.find("such"), std::string::npos);
}

} // namespace
} // namespace tucai::http
