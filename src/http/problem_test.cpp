#include "base/json.h"
#include "http/problem.h"

#include <gtest/gtest.h>

#include <set>

namespace tucai::http {
namespace {

nlohmann::json body_of(const Response& response)
{
    return *base::parse_limited(std::get<std::string>(response.body));
}

TEST(Problem, HasTheFormOfRfc9457InTheReadersLanguage)
{
    Request request;
    request.id = "r1";
    request.language = base::Language::English;
    const auto response = problem_response(ErrorCode::RouteUnknown, request);
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(*response.headers.find("content-type"), "application/problem+json");
    EXPECT_EQ(*response.headers.find("content-language"), "en");
    EXPECT_EQ(response.problem, "route.unknown");
    const nlohmann::json wanted{{"type", "about:blank"},
                                {"title", "Nothing lies at this address."},
                                {"status", 404},
                                {"code", "route.unknown"},
                                {"request", "r1"}};
    EXPECT_EQ(body_of(response), wanted);
    request.language = base::Language::Chinese;
    EXPECT_EQ(body_of(problem_response(ErrorCode::RouteUnknown, request)).at("title"), "网址不存在。");
}

TEST(Problem, TakesMembersButNoneInPlaceOfItsOwn)
{
    const auto problem =
        body_of(problem_response(ErrorCode::InvalidInput, {}, {{"fields", {"name"}}, {"status", 200}}));
    EXPECT_EQ(problem.at("fields").at(0), "name");
    EXPECT_EQ(problem.at("status"), 422);
}

TEST(Problem, BadBytesInAMemberAreNoFault)
{
    const auto problem = body_of(problem_response(ErrorCode::InvalidInput, {}, {{"field", "\xff"}}));
    EXPECT_EQ(problem.at("field"), "\xef\xbf\xbd");
}

TEST(ProblemWords, EveryCodeHasItsOwnInBothLanguagesAndAStatusOfAnError)
{
    std::set<std::string_view> without;
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const auto& words = problem_words(code);
        if (words.code != code)
            without.insert(error_word(code));
        EXPECT_TRUE(words.status >= 400 && words.status < 600) << error_word(code);
        EXPECT_TRUE(words.en.ends_with('.')) << words.en;
        EXPECT_TRUE(words.zh.ends_with("。")) << words.zh;
    }
    EXPECT_EQ(without, std::set<std::string_view>()) << "they belong into problem_words.cpp";
    EXPECT_EQ(problem_words(static_cast<ErrorCode>(9999)).code, ErrorCode::Internal);
}

} // namespace
} // namespace tucai::http
