#include "http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tucai::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Response nothing(const Request&)
{
    return empty_response();
}

Router with(const std::vector<std::pair<std::string, std::string>>& routes)
{
    Router router;
    for (const auto& [method, path] : routes) {
        const auto added = router.add({method, path, nothing});
        EXPECT_TRUE(added.has_value()) << added.error().message;
    }
    return router;
}

std::string path_found(const Router& router, std::string_view method, std::string_view target)
{
    const auto match = router.find(method, parse_target(target)->segments);
    return match.route == nullptr ? "" : match.route->path;
}

const Router& students()
{
    static const auto router = with({{"GET", "/"},
                                     {"GET", "/students"},
                                     {"POST", "/students"},
                                     {"GET", "/students/{id}"},
                                     {"DELETE", "/students/{id}"},
                                     {"GET", "/students/mine"},
                                     {"GET", "/students/{id}/photos/{photo}"},
                                     {"POST", "/students/mine/photos"},
                                     {"GET", "/files/{path...}"}});
    return router;
}

TEST(Router, FindsLiteralsBeforeParametersAndParametersBeforeTheRest)
{
    EXPECT_EQ(path_found(students(), "GET", "/"), "/");
    EXPECT_EQ(path_found(students(), "GET", "/students"), "/students");
    EXPECT_EQ(path_found(students(), "GET", "/students/mine"), "/students/mine");
    EXPECT_EQ(path_found(students(), "GET", "/students/7"), "/students/{id}");
    EXPECT_EQ(path_found(students(), "GET", "/files/a/b.js"), "/files/{path...}");
}

TEST(Router, GoesBackWhereALiteralLeadsNowhere)
{
    EXPECT_EQ(path_found(students(), "GET", "/students/mine/photos/3"), "/students/{id}/photos/{photo}");
}

TEST(Router, FindsNothingBesides)
{
    for (const auto* target :
         {"/student", "/students/", "/students/7/", "/students/7/photos", "/files", "//"})
        EXPECT_TRUE(students().find("GET", parse_target(target)->segments).allowed.empty()) << target;
}

TEST(Router, GivesTheParametersTheirNames)
{
    const auto match = students().find("GET", parse_target("/students/%E5%9B%BE/photos/3")->segments);
    ASSERT_EQ(match.path_parameters.size(), 2U);
    EXPECT_EQ(match.path_parameters[0].name, "id");
    EXPECT_EQ(match.path_parameters[0].value, "图");
    EXPECT_EQ(match.path_parameters[1].name, "photo");
    EXPECT_EQ(match.path_parameters[1].value, "3");
    const auto rest = students().find("GET", parse_target("/files/a/b")->segments);
    EXPECT_EQ(rest.path_parameters.at(0).value, "a/b");
}

TEST(Router, SaysWhichMethodsAnAddressTakes)
{
    const auto match = students().find("PUT", parse_target("/students/7")->segments);
    EXPECT_EQ(match.route, nullptr);
    EXPECT_THAT(match.allowed, ElementsAre("DELETE", "GET", "HEAD", "OPTIONS"));
    EXPECT_THAT(students().find("GET", parse_target("/students/mine/photos")->segments).allowed,
                ElementsAre("OPTIONS", "POST"));
}

TEST(Router, AnswersHeadByGet)
{
    EXPECT_EQ(path_found(students(), "HEAD", "/students/7"), "/students/{id}");
    EXPECT_EQ(path_found(students(), "HEAD", "/students/mine/photos"), "");
}

TEST(Router, ListsItsRoutes)
{
    EXPECT_THAT(with({{"POST", "/b/{x}"}, {"GET", "/b/{x}"}, {"GET", "/a"}}).list(),
                ElementsAre("GET /a", "GET /b/{x}", "POST /b/{x}"));
}

TEST(Router, RefusesWhatIsNoRouteAndSaysWhich)
{
    auto router = with({{"GET", "/a/{id}"}, {"GET", "/rest/{path...}"}});
    const auto refused = [&](const std::string& method, const std::string& path,
                             const Handler& handler = nothing) {
        const auto added = router.add({method, path, handler});
        EXPECT_FALSE(added.has_value()) << method << path;
        EXPECT_THAT(added.error().message, HasSubstr(path));
    };
    refused("get", "/b");
    refused("HEAD", "/b");
    refused("GET", "b");
    refused("GET", "/b?c");
    refused("GET", "/%41");
    refused("GET", "/a/{id}");
    refused("POST", "/a/{other}");
    refused("GET", "/b/x{id}");
    refused("GET", "/b/{}");
    refused("GET", "/b/{path...}/c");
    refused("GET", "/b", nullptr);
    EXPECT_EQ(router.list().size(), 2U);
}

} // namespace
} // namespace tucai::http
