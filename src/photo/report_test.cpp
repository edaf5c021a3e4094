#include "photo/report.h"
#include "photo/schema_check.h"
#include "rules/catalogue.h"
#include "rules/good_measures.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <string_view>

namespace tucai::photo {
namespace {

using Json = nlohmann::json;

const SchemaCheck& schema()
{
    static const SchemaCheck check("report-1.json");
    return check;
}

/// What the schema has against a report; empty where nothing.
std::string complaints(const Json& report)
{
    return schema().complaints(report);
}

const rules::Profile& xueli()
{
    static const rules::Profile profile = *rules::load_profile(TUCAI_SOURCE_DIR "/rules", "xueli-2017");
    return profile;
}

const EngineIdentity engine = {"0.1.0", std::string(64, 'a')};

/// The report of a photo that passes; each test bends one thing.
Report good_report()
{
    Report report;
    report.file = "shots/a.jpg";
    report.profile = "xueli-2017";
    report.header = image::Header{image::Format::Jpeg, 3000, 4000, 6};
    report.face = ReportedFace{1, {900, 1100, 800, 1000}, {1150, 1500}, {1450, 1505}, {1, -2, 0.95}, 300.04};
    report.measures = rules::good_measures(xueli());
    report.findings = rules::judge(xueli(), report.measures, rules::Language::English);
    report.photo = ReportedPhoto{"out/a.jpg",
                                 480,
                                 640,
                                 300,
                                 34567,
                                 88,
                                 std::string(64, 'b'),
                                 {0.36, -228, -290},
                                 {75, 250, 230, 240, 108, 375, 300}};
    report.matte = "wall";
    report.timing_ms = {200, 20, 30, 30, 80, 10, 1, 20, 9};
    return report;
}

Report refused_report()
{
    auto report = good_report();
    report.measures["face_width_px"].value = 320;
    report.measures["face_width_px"].region = base::Box{900, 1100, 800, 1000};
    report.findings = rules::judge(xueli(), report.measures, rules::Language::Chinese);
    report.photo.reset();
    return report;
}

Report error_report()
{
    Report report;
    report.file = "shots/a.txt";
    report.profile = "xueli-2017";
    report.error = Error{ErrorCode::ImageNotAnImage, "This is no picture."};
    return report;
}

Json parsed(const Report& report)
{
    return Json::parse(to_json(report, engine));
}

/// The first minus nothing in a JSON, with the key before it; empty where there is none.
std::string minus_zero(const std::string& json)
{
    for (auto at = json.find("-0"); at != std::string::npos; at = json.find("-0", at + 1)) {
        const auto end = json.find_first_of(",]}", at);
        const auto start = json.find_last_of("\",", at);
        const bool is_number = at > 0 && std::string_view(":[,").find(json[at - 1]) != std::string_view::npos;
        if (is_number && json.find_first_not_of("-0.", at) == end)
            return json.substr(start, end - start);
    }
    return {};
}

bool holds(const std::string& json, const std::string& part)
{
    return json.find(part) != std::string::npos;
}

TEST(Report, AGoodOneKeepsToTheSchema)
{
    const auto json = parsed(good_report());
    EXPECT_EQ(complaints(json), "");
    EXPECT_EQ(json["verdict"], "pass");
    EXPECT_EQ(json["error"], nullptr);
    EXPECT_EQ(json["photo"]["transform"], Json::parse("[[0.36,0,-228],[0,0.36,-290]]"));
    EXPECT_EQ(json["face"]["eyes"], Json::parse("[[1150,1500],[1450,1505]]"));
    EXPECT_EQ(json["image"], Json::parse(R"({"width":3000,"height":4000,"format":"jpeg"})"));
}

TEST(Report, ARefusedOneKeepsToTheSchemaAndNamesTheThingToDo)
{
    const auto json = parsed(refused_report());
    EXPECT_EQ(complaints(json), "");
    EXPECT_EQ(json["verdict"], "refuse");
    EXPECT_EQ(json["photo"], nullptr);
    for (const auto& rule : json["rules"])
        if (rule["id"] == "frame.head_size") {
            EXPECT_EQ(rule["verdict"], "refuse");
            EXPECT_EQ(rule["value"], 320);
            EXPECT_EQ(rule["accept"], Json::parse("[188,292]"));
            EXPECT_EQ(rule["tolerate"], Json::parse("[180,300]"));
            EXPECT_EQ(rule["fix"], "step_back");
            EXPECT_EQ(rule["region"], Json::parse("[900,1100,800,1000]"));
        }
}

TEST(Report, AnErrorKeepsToTheSchema)
{
    const auto json = parsed(error_report());
    EXPECT_EQ(complaints(json), "");
    EXPECT_EQ(json["verdict"], "error");
    EXPECT_EQ(json["error"]["code"], "image.not_an_image");
    EXPECT_EQ(json["image"], nullptr);
    EXPECT_EQ(json["rules"], Json::array());
    EXPECT_EQ(json["measures"], Json::object());
}

TEST(Report, AnErrorAfterThePictureWasReadStillSaysWhatWasRead)
{
    auto report = error_report();
    report.error->code = ErrorCode::PortraitNoFace;
    report.header = image::Header{image::Format::Webp, 800, 600, 1};
    const auto json = parsed(report);
    EXPECT_EQ(complaints(json), "");
    EXPECT_EQ(json["image"]["format"], "webp");
}

TEST(Report, WarningsAreListedInTheirOrder)
{
    auto report = good_report();
    report.warnings = {{"image.recovered", "The end was missing."}, {"output.renamed", "It is a-2.jpg."}};
    const auto json = parsed(report);
    EXPECT_EQ(complaints(json), "");
    ASSERT_EQ(json["warnings"].size(), 2U);
    EXPECT_EQ(json["warnings"][0]["code"], "image.recovered");
    EXPECT_EQ(json["warnings"][1]["message"], "It is a-2.jpg.");
}

TEST(Report, EveryErrorThatAReportCanHoldIsInTheSchema)
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        auto report = error_report();
        report.error->code = static_cast<ErrorCode>(code);
        // Without its networks the engine does not open, and no report is made; the service has errors of its
        // own.
        const auto word = error_word(report.error->code);
        const auto family = word.substr(0, word.find('.'));
        constexpr std::array<std::string_view, 6> of_pictures = {"image",   "file",          "portrait",
                                                                 "profile", "invalid_input", "internal"};
        const bool can_be_held =
            std::find(of_pictures.begin(), of_pictures.end(), family) != of_pictures.end();
        EXPECT_EQ(complaints(parsed(report)).empty(), can_be_held) << word;
    }
}

