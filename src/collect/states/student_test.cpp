#include "collect/states/student.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace tucai::collect {
namespace {

using enum StudentState;

/// Evidence that carries the event; each test bends one thing.
StudentEvidence good_evidence(StudentEvent event)
{
    StudentEvidence evidence;
    evidence.code = CodeState::Bound;
    evidence.session = CaptureState::Confirmed;
    evidence.photo = PhotoState::MachineOk;
    if (event == StudentEvent::Accept)
        evidence.photo = PhotoState::SchoolOk;
    if (event == StudentEvent::Return)
        evidence.photo = PhotoState::SchoolReturned;
    evidence.violation = ViolationState::Confirmed;
    evidence.lock = LockState::Lifted;
    return evidence;
}

StudentStanding standing(StudentState state)
{
    if (state == Locked)
        return {.state = Locked, .locked_from = Submitted};
    return {.state = state, .locked_from = {}};
}

Result<StudentState> step(StudentState state, StudentEvent event)
{
    return next(standing(state), event, good_evidence(event)).map([](const auto& to) { return to.state; });
}

TEST(Student, TheWholeTable)
{
    constexpr auto done = DoneBefore;
    constexpr auto gone = Withdrawn;
    constexpr auto back = Returned;
    // clang-format off
    const Table<StudentState, StudentEvent> table = {{
        //            issue  begin      submit     take_back  accept    return undo       reset done  leave defer     relist  lock    unlock
        {Listed,     {Coded, no,        no,        no,        no,       no,    no,        no,   done, gone, Deferred, no,     Locked, no}},
        {Coded,      {no,    Capturing, no,        no,        no,       no,    no,        no,   done, gone, Deferred, no,     Locked, no}},
        {Capturing,  {no,    Capturing, Submitted, no,        no,       no,    no,        no,   done, gone, Deferred, no,     Locked, no}},
        {Submitted,  {no,    no,        no,        Capturing, Accepted, back,  no,        no,   no,   gone, Deferred, no,     Locked, no}},
        {Accepted,   {no,    no,        no,        no,        no,       no,    Submitted, back, no,   gone, Deferred, no,     Locked, no}},
        {Returned,   {no,    Capturing, no,        no,        no,       no,    Submitted, no,   done, gone, Deferred, no,     Locked, no}},
        {DoneBefore, {no,    no,        no,        no,        no,       no,    no,        no,   no,   gone, Deferred, Listed, Locked, no}},
        {Withdrawn,  {no,    no,        no,        no,        no,       no,    no,        no,   no,   no,   no,       Listed, Locked, no}},
        {Deferred,   {no,    no,        no,        no,        no,       no,    no,        no,   no,   gone, no,       Listed, Locked, no}},
        {Locked,     {no,    no,        no,        no,        no,       no,    no,        no,   no,   no,   no,       no,     no,     Submitted}},
    }};
    // clang-format on
    expect_table(table, step);
}

/// Whether an event may happen where the good evidence is bent.
bool may(StudentState state, StudentEvent event, void (*bend)(StudentEvidence&))
{
    auto evidence = good_evidence(event);
    bend(evidence);
    return next(standing(state), event, evidence).has_value();
}

TEST(Student, ShootsOnlyWithABoundCode)
{
    for (const auto state : {Coded, Capturing, Returned}) {
        EXPECT_FALSE(may(state, StudentEvent::BeginCapture, [](auto& e) { e.code = CodeState::Issued; }));
        EXPECT_FALSE(may(state, StudentEvent::BeginCapture, [](auto& e) { e.code = CodeState::Used; }));
        EXPECT_FALSE(may(state, StudentEvent::BeginCapture, [](auto& e) { e.code.reset(); }));
    }
}

TEST(Student, SubmitsOnlyAConfirmedAndJudgedPhoto)
{
    EXPECT_FALSE(may(Capturing, StudentEvent::Submit, [](auto& e) { e.session = CaptureState::Judged; }));
    EXPECT_FALSE(may(Capturing, StudentEvent::Submit, [](auto& e) { e.session.reset(); }));
    EXPECT_FALSE(may(Capturing, StudentEvent::Submit, [](auto& e) { e.photo = PhotoState::Captured; }));
    EXPECT_FALSE(may(Capturing, StudentEvent::Submit, [](auto& e) { e.photo.reset(); }));
    EXPECT_TRUE(may(Capturing, StudentEvent::Submit, [](auto& e) { e.photo = PhotoState::MachineRefused; }));
}

TEST(Student, TakesAPhotoBackOnlyBeforeAReviewDecided)
{
    EXPECT_FALSE(may(Submitted, StudentEvent::TakeBack, [](auto& e) { e.photo = PhotoState::SchoolOk; }));
    EXPECT_FALSE(may(Submitted, StudentEvent::TakeBack, [](auto& e) { e.photo.reset(); }));
}

TEST(Student, IsAcceptedByTheLastStepOfTheBatchAlone)
{
    for (std::size_t i = 0; i < count_of<PhotoState>; ++i)
        for (const auto steps : {ReviewSteps::School, ReviewSteps::SchoolAndCentre}) {
            auto evidence = good_evidence(StudentEvent::Accept);
            evidence.photo = static_cast<PhotoState>(i);
            evidence.steps = steps;
            const auto wanted = steps == ReviewSteps::School ? PhotoState::SchoolOk : PhotoState::CentreOk;
            EXPECT_EQ(next(standing(Submitted), StudentEvent::Accept, evidence).has_value(),
                      evidence.photo == wanted)
                << word(*evidence.photo) << ", " << word(steps);
        }
}

TEST(Student, IsReturnedByEitherStep)
{
    EXPECT_TRUE(may(Submitted, StudentEvent::Return, [](auto& e) { e.photo = PhotoState::CentreReturned; }));
    EXPECT_FALSE(may(Submitted, StudentEvent::Return, [](auto& e) { e.photo = PhotoState::SchoolOk; }));
    EXPECT_FALSE(may(Submitted, StudentEvent::Return, [](auto& e) { e.photo.reset(); }));
}

TEST(Student, WaitsAgainOnlyWhereThePhotoDoes)
{
    EXPECT_FALSE(may(Accepted, StudentEvent::Undo, [](auto& e) { e.photo = PhotoState::SchoolOk; }));
    EXPECT_TRUE(may(Accepted, StudentEvent::Undo, [](auto& e) {
        e.photo = PhotoState::SchoolOk;
        e.steps = ReviewSteps::SchoolAndCentre;
    }));
    EXPECT_FALSE(may(Returned, StudentEvent::Undo, [](auto& e) { e.photo = PhotoState::SchoolReturned; }));
}

TEST(Student, IsLockedOnlyForAConfirmedViolationAndUntilTheLockHasEnded)
{
    EXPECT_FALSE(may(Listed, StudentEvent::Lock, [](auto& e) { e.violation = ViolationState::Raised; }));
    EXPECT_FALSE(may(Listed, StudentEvent::Lock, [](auto& e) { e.violation.reset(); }));
    EXPECT_FALSE(may(Locked, StudentEvent::Unlock, [](auto& e) { e.lock = LockState::Contested; }));
    EXPECT_FALSE(may(Locked, StudentEvent::Unlock, [](auto& e) { e.lock.reset(); }));
    EXPECT_TRUE(may(Locked, StudentEvent::Unlock, [](auto& e) { e.lock = LockState::Overturned; }));
}

TEST(Student, AStandingLockedFromNowhereIsAFaultOfOurs)
{
    for (const auto& broken :
         {StudentStanding{Locked, {}}, StudentStanding{Locked, Locked}, StudentStanding{Listed, Coded}}) {
        const auto to = next(broken, StudentEvent::Unlock, good_evidence(StudentEvent::Unlock));
        ASSERT_FALSE(to.has_value());
        EXPECT_EQ(to.error().code, ErrorCode::Internal);
    }
}

TEST(Student, WordsStayAsTheyAre)
{
    expect_words<StudentState>({{Listed, "listed"},
                                {Coded, "coded"},
                                {Capturing, "capturing"},
                                {Submitted, "submitted"},
                                {Accepted, "accepted"},
                                {Returned, "returned"},
                                {DoneBefore, "done_before"},
                                {Withdrawn, "withdrawn"},
                                {Deferred, "deferred"},
                                {Locked, "locked"}});
    expect_words<StudentEvent>({{StudentEvent::IssueCode, "issue_code"},
                                {StudentEvent::BeginCapture, "begin_capture"},
                                {StudentEvent::Submit, "submit"},
                                {StudentEvent::TakeBack, "take_back"},
                                {StudentEvent::Accept, "accept"},
                                {StudentEvent::Return, "return"},
                                {StudentEvent::Undo, "undo"},
                                {StudentEvent::Reset, "reset"},
                                {StudentEvent::MarkDoneBefore, "mark_done_before"},
                                {StudentEvent::Withdraw, "withdraw"},
                                {StudentEvent::Defer, "defer"},
                                {StudentEvent::Relist, "relist"},
                                {StudentEvent::Lock, "lock"},
                                {StudentEvent::Unlock, "unlock"}});
}

/// Any events with evidence that carries them, from the roster on.
StudentStanding wandered()
{
    StudentStanding now;
    const auto events =
        *rc::gen::container<std::vector<int>>(rc::gen::inRange<int>(0, count_of<StudentEvent>));
    for (const int number : events) {
        const auto event = static_cast<StudentEvent>(number);
        now = next(now, event, good_evidence(event)).value_or(now);
    }
    return now;
}

RC_GTEST_PROP(Student, UnlockLeadsBackToWhereTheLockFoundTheStudentWhateverHappensBetween, ())
{
    const auto before = wandered();
    RC_PRE(before.state != Locked);
    auto now = next(before, StudentEvent::Lock, good_evidence(StudentEvent::Lock)).value();
    RC_ASSERT(now.state == Locked);
    const auto events =
        *rc::gen::container<std::vector<int>>(rc::gen::inRange<int>(0, count_of<StudentEvent>));
    for (const int number : events) {
        const auto event = static_cast<StudentEvent>(number);
        if (event != StudentEvent::Unlock)
            RC_ASSERT(!next(now, event, good_evidence(event)));
    }
    RC_ASSERT(next(now, StudentEvent::Unlock, good_evidence(StudentEvent::Unlock)) == before);
}

RC_GTEST_PROP(Student, RemembersAStateIfAndOnlyIfLocked, ())
{
    const auto now = wandered();
    RC_ASSERT(now.locked_from.has_value() == (now.state == Locked));
}

} // namespace
} // namespace tucai::collect
