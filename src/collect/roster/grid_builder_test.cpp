#include "collect/roster/grid_builder.h"

#include <gtest/gtest.h>

namespace tucai::collect::roster {
namespace {

TEST(GridBuilder, NumbersBeyondFifteenDigitsHaveLostSome)
{
    for (const char* number : {"320101199001011000", "3.2010119900101101E+17", "1e15", "-1234567890123456"})
        EXPECT_TRUE(has_lost_digits(number)) << number;
    for (const char* number :
         {"123456789012345", "0.30000000000000004", "1E-7", "1.5e5", "-123456789012345", ""})
        EXPECT_FALSE(has_lost_digits(number)) << number;
}

TEST(GridBuilder, ShownPowersAreKnownAndClassesAreNot)
{
    for (const char* text : {"3.20101E+17", "2.6E+13", "3E+17"})
        EXPECT_TRUE(is_shown_as_power(text)) << text;
    for (const char* text :
         {"2E1", "E+17", "3.E+17x", "0.2E+17", "aE+17", "3.E+17", "3.2E+1", "32.1E+17", ""})
        EXPECT_FALSE(is_shown_as_power(text)) << text;
}

TEST(GridBuilder, ColumnsAreNamedAsSpreadsheetsDo)
{
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(16'383), "XFD");
}

TEST(GridBuilder, KeptTextsStayWhereTheyAreWhenTheGridMoves)
{
    const TableLimits limits;
    GridBuilder builder(limits);
    ASSERT_TRUE(builder.put_text(1, 0, "short", CellKind::Text));
    ASSERT_TRUE(builder.put_text(1, 2, std::string(100'000, 'x').substr(0, 30'000), CellKind::Text));
    const Grid grid = std::move(builder.grid());
    EXPECT_EQ(grid.cells_of(grid.rows[0])[0].text, "short");
    EXPECT_EQ(grid.cells_of(grid.rows[0])[1].kind, CellKind::Empty);
    EXPECT_EQ(grid.cells_of(grid.rows[0])[2].text.size(), 30'000U);
}

} // namespace
} // namespace tucai::collect::roster
