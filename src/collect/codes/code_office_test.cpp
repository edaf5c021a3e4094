#include "collect/codes/code_office.h"
#include "collect/students/rosters_for_tests.h"

namespace tucai::collect {
namespace {

/// Issues codes that say whom they were asked for.
class IssuerOfTenLines : public CodeIssuer {
public:
    Result<IssuedCode> issue(store::Entry&, const Enrolment& enrolment, const std::string&) override
    {
        asked.push_back(enrolment);
        return IssuedCode{"code-" + enrolment.code_number, "", "text", 1};
    }
    std::string identity_of(const std::string&, std::string_view) const override { return ""; }
    std::vector<Enrolment> asked;
};

class CodeOfficeTest : public RosterTest {
protected:
    IssuerOfTenLines issuer;
    CodeOffice codes{means, issuer};
};

TEST_F(CodeOfficeTest, GivesEveryListedStudentACode)
{
    ASSERT_TRUE(import(of(3)));
    const auto issued = codes.issue(office, "batch-1", {});
    ASSERT_TRUE(issued) << issued.error().message;
    EXPECT_EQ(issued->issued.size(), 3U);
    EXPECT_EQ(issued->left, 0U);
    EXPECT_EQ(issuer.asked.at(0).last_six, resident_number(0).substr(12));
    for (const auto& student : listed(office))
        EXPECT_EQ(student.standing.state, StudentState::Coded);
    EXPECT_TRUE(codes.issue(office, "batch-1", {})->issued.empty()) << "nobody is left";
}

TEST_F(CodeOfficeTest, IssuesInPortionsUntilNobodyIsLeft)
{
    ASSERT_TRUE(import(of(250)));
    EXPECT_EQ(codes.issue(office, "batch-1", {})->left, 50U);
    EXPECT_EQ(codes.issue(office, "batch-1", {})->left, 0U);
    EXPECT_EQ(issuer.asked.size(), 250U);
}

TEST_F(CodeOfficeTest, GivesANamedStudentAnotherCodeWithoutMovingThem)
{
    ASSERT_TRUE(import(of(2)));
    ASSERT_TRUE(codes.issue(office, "batch-1", {}));
    const auto student = listed(office).at(1);
    const auto again = codes.issue(office, "batch-1", {student.id, "nobody"});
    ASSERT_TRUE(again) << again.error().message;
    ASSERT_EQ(again->issued.size(), 1U);
    EXPECT_EQ(again->issued[0].student, student.id);
    ASSERT_EQ(again->left_out.size(), 1U);
    EXPECT_EQ(again->left_out[0].why, ErrorCode::NotFound);
    EXPECT_EQ(listed(office).at(1).standing.state, StudentState::Coded);
}

TEST_F(CodeOfficeTest, IsForTheSchoolsOfficeAlone)
{
    ASSERT_TRUE(import(of(1)));
    for (const auto& scope : {assistant, centre_inside, admin, registry})
        EXPECT_EQ(codes.issue(scope, "batch-1", {}).error().code, ErrorCode::Denied);
    EXPECT_EQ(codes.issue(other_office, "batch-1", {}).error().code, ErrorCode::NotFound);
    CodeOffice without_keys(centre_means, issuer);
    EXPECT_EQ(without_keys.issue(office, "batch-1", {}).error().code, ErrorCode::KeyAbsent);
}

} // namespace
} // namespace tucai::collect
