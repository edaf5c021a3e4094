// What holds for all machines together: any events in any order, each resting on how the others stand.
#include "collect/states/student.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <utility>
#include <vector>

namespace tucai::collect {
namespace {

/// One student's things, moved as a service moves them: every event rests on what is stored.
struct World {
    ReviewSteps steps = ReviewSteps::School;
    StudentStanding student;
    CodeState code = CodeState::Issued;
    CaptureState session = CaptureState::Open;
    PhotoState photo = PhotoState::Captured;
    PhotoEvidence on_photo;
    ViolationState violation = ViolationState::Raised;
    LockState lock = LockState::Active;
    bool was_judged = false;    ///< this photo, by the machine
    bool was_confirmed = false; ///< this photo, by the student
    int school_accepted = 0;    ///< this photo, by the school

    void move_student(StudentEvent event)
    {
        const StudentEvidence evidence = {.code = code,
                                          .session = session,
                                          .photo = photo,
                                          .steps = steps,
                                          .violation = violation,
                                          .lock = lock};
        const auto to = next(student, event, evidence);
        if (!to)
            return;
        student = *to;
        if (event == StudentEvent::BeginCapture)
            begin_anew();
        if (event == StudentEvent::Lock)
            lock = LockState::Active;
    }

    void begin_anew()
    {
        session = CaptureState::Open;
        photo = PhotoState::Captured;
        on_photo = {.steps = steps};
        was_judged = was_confirmed = false;
        school_accepted = 0;
    }

    void move_session(CaptureEvent event)
    {
        const auto how =
            photo == PhotoState::MachineRefused ? Submission::PersonAsked : Submission::Confirmed;
        if (event == CaptureEvent::Judge && !is_machine_judged(photo))
            return;
        session = next(session, event, {photo, how}).value_or(session);
        if (session != CaptureState::Confirmed || was_confirmed)
            return;
        was_confirmed = true;
        on_photo.submission = how;
    }

    void move_photo(PhotoEvent event)
    {
        const auto to = next(photo, event, on_photo);
        if (!to)
            return;
        if (photo == PhotoState::Captured) {
            was_judged = true;
            on_photo.judged_as = *to;
        }
        school_accepted += event == PhotoEvent::SchoolAccept ? 1 : 0;
        photo = *to;
    }

    void move(int machine, int event)
    {
        const auto of = [&](auto count) { return event % static_cast<int>(count); };
        switch (machine) {
        case 0:
            return move_student(static_cast<StudentEvent>(of(count_of<StudentEvent>)));
        case 1:
            return move_session(static_cast<CaptureEvent>(of(count_of<CaptureEvent>)));
        case 2:
            return move_photo(static_cast<PhotoEvent>(of(count_of<PhotoEvent>)));
        case 3:
            code = next(code, static_cast<CodeEvent>(of(count_of<CodeEvent>)), 0).value_or(code);
            return;
        case 4:
            violation = next(violation, static_cast<ViolationEvent>(of(count_of<ViolationEvent>)),
                             event % 2 == 0 ? Decider::Person : Decider::Machine)
                            .value_or(violation);
            return;
        default:
            lock = next(lock, static_cast<LockEvent>(of(count_of<LockEvent>)), {"officer-7", "a reason"})
                       .value_or(lock);
        }
    }
};

/// Events as they come of themselves lead nowhere far; these lead to an accepted student where none is lost.
std::vector<std::pair<int, int>> straight_way(ReviewSteps steps)
{
    const auto at = [](auto event) { return static_cast<int>(event); };
    std::vector<std::pair<int, int>> way = {
        {0, at(StudentEvent::IssueCode)},    {3, at(CodeEvent::Bind)},
        {0, at(StudentEvent::BeginCapture)}, {2, at(PhotoEvent::JudgeAsk)},
        {1, at(CaptureEvent::Judge)},        {1, at(CaptureEvent::Confirm)},
        {0, at(StudentEvent::Submit)},       {2, at(PhotoEvent::SchoolAccept)},
    };
    if (steps == ReviewSteps::SchoolAndCentre)
        way.emplace_back(2, at(PhotoEvent::CentreAccept));
    way.emplace_back(0, at(StudentEvent::Accept));
    return way;
}

TEST(Way, LeadsStraightToAnAcceptedStudentWhereAllIsWell)
{
    for (const auto steps : {ReviewSteps::School, ReviewSteps::SchoolAndCentre}) {
        World world{.steps = steps, .student = {}, .on_photo = {.steps = steps}};
        for (const auto& [machine, event] : straight_way(steps))
            world.move(machine, event);
        EXPECT_EQ(word(world.student.state), "accepted");
    }
}

RC_GTEST_PROP(Way, NoEventsReachAcceptedWithoutAJudgedConfirmedAndReviewedPhoto, ())
{
    const auto steps = *rc::gen::element(ReviewSteps::School, ReviewSteps::SchoolAndCentre);
    World world{.steps = steps, .student = {}, .on_photo = {.steps = steps}};
    const auto check = [&] {
        if (world.student.state == StudentState::Accepted)
            RC_ASSERT(world.was_judged && world.was_confirmed && world.school_accepted > 0);
    };
    const int attempts = *rc::gen::inRange(1, 6);
    for (int attempt = 0; attempt < attempts; ++attempt)
        for (const auto& [machine, event] : straight_way(steps)) {
            // Each event of the straight way may be left out, and any other may come before it.
            if (*rc::gen::inRange(0, 3) == 0) {
                world.move(*rc::gen::inRange(0, 6), *rc::gen::inRange(0, 1000));
                check();
            }
            if (*rc::gen::inRange(0, 12) > 0)
                world.move(machine, event);
            check();
        }
    RC_CLASSIFY(world.student.state == StudentState::Accepted);
}

} // namespace
} // namespace tucai::collect
