#include "http/paging.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tucai::http {
namespace {

base::Randomness counting()
{
    return [next = std::uint8_t{0}](std::span<std::uint8_t> bytes) mutable {
        for (auto& byte : bytes)
            byte = next++;
    };
}

Cursors cursors(std::uint8_t key = 1)
{
    std::array<std::uint8_t, base::SecretKey::size_bytes> bytes{};
    bytes[0] = key;
    return {base::SecretKey(bytes), counting()};
}

Request asking(const std::string& cursor, const std::string& limit = "")
{
    Request request;
    if (!cursor.empty())
        request.query.push_back({"cursor", cursor});
    if (!limit.empty())
        request.query.push_back({"limit", limit});
    return request;
}

TEST(Paging, TheCursorOfOnePageLeadsToTheNext)
{
    const auto made = cursors();
    const auto page = made.page("students", {{{"id", "1"}}}, "张三/17");
    EXPECT_EQ(page.at("items").size(), 1U);
    const auto cursor = page.at("next").get<std::string>();
    EXPECT_EQ(cursor.find("17"), std::string::npos);
    const auto next = made.page_of(asking(cursor), "students");
    ASSERT_TRUE(next.has_value());
    EXPECT_EQ(next->after, "张三/17");
    EXPECT_EQ(next->limit, 50);
}

TEST(Paging, TheFirstPageHasNoCursorAndTheLastNone)
{
    EXPECT_EQ(cursors().page_of(asking(""), "students")->after, "");
    EXPECT_EQ(cursors().page("students", nlohmann::json::array(), "").dump(), R"({"items":[],"next":null})");
}

TEST(Paging, ACursorIsGoodForItsListAndKeyOnly)
{
    const auto cursor = cursors().cursor("students?college=7", "17");
    EXPECT_EQ(cursors().page_of(asking(cursor), "students?college=8").error().code, ErrorCode::CursorInvalid);
    EXPECT_EQ(cursors(2).page_of(asking(cursor), "students?college=7").error().code,
              ErrorCode::CursorInvalid);
    auto changed = cursor;
    changed[40] = changed[40] == 'A' ? 'B' : 'A';
    EXPECT_EQ(cursors().page_of(asking(changed), "students?college=7").error().code,
              ErrorCode::CursorInvalid);
    for (const auto& text : {std::string("x"), std::string("%%"), std::string(5000, 'A')})
        EXPECT_EQ(cursors().page_of(asking(text), "students").error().code, ErrorCode::CursorInvalid);
}

TEST(Paging, CapsTheLimitAndRefusesNone)
{
    EXPECT_EQ(cursors().page_of(asking("", "7"), "a")->limit, 7);
    EXPECT_EQ(cursors().page_of(asking("", "100000"), "a")->limit, 200);
    for (const auto* limit : {"0", "-1", "x", "7x", "1.5", "99999999999999999999"})
        EXPECT_EQ(cursors().page_of(asking("", limit), "a").error().code, ErrorCode::InvalidInput) << limit;
}

} // namespace
} // namespace tucai::http
