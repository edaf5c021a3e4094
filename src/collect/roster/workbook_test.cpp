#include "collect/roster/workbook.h"

#include <gtest/gtest.h>

namespace tucai::collect::roster {
namespace {

TEST(Workbook, TargetsAreFollowedInsideTheArchive)
{
    EXPECT_EQ(*resolve_target("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    EXPECT_EQ(*resolve_target("xl", "/xl/styles.xml"), "xl/styles.xml");
    EXPECT_EQ(*resolve_target("xl/worksheets", "../a.xml"), "xl/a.xml");
    EXPECT_EQ(*resolve_target("", "./xl//workbook.xml"), "xl/workbook.xml");
}

TEST(Workbook, TargetsOutOfTheArchiveAreUnsafe)
{
    for (const char* target : {"../../a", "/..", "xl/../../..", "http://x", "a\\b", "C:x"})
        EXPECT_EQ(resolve_target("xl", target).error().code, ErrorCode::TableUnsafe) << target;
}

TEST(Workbook, EscapesOfControlCharactersArePutBack)
{
    EXPECT_EQ(unescaped("a_x000D_\nb"), "a\r\nb");
    EXPECT_EQ(unescaped("_x005F_x000D_"), "_x000D_");
    EXPECT_EQ(unescaped("_x0000__x4E00__xZZZZ__x000D"), "_x0000__x4E00__xZZZZ__x000D") << "these stay";
}

} // namespace
} // namespace tucai::collect::roster
