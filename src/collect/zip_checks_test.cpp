#include "collect/zip_checks.h"

#include <gtest/gtest.h>

#include <string>

namespace tucai::collect {
namespace {

using namespace std::string_view_literals;

TEST(ZipChecks, NamesThatLeadOutOfTheArchiveAreTold)
{
    for (const auto name :
         {""sv, "/a.jpg"sv, "../a.jpg"sv, "a/../b.jpg"sv, "a/.."sv, "C:a.jpg"sv, "a\\b.jpg"sv, "a\0b"sv})
        EXPECT_FALSE(is_inside_zip(name)) << name;
    EXPECT_FALSE(is_inside_zip(std::string(1025, 'a')));
    for (const auto name : {"a.jpg"sv, "文学院/张三.jpg"sv, "a/..b/c.jpg"sv, "a/./b"sv})
        EXPECT_TRUE(is_inside_zip(name)) << name;
}

TEST(ZipChecks, EntriesAreCountedUpToALimit)
{
    const std::string two = "xPK\x01\x02yyPK\x01\x02";
    EXPECT_TRUE(has_more_zip_entries(two, 1));
    EXPECT_FALSE(has_more_zip_entries(two, 2));
}

} // namespace
} // namespace tucai::collect
