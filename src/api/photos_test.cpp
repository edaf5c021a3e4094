#include "api/api_for_tests.h"

namespace tucai::api {
namespace {

using access::Role;

using PhotosApi = DeskApiTest;

TEST_F(PhotosApi, TheQueueShowsWhatWaitsByItsFilter)
{
    const auto all = get(clerk, "/photos?batch=batch-9");
    ASSERT_EQ(all.status, 200) << all.body;
    ASSERT_EQ(all.json()["items"].size(), 1U);
    const auto item = all.json()["items"][0];
    EXPECT_EQ(item["id"], submitted.id);
    EXPECT_EQ(item["judged_as"], "machine_ask");
    EXPECT_EQ(item["masked_name"], "张*");
    EXPECT_TRUE(item["has_unassessed"].get<bool>());
    EXPECT_EQ(get(clerk, "/photos?batch=batch-9&filter=ask").json()["items"].size(), 1U);
    EXPECT_EQ(get(clerk, "/photos?batch=batch-9&filter=help").json()["items"].size(), 0U);
}

TEST_F(PhotosApi, TheQueueIsPagedAndItsCursorIsOfThatQueue)
{
    clock_ms += 1'000;
    const auto second = add_student("s-2");
    begin(second);
    submit(second, "pass - b");
    const auto first = get(clerk, "/photos?batch=batch-9&limit=1").json();
    const auto next = first["next"].get<std::string>();
    const auto rest = get(clerk, "/photos?batch=batch-9&limit=1&cursor=" + next).json();
    EXPECT_EQ(first["items"][0]["student"], "s-1");
    EXPECT_EQ(rest["items"][0]["student"], "s-2");
    EXPECT_TRUE(rest["next"].is_null());
    EXPECT_EQ(get(clerk, "/photos?batch=batch-9&filter=ask&cursor=" + next).code(), "cursor.invalid");
}

TEST_F(PhotosApi, WhatTheQueueIsAskedWronglyIsNamed)
{
    EXPECT_EQ(get(clerk, "/photos").field(), "batch");
    EXPECT_EQ(get(clerk, "/photos?batch=batch-9&filter=ugly").field(), "filter");
    EXPECT_EQ(get(enter(Role::Centre, "centre-1"), "/photos?batch=batch-9").field(), "school");
}

TEST_F(PhotosApi, OnePhotoHasAllThatTheDeskShows)
{
    add_reference("s-1", "same");
    const auto seen = get(clerk, "/photos/" + submitted.id);
    ASSERT_EQ(seen.status, 200) << seen.body;
    const auto shown = seen.json();
    EXPECT_EQ(shown["findings"], nlohmann::json({"clothes.colour"}));
    EXPECT_EQ(shown["ticks"][0]["rule"], "glasses.habitual");
    EXPECT_EQ(shown["reports"]["en"]["lang"], "en");
    EXPECT_TRUE(shown["has_reference"].get<bool>());
    EXPECT_EQ(shown["version"], submitted.version);
    EXPECT_EQ(events("photo.seen"), 1);
    const auto other = get(enter(Role::School), "/photos/" + submitted.id).json();
    EXPECT_EQ(other["also_looking"], nlohmann::json({clerk.person}));
}

TEST_F(PhotosApi, PicturesAreBytesThatNobodyKeeps)
{
    add_reference("s-1", "\xFF\xD8\xFF reference");
    const auto photo = get(clerk, "/photos/" + submitted.id + "/photo");
    EXPECT_EQ(photo.body, "standard photo of ask clothes.colour a");
    EXPECT_EQ(*photo.headers.find("cache-control"), "private, no-store");
    EXPECT_EQ(photo.type(), "application/octet-stream");
    EXPECT_EQ(get(clerk, "/photos/" + submitted.id + "/shot").body, "ask clothes.colour a");
    EXPECT_EQ(get(clerk, "/photos/" + submitted.id + "/reference").type(), "image/jpeg");
}

TEST_F(PhotosApi, WhatIsAnotherSchoolsIsAsIfItWereNotThere)
{
    const auto stranger = enter(Role::School, "school-2");
    for (const auto* below : {"", "/photo", "/shot", "/reference"})
        EXPECT_EQ(get(stranger, "/photos/" + submitted.id + below).code(), "access.not_found") << below;
    EXPECT_EQ(get(stranger, "/photos?batch=batch-9").json()["items"].size(), 0U);
    EXPECT_EQ(get(enter(Role::Admin, "centre-1"), "/photos/" + submitted.id).code(), "access.denied");
}

TEST_F(PhotosApi, APersonsComparisonIsKept)
{
    add_reference("s-1", "same");
    EXPECT_EQ(post(clerk, "/photos/" + submitted.id + "/comparisons", {{"likeness", "different"}}).status,
              204);
    const auto shown = get(clerk, "/photos/" + submitted.id).json();
    EXPECT_EQ(shown["comparison"]["likeness"], "different");
    EXPECT_EQ(shown["comparison"]["made_by"], clerk.person);
    EXPECT_EQ(get(clerk, "/photos?batch=batch-9&filter=comparison").json()["items"].size(), 1U);
    EXPECT_EQ(post(clerk, "/photos/" + submitted.id + "/comparisons", {{"likeness", "twins"}}).field(),
              "likeness");
}

TEST_F(PhotosApi, ACentreReviewsWhatTheSchoolAcceptedByCodeAndMaskedName)
{
    add_step("centre", 1);
    const auto reviewer = enter(Role::Centre, "centre-1");
    EXPECT_EQ(get(reviewer, "/photos?batch=batch-9&school=school-1").json()["items"].size(), 0U);
    const auto second = add_student("s-2");
    begin(second);
    const auto own = submit(second, "pass - z"); // after the step was added, which a photo's way rests on
    auto body = acceptance_json();
    body["photo"] = own.id;
    body["version"] = photo(own.id).version;
    ASSERT_EQ(post(clerk, "/reviews", body).status, 201);
    const auto queue = get(reviewer, "/photos?batch=batch-9&school=school-1").json()["items"];
    ASSERT_EQ(queue.size(), 1U);
    EXPECT_EQ(queue[0]["masked_name"], "张*");
    const nlohmann::json decision{
        {"photo", own.id}, {"version", photo(own.id).version}, {"decision", "accept"}};
    EXPECT_EQ(post(reviewer, "/reviews?school=school-1", decision).status, 201);
    EXPECT_EQ(state_of("s-2"), "accepted");
}

} // namespace
} // namespace tucai::api