TEST(Report, EveryFormatThatIsReadIsInTheSchema)
{
    for (const auto format : {image::Format::Jpeg, image::Format::Png, image::Format::Webp,
                              image::Format::Heic, image::Format::Avif}) {
        auto report = good_report();
        report.header->format = format;
        EXPECT_EQ(complaints(parsed(report)), "");
    }
}

TEST(Report, EveryRuleIsThereInTheOrderOfTheCatalogue)
{
    const auto json = parsed(good_report());
    const auto& ids = schema().json()["definitions"]["rule_id"]["enum"];
    ASSERT_EQ(json["rules"].size(), ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_EQ(json["rules"][i]["id"], ids[i]);
}

TEST(Report, UnassessedAreTheRulesThatNobodyAssessed)
{
    for (const auto& report : {good_report(), refused_report()}) {
        const auto json = parsed(report);
        Json wanted = Json::array();
        for (const auto& rule : json["rules"])
            if (rule["verdict"] == "not_assessed")
                wanted.push_back(rule["id"]);
        EXPECT_EQ(json["unassessed"], wanted);
        EXPECT_EQ(wanted.size(), 52U - xueli().rules.size());
    }
}

TEST(Report, WhereNothingWasAssessedAPersonIsAsked)
{
    auto report = good_report();
    report.findings = rules::judge(xueli(), {}, rules::Language::English);
    EXPECT_EQ(report.verdict(), "ask");
    EXPECT_EQ(complaints(parsed(report)), "");
}

TEST(Report, AnErrorOutweighsEveryFinding)
{
    auto report = good_report();
    report.error = Error{ErrorCode::Internal, "A library gave up."};
    EXPECT_EQ(report.verdict(), "error");
}

TEST(Schema, RefusesWhatItDoesNotKnow)
{
    const auto good = parsed(good_report());
    using Bend = void (*)(Json&);
    const std::pair<const char*, Bend> bends[] = {
        {"a key that is not its own", [](Json& json) { json["mood"] = "fine"; }},
        {"a verdict that is no word of it", [](Json& json) { json["verdict"] = "maybe"; }},
        {"another form", [](Json& json) { json["schema"] = "tucai.report/2"; }},
        {"no verdict", [](Json& json) { json.erase("verdict"); }},
        {"a verdict of error without one", [](Json& json) { json["verdict"] = "error"; }},
        {"a photo beside an error",
         [](Json& json) {
             json["verdict"] = "error";
             json["error"] = {{"code", "internal"}, {"message", "It broke."}};
         }},
        {"a rule missing", [](Json& json) { json["rules"].erase(0); }},
        {"a rule nobody knows", [](Json& json) { json["rules"][0]["id"] = "light.mood"; }},
        {"a rule that is said more of", [](Json& json) { json["rules"][0]["mood"] = 1; }},
        {"a pass without a value",
         [](Json& json) {
             for (auto& rule : json["rules"])
                 if (rule["verdict"] == "pass")
                     rule["value"] = nullptr;
         }},
        {"a refusal without a fix",
         [](Json& json) {
             for (auto& rule : json["rules"])
                 if (rule["verdict"] == "pass")
                     rule["verdict"] = "refuse";
         }},
        {"a hash cut short", [](Json& json) { json["photo"]["sha256"] = "abc"; }},
        {"a photo that was turned", [](Json& json) { json["photo"]["transform"][0][1] = 0.1; }},
        {"a box of three numbers", [](Json& json) { json["face"]["box"].erase(3); }},
        {"a measure that is a text", [](Json& json) { json["measures"]["face_count"] = "1"; }},
        {"half a pixel of width", [](Json& json) { json["image"]["width"] = 0.5; }},
        {"time that runs backward", [](Json& json) { json["timing_ms"]["rules"] = -1; }},
    };
    for (const auto& [what, bend] : bends) {
        auto bent = good;
        bend(bent);
        EXPECT_NE(complaints(bent), "") << what;
    }
}

TEST(ToJson, WritesOneLine)
{
    auto report = refused_report();
    report.file = "shots/two\nlines\r.jpg";
    const auto json = to_json(report, engine);
    EXPECT_EQ(json.find_first_of("\r\n"), std::string::npos);
    EXPECT_EQ(Json::parse(json)["file"], report.file);
}

TEST(ToJson, WritesItsKeysInTheOrderOfTheSchema)
{
    const auto json = nlohmann::ordered_json::parse(to_json(good_report(), engine));
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items())
        keys.push_back(key);
    EXPECT_EQ(keys, schema().json()["required"].get<std::vector<std::string>>());
}

