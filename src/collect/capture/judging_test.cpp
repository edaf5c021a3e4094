#include "collect/capture/capture_for_tests.h"

#include <rapidcheck/gtest.h>

#include <thread>

namespace tucai::collect {
namespace {

class JudgingTest : public CaptureTest {
protected:
    JudgingTest() { session = begin(phone); }

    ShotFindings findings(const std::string& shot)
    {
        const auto found = choosing.findings(phone, shot);
        EXPECT_TRUE(found) << found.error().message;
        return found ? *found : ShotFindings{};
    }
    void exempt(const std::string& rules)
    {
        put("insert into exemptions (tenant, id, student, class, rules, approved_by, made_ms, ends_ms) "
            "values "
            "('school-1', 'ex-1', 's-1', 'religious', $1, 'person-1', 0, 9000000000000)",
            {rules});
    }

    DeviceGrant phone = add_student("s-1");
    SessionRow session;
};

TEST_F(JudgingTest, AGoodShotHasItsPhotoAndItsFindingsInBothLanguages)
{
    const auto shot = send(phone, "pass - a");
    EXPECT_EQ(choosing.findings(phone, shot).error().code, ErrorCode::StateNotAllowed) << "not judged yet";
    EXPECT_EQ(work(), 1);
    const auto found = findings(shot);
    EXPECT_EQ(found.state, PhotoState::MachineOk);
    EXPECT_TRUE(found.findings.empty());
    EXPECT_EQ(found.unassessed, (std::vector<std::string>{"glasses.habitual", "makeup.visible"}));
    EXPECT_EQ(found.reports, R"({"zh":{"schema":"tucai.report/1","lang":"zh"},)"
                             R"("en":{"schema":"tucai.report/1","lang":"en"}})");
    EXPECT_EQ(choosing.picture(phone, shot, PictureKind::Photo), bytes_of("standard photo of pass - a"));
    EXPECT_EQ(sessions.current(phone)->state, CaptureState::Judged);
    EXPECT_EQ(dump().find("tucai.report"), std::string::npos) << "reports are sealed";
}

TEST_F(JudgingTest, EveryVerdictHasItsState)
{
    const auto ask = send(phone, "ask clothes.colour a");
    const auto refused = send(phone, "refuse light.uniform b");
    const auto unframed = send(phone, "refuse frame.space c");
    const auto broken = send(phone, "no picture at all");
    EXPECT_EQ(work(), 4);
    EXPECT_EQ(findings(ask).state, PhotoState::MachineAsk);
    EXPECT_EQ(findings(ask).findings, std::vector<std::string>{"clothes.colour"});
    EXPECT_EQ(findings(refused).state, PhotoState::MachineRefused);
    EXPECT_TRUE(findings(refused).has_photo);
    EXPECT_FALSE(findings(unframed).has_photo);
    EXPECT_EQ(choosing.picture(phone, unframed, PictureKind::Photo).error().code, ErrorCode::PhotoNotMade);
    EXPECT_EQ(findings(broken).state, PhotoState::MachineRefused);
    EXPECT_EQ(findings(broken).error_code, "image.not_an_image");
}

TEST_F(JudgingTest, FailuresOfQualityLeaveNoTraceAgainstAnyone)
{
    for (int i = 0; i < 12; ++i) {
        send(phone, "refuse light.uniform a" + std::to_string(i));
        work();
    }
    EXPECT_EQ(count("select count(*) as n from violations"), 0);
    EXPECT_EQ(count("select count(*) as n from locks"), 0);
    EXPECT_EQ(state_of("s-1"), "capturing");
    submit(phone, "pass - good");
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(JudgingTest, AnExemptionTurnsARefusalIntoAQuestion)
{
    exempt("head.covering hair.ears");
    const auto scarf = send(phone, "refuse head.covering a");
    const auto dark = send(phone, "refuse light.exposure b");
    work();
    EXPECT_EQ(findings(scarf).state, PhotoState::MachineAsk);
    EXPECT_EQ(findings(scarf).findings, std::vector<std::string>{"head.covering"}) << "a person sees it";
    EXPECT_EQ(findings(dark).state, PhotoState::MachineRefused);
}

TEST_F(JudgingTest, AnEngineThatIsDownIsTriedAgainAndAtLastToldAsAnError)
{
    const auto shot = send(phone, "pass - a");
    judge.is_broken = true;
    for (int attempt = 1; attempt < 5; ++attempt) {
        EXPECT_EQ(work(), 0) << attempt;
        EXPECT_EQ(shots.receipt(phone, shot)->state, ShotState::Stored);
        clock_ms += 600'000;
    }
    EXPECT_EQ(work(), 1) << "the last try ends the waiting";
    EXPECT_EQ(findings(shot).error_code, "model.missing");
    judge.is_broken = false;
    submit(phone, "pass - b");
    EXPECT_EQ(state_of("s-1"), "submitted");
}

TEST_F(JudgingTest, TwoWorkersJudgeAShotOnce)
{
    const auto shot = send(phone, "pass - a");
    auto first = *store::take_job(database, {"judge"}, clock_ms, 1000, "first");
    clock_ms += 2000; // its lease has ended; another takes it
    auto second = *store::take_job(database, {"judge"}, clock_ms, 60'000, "second");
    ASSERT_TRUE(first && second);
    std::vector<Result<>> results(2);
    {
        const std::jthread one([&] { results[0] = run_judge_job(means, judge, *first); });
        const std::jthread two([&] { results[1] = run_judge_job(means, judge, *second); });
    }
    EXPECT_EQ(count("select count(*) as n from judgements"), 1);
    EXPECT_EQ(findings(shot).state, PhotoState::MachineOk);
    EXPECT_FALSE(results[0]) << "it had lost its lease";
    EXPECT_TRUE(results[1]) << results[1].error().message;
    EXPECT_EQ(count("select count(*) as n from jobs where state in ('waiting', 'held')"), 0);
}

TEST_F(JudgingTest, ADeathBetweenPhotoAndRowsIsMadeGoodByTheNextTry)
{
    const auto shot = send(phone, "pass - a");
    put("create trigger dies before insert on judgements begin select raise(abort, 'dies'); end");
    EXPECT_EQ(work(), 0);
    EXPECT_EQ(shots.receipt(phone, shot)->photo_state, PhotoState::Captured);
    put("drop trigger dies");
    clock_ms += 60'000;
    EXPECT_EQ(work(), 1);
    EXPECT_TRUE(findings(shot).has_photo);
    EXPECT_EQ(*sweep_blobs(means, std::numeric_limits<std::int64_t>::max()), 1U) << "the first try's photo";
    EXPECT_TRUE(choosing.picture(phone, shot, PictureKind::Photo));
}

TEST_F(JudgingTest, AShotWhoseStudentsKeyIsGoneEndsItsJob)
{
    send(phone, "pass - a");
    ASSERT_TRUE(keys.destroy_person_key("s-1"));
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(count("select count(*) as n from judgements"), 0);
}

TEST_F(JudgingTest, AShotOfASittingThatHasEndedIsJudgedStill)
{
    const auto shot = send(phone, "pass - a");
    clock_ms += 3LL * 3'600'000;
    EXPECT_EQ(*end_old_sessions(means, 10), 1U);
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(findings(shot).state, PhotoState::MachineOk);
    begin(phone);
    EXPECT_EQ(choosing.confirm(phone, shot, Submission::Confirmed).error().code, ErrorCode::StateNotAllowed);
}

TEST(JudgeVerdict, WithoutExemptionsIsTheMachines)
{
    for (const auto verdict :
         {MachineVerdict::Pass, MachineVerdict::Ask, MachineVerdict::Refuse, MachineVerdict::Error}) {
        JudgeOutcome outcome;
        outcome.verdict = verdict;
        outcome.findings = {{"light.uniform", verdict}};
        EXPECT_EQ(verdict_with(outcome, {}), verdict);
    }
}

RC_GTEST_PROP(JudgeVerdict, AWaiverNeverMakesAPhotoPassNorWorse, ())
{
    const std::vector<std::string> rules = {"a.a", "b.b", "c.c", "d.d"};
    JudgeOutcome outcome;
    outcome.verdict = MachineVerdict::Pass;
    ExemptionRow exemption;
    for (const auto& rule : rules) {
        const auto verdict =
            *rc::gen::element(MachineVerdict::Pass, MachineVerdict::Ask, MachineVerdict::Refuse);
        if (verdict != MachineVerdict::Pass)
            outcome.findings.push_back({rule, verdict});
        outcome.verdict = std::max(outcome.verdict, verdict);
        if (*rc::gen::arbitrary<bool>())
            exemption.rules.push_back(rule);
    }
    const auto with = verdict_with(outcome, {exemption});
    RC_ASSERT(with <= outcome.verdict);
    RC_ASSERT((with == MachineVerdict::Pass) == (outcome.verdict == MachineVerdict::Pass));
    for (const auto& finding : outcome.findings)
        if (waiver_of({exemption}, finding.rule) == nullptr)
            RC_ASSERT(with >= finding.verdict);
}

} // namespace
} // namespace tucai::collect
