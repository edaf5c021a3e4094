#include "app/comparison_text.h"
#include "photo/schema_check.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace tucai::app {
namespace {

using Json = nlohmann::ordered_json;
constexpr auto zh = rules::Language::Chinese;
constexpr auto en = rules::Language::English;

Result<guard::SeenFace> seen(float x, double quality = 1, guard::Hindrance hindrance = guard::Hindrance::None)
{
    guard::SeenFace face;
    face.embedding = {x, std::sqrt(1 - x * x)};
    face.quality = {quality, hindrance, {}};
    face.face_count = 1;
    return face;
}

Comparison with_score(float score, double quality = 1, guard::Hindrance hindrance = guard::Hindrance::None)
{
    return compare("a.jpg", seen(1), "b.jpg", seen(score, quality, hindrance), "sum");
}

Comparison failed()
{
    return compare("a.jpg", seen(1), "b.jpg", fail(ErrorCode::PortraitNoFace, "No face was found."), "sum");
}

TEST(ComparisonJson, HasTheFixedForm)
{
    EXPECT_EQ(
        to_json(with_score(1)),
        R"({"a":"a.jpg","b":"b.jpg","score":1.0,"verdict":"same","quality":{"a":1.0,"b":1.0},"error":null})");
    EXPECT_EQ(to_json(failed()),
              R"({"a":"a.jpg","b":"b.jpg","score":null,"verdict":null,"quality":{"a":1.0,"b":null},)"
              R"("error":{"code":"portrait.no_face","message":"b.jpg: No face was found."}})");
}

TEST(ComparisonJson, KeepsItsSchema)
{
    const photo::SchemaCheck schema("comparison-1.json");
    for (const auto& comparison :
         {with_score(1), with_score(-1), with_score(0.1F, 0.2, guard::Hindrance::Blurred), failed()})
        EXPECT_EQ(schema.complaints(nlohmann::json::parse(to_json(comparison))), "");
    auto bent = nlohmann::json::parse(to_json(with_score(1)));
    bent["verdict"] = "alike";
    EXPECT_NE(schema.complaints(bent), "");
    bent = nlohmann::json::parse(to_json(with_score(1)));
    bent["score"] = 1.5;
    EXPECT_NE(schema.complaints(bent), "");
}

TEST(ComparisonJson, APoorPictureStillHasItsScore)
{
    const auto json = Json::parse(to_json(with_score(0.1F, 0.2, guard::Hindrance::Blurred)));
    EXPECT_EQ(json["verdict"], "uncertain");
    EXPECT_NEAR(json["score"].get<double>(), 0.1, 1e-6);
}

TEST(ComparisonJson, ANameThatIsNoUtf8StaysJson)
{
    const auto text = to_json(compare("\xff.jpg", seen(1), "b.jpg", seen(1), "sum"));
    EXPECT_NO_THROW(Json::parse(text));
}

TEST(Compare, TheFirstPictureThatFailedIsNamed)
{
    const auto both = compare("a.jpg", fail(ErrorCode::ImageEmpty, "It is empty."), "b.jpg",
                              fail(ErrorCode::PortraitNoFace, "No face."), "sum");
    EXPECT_EQ(both.error->code, ErrorCode::ImageEmpty);
    EXPECT_EQ(both.error->message, "a.jpg: It is empty.");
}

TEST(ExitCode, FollowsTheVerdict)
{
    EXPECT_EQ(exit_code_of(with_score(1)), 0);
    EXPECT_EQ(exit_code_of(with_score(1, 0.1)), 1);
    EXPECT_EQ(exit_code_of(with_score(-1)), 2);
    EXPECT_EQ(exit_code_of(failed()), 3);
}

TEST(ComparisonText, SaysWhatWasFoundAndWhatItMeans)
{
    EXPECT_EQ(plain_text(with_score(1), en), "a.jpg and b.jpg: same (score 1.00). Very likely one person.");
    EXPECT_EQ(plain_text(with_score(1), zh), "a.jpg 与 b.jpg:一致(相似度 1.00)。很可能是同一个人。");
    EXPECT_NE(plain_text(failed(), zh).find("无法比对 (portrait.no_face)"), std::string::npos);
}

TEST(ComparisonText, DifferentAccusesNobodyAndSendsToAPerson)
{
    EXPECT_NE(plain_text(with_score(-0.2F), en).find("a person should look before anything is concluded"),
              std::string::npos);
    EXPECT_NE(plain_text(with_score(-0.2F), zh).find("请人工核对后再下结论"), std::string::npos);
}

TEST(ComparisonText, EveryHindranceIsSaidInBothLanguages)
{
    using guard::Hindrance;
    for (const auto hindrance : {Hindrance::None, Hindrance::TooSmall, Hindrance::Blurred, Hindrance::Turned,
                                 Hindrance::BadlyLit, Hindrance::Unclear, Hindrance::SeveralFaces}) {
        const auto comparison = with_score(0.9F, 0.2, hindrance);
        const auto english = plain_text(comparison, en);
        EXPECT_NE(english.find("do not suffice (b.jpg: it"), std::string::npos) << english;
        EXPECT_NE(plain_text(comparison, zh).find("照片不足以比对(b.jpg:"), std::string::npos);
    }
}

} // namespace
} // namespace tucai::app