TEST(ToJson, NeverWritesMinusZero)
{
    ASSERT_NE(minus_zero("[1,-0.0]"), "");
    ASSERT_NE(minus_zero(R"({"a":-0,"b":1})"), "");
    ASSERT_EQ(minus_zero("[-0.1,-10]"), "");
    for (const double nothing : {-0.0, -1e-9}) {
        auto report = refused_report();
        report.face->box = {nothing, nothing, 800, 1000};
        report.face->left_eye = {nothing, nothing};
        report.face->pose = {nothing, nothing, nothing};
        for (auto& [name, measure] : report.measures)
            measure.value = nothing;
        report.findings[0].confidence = nothing;
        report.findings[0].accept = {nothing, nothing};
        for (auto& finding : report.findings)
            if (finding.value)
                finding.value = nothing;
        EXPECT_EQ(minus_zero(to_json(report, engine)), "");
    }
}

TEST(ToJson, NeverWritesMinusZeroInATransform)
{
    auto report = good_report();
    report.photo->to_photo = {0.36, -0.0, -0.0};
    report.photo->head.hair_top_px = -0.0;
    EXPECT_EQ(minus_zero(to_json(report, engine)), "");
}

TEST(ToJson, ATransformKeepsEveryDigitThatCarriesAPixel)
{
    auto report = good_report();
    report.photo->to_photo = {1.0 / 3, 1e-5, 123456.78901234};
    const auto transform = parsed(report)["photo"]["transform"];
    EXPECT_EQ(transform[0][0].get<double>(), 1.0 / 3);
    EXPECT_EQ(transform[0][2].get<double>(), 1e-5);
    EXPECT_EQ(transform[1][2].get<double>(), 123456.78901234);
}

