#include "base/files.h"
#include "base/temporary_folder.h"
#include "store/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <barrier>
#include <thread>

namespace tucai::store {
namespace {

using namespace std::string_literals;

class DatabaseTest : public testing::Test {
protected:
    Database open(const DatabaseOptions& options = {}) const
    {
        auto opened = Database::open("sqlite:" + folder.at("t.db"), options);
        EXPECT_TRUE(opened.has_value()) << opened.error().message;
        return std::move(*opened);
    }
    Database with_counter() const
    {
        auto database = open();
        EXPECT_TRUE(database.write([](Transaction& t) {
            return t.run_script(
                "create table counter (id {integer} primary key, value {integer} not null) {strict};"
                "insert into counter values (1, 0);");
        }));
        return database;
    }
    static std::int64_t counted(const Database& database)
    {
        return *database.read([](Transaction& t) -> Result<std::int64_t> {
            TUCAI_TRY(const auto row, t.row("select value from counter"));
            return row->integer("value");
        });
    }
    static Result<std::size_t> count_one(Transaction& t)
    {
        return t.run("update counter set value = value + 1 where id = $1", {1L});
    }

    base::TemporaryFolder folder;
};

Result<Value> stored_and_read(const Database& database, const Value& value)
{
    return database.write([&](Transaction& t) -> Result<Value> {
        TUCAI_CHECK(t.run_script("drop table if exists kept; create table kept (v any) {strict};"));
        TUCAI_CHECK(t.run("insert into kept values ($1)", {value}));
        TUCAI_TRY(const auto row, t.row("select v from kept"));
        if (row->is_null("v"))
            return Value();
        if (std::holds_alternative<std::int64_t>(value))
            return row->integer("v");
        if (std::holds_alternative<std::string>(value))
            return row->text("v");
        return row->bytes("v");
    });
}

TEST_F(DatabaseTest, KeepsWholeNumbersTextsAndBytesAsTheyAre)
{
    const auto database = open();
    for (const Value& value : std::initializer_list<Value>{
             std::monostate(), std::int64_t{0}, std::numeric_limits<std::int64_t>::min(),
             std::numeric_limits<std::int64_t>::max(), ""s, "𠮷·ئۇيغۇر"s, "a\0b"s, Bytes(), Bytes{0, 255, 0}})
        EXPECT_EQ(stored_and_read(database, value), value);
}

TEST_F(DatabaseTest, AnyTextComesBack)
{
    const auto database = open();
    EXPECT_TRUE(rc::check(
        [&](const std::string& text) { RC_ASSERT(stored_and_read(database, text) == Value(text)); }));
}

TEST_F(DatabaseTest, AnErrorLeavesNothing)
{
    const auto database = with_counter();
    const auto given = database.write([](Transaction& t) -> Result<> {
        TUCAI_CHECK(count_one(t));
        return fail(ErrorCode::InvalidInput, "no");
    });
    EXPECT_EQ(given.error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(counted(database), 0);
}

TEST_F(DatabaseTest, AMisreadRowLeavesNothingAndSaysSo)
{
    const auto database = with_counter();
    for (const char* column : {"value", "worth"}) {
        const auto given = database.write([&](Transaction& t) -> Result<std::string> {
            TUCAI_CHECK(count_one(t));
            TUCAI_TRY(const auto row, t.row("select value from counter"));
            return row->text(column);
        });
        ASSERT_FALSE(given.has_value());
        EXPECT_EQ(given.error().code, ErrorCode::Internal);
    }
    EXPECT_EQ(counted(database), 0);
}

TEST_F(DatabaseTest, AReaderCannotWrite)
{
    const auto database = with_counter();
    EXPECT_EQ(database.read([](Transaction& t) { return count_one(t); }).error().code,
              ErrorCode::StoreUnavailable);
    EXPECT_EQ(counted(database), 0);
}

TEST_F(DatabaseTest, ARowThatIsThereConflicts)
{
    const auto database = with_counter();
    const auto given =
        database.write([](Transaction& t) { return t.run("insert into counter values (1, 5)"); });
    EXPECT_EQ(given.error().code, ErrorCode::StoreConflict);
}

TEST_F(DatabaseTest, AWrongTypeConflictsAndAWrongStatementIsAFaultOfOurs)
{
    const auto database = with_counter();
    const auto run = [&](const char* sql, const Values& values) {
        return database.write([&](Transaction& t) { return t.run(sql, values); }).error().code;
    };
    EXPECT_EQ(run("insert into counter values (2, $1)", {"three"s}), ErrorCode::StoreConflict);
    EXPECT_EQ(run("insert into nowhere values (1)", {}), ErrorCode::Internal);
    EXPECT_EQ(run("insert into counter values ($1, 1)", {}), ErrorCode::Internal);
    EXPECT_EQ(run("insert into counter values (2, 1)", {1L}), ErrorCode::Internal);
    EXPECT_EQ(run("delete from counter; delete from counter", {}), ErrorCode::Internal);
    EXPECT_EQ(counted(database), 0);
}

TEST_F(DatabaseTest, ValuesAreNeverStatements)
{
    const auto database = with_counter();
    EXPECT_EQ(stored_and_read(database, "'; drop table counter; --"s), Value("'; drop table counter; --"s));
    EXPECT_EQ(counted(database), 0);
}

TEST_F(DatabaseTest, ThreadsThatWriteLoseNothing)
{
    const auto database = with_counter();
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int k = 0; k < 25; ++k)
                EXPECT_TRUE(database.write(count_one));
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(counted(database), 200);
}

TEST_F(DatabaseTest, TwoProgramsThatWriteLoseNothing)
{
    const auto one = with_counter();
    const auto other = open({.may_create = false});
    std::thread thread([&] {
        for (int k = 0; k < 40; ++k)
            EXPECT_TRUE(one.write(count_one));
    });
    for (int k = 0; k < 40; ++k)
        EXPECT_TRUE(other.write(count_one));
    thread.join();
    EXPECT_EQ(counted(one), 80);
}

TEST_F(DatabaseTest, AReaderSeesWhatWasThereWhenItBegan)
{
    const auto database = with_counter();
    const auto seen = database.read([&](Transaction& t) -> Result<std::pair<std::int64_t, std::int64_t>> {
        TUCAI_TRY(const auto before, t.row("select value from counter"));
        EXPECT_TRUE(database.write(count_one)) << "readers hinder no writer";
        TUCAI_TRY(const auto after, t.row("select value from counter"));
        return std::pair(before->integer("value"), after->integer("value"));
    });
    EXPECT_EQ(*seen, std::pair(std::int64_t{0}, std::int64_t{0}));
    EXPECT_EQ(counted(database), 1);
}

TEST_F(DatabaseTest, WhoeverWaitsTooLongIsToldSo)
{
    const auto database = open({.patience_ms = 20});
    const auto given = database.write([&](Transaction&) -> Result<> {
        return database.write([](Transaction& t) { return t.run("select 1"); }).map([](std::size_t) {});
    });
    EXPECT_EQ(given.error().code, ErrorCode::StoreBusy);
    EXPECT_TRUE(database.write([](Transaction& t) { return t.run("select 1"); })) << "and the next is served";
}

TEST_F(DatabaseTest, WritersAreServedInTheOrderInWhichTheyCame)
{
    const auto database = with_counter();
    std::vector<int> order;
    std::vector<std::thread> threads;
    ASSERT_TRUE(database.write([&](Transaction&) -> Result<> {
        for (int i = 0; i < 5; ++i) {
            threads.emplace_back([&, i] {
                EXPECT_TRUE(database.write([&](Transaction& t) {
                    order.push_back(i);
                    return count_one(t);
                }));
            });
            while (database.waiting_writers() <= static_cast<std::size_t>(i))
                std::this_thread::yield();
        }
        return {};
    }));
    for (auto& thread : threads)
        thread.join();
    EXPECT_THAT(order, testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST_F(DatabaseTest, AFileThatIsNoDatabaseIsUnavailable)
{
    folder.put("t.db", "This is no database at all, and long enough to look like none of its pages.");
    const auto opened = Database::open("sqlite:" + folder.at("t.db"), {});
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().code, ErrorCode::StoreUnavailable);
    EXPECT_EQ(Database::open("sqlite:/nowhere/t.db", {}).error().code, ErrorCode::StoreUnavailable);
    EXPECT_EQ(Database::open("mysql:x", {}).error().code, ErrorCode::InvalidInput);
}

TEST_F(DatabaseTest, WhatWasDeletedIsOverwritten)
{
    const std::string secret(200, 'Q');
    {
        const auto database = open();
        ASSERT_TRUE(database.write([&](Transaction& t) -> Result<std::size_t> {
            TUCAI_CHECK(t.run_script("create table kept (v text) {strict};"));
            return t.run("insert into kept values ($1)", {secret});
        }));
        ASSERT_TRUE(database.write([](Transaction& t) { return t.run("delete from kept"); }));
    }
    const auto file = base::read_file(folder.at("t.db"), 1U << 20U);
    const std::string text(file->begin(), file->end());
    EXPECT_EQ(text.find(secret), std::string::npos);
}

} // namespace
} // namespace tucai::store
