#include "collect/means_for_tests.h"
#include "collect/tenants/identity.h"

namespace tucai::collect {
namespace {

class IdentityTest : public ServiceTest {
protected:
    Result<IdentityKey> make(const Means& at, const Scope& scope)
    {
        return ledger.write([&](store::Entry& entry) -> Result<IdentityKey> {
            TUCAI_CHECK(entry.record(event_of(scope, "test", "")));
            return make_identity_key(entry, at, scope);
        });
    }
    Result<std::optional<IdentityKey>> find(const Means& at, const Scope& scope) const
    {
        return database.read([&](store::Transaction& sql) { return find_identity_key(sql, at, scope); });
    }
    /// A row of `students` with nothing in it but what was sealed.
    static store::Row row_of(const std::array<store::Value, count_of<IdentityField>>& sealed)
    {
        auto shared = std::make_shared<store::Row::Shared>();
        shared->is_misread = std::make_shared<bool>(false);
        for (const auto text : Words<IdentityField>::list)
            shared->columns.push_back(std::string(text) + "_sealed");
        return {shared, {sealed.begin(), sealed.end()}};
    }
    static Identity zhang()
    {
        Identity identity;
        identity[IdentityField::Name] = "张三";
        identity[IdentityField::Document] = "320106200001011238";
        return identity;
    }
};

TEST_F(IdentityTest, IsReadAgainWithBothKeysOnly)
{
    const auto key = *make(means, office);
    const auto student = *keys.person_key("s-1");
    const auto sealed = key.seal(zhang(), "s-1", student, means.randomness);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(sealed.at(1))) << "what is empty stays empty";
    EXPECT_EQ(*key.open(row_of(sealed), "s-1", student), zhang());
    EXPECT_EQ(key.open(row_of(sealed), "s-1", *keys.person_key("s-2")).error().code, ErrorCode::SecretWrong);
    const auto other = *make(means, other_office);
    EXPECT_EQ(other.open(row_of(sealed), "s-1", student).error().code, ErrorCode::SecretWrong);
}

TEST_F(IdentityTest, CannotBeMovedToAnotherRowOrColumn)
{
    const auto key = *make(means, office);
    const auto student = *keys.person_key("s-1");
    auto sealed = key.seal(zhang(), "s-1", student, means.randomness);
    EXPECT_EQ(key.open(row_of(sealed), "s-2", student).error().code, ErrorCode::SecretWrong);
    std::swap(sealed.at(0), sealed.at(2));
    EXPECT_EQ(key.open(row_of(sealed), "s-1", student).error().code, ErrorCode::SecretWrong);
}

TEST_F(IdentityTest, TheKeyIsTheSchoolsAndNobodyElseGetsIt)
{
    EXPECT_FALSE(find(means, office)->has_value()) << "none yet";
    ASSERT_TRUE(make(means, office));
    EXPECT_TRUE(find(means, office)->has_value());
    EXPECT_TRUE(find(means, assistant)->has_value());
    for (const auto& scope :
         {centre_inside, admin, registry, Scope{"a", Role::Auditor, "school-1", ""},
          Scope{"r", Role::Receiver, "school-1", ""}, Scope{"s", Role::Student, "school-1", ""}})
        EXPECT_FALSE(find(means, scope)->has_value());
    EXPECT_EQ(make(means, centre_inside).error().code, ErrorCode::Denied);
}

TEST_F(IdentityTest, AProcessWithoutTheFolderHasNoneAndMakesNoSecondOne)
{
    ASSERT_TRUE(make(means, office));
    EXPECT_FALSE(find(centre_means, office)->has_value()) << "even for the school's own role";
    EXPECT_EQ(make(centre_means, office).error().code, ErrorCode::KeyAbsent);
    EXPECT_EQ(
        database
            .read([&](store::Transaction& sql) { return require_identity_key(sql, centre_means, office); })
            .error()
            .code,
        ErrorCode::KeyAbsent);
}

TEST_F(IdentityTest, AnotherKeyThanTheRowsIsNoticed)
{
    ASSERT_TRUE(make(means, office));
    access::SchoolKeys wrong{folder.at("wrong"), keys.key_for("schools"), base::system_randomness()};
    ASSERT_TRUE(wrong.make("school-1"));
    const Means other{ledger, keys, wrong, *blobs, means.randomness};
    EXPECT_EQ(find(other, office).error().code, ErrorCode::SecretWrong);
    EXPECT_EQ(make(other, office).error().code, ErrorCode::SecretWrong);
}

TEST_F(IdentityTest, DigestsOfDifferentThingsAndSchoolsDiffer)
{
    const auto key = *make(means, office);
    const auto other = *make(means, other_office);
    EXPECT_EQ(key.digest("document", "1"), key.digest("document", "1"));
    EXPECT_NE(key.digest("document", "1"), key.digest("student_number", "1"));
    EXPECT_NE(key.digest("document", "1"), other.digest("document", "1"));
}

} // namespace
} // namespace tucai::collect
