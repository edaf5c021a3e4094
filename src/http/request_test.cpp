#include "http/request.h"

#include <gtest/gtest.h>

namespace tucai::http {
namespace {

base::Language language_by(const std::string& accepted, const std::string& asked = "")
{
    Request request;
    if (!accepted.empty())
        request.headers.add("accept-language", accepted);
    if (!asked.empty())
        request.query.push_back({"lang", asked});
    return language_of(request);
}

TEST(LanguageOf, FollowsTheAddressFirst)
{
    EXPECT_EQ(language_by("zh-CN", "en"), base::Language::English);
    EXPECT_EQ(language_by("en", "zh"), base::Language::Chinese);
    EXPECT_EQ(language_by("en", "fr"), base::Language::English);
}

TEST(LanguageOf, FollowsTheGreaterWeightElseChinese)
{
    EXPECT_EQ(language_by("en-US,en;q=0.9,zh;q=0.8"), base::Language::English);
    EXPECT_EQ(language_by("en;q=0.7,zh-Hant;q=0.8"), base::Language::Chinese);
    EXPECT_EQ(language_by("en,zh"), base::Language::Chinese);
    EXPECT_EQ(language_by("fr, *;q=0.1"), base::Language::Chinese);
    EXPECT_EQ(language_by("en;q=0"), base::Language::Chinese);
    EXPECT_EQ(language_by(""), base::Language::Chinese);
}

TEST(Request, GivesTheFirstOfAQueryAndTheTemplatesNames)
{
    Request request;
    request.query = {{"a", "1"}, {"a", "2"}, {"b", ""}};
    request.path_parameters = {{"id", "7"}};
    EXPECT_EQ(request.query_value("a"), "1");
    EXPECT_EQ(request.query_value("b"), "");
    EXPECT_FALSE(request.query_value("c").has_value());
    EXPECT_EQ(request.path_value("id"), "7");
    EXPECT_EQ(request.path_value("other"), "");
}

} // namespace
} // namespace tucai::http
