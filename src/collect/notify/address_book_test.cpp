#include "collect/codes/school_for_tests.h"
#include "collect/notify/address_book.h"
#include "collect/scopes.h"
#include "collect/tenants/identity.h"

namespace tucai::collect::notify {
namespace {

class AddressBookTest : public SchoolForTests {
protected:
    /// Gives a student an address, as the roster's import does.
    void reach(const std::string& student)
    {
        const Scope scope{"person-1", Role::School, "s", ""};
        const auto done = ledger.write([&](store::Entry& entry) -> Result<> {
            TUCAI_CHECK(entry.record(event_of(scope, "test", "")));
            TUCAI_TRY(const auto key, make_identity_key(entry, means, scope));
            TUCAI_TRY(const auto student_key, keys.person_key(student));
            Identity identity;
            identity[IdentityField::Email] = "li@student.test";
            identity[IdentityField::Phone] = "13900000000";
            const auto sealed = key.seal(identity, student, student_key, means.randomness);
            TUCAI_CHECK(
                entry.sql().run("update students set phone_sealed = $1, email_sealed = $2 where id = $3",
                                {sealed.at(static_cast<std::size_t>(IdentityField::Phone)),
                                 sealed.at(static_cast<std::size_t>(IdentityField::Email)), student}));
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }
};

TEST_F(AddressBookTest, TheSchoolsSideReadsWhereAStudentIsReached)
{
    reach("li");
    const auto found = StoredAddresses(means).student("s", "li");
    ASSERT_TRUE(found.has_value()) << found.error().message;
    EXPECT_EQ(found->mail, "li@student.test");
    EXPECT_EQ(found->phone, "13900000000");
}

TEST_F(AddressBookTest, ACentresSideReachesNobody)
{
    reach("li");
    EXPECT_EQ(StoredAddresses(centre_means).student("s", "li")->mail, "");
}

TEST_F(AddressBookTest, WhoeverIsErasedOrUnknownIsNotReached)
{
    reach("li");
    ASSERT_TRUE(keys.destroy_person_key("li"));
    EXPECT_EQ(StoredAddresses(means).student("s", "li")->mail, "");
    EXPECT_EQ(StoredAddresses(means).student("s", "nobody")->mail, "");
    EXPECT_EQ(StoredAddresses(means).student("school-1", "li")->mail, "") << "another tenant's";
    EXPECT_EQ(StoredAddresses(means).person("s", "nobody")->mail, "");
}

TEST_F(AddressBookTest, StaffAreReachedWhereTheySignInWhileTheyMay)
{
    ASSERT_TRUE(database.write([](store::Transaction& t) {
        return t.run("insert into people (id, tenant, role, college, email, display_name, totp_last_step, "
                     "is_disabled, "
                     "created_ms) values ('wang', 's', 'school', '', 'wang@school.test', 'Wang', 0, 0, 0)");
    }));
    EXPECT_EQ(StoredAddresses(means).person("s", "wang")->mail, "wang@school.test");
    EXPECT_EQ(StoredAddresses(means).person("other", "wang")->mail, "");
    ASSERT_TRUE(
        database.write([](store::Transaction& t) { return t.run("update people set is_disabled = 1"); }));
    EXPECT_EQ(StoredAddresses(means).person("s", "wang")->mail, "");
}

} // namespace
} // namespace tucai::collect::notify
