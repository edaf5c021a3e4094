#include "collect/review/review_for_tests.h"

#include <random>
#include <thread>

namespace tucai::collect {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

/// Whole ways of students through a batch that school and centre review.
class WholeWayTest : public ReviewTest {
protected:
    WholeWayTest() { add_step("centre", 1); }

    void accept(const Scope& scope, const PhotoRow& photo)
    {
        auto decision = acceptance(photo.id);
        if (scope.role == Role::Centre)
            decision.ticks.clear();
        decide(scope, decision);
    }

    /// One student's way, on which anybody does anything.
    struct AnyWay {
        AnyWay(WholeWayTest& all, unsigned seed)
            : test(all), random(seed), student("s-seed-" + std::to_string(seed)),
              phone(all.add_student(student))
        {
        }
        std::optional<PhotoRow> current() const
        {
            return *test.database.read(
                [&](store::Transaction& t) { return current_photo(t, "school-1", student); });
        }
        void step()
        {
            test.clock_ms += 1000;
            const auto photo = current();
            const auto state = test.state_of(student);
            const auto& scope = random() % 2 == 0 ? test.office : test.centre_inside;
            const auto act = random() % 7;
            if (state == "coded" || state == "capturing" || (state == "returned" && act < 3)) {
                test.begin(phone);
                test.submit(phone, "pass - " + student + std::to_string(shot++));
            } else if (photo && act < 3) {
                auto decision = test.acceptance(photo->id);
                if (scope.role == Role::Centre)
                    decision.ticks.clear();
                note(scope, test.reviews.decide(scope, decision));
            } else if (photo && act == 3) {
                note(scope, test.reviews.decide(scope, test.rejection(photo->id)));
            } else if (act == 4 && !decided.empty()) {
                (void)test.reviews.undo(decided.back().first, decided.back().second);
            } else if (act == 5) {
                (void)test.choosing.take_back(phone);
            } else if (photo) {
                auto decision = test.rejection(photo->id);
                decision.decision = ReviewDecision::Reset;
                (void)test.reviews.reset(test.office, decision);
            }
        }
        void note(const Scope& scope, const Result<Decided>& done)
        {
            if (done)
                decided.emplace_back(scope, done->review);
        }

