#include "base/temporary_folder.h"
#include "store/migrations.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace tucai::store {
namespace {

constexpr std::array<Migration, 2> two = {{
    {1, "people", "create table people (id {integer} primary key) {strict}; insert into people values (7);"},
    {2, "their names", "alter table people add column name text;"},
}};

class Migrations : public testing::Test {
protected:
    Database open() const { return *Database::open("sqlite:" + folder.at("t.db"), {}); }
    static std::size_t people(const Database& database)
    {
        const auto rows = database.read([](Transaction& t) { return t.rows("select * from people"); });
        return rows ? rows->size() : 0;
    }
    base::TemporaryFolder folder;
};

TEST_F(Migrations, AreDoneOnceInTheirOrder)
{
    const auto database = open();
    EXPECT_EQ(*migrate(database, std::span(two).first(1), 1000), 1);
    EXPECT_EQ(*migrate(database, two, 2000), 1);
    EXPECT_EQ(*migrate(database, two, 3000), 0);
    EXPECT_EQ(people(database), 1);
}

TEST_F(Migrations, AStepThatFailsLeavesNothingOfItself)
{
    const auto database = open();
    auto broken = two;
    broken[1].sql = "alter table people add column name text; insert into nowhere values (1);";
    EXPECT_EQ(migrate(database, broken, 0).error().code, ErrorCode::Internal);
    EXPECT_EQ(*migrate(database, two, 0), 1) << "the column is not there yet";
}

TEST_F(Migrations, ALaterProgramsDatabaseIsLeftAlone)
{
    const auto database = open();
    ASSERT_TRUE(migrate(database, two, 0));
    EXPECT_EQ(migrate(database, std::span(two).first(1), 0).error().code, ErrorCode::StoreTooNew);
}

TEST_F(Migrations, AStepThatReadsOtherwiseIsNoticed)
{
    const auto database = open();
    ASSERT_TRUE(migrate(database, two, 0));
    auto other = two;
    other[0].sql = "create table people (id {integer} primary key);";
    EXPECT_EQ(migrate(database, other, 0).error().code, ErrorCode::StoreChanged);
}

TEST_F(Migrations, NumbersHaveNoGap)
{
    EXPECT_EQ(migrate(open(), std::span(two).last(1), 0).error().code, ErrorCode::Internal);
}

TEST_F(Migrations, TwoProgramsAtOnceDoEachStepOnce)
{
    const auto one = open();
    const auto other = open();
    int done = 0;
    std::thread thread([&] { done = *migrate(one, two, 0); });
    const int too = *migrate(other, two, 0);
    thread.join();
    EXPECT_EQ(done + too, 2);
    EXPECT_EQ(people(one), 1);
}

} // namespace
} // namespace tucai::store
