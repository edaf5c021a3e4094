#include "collect/batches/batches.h"
#include "collect/batches/published.h"
#include "collect/students/rosters_for_tests.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

using testing::SizeIs;

class BatchesTest : public RosterTest {
protected:
    static BatchDetails good()
    {
        BatchDetails details;
        details.name = {"2026 届", "Class of 2026"};
        details.price_fen = 1500;
        details.prints = 5;
        details.holidays = {*read_day("2026-05-05")};
        details.texts = {{NoticePart::Uses, {"毕业证书", "Diploma"}},
                         {NoticePart::Consequences, {"影响证书", "It may be late"}},
                         {NoticePart::Office, {"教务处", "Academic affairs"}}};
        return details;
    }
    static BatchWindow window(WindowKind kind, const char* first, const char* last)
    {
        BatchWindow made;
        made.window = {kind, *read_day(first), *read_day(last),
                       DailyHours{std::chrono::hours(8), std::chrono::hours(18)}, ""};
        return made;
    }
    std::string made()
    {
        const auto id = batches.make(office, good());
        EXPECT_TRUE(id) << id.error().message;
        return id.value_or("");
    }
    /// A batch with a round from 4 to 8 May, as the clock of the tests stands at 4 May, 08:00.
    std::string announced()
    {
        const auto id = made();
        EXPECT_TRUE(
            batches.add_window(office, id, window(WindowKind::MainRound, "2026-05-04", "2026-05-08")));
        EXPECT_TRUE(move(id, BatchEvent::Announce));
        return id;
    }
    std::int64_t version(const std::string& id) const { return batches.batch(office, id)->version; }
    Result<BatchState> move(const std::string& id, BatchEvent event)
    {
        return batches.move(office, id, version(id), event);
    }
    BatchState state(const std::string& id) const { return batches.batch(office, id)->state; }
    static constexpr std::int64_t day_ms = 86'400'000;

    Batches batches{means};
};

TEST_F(BatchesTest, ADraftIsKeptAsItWasMadeAndEdited)
{
    const auto id = made();
    auto details = good();
    details.name.en = "  Class of 2026, second ";
    details.texts[NoticePart::Room] = {"教学楼 101\n周一至周五", "Room 101"};
    details.texts[NoticePart::More] = {"", ""};
    details.steps = {{false, 2}, {true, 1}};
    details.backdrop = Backdrop::PlainWall;
    ASSERT_TRUE(batches.edit(office, id, 1, details));
    const auto batch = batches.batch(office, id);
    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->version, 2);
    EXPECT_EQ(batch->details.name.en, "Class of 2026, second");
    EXPECT_EQ(batch->details.texts.at(NoticePart::Room).zh, "教学楼 101\n周一至周五");
    EXPECT_FALSE(batch->details.texts.contains(NoticePart::More));
    EXPECT_EQ(batch->details.steps, details.steps);
    EXPECT_EQ(review_steps(batch->details), ReviewSteps::SchoolAndCentre);
    EXPECT_EQ(batch->details.backdrop, Backdrop::PlainWall);
    EXPECT_EQ(batch->details.holidays, details.holidays);
    EXPECT_EQ(batches.edit(office, id, 1, details).error().code, ErrorCode::VersionStale);
    EXPECT_EQ(events("batch.made"), 1);
    EXPECT_EQ(events("batch.edited"), 1);
}

TEST_F(BatchesTest, WhatCannotBeMeantIsRefused)
{
    const auto code = [&](auto bend) {
        auto details = good();
        bend(details);
        const auto refused = batches.make(office, details);
        return refused ? ErrorCode::Internal : refused.error().code;
    };
    EXPECT_EQ(code([](auto& d) { d.name.zh = " "; }), ErrorCode::TextInvalid);
    EXPECT_EQ(code([](auto& d) { d.texts[NoticePart::Uses].en = ""; }), ErrorCode::TextInvalid)
        << "one language";
    EXPECT_EQ(code([](auto& d) { d.price_fen = -1; }), ErrorCode::InvalidInput);
    EXPECT_EQ(code([](auto& d) { d.profile = "../x"; }), ErrorCode::InvalidInput);
    EXPECT_EQ(code([](auto& d) { d.steps.clear(); }), ErrorCode::InvalidInput);
    EXPECT_EQ(code([](auto& d) { d.steps = {{true, 1}}; }), ErrorCode::InvalidInput) << "the centre alone";
    EXPECT_EQ(code([](auto& d) { d.steps[0].persons = 3; }), ErrorCode::InvalidInput);
}

