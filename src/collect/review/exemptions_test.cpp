#include "collect/review/review_for_tests.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

class ExemptionsTest : public ReviewTest {
protected:
    ExemptionsTest() { phone = add_student("s-1"); }

    NewExemption scarf() const
    {
        NewExemption exemption;
        exemption.student = "s-1";
        exemption.reason_class = ExemptionClass::Religious;
        exemption.rules = {"head.covering", "hair.ears"};
        exemption.reason = "宗教原因佩戴头巾";
        exemption.proof = bytes_of("a scanned letter");
        exemption.ends_ms = clock_ms + 30LL * 24 * 3'600'000;
        return exemption;
    }
    ErrorCode error_of(const Scope& scope, const NewExemption& exemption)
    {
        const auto id = exemptions.approve(scope, exemption);
        EXPECT_FALSE(id);
        return id ? ErrorCode::Internal : id.error().code;
    }

    DeviceGrant phone;
};

TEST_F(ExemptionsTest, OneIsApprovedKeptSealedAndFound)
{
    const auto id = *exemptions.approve(office, scarf());
    const auto list = *exemptions.list(office, "s-1");
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].id, id);
    EXPECT_EQ(list[0].approved_by, office.person);
    EXPECT_EQ(list[0].rules, (std::vector<std::string>{"head.covering", "hair.ears"}));
    EXPECT_EQ(*exemptions.reason(office, id), "宗教原因佩戴头巾");
    EXPECT_EQ(*exemptions.proof(office, id), bytes_of("a scanned letter"));
    EXPECT_EQ(dump().find("头巾"), std::string::npos);
    EXPECT_TRUE(exemptions.list(other_office, "s-1")->empty());
    EXPECT_EQ(exemptions.reason(other_office, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(exemptions.reason(centre_inside, id).error().code, ErrorCode::Denied) << "why is the school's";
}

TEST_F(ExemptionsTest, AProofComesLaterOnceAndIsKeptSealed)
{
    auto exemption = scarf();
    exemption.proof.clear();
    const auto id = *exemptions.approve(office, exemption);
    EXPECT_EQ(exemptions.proof(office, id).error().code, ErrorCode::NotFound);
    const auto letter = bytes_of("a scanned letter");
    EXPECT_EQ(exemptions.add_proof(centre_inside, id, letter).error().code, ErrorCode::Denied);
    EXPECT_EQ(exemptions.add_proof(other_office, id, letter).error().code, ErrorCode::NotFound);
    EXPECT_EQ(exemptions.add_proof(office, id, {}).error().code, ErrorCode::InvalidInput);
    const base::ByteVector huge(Exemptions::most_proof_bytes + 1);
    EXPECT_EQ(exemptions.add_proof(office, id, huge).error().code, ErrorCode::UploadTooLarge);
    ASSERT_TRUE(exemptions.add_proof(office, id, letter));
    EXPECT_EQ(*exemptions.proof(office, id), letter);
    EXPECT_EQ(events("exemption.proved"), 1);
    EXPECT_EQ(exemptions.add_proof(office, id, bytes_of("another")).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(*exemptions.proof(office, id), letter);
}

TEST_F(ExemptionsTest, AnEndedExemptionTakesNoProof)
{
    auto exemption = scarf();
    exemption.proof.clear();
    const auto id = *exemptions.approve(office, exemption);
    ASSERT_TRUE(exemptions.end(office, id));
    EXPECT_EQ(exemptions.add_proof(office, id, bytes_of("a letter")).error().code,
              ErrorCode::StateNotAllowed);
}

TEST_F(ExemptionsTest, WhatMayNotBeWaivedIsNot)
{
    auto exemption = scarf();
    for (const auto* rule : {"frame.sharp", "genuine.edited", "matte.whole", "eyes.open", "no.such"}) {
        exemption.rules = {rule};
        EXPECT_EQ(error_of(office, exemption), ErrorCode::InvalidInput) << rule;
    }
    for (const auto reason_class :
         {ExemptionClass::Religious, ExemptionClass::Medical, ExemptionClass::Cultural})
        for (const auto rule : waivable_rules(reason_class))
            EXPECT_FALSE(rule.starts_with("frame.") || rule.starts_with("genuine.") ||
                         rule.starts_with("matte."))
                << rule;
}

TEST_F(ExemptionsTest, EachFaultIsRefused)
{
    EXPECT_EQ(error_of(centre_inside, scarf()), ErrorCode::Denied);
    EXPECT_EQ(error_of(other_office, scarf()), ErrorCode::NotFound);
    auto exemption = scarf();
    exemption.rules = {};
    EXPECT_EQ(error_of(office, exemption), ErrorCode::InvalidInput);
    exemption = scarf();
    exemption.rules = {"hair.ears", "hair.ears"};
    EXPECT_EQ(error_of(office, exemption), ErrorCode::InvalidInput);
    exemption = scarf();
    exemption.ends_ms = clock_ms;
    EXPECT_EQ(error_of(office, exemption), ErrorCode::InvalidInput);
    exemption = scarf();
    exemption.reason = " ";
    EXPECT_EQ(error_of(office, exemption), ErrorCode::TextInvalid);
    exemption = scarf();
    exemption.proof.resize((10U << 20U) + 1);
    EXPECT_EQ(error_of(office, exemption), ErrorCode::UploadTooLarge);
}

TEST_F(ExemptionsTest, OneThatEndedWaivesNothing)
{
    const auto id = *exemptions.approve(office, scarf());
    begin(phone);
    const auto first = send(phone, "refuse head.covering a");
    work();
    EXPECT_EQ(choosing.findings(phone, first)->state, PhotoState::MachineAsk);
    ASSERT_TRUE(exemptions.end(office, id));
    EXPECT_EQ(exemptions.end(office, id).error().code, ErrorCode::StateNotAllowed);
    const auto second = send(phone, "refuse head.covering b");
    work();
    EXPECT_EQ(choosing.findings(phone, second)->state, PhotoState::MachineRefused);
    EXPECT_EQ(choosing.findings(phone, first)->state, PhotoState::MachineAsk) << "stays as it was judged";
}

class HelpTest : public ReviewTest {
protected:
    HelpTest() { phone = add_student("s-1"); }

    DeviceGrant phone;
};

TEST_F(HelpTest, AQuestionIsAnsweredAndItsStudentTold)
{
    const auto id = *help.ask(phone, HelpTopic::Device, "我的手机没有前置摄像头");
    const auto open = *help.list(office, "batch-9", HelpState::Open, "", 10);
    ASSERT_EQ(open.rows.size(), 1U);
    EXPECT_EQ(open.rows[0].words, "我的手机没有前置摄像头");
    EXPECT_EQ(dump().find("摄像头"), std::string::npos) << "words are sealed";
    ASSERT_TRUE(help.answer(office, id, "请到 301 室,用学校的相机。"));
    EXPECT_EQ(help.own(phone)->at(0).answer, "请到 301 室,用学校的相机。");
    EXPECT_EQ(teller.told("s-1", TellKind::HelpAnswered), 1);
    ASSERT_TRUE(help.close(office, id));
    EXPECT_EQ(help.answer(office, id, "x").error().code, ErrorCode::StateNotAllowed);
}

TEST_F(HelpTest, OthersSeeAndAnswerNothing)
{
    const auto id = *help.ask(phone, HelpTopic::Other, "?");
    EXPECT_TRUE(help.list(other_office, "batch-9", HelpState::Open, "", 10)->rows.empty());
    EXPECT_TRUE(help.list(assistant, "batch-9", HelpState::Open, "", 10)->rows.empty());
    EXPECT_EQ(help.answer(other_office, id, "x").error().code, ErrorCode::NotFound);
    EXPECT_EQ(help.answer(centre_inside, id, "x").error().code, ErrorCode::Denied);
    EXPECT_EQ(help.close(assistant, id).error().code, ErrorCode::Denied);
    EXPECT_TRUE(help.own(add_student("s-2"))->empty());
}

TEST_F(HelpTest, NobodyFloodsTheOffice)
{
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(help.ask(phone, HelpTopic::Other, "?"));
    EXPECT_EQ(help.ask(phone, HelpTopic::Other, "?").error().code, ErrorCode::CaptureTooMany);
    EXPECT_EQ(help.ask(phone, HelpTopic::Photo, "?").error().code, ErrorCode::InvalidInput);
    const auto first = *help.list(office, "batch-9", HelpState::Open, "", 3);
    EXPECT_EQ(first.rows.size(), 3U);
    EXPECT_EQ(help.list(office, "batch-9", HelpState::Open, first.next, 3)->rows.size(), 2U);
}

} // namespace
} // namespace tucai::collect
