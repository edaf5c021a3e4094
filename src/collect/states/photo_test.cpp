#include "collect/states/photo.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace tucai::collect {
namespace {

using enum PhotoState;

/// A photo that nothing hinders; each test bends one thing.
PhotoEvidence good_evidence(ReviewSteps steps)
{
    return {.steps = steps,
            .submission = Submission::PersonAsked,
            .succession = Succession::Current,
            .judged_as = MachineAsk};
}

auto step_with(const PhotoEvidence& evidence)
{
    return [evidence](PhotoState state, PhotoEvent event) { return next(state, event, evidence); };
}

// j_ok, j_ask, j_ref are the judgements; s_ and c_ the school's and the centre's decisions.
constexpr auto s_ok = SchoolOk;
constexpr auto s_re = SchoolReturned;
constexpr auto c_re = CentreReturned;

TEST(Photo, TheWholeTableWhereTheSchoolReviewsAlone)
{
    // clang-format off
    const Table<PhotoState, PhotoEvent> table = {{
        //                j_ok       j_ask       j_ref           s_acc s_ret c_acc c_ret undo        reset deliver    register    dispute
        {Captured,       {MachineOk, MachineAsk, MachineRefused, no,   no,   no,   no,   no,         no,   no,        no,         no}},
        {MachineOk,      {no,        no,         no,             s_ok, s_re, no,   no,   no,         no,   no,        no,         no}},
        {MachineAsk,     {no,        no,         no,             s_ok, s_re, no,   no,   no,         no,   no,        no,         no}},
        {MachineRefused, {no,        no,         no,             s_ok, s_re, no,   no,   no,         no,   no,        no,         no}},
        {SchoolOk,       {no,        no,         no,             no,   no,   no,   no,   MachineAsk, s_re, Delivered, no,         no}},
        {SchoolReturned, {no,        no,         no,             no,   no,   no,   no,   MachineAsk, no,   no,        no,         no}},
        {CentreOk,       {no,        no,         no,             no,   no,   no,   no,   s_ok,       s_re, no,        no,         no}},
        {CentreReturned, {no,        no,         no,             no,   no,   no,   no,   s_ok,       no,   no,        no,         no}},
        {Delivered,      {no,        no,         no,             no,   no,   no,   no,   no,         no,   no,        Registered, Disputed}},
        {Registered,     {no,        no,         no,             no,   no,   no,   no,   no,         no,   no,        no,         Disputed}},
        {Disputed,       {no,        no,         no,             no,   no,   no,   no,   no,         no,   no,        Registered, no}},
    }};
    // clang-format on
    expect_table(table, step_with(good_evidence(ReviewSteps::School)));
}

TEST(Photo, TheWholeTableWhereTheCentreReviewsToo)
{
    // clang-format off
    const Table<PhotoState, PhotoEvent> table = {{
        //                j_ok       j_ask       j_ref           s_acc s_ret c_acc     c_ret undo        reset deliver    register    dispute
        {Captured,       {MachineOk, MachineAsk, MachineRefused, no,   no,   no,       no,   no,         no,   no,        no,         no}},
        {MachineOk,      {no,        no,         no,             s_ok, s_re, no,       no,   no,         no,   no,        no,         no}},
        {MachineAsk,     {no,        no,         no,             s_ok, s_re, no,       no,   no,         no,   no,        no,         no}},
        {MachineRefused, {no,        no,         no,             s_ok, s_re, no,       no,   no,         no,   no,        no,         no}},
        {SchoolOk,       {no,        no,         no,             no,   no,   CentreOk, c_re, MachineAsk, s_re, no,        no,         no}},
        {SchoolReturned, {no,        no,         no,             no,   no,   no,       no,   MachineAsk, no,   no,        no,         no}},
        {CentreOk,       {no,        no,         no,             no,   no,   no,       no,   s_ok,       s_re, Delivered, no,         no}},
        {CentreReturned, {no,        no,         no,             no,   no,   no,       no,   s_ok,       no,   no,        no,         no}},
        {Delivered,      {no,        no,         no,             no,   no,   no,       no,   no,         no,   no,        Registered, Disputed}},
        {Registered,     {no,        no,         no,             no,   no,   no,       no,   no,         no,   no,        no,         Disputed}},
        {Disputed,       {no,        no,         no,             no,   no,   no,       no,   no,         no,   no,        Registered, no}},
    }};
    // clang-format on
    expect_table(table, step_with(good_evidence(ReviewSteps::SchoolAndCentre)));
}

TEST(Photo, TheWholeTableOfASupersededPhotoHoldsJudgementsAndTheRegistrysAnswersOnly)
{
    // clang-format off
    const Table<PhotoState, PhotoEvent> table = {{
        //                j_ok       j_ask       j_ref           s_acc s_ret c_acc c_ret undo reset deliver register    dispute
        {Captured,       {MachineOk, MachineAsk, MachineRefused, no,   no,   no,   no,   no,  no,   no,     no,         no}},
        {MachineOk,      {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     no,         no}},
        {MachineAsk,     {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     no,         no}},
        {MachineRefused, {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     no,         no}},
        {SchoolOk,       {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     no,         no}},
        {SchoolReturned, {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     no,         no}},
        {CentreOk,       {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     no,         no}},
        {CentreReturned, {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     no,         no}},
        {Delivered,      {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     Registered, Disputed}},
        {Registered,     {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     no,         Disputed}},
        {Disputed,       {no,        no,         no,             no,   no,   no,   no,   no,  no,   no,     Registered, no}},
    }};
    // clang-format on
    for (const auto steps : {ReviewSteps::School, ReviewSteps::SchoolAndCentre}) {
        auto evidence = good_evidence(steps);
        evidence.succession = Succession::Superseded;
        expect_table(table, step_with(evidence));
    }
}

TEST(Photo, NobodyDecidesOnWhatItsStudentDidNotSubmit)
{
    auto evidence = good_evidence(ReviewSteps::School);
    evidence.submission = Submission::None;
    for (const auto state : {MachineOk, MachineAsk, MachineRefused})
        for (const auto event : {PhotoEvent::SchoolAccept, PhotoEvent::SchoolReturn})
            EXPECT_FALSE(next(state, event, evidence).has_value()) << word(state);
}

TEST(Photo, ARefusedOneReachesThePersonWhoWasAskedAndNobodyElse)
{
    auto evidence = good_evidence(ReviewSteps::School);
    evidence.submission = Submission::Confirmed;
    EXPECT_FALSE(next(MachineRefused, PhotoEvent::SchoolAccept, evidence).has_value());
    EXPECT_EQ(next(MachineAsk, PhotoEvent::SchoolAccept, evidence), SchoolOk);
    evidence.submission = Submission::PersonAsked;
    EXPECT_EQ(next(MachineRefused, PhotoEvent::SchoolAccept, evidence), SchoolOk);
}

TEST(Photo, UndoLeadsBackToWhatTheMachineSaid)
{
    auto evidence = good_evidence(ReviewSteps::School);
    for (const auto judged : {MachineOk, MachineAsk, MachineRefused}) {
        evidence.judged_as = judged;
        EXPECT_EQ(next(SchoolOk, PhotoEvent::Undo, evidence), judged);
    }
    evidence.judged_as = Captured;
    EXPECT_FALSE(next(SchoolOk, PhotoEvent::Undo, evidence).has_value());
}

TEST(Photo, FinallyOkIsWhatTheLastStepOfTheBatchAccepted)
{
    EXPECT_TRUE(is_finally_ok(SchoolOk, ReviewSteps::School));
    EXPECT_FALSE(is_finally_ok(SchoolOk, ReviewSteps::SchoolAndCentre));
    EXPECT_TRUE(is_finally_ok(CentreOk, ReviewSteps::SchoolAndCentre));
    EXPECT_TRUE(awaits_review(SchoolOk, ReviewSteps::SchoolAndCentre));
    EXPECT_FALSE(awaits_review(SchoolOk, ReviewSteps::School));
}

TEST(Photo, WordsStayAsTheyAre)
{
    expect_words<PhotoState>({{Captured, "captured"},
                              {MachineOk, "machine_ok"},
                              {MachineAsk, "machine_ask"},
                              {MachineRefused, "machine_refused"},
                              {SchoolOk, "school_ok"},
                              {SchoolReturned, "school_returned"},
                              {CentreOk, "centre_ok"},
                              {CentreReturned, "centre_returned"},
                              {Delivered, "delivered"},
                              {Registered, "registered"},
                              {Disputed, "disputed"}});
    expect_words<PhotoEvent>({{PhotoEvent::JudgeOk, "judge_ok"},
                              {PhotoEvent::JudgeAsk, "judge_ask"},
                              {PhotoEvent::JudgeRefused, "judge_refused"},
                              {PhotoEvent::SchoolAccept, "school_accept"},
                              {PhotoEvent::SchoolReturn, "school_return"},
                              {PhotoEvent::CentreAccept, "centre_accept"},
                              {PhotoEvent::CentreReturn, "centre_return"},
                              {PhotoEvent::Undo, "undo"},
                              {PhotoEvent::Reset, "reset"},
                              {PhotoEvent::Deliver, "deliver"},
                              {PhotoEvent::Register, "register"},
                              {PhotoEvent::Dispute, "dispute"}});
    expect_words<ReviewSteps>(
        {{ReviewSteps::School, "school"}, {ReviewSteps::SchoolAndCentre, "school_and_centre"}});
    expect_words<Submission>({{Submission::None, "none"},
                              {Submission::Confirmed, "confirmed"},
                              {Submission::PersonAsked, "person_asked"}});
}

RC_GTEST_PROP(Photo, IsDeliveredOnlyAfterEveryStepOfItsBatchAccepted, ())
{
    const auto steps = *rc::gen::element(ReviewSteps::School, ReviewSteps::SchoolAndCentre);
    auto state = Captured;
    auto evidence = good_evidence(steps);
    bool school_accepted = false;
    bool centre_accepted = false;
    const auto events = *rc::gen::container<std::vector<int>>(rc::gen::inRange<int>(0, count_of<PhotoEvent>));
    for (const int number : events) {
        const auto event = static_cast<PhotoEvent>(number);
        const auto to = next(state, event, evidence);
        if (!to)
            continue;
        if (state == Captured)
            evidence.judged_as = *to;
        state = *to;
        school_accepted = school_accepted || event == PhotoEvent::SchoolAccept;
        centre_accepted = centre_accepted || event == PhotoEvent::CentreAccept;
        if (state == Delivered)
            RC_ASSERT(school_accepted && (centre_accepted || steps == ReviewSteps::School));
    }
}

} // namespace
} // namespace tucai::collect