TEST_F(BatchesTest, AnAnnouncementNeedsWhatANoticeSays)
{
    auto details = good();
    details.texts.erase(NoticePart::Office);
    const auto id = *batches.make(office, details);
    EXPECT_EQ(move(id, BatchEvent::Announce).error().code, ErrorCode::BatchIncomplete);
    ASSERT_TRUE(batches.edit(office, id, 1, good()));
    EXPECT_EQ(move(id, BatchEvent::Announce).error().code, ErrorCode::StateNotAllowed) << "no round yet";
    ASSERT_TRUE(batches.add_window(office, id, window(WindowKind::MainRound, "2026-05-04", "2026-05-08")));
    EXPECT_EQ(move(id, BatchEvent::Announce), BatchState::Announced);
    EXPECT_EQ(batches.edit(office, id, version(id), good()).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(batches.add_window(office, id, window(WindowKind::MainRound, "2026-06-01", "2026-06-02"))
                  .error()
                  .code,
              ErrorCode::StateNotAllowed);
    EXPECT_EQ(move(id, BatchEvent::Recall), BatchState::Draft);
    EXPECT_EQ(events("batch.announce"), 1);
    EXPECT_EQ(batches.move(office, id, 1, BatchEvent::Announce).error().code, ErrorCode::VersionStale);
}

TEST_F(BatchesTest, TheClockOpensAndClosesAndTellsTheAudit)
{
    const auto id = announced();
    clock_ms -= day_ms;
    EXPECT_EQ(batches.follow_clock(), 0U);
    clock_ms += day_ms;
    EXPECT_EQ(batches.follow_clock(), 1U);
    EXPECT_EQ(state(id), BatchState::Open);
    EXPECT_EQ(batches.follow_clock(), 0U);
    ASSERT_EQ(move(id, BatchEvent::Pause), BatchState::Paused);
    clock_ms += 5 * day_ms;
    EXPECT_EQ(batches.follow_clock(), 1U);
    EXPECT_EQ(state(id), BatchState::Closed);
    EXPECT_EQ(count("select count(*) as n from audit_events where actor = 'timer' and tenant = 'school-1'"),
              2);
    EXPECT_EQ(batches.batch(office, id)->closed_ms, clock_ms);
}

TEST_F(BatchesTest, AMakeUpRoundOpensAClosedBatchAgain)
{
    const auto id = announced();
    clock_ms += 10 * day_ms;
    ASSERT_TRUE(batches.follow_clock());
    clock_ms -= 10 * day_ms;
    ASSERT_TRUE(batches.follow_clock());
    clock_ms += 10 * day_ms;
    ASSERT_TRUE(batches.follow_clock());
    ASSERT_EQ(state(id), BatchState::Closed);
    EXPECT_EQ(move(id, BatchEvent::AddRound).error().code, ErrorCode::StateNotAllowed);
    ASSERT_TRUE(batches.add_window(office, id, window(WindowKind::MakeUpRound, "2026-09-25", "2026-10-16")));
    EXPECT_EQ(move(id, BatchEvent::AddRound), BatchState::Announced);
    EXPECT_EQ(batches.batch(office, id)->windows.size(), 2U);
}

TEST_F(BatchesTest, OwnWindowsAreOfAClassOrAStudentWithAReason)
{
    const auto id = announced();
    auto own = window(WindowKind::OwnWindow, "2026-06-01", "2026-06-02");
    EXPECT_EQ(batches.add_window(office, id, own).error().code, ErrorCode::TextInvalid);
    own.window.reason = "在国外";
    EXPECT_EQ(batches.add_window(office, id, own).error().code, ErrorCode::InvalidInput) << "of nobody";
    own.student = "nobody";
    EXPECT_EQ(batches.add_window(office, id, own).error().code, ErrorCode::NotFound);
    const auto student = *students.add(office, id,
                                       {{roster::Field::Name, "张三"},
                                        {roster::Field::DocumentNumber, resident_number(1)},
                                        {roster::Field::ClassName, "1班"}});
    own.student = student;
    const auto window_id = batches.add_window(office, id, own);
    ASSERT_TRUE(window_id) << window_id.error().message;
    EXPECT_THAT(*batches.own_windows(office, id), SizeIs(1));
    const auto openings = [&](const std::string& who, const std::string& class_id) {
        return database.read(
            [&](store::Transaction& sql) { return openings_of(sql, "school-1", id, who, class_id); });
    };
    EXPECT_THAT(openings(student, "")->list(), SizeIs(6)) << "four days without the holiday, and two";
    EXPECT_THAT(openings("another", "")->list(), SizeIs(4));
    own.student = "";
    own.class_id = students.student(office, student)->class_id;
    ASSERT_TRUE(batches.add_window(office, id, own));
    EXPECT_THAT(openings("another", own.class_id)->list(), SizeIs(6));
    EXPECT_TRUE(batches.remove_window(office, id, *window_id));
    EXPECT_EQ(batches.remove_window(office, id, *window_id).error().code, ErrorCode::NotFound);
    auto backwards = window(WindowKind::MakeUpRound, "2026-06-02", "2026-06-01");
    EXPECT_EQ(batches.add_window(office, id, backwards).error().code, ErrorCode::WindowInvalid);
}

TEST_F(BatchesTest, OfAnotherSchoolAreAsUnknownAsThoseThatAreNotThere)
{
    const auto id = announced();
    const auto none = batches.batch(other_office, "nothing").error();
    EXPECT_EQ(none.code, ErrorCode::NotFound);
    EXPECT_EQ(batches.batch(other_office, id).error().message, none.message);
    EXPECT_EQ(batches.edit(other_office, id, 1, good()).error().message, none.message);
    EXPECT_EQ(batches.move(other_office, id, 1, BatchEvent::Pause).error().message, none.message);
    EXPECT_EQ(batches.own_windows(other_office, id).error().message, none.message);
    EXPECT_EQ(
        batches.add_window(other_office, id, window(WindowKind::MakeUpRound, "2026-06-01", "2026-06-02"))
            .error()
            .message,
        none.message);
    EXPECT_EQ(batches.remove_window(other_office, id, "x").error().message, none.message);
    EXPECT_THAT(*batches.list(other_office), SizeIs(1)) << "its own";
}

TEST_F(BatchesTest, ADraftIsTheOfficesAndTheCentresOnly)
{
    const auto draft = made();
    const auto shown = announced();
    EXPECT_TRUE(batches.batch(centre_inside, draft));
    EXPECT_EQ(batches.batch(assistant, draft).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(batches.batch(assistant, shown));
    EXPECT_THAT(*batches.list(assistant), SizeIs(1));
    EXPECT_THAT(*batches.list(office), SizeIs(3));
    for (const auto& scope : {assistant, registry, admin}) {
        EXPECT_EQ(batches.make(scope, good()).error().code, ErrorCode::Denied);
        EXPECT_EQ(batches.move(scope, shown, 1, BatchEvent::Pause).error().code, ErrorCode::Denied);
    }
    EXPECT_TRUE(batches.make(centre_inside, good()));
}

TEST_F(BatchesTest, ANoticeIsReadByEverybodyFromItsAnnouncementUntilThatIsTakenBack)
{
    const auto id = made();
    EXPECT_EQ(published_notice(means, id).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(batches.add_window(office, id, window(WindowKind::MainRound, "2026-05-05", "2026-05-08")));
    ASSERT_TRUE(move(id, BatchEvent::Announce));
    const auto published = published_notice(means, id);
    ASSERT_TRUE(published) << published.error().message;
    EXPECT_EQ(published->state, BatchState::Announced);
    EXPECT_FALSE(published->matter.school.zh.empty());
    EXPECT_EQ(published->matter.batch.name.en, "Class of 2026");
    EXPECT_THAT(published->matter.rounds, SizeIs(1));
    ASSERT_TRUE(move(id, BatchEvent::Recall));
    EXPECT_EQ(published_notice(means, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(published_notice(means, "nothing").error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace tucai::collect
