#include "collect/codes/code_desk.h"
#include "collect/codes/school_for_tests.h"
#include "registry/registry.h"

namespace tucai::registry {
namespace {

class RegistryTest : public collect::SchoolForTests {
protected:
    Result<collect::IssuedCode> issue(const std::string& student = "li",
                                      const std::string& last_six = "20171X", std::int64_t days = 10)
    {
        return ledger.write([&](store::Entry& entry) {
            return registry.issue(entry, {"s", "number-" + student, last_six, clock_ms + days * day_ms},
                                  "office");
        });
    }
    collect::CodeDesk desk() { return {ledger, keys, registry, {&registry}, base::system_randomness()}; }
    ErrorCode failure(const std::string& text)
    {
        const auto found = desk().find(text);
        return found ? ErrorCode::Internal : found.error().code;
    }
    Result<> use(const std::string& code)
    {
        return ledger.write([&](store::Entry& entry) -> Result<> {
            TUCAI_CHECK(desk().apply(entry, "s", code, collect::CodeEvent::Use, "", "office"));
            return {};
        });
    }

    RegistryOptions options{30 * day_ms};
    Registry registry{ledger, keys, base::system_randomness(), options};
};

TEST_F(RegistryTest, IssuesByTheCodeNumberWhatTheDeskOpens)
{
    const auto issued = issue();
    ASSERT_TRUE(issued.has_value()) << issued.error().message;
    EXPECT_EQ(issued->student, "li");
    EXPECT_EQ(issued->generation, 1);
    EXPECT_EQ(desk().find(issued->text)->student, "li");
    EXPECT_TRUE(desk().confirm(issued->text, "20171X", {}));
    EXPECT_EQ(desk().confirm(issued->text, "20171Y", {}).error().code, ErrorCode::IdentityWrong);
    EXPECT_EQ(events("code.issued"), 1);
}

TEST_F(RegistryTest, KeepsNothingOfTheDocumentThatCanBeRead)
{
    const auto issued = *issue();
    EXPECT_EQ(
        number("select count(*) as value from codes where identity_digest like '%20171X%' or identity_digest "
               "not like '________________________________________________________________'"),
        0);
    EXPECT_EQ(number("select count(*) as value from audit_events where details like '%20171%'"), 0);
    EXPECT_LE(issued.text.size(), 260U) << "a QR that phones read well";
}

TEST_F(RegistryTest, ANewCodeTakesThePlaceOfTheOldOne)
{
    const auto old = *issue();
    const auto device = desk().confirm(old.text, "20171X", {})->device_token;
    const auto fresh = *issue();
    EXPECT_EQ(fresh.generation, 2);
    EXPECT_EQ(failure(old.text), ErrorCode::CodeReplaced) << "a copy of the old one is of no use";
    EXPECT_EQ(desk().who(device).error().code, ErrorCode::SessionInvalid);
    EXPECT_TRUE(desk().find(fresh.text));
    EXPECT_EQ(registry.text_of("s", old.id).error().code, ErrorCode::CodeRevoked);
}

TEST_F(RegistryTest, ACodeIsShownAgainWithoutBeingStored)
{
    const auto issued = *issue();
    const auto again = registry.text_of("s", issued.id);
    ASSERT_TRUE(again.has_value());
    EXPECT_NE(*again, issued.text);
    EXPECT_EQ(desk().find(*again)->code, issued.id);
    EXPECT_EQ(registry.text_of("s", "none").error().code, ErrorCode::CodeUnknown);
    EXPECT_EQ(registry.text_of("other", issued.id).error().code, ErrorCode::CodeUnknown)
        << "another tenant's";
}

TEST_F(RegistryTest, AStudentWithAnAcceptedPhotoKeepsTheCode)
{
    const auto issued = *issue();
    ASSERT_TRUE(desk().confirm(issued.text, "20171X", {}));
    ASSERT_TRUE(use(issued.id));
    EXPECT_EQ(issue().error().code, ErrorCode::StateNotAllowed);
    EXPECT_TRUE(registry.text_of("s", issued.id));
}

TEST_F(RegistryTest, WhatMakesNoCodeIsRefusedAndLeavesNothing)
{
    EXPECT_EQ(issue("nobody").error().code, ErrorCode::StoreConflict);
    EXPECT_EQ(issue("li", "2017").error().code, ErrorCode::DocumentLength);
    EXPECT_EQ(issue("li", "20171X", 0).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(number("select count(*) as value from codes"), 0);
}

TEST_F(RegistryTest, CodesStayGoodWhenTheKeyChanges)
{
    const auto old = *issue();
    EXPECT_EQ(*registry.keys().rotate("admin"), 2);
    const auto fresh = *issue("ma");
    EXPECT_EQ(desk().find(old.text)->student, "li");
    EXPECT_EQ(desk().find(fresh.text)->student, "ma");
    EXPECT_EQ(number("select key_number as value from codes where student = 'ma'"), 2);
    EXPECT_EQ(registry.keys().opening()->size(), 2U);
    EXPECT_TRUE(registry.text_of("s", old.id));
}

TEST_F(RegistryTest, AnOldKeyEndsWhenItsLastCodeHasBeenOverForTheOverlap)
{
    const auto old = *issue();
    ASSERT_TRUE(desk().confirm(old.text, "20171X", {}));
    ASSERT_TRUE(use(old.id));
    ASSERT_TRUE(registry.keys().rotate("admin"));
    clock_ms += 40 * day_ms - 1;
    EXPECT_EQ(desk().find(old.text)->opens, collect::CodeOpens::Status);
    clock_ms += 1;
    EXPECT_EQ(failure(old.text), ErrorCode::CodeDamaged);
    EXPECT_EQ(registry.text_of("s", old.id).error().code, ErrorCode::CodeDamaged);
    EXPECT_EQ(registry.keys().opening()->size(), 1U);
}

TEST_F(RegistryTest, AForsakenKeyTakesItsCodesWithIt)
{
    const auto old = *issue();
    const auto device = desk().confirm(old.text, "20171X", {})->device_token;
    ASSERT_TRUE(registry.keys().rotate("admin"));
    const auto fresh = *issue("ma");
    EXPECT_EQ(*registry.keys().forsake(1, "admin"), 1U);
    EXPECT_EQ(failure(old.text), ErrorCode::CodeDamaged);
    EXPECT_EQ(desk().who(device).error().code, ErrorCode::SessionInvalid);
    EXPECT_TRUE(desk().find(fresh.text));
    EXPECT_TRUE(issue()) << "by the key that is left";
    EXPECT_EQ(registry.keys().forsake(1, "admin").error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(*registry.keys().forsake(2, "admin"), 2U);
    const auto last = issue();
    ASSERT_TRUE(last.has_value()) << "where none is left, one is made: " << last.error().message;
    EXPECT_EQ(number("select key_number as value from codes where id = $1", {last->id}), 3);
}

TEST_F(RegistryTest, NumbersOfKeysComeRoundAndTheirKeysDoNot)
{
    const auto old = *issue();
    EXPECT_EQ(*registry.keys().rotate("admin"), 2);
    ASSERT_TRUE(database.write(
        [](store::Transaction& t) { return t.run("update code_keys set number = 255 where number = 2"); }));
    clock_ms += day_ms;
    EXPECT_EQ(*registry.keys().rotate("admin"), 2) << "the first still opens its codes";
    ASSERT_TRUE(database.write(
        [](store::Transaction& t) { return t.run("update code_keys set number = 254 where number = 2"); }));
    clock_ms += 40 * day_ms;
    EXPECT_EQ(*registry.keys().rotate("admin"), 255) << "by now its number is free too";
    EXPECT_EQ(*registry.keys().rotate("admin"), 1);
    EXPECT_EQ(failure(old.text), ErrorCode::CodeDamaged) << "this number has another key";
    EXPECT_TRUE(desk().find(issue()->text));
}

TEST_F(RegistryTest, TwoInstancesDoNotReadEachOthersCodes)
{
    const auto other_keys = *access::KeyRing::open(folder.at("other"), base::system_randomness());
    const Registry other(ledger, other_keys, base::system_randomness());
    EXPECT_EQ(other.read(issue()->text).error().code, ErrorCode::CodeDamaged);
    EXPECT_EQ(other.read("https://elsewhere.example").error().code, ErrorCode::CodeForeign);
}

} // namespace
} // namespace tucai::registry