        WholeWayTest& test;
        std::mt19937 random;
        std::string student;
        DeviceGrant phone;
        int shot = 0;
        std::vector<std::pair<Scope, std::string>> decided;
    };
};

TEST_F(WholeWayTest, BadShotReShootReturnReShootAcceptedBySchoolAndCentre)
{
    const auto phone = add_student("s-1");
    begin(phone);
    const auto bad = send(phone, "refuse light.uniform a");
    work();
    EXPECT_EQ(choosing.confirm(phone, bad, Submission::Confirmed).error().code, ErrorCode::StateNotAllowed);
    const auto first = submit(phone, "pass - b");
    decide(office, rejection(first.id));
    EXPECT_EQ(state_of("s-1"), "returned");
    clock_ms += hour_ms;
    begin(phone);
    const auto again = send(phone, "pass - b~4");
    work();
    EXPECT_EQ(choosing.confirm(phone, again, Submission::Confirmed).error().code, ErrorCode::PhotoRepeated);
    const auto second = submit(phone, "pass - c");
    accept(office, second);
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(code_state("s-1"), "bound");
    accept(centre_inside, second);
    EXPECT_EQ(state_of("s-1"), "accepted");
    EXPECT_EQ(code_state("s-1"), "used");
    EXPECT_EQ(photo(second.id).state, PhotoState::CentreOk);
    EXPECT_EQ(photo(first.id).state, PhotoState::SchoolReturned);
    EXPECT_EQ(sessions.open(phone, PhoneTier::Full).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(shots.receipt(phone, second.shot)->photo_state, PhotoState::CentreOk)
        << "the status opens still";
    EXPECT_TRUE(is_audit_whole());
}

TEST_F(WholeWayTest, TheCentreReturnsAfterTheRoundAndTheDeadlineCountsAsAWindow)
{
    const auto phone = add_student("s-1");
    begin(phone);
    const auto first = submit(phone, "pass - a");
    accept(office, first);
    clock_ms += 8 * 24 * hour_ms; // the round is over
    put("update batches set state = 'closed'");
    auto decision = rejection(first.id, "background.wall");
    decide(centre_inside, decision);
    EXPECT_EQ(photo(first.id).state, PhotoState::CentreReturned);
    const auto other = add_student("s-2");
    EXPECT_EQ(sessions.open(other, PhoneTier::Full).error().code, ErrorCode::WindowClosed);
    clock_ms += 47 * hour_ms;
    const auto session = begin(phone);
    EXPECT_EQ(session.ends_ms, clock_ms + hour_ms + 30 * 60'000) << "until the deadline, and the grace";
    const auto second = submit(phone, "pass - b");
    accept(office, second);
    accept(centre_inside, second);
    EXPECT_EQ(state_of("s-1"), "accepted");
}

TEST_F(WholeWayTest, AReturnWhoseDeadlinePassedOpensNothing)
{
    const auto phone = add_student("s-1");
    begin(phone);
    const auto first = submit(phone, "pass - a");
    clock_ms += 8 * 24 * hour_ms;
    decide(office, rejection(first.id));
    clock_ms += 49 * hour_ms;
    EXPECT_EQ(sessions.open(phone, PhoneTier::Full).error().code, ErrorCode::WindowClosed);
    EXPECT_EQ(state_of("s-1"), "returned");
}

TEST_F(WholeWayTest, ALostPhoneInTheMiddleOfAnUpload)
{
    const auto lost = add_student("s-1");
    begin(lost);
    const auto picture = "pass - a" + std::string(4000, '.');
    const auto ticket =
        *shots.expect(lost, {static_cast<std::int64_t>(picture.size()), "", ShotSource::Camera});
    ASSERT_TRUE(shots.take(lost, {ticket.shot, 0, bytes_of(picture.substr(0, 2000)), ticket.nonce}));
    const auto found = add_device("s-1", "phone-2");
    begin(found);
    EXPECT_EQ(
        shots.take(lost, {ticket.shot, 2000, bytes_of(picture.substr(2000)), ticket.nonce}).error().code,
        ErrorCode::DeviceEnded);
    EXPECT_EQ(*sweep_uploads(means, uploads), 1U);
    const auto photo = submit(found, "pass - a");
    accept(office, photo);
    accept(centre_inside, photo);
    EXPECT_EQ(state_of("s-1"), "accepted");
    EXPECT_EQ(count("select count(*) as n from violations"), 0) << "losing a phone is no offence";
}

TEST_F(WholeWayTest, WithdrawnWhilePendingAndAfterTheSchoolDecidedNoMore)
{
    const auto phone = add_student("s-1");
    begin(phone);
    submit(phone, "pass - a");
    ASSERT_TRUE(choosing.take_back(phone));
    EXPECT_TRUE(desk.queue(office, "batch-9", QueueFilter::All, "", 10)->items.empty());
    begin(phone);
    const auto second = submit(phone, "pass - b");
    accept(office, second);
    EXPECT_EQ(choosing.take_back(phone).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(WholeWayTest, LockedInTheMiddleObjectsAndGoesOnToTheEnd)
{
    const auto phone = add_student("s-1");
    add_reference("s-1", "different");
    begin(phone);
    const auto first = submit(phone, "pass - a");
    const auto confirmed = *violations.confirm(office, suspicion("s-1"), "不像本人");
    EXPECT_EQ(state_of("s-1"), "locked");
    const auto objection = *locks.object(phone, confirmed.lock, "录取照片是三年前的");
    ASSERT_TRUE(locks.answer(office, objection, ObjectionAnswer::Uphold, "已到场核验"));
    EXPECT_EQ(state_of("s-1"), "submitted");
    ASSERT_TRUE(desk.compare(office, first.id, FaceLikeness::Same));
    accept(office, first);
    accept(centre_inside, first);
    EXPECT_EQ(state_of("s-1"), "accepted");
    EXPECT_TRUE(is_audit_whole());
}

TEST_F(WholeWayTest, ACentresDecisionIsUndoneAndTheSchoolsThen)
{
    const auto phone = add_student("s-1");
    begin(phone);
    const auto first = submit(phone, "pass - a");
    const auto schools = decide(office, acceptance(first.id));
    auto decision = rejection(first.id);
    const auto centres = decide(centre_inside, decision);
    EXPECT_EQ(state_of("s-1"), "returned");
    EXPECT_EQ(reviews.undo(office, schools.review).error().code, ErrorCode::UndoTooLate);
    EXPECT_EQ(reviews.undo(centre_inside, centres.review)->state, PhotoState::SchoolOk);
    EXPECT_EQ(state_of("s-1"), "submitted");
    EXPECT_EQ(reviews.undo(office, schools.review)->state, PhotoState::MachineOk);
    EXPECT_EQ(state_of("s-1"), "submitted");
}

/// Whatever school, centre and student do in any order: photo, student and code agree, and the audit is
/// whole.
TEST_F(WholeWayTest, PhotoStudentAndCodeAgreeWhateverIsDone)
{
    for (unsigned seed = 0; seed < 20; ++seed) {
        SCOPED_TRACE(seed);
        AnyWay way{*this, seed};
        for (int step = 0; step < 16; ++step) {
            way.step();
            const auto now = way.current();
            const auto state = state_of(way.student);
            ASSERT_EQ(state == "submitted", now && awaits_review(now->state, now->steps));
            ASSERT_EQ(state == "accepted", now && is_finally_ok(now->state, now->steps));
            ASSERT_EQ(state == "returned", now && is_returned(now->state));
            ASSERT_EQ(code_state(way.student) == "used", state == "accepted");
        }
    }
    EXPECT_GT(events("student.accept"), 2);
    EXPECT_GT(events("student.undo"), 1);
    EXPECT_GT(events("student.reset"), 1);
    EXPECT_GT(events("student.take_back"), 2);
    EXPECT_TRUE(is_audit_whole());
}

TEST_F(WholeWayTest, ManyStudentsAndWorkersAtOnceLoseNothing)
{
    constexpr int students = 6;
    std::vector<DeviceGrant> phones;
    for (int i = 0; i < students; ++i)
        phones.push_back(add_student("s-" + std::to_string(i)));
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 3; ++t)
            threads.emplace_back([&, t] {
                for (int i = t; i < students; i += 3) {
                    begin(phones[static_cast<std::size_t>(i)]);
                    send(phones[static_cast<std::size_t>(i)], "pass - " + std::to_string(i));
                    work();
                }
            });
    }
    work();
    EXPECT_EQ(count("select count(*) as n from photos where state = 'machine_ok'"), students);
    EXPECT_EQ(count("select count(*) as n from judgements"), students);
    EXPECT_EQ(count("select count(*) as n from jobs where state <> 'done'"), 0);
    EXPECT_TRUE(is_audit_whole());
}

} // namespace
} // namespace tucai::collect