TEST(ToJson, WhatIsNoNumberBecomesNull)
{
    for (const double none :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
          -std::numeric_limits<double>::infinity()}) {
        auto report = good_report();
        report.measures["hole_ratio"].value = none;
        report.findings = rules::judge(xueli(), report.measures, rules::Language::English);
        const auto json = parsed(report);
        EXPECT_TRUE(json["measures"]["hole_ratio"].is_null());
        EXPECT_EQ(complaints(json), "");
        for (const auto& rule : json["rules"])
            if (rule["id"] == "matte.whole") {
                EXPECT_EQ(rule["verdict"], "not_assessed");
                EXPECT_TRUE(rule["value"].is_null());
            }
    }
}

TEST(ToJson, ANumberTooLargeToBeRoundedIsNotWrittenAsOne)
{
    auto report = good_report();
    report.measures["hole_ratio"].value = std::numeric_limits<double>::max();
    const auto json = parsed(report);
    EXPECT_EQ(complaints(json), "");
}

TEST(ToJson, NumbersHaveNoMoreDigitsThanWereMeasured)
{
    auto report = good_report();
    report.face->inter_eye_px = 300.0449;
    report.face->box.x = 900.04;
    report.measures["hole_ratio"].value = 0.123456789;
    const auto json = to_json(report, engine);
    EXPECT_TRUE(holds(json, "\"inter_eye_px\":300.04}"));
    EXPECT_TRUE(holds(json, "\"box\":[900.0,"));
    EXPECT_TRUE(holds(json, "\"hole_ratio\":0.12346,"));
}

TEST(ToJson, AFileNameThatIsNoUtf8StillGivesJson)
{
    for (const std::string name : {"\xD5\xC5\xC8\xFD.jpg", "cut \xE5\xBC", "\xFF", "\xED\xA0\x80.jpg"}) {
        auto report = error_report();
        report.file = name;
        report.error->message = "Cannot open " + name + ".";
        const auto json = Json::parse(to_json(report, engine), nullptr, false);
        ASSERT_FALSE(json.is_discarded()) << name;
        EXPECT_EQ(complaints(json), "");
        EXPECT_TRUE(holds(json["file"], "\xEF\xBF\xBD")) << "what cannot be shown is marked";
    }
}

TEST(ToJson, ChineseIsWrittenAsItIs)
{
    auto report = good_report();
    report.file = "张三.jpg";
    EXPECT_TRUE(holds(to_json(report, engine), "\"file\":\"张三.jpg\""));
}

TEST(ToJson, SameReportSameBytes)
{
    EXPECT_EQ(to_json(refused_report(), engine), to_json(refused_report(), engine));
}

} // namespace
} // namespace tucai::photo
