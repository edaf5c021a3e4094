#include "api/api_for_tests.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::TellKind;

using ReviewsApi = DeskApiTest;

TEST_F(ReviewsApi, AnAcceptanceWithItsTicksEndsTheWay)
{
    const auto decided = post(clerk, "/reviews", acceptance_json());
    ASSERT_EQ(decided.status, 201) << decided.body;
    EXPECT_EQ(decided.json()["photo"]["state"], "school_ok");
    EXPECT_FALSE(decided.json()["awaits_second"].get<bool>());
    EXPECT_EQ(state_of("s-1"), "accepted");
    EXPECT_EQ(teller.told("s-1", TellKind::PhotoAccepted), 1);
    EXPECT_EQ(get(clerk, "/photos?batch=batch-9").json()["items"].size(), 0U);
}

TEST_F(ReviewsApi, AReturnSaysWhyAndUntilWhen)
{
    const nlohmann::json body{{"photo", submitted.id},     {"version", submitted.version},
                              {"decision", "return"},      {"reasons", {"hair.covers"}},
                              {"words", "请把刘海拢起来"}, {"until", "2026-05-06T00:00:00Z"}};
    const auto decided = post(clerk, "/reviews", body);
    ASSERT_EQ(decided.status, 201) << decided.body;
    EXPECT_EQ(decided.json()["photo"]["return_until"], "2026-05-06T00:00:00.000Z");
    EXPECT_EQ(state_of("s-1"), "returned");
    const auto review = get(clerk, "/photos/" + submitted.id).json()["reviews"][0];
    EXPECT_EQ(review["decision"], "return");
    EXPECT_EQ(review["reasons"], nlohmann::json({"hair.covers"}));
    EXPECT_EQ(dump().find("刘海"), std::string::npos) << "words are sealed";
}

TEST_F(ReviewsApi, ADecisionThatLacksSomethingSaysWhat)
{
    auto body = acceptance_json();
    body["ticks"] = nlohmann::json::array();
    EXPECT_EQ(post(clerk, "/reviews", body).code(), "review.ticks_missing");
    body = acceptance_json();
    body["version"] = submitted.version + 5;
    EXPECT_EQ(post(clerk, "/reviews", body).status, 412);
    body = {{"photo", submitted.id}, {"version", submitted.version}, {"decision", "return"}};
    EXPECT_EQ(post(clerk, "/reviews", body).code(), "review.reason_missing");
    body["reasons"] = {"hair.covers"};
    body["until"] = "tomorrow";
    EXPECT_EQ(post(clerk, "/reviews", body).field(), "until");
    body["decision"] = "reset";
    EXPECT_EQ(post(clerk, "/reviews", body).field(), "decision") << "a reset has an address of its own";
    body = acceptance_json();
    body["ticks"][0]["answer"] = "perhaps";
    EXPECT_EQ(post(clerk, "/reviews", body).field(), "ticks[0].answer");
    body = acceptance_json();
    body["colour"] = "blue";
    EXPECT_EQ(post(clerk, "/reviews", body).field(), "colour");
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(ReviewsApi, WhoDecidedTakesItBackAndNobodyElse)
{
    const auto id = post(clerk, "/reviews", acceptance_json()).json()["id"].get<std::string>();
    EXPECT_EQ(post(enter(Role::School), "/reviews/" + id + "/undo").code(), "access.denied");
    const auto undone = post(clerk, "/reviews/" + id + "/undo");
    ASSERT_EQ(undone.status, 200) << undone.body;
    EXPECT_EQ(undone.json()["state"], "machine_ask");
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(post(clerk, "/reviews/" + id + "/undo").code(), "review.undo_too_late");
}

TEST_F(ReviewsApi, WhereTwoAreAskedForTheFirstWaitsForAnother)
{
    put("update batch_steps set persons = 2 where tenant = 'school-1'");
    EXPECT_TRUE(post(clerk, "/reviews", acceptance_json()).json()["awaits_second"].get<bool>());
    EXPECT_EQ(post(clerk, "/reviews", acceptance_json()).code(), "review.same_person");
    const auto second = enter(Role::School);
    EXPECT_EQ(get(second, "/photos/" + submitted.id).json()["first_reviewer"], clerk.person);
    EXPECT_FALSE(post(second, "/reviews", acceptance_json()).json()["awaits_second"].get<bool>());
    EXPECT_EQ(state_of("s-1"), "accepted");
}

TEST_F(ReviewsApi, AnAcceptedPhotoIsResetByTheOfficeAlone)
{
    post(clerk, "/reviews", acceptance_json());
    const nlohmann::json body{{"version", photo(submitted.id).version}, {"reasons", {"clothes.colour"}}};
    const auto reviewer = enter(Role::Centre, "centre-1");
    EXPECT_EQ(post(reviewer, "/photos/" + submitted.id + "/resets?school=school-1", body).code(),
              "access.denied");
    const auto reset = post(clerk, "/photos/" + submitted.id + "/resets", body);
    ASSERT_EQ(reset.status, 201) << reset.body;
    EXPECT_EQ(state_of("s-1"), "returned");
    EXPECT_EQ(teller.told("s-1", TellKind::PhotoReset), 1);
    EXPECT_TRUE(is_audit_whole());
}

TEST_F(ReviewsApi, TheCatalogueOfReasonsIsInBothLanguages)
{
    const auto reasons = get(clerk, "/return-reasons").json()["items"];
    ASSERT_GT(reasons.size(), 30U);
    for (const auto& reason : reasons)
        EXPECT_FALSE(reason["words"]["zh"].get<std::string>().empty() ||
                     reason["words"]["en"].get<std::string>().empty())
            << reason;
}

TEST_F(ReviewsApi, AnExemptionIsApprovedProvedFoundAndEnded)
{
    nlohmann::json body{{"student", "s-1"},
                        {"class", "religious"},
                        {"rules", {"head.covering"}},
                        {"reason", "宗教原因佩戴头巾"},
                        {"ends_at", "2026-07-01T00:00:00Z"}};
    const auto made = post(clerk, "/exemptions", body);
    ASSERT_EQ(made.status, 201) << made.body;
    const auto at = "/exemptions/" + made.json()["id"].get<std::string>();
    EXPECT_EQ(get(clerk, at + "/proof").status, 404);
    const std::string letter = "%PDF-1.7 a letter";
    EXPECT_EQ(ask(clerk, "PUT", at + "/proof", letter, "application/octet-stream").status, 204);
    EXPECT_EQ(get(clerk, at + "/proof").body, letter);
    EXPECT_EQ(get(clerk, at + "/proof").type(), "application/pdf");
    EXPECT_EQ(get(clerk, at + "/reason").json()["reason"], "宗教原因佩戴头巾");
    const auto list = get(clerk, "/exemptions?student=s-1").json()["items"];
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["approved_by"], clerk.person);
    EXPECT_EQ(get(clerk, "/photos/" + submitted.id).json()["exemptions"].size(), 1U);
    EXPECT_EQ(post(clerk, at + "/end").status, 204);
    EXPECT_EQ(post(clerk, at + "/end").code(), "state.not_allowed");
    body["rules"] = {"frame.sharp"};
    EXPECT_EQ(post(clerk, "/exemptions", body).status, 422);
    body["ends_at"] = "next year";
    EXPECT_EQ(post(clerk, "/exemptions", body).field(), "ends_at");
    const auto classes = get(clerk, "/exemption-classes").json()["items"];
    EXPECT_EQ(classes.size(), 3U);
}

} // namespace
} // namespace tucai::api
