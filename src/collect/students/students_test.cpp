#include "collect/students/rosters_for_tests.h"
#include "collect/students/students.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

using roster::Field;
using testing::SizeIs;

class StudentsTest : public RosterTest {
protected:
    static TypedFields typed(int count = 1)
    {
        return {{Field::Name, "张三"},
                {Field::DocumentNumber, resident_number(count)},
                {Field::StudentNumber, "2022" + std::to_string(count)},
                {Field::College, "文学院"},
                {Field::ClassName, "1班"}};
    }
    std::string added(int count = 1, const std::string& name = "张三")
    {
        auto fields = typed(count);
        fields[Field::Name] = name;
        const auto id = students.add(office, "batch-1", fields);
        EXPECT_TRUE(id) << id.error().message;
        return id.value_or("");
    }
    std::vector<std::string> found(const Scope& scope, const std::string& text) const
    {
        StudentFilter filter;
        filter.find = text;
        std::vector<std::string> ids;
        for (const auto& row : listed(scope, filter))
            ids.push_back(row.id);
        return ids;
    }
};

TEST_F(StudentsTest, OneIsAddedAndEditedByHand)
{
    const auto id = added();
    EXPECT_EQ(events("student.added"), 1);
    EXPECT_TRUE(students.edit(office, id, 1, {{Field::Name, "张 三丰"}, {Field::ClassName, "2班"}}));
    const auto student = students.student(office, id);
    ASSERT_TRUE(student);
    EXPECT_EQ((*student->identity)[IdentityField::Name], "张三丰");
    EXPECT_EQ((*student->identity)[IdentityField::StudentNumber], "20221") << "what was not given stays";
    EXPECT_EQ(student->masked_name, "张*丰");
    EXPECT_EQ(student->version, 2);
    EXPECT_EQ(students.edit(office, id, 1, {{Field::Name, "李四"}}).error().code, ErrorCode::VersionStale);
    EXPECT_EQ(students.edit(office, id, 2, {{Field::Name, ""}}).error().code, ErrorCode::NameEmpty);
    EXPECT_TRUE(students.edit(office, id, 2, {{Field::StudentNumber, ""}}));
    EXPECT_EQ((*students.student(office, id)->identity)[IdentityField::StudentNumber], "");
    EXPECT_EQ(count("select count(*) as n from audit_events where details like '%张%'"), 0);
}

TEST_F(StudentsTest, WhatIsWrongOfOneThatIsTypedIsSaidWithItsMend)
{
    auto fields = typed();
    fields[Field::DocumentNumber] = "320106200208151234";
    const auto refused = students.add(office, "batch-1", fields);
    EXPECT_EQ(refused.error().code, ErrorCode::DocumentChecksum);
    EXPECT_EQ(refused.error().message.find("3201"), std::string::npos) << "no number in a message";
    added();
    EXPECT_EQ(students.add(office, "batch-1", typed()).error().code, ErrorCode::StoreConflict);
    EXPECT_EQ(students.add(office, "batch-9", typed(2)).error().code, ErrorCode::NotFound);
}

TEST_F(StudentsTest, AHandEditIsNotUndoneByTheRosterUnlessItDiffers)
{
    ASSERT_TRUE(import(of(2)));
    const auto first = listed(office)[0];
    ASSERT_TRUE(students.edit(office, first.id, 1, {{Field::Email, "zhang@school.edu.cn"}}));
    const auto plan = import(of(2));
    ASSERT_TRUE(plan);
    EXPECT_TRUE(plan->is_empty()) << "the roster says nothing of the address";
    ASSERT_TRUE(students.edit(office, first.id, 2, {{Field::Name, "李四"}}));
    EXPECT_EQ(import(of(2))->changed_count(), 1U);
    const auto now = listed(office)[0];
    EXPECT_EQ((*now.identity)[IdentityField::Name], "张三");
    EXPECT_EQ((*now.identity)[IdentityField::Email], "zhang@school.edu.cn");
}

TEST_F(StudentsTest, OfAnotherSchoolAreAsUnknownAsThoseThatAreNotThere)
{
    const auto id = added();
    const auto none = students.student(other_office, "nobody");
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
    EXPECT_EQ(students.student(other_office, id).error().message, none.error().message);
    EXPECT_EQ(students.edit(other_office, id, 1, {}).error().message, none.error().message);
    EXPECT_EQ(students.mark(other_office, id, StudentEvent::Withdraw, "退学").error().message,
              none.error().message);
    EXPECT_EQ(students.declare_glasses(other_office, id, Glasses::Worn).error().message,
              none.error().message);
    EXPECT_TRUE(listed(other_office).empty());
    EXPECT_TRUE(students.counts(other_office, "batch-1")->empty());
}

TEST_F(StudentsTest, ACentreSeesCodeNumberAndMaskedTextsOnly)
{
    const auto id = added(1, "欧阳锋");
    const auto seen = students.student(centre_inside, id);
    ASSERT_TRUE(seen);
    EXPECT_FALSE(seen->identity.has_value());
    EXPECT_EQ(seen->masked_name, "欧*锋");
    EXPECT_EQ(seen->code_number, students.student(office, id)->code_number);
    EXPECT_TRUE(found(centre_inside, "欧阳锋").empty()) << "nor does it find by name";
    EXPECT_TRUE(found(centre_inside, resident_number(1)).empty());
    EXPECT_THAT(found(centre_inside, seen->code_number), SizeIs(1));
    EXPECT_EQ(students.edit(centre_inside, id, 1, {}).error().code, ErrorCode::Denied);
    for (const auto& scope : {admin, registry, Scope{"a", Role::Auditor, "school-1", ""}})
        EXPECT_EQ(students.student(scope, id).error().code, ErrorCode::Denied);
}

TEST_F(StudentsTest, AProcessWithoutTheSchoolsKeyServesTheSameMasked)
{
    const auto id = added(1, "欧阳锋");
    Students elsewhere{centre_means};
    const auto seen = elsewhere.student(office, id);
    ASSERT_TRUE(seen);
    EXPECT_FALSE(seen->identity.has_value());
    EXPECT_EQ(seen->masked_name, "欧*锋");
    EXPECT_TRUE(elsewhere.list(office, "batch-1", {}, StudentOrder::Roster, {}));
    EXPECT_EQ(elsewhere.edit(office, id, 1, {{Field::Name, "李四"}}).error().code, ErrorCode::KeyAbsent);
    EXPECT_EQ(elsewhere.add(office, "batch-1", typed(2)).error().code, ErrorCode::KeyAbsent);
    EXPECT_TRUE(elsewhere.mark(office, id, StudentEvent::Withdraw, "退学")) << "needs no name";
}

TEST_F(StudentsTest, AnAssistantSeesTheOwnCollegeAndChangesNothing)
{
    const auto id = added(1);
    auto fields = typed(2);
    fields[Field::College] = "法学院";
    ASSERT_TRUE(students.add(office, "batch-1", fields));
    auto own = assistant;
    own.college = students.student(office, id)->college;
    EXPECT_THAT(listed(own), SizeIs(1));
    EXPECT_TRUE(listed(own)[0].identity.has_value());
    EXPECT_THAT(*students.counts(own, "batch-1"), SizeIs(1));
    EXPECT_EQ(students.edit(own, id, 1, {}).error().code, ErrorCode::Denied);
    EXPECT_EQ(students.mark(own, id, StudentEvent::Withdraw, "退学").error().code, ErrorCode::Denied);
    own.college = "another";
    EXPECT_EQ(students.student(own, id).error().code, ErrorCode::NotFound);
}

TEST_F(StudentsTest, APersonIsFoundByAnyWholeNumberOrName)
{
    const auto id = added(7, "王小明");
    added(8, "李四");
    for (const auto& text :
         {std::string("王小明"), std::string(" 王 小明"), resident_number(7), std::string("20227")})
        EXPECT_EQ(found(office, text), std::vector{id}) << text;
    EXPECT_TRUE(found(office, "王").empty());
    EXPECT_TRUE(found(office, "-").empty());
}

TEST_F(StudentsTest, ListsAreFilteredSortedAndPaged)
{
    ASSERT_TRUE(import(of(7)));
    std::vector<std::string> in_pages;
    std::string after;
    do {
        const auto page = students.list(office, "batch-1", {}, StudentOrder::Roster, {after, 3});
        ASSERT_TRUE(page);
        ASSERT_LE(page->rows.size(), 3U);
        for (const auto& row : page->rows)
            in_pages.push_back(row.id);
        after = page->next;
    } while (!after.empty());
    std::vector<std::string> at_once;
    for (const auto& row : listed(office))
        at_once.push_back(row.id);
    EXPECT_EQ(in_pages, at_once);
    EXPECT_EQ(students.list(office, "batch-1", {}, StudentOrder::Roster, {"", 0}).error().code,
              ErrorCode::InvalidInput);
    EXPECT_EQ(students.list(office, "batch-1", {}, StudentOrder::Roster, {"", 201}).error().code,
              ErrorCode::InvalidInput);
    for (const char* page : {"x", "1", "x.y", "1.'", ".a"})
        EXPECT_EQ(students.list(office, "batch-1", {}, StudentOrder::Roster, {page, 3}).error().code,
                  ErrorCode::InvalidInput)
            << page;
    const auto by_number = students.list(office, "batch-1", {}, StudentOrder::CodeNumber, {"", 200});
    EXPECT_TRUE(std::is_sorted(by_number->rows.begin(), by_number->rows.end(),
                               [](const auto& a, const auto& b) { return a.code_number < b.code_number; }));
    clock_ms += 1000;
    ASSERT_TRUE(students.mark(office, at_once[4], StudentEvent::Defer, "延期毕业"));
    const auto latest = students.list(office, "batch-1", {}, StudentOrder::LatestFirst, {"", 2});
    EXPECT_EQ(latest->rows[0].id, at_once[4]);
    EXPECT_EQ(latest->rows[0].state_reason, "延期毕业");
    const auto rest = students.list(office, "batch-1", {}, StudentOrder::LatestFirst, {latest->next, 200});
    EXPECT_THAT(rest->rows, SizeIs(5));
    StudentFilter missing;
    missing.only_missing = true;
    EXPECT_THAT(listed(office, missing), SizeIs(6));
    StudentFilter deferred;
    deferred.state = StudentState::Deferred;
    EXPECT_THAT(listed(office, deferred), SizeIs(1));
}

TEST_F(StudentsTest, CountsAddUp)
{
    auto lines = of(6);
    lines[1][3] = "法学院";
    lines[2][4] = "";
    ASSERT_TRUE(import(lines));
    ASSERT_TRUE(students.mark(office, listed(office)[5].id, StudentEvent::Withdraw, "退学"));
    std::int64_t sum = 0;
    const auto counts = students.counts(office, "batch-1");
    ASSERT_TRUE(counts);
    for (const auto& count : *counts)
        sum += count.count;
    EXPECT_EQ(sum, 6);
    EXPECT_THAT(*students.counts(office, "batch-1"), SizeIs(4));
    EXPECT_EQ(*students.counts(centre_inside, "batch-1"), *students.counts(office, "batch-1"));
}

TEST_F(StudentsTest, MarksFollowTheStatesAndAreTold)
{
    const auto id = added();
    EXPECT_EQ(students.mark(office, id, StudentEvent::Withdraw, " ").error().code, ErrorCode::TextInvalid);
    EXPECT_EQ(students.mark(office, id, StudentEvent::Accept, "x").error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(students.mark(office, id, StudentEvent::Relist, "x").error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(students.mark(office, id, StudentEvent::Withdraw, "退学")->state, StudentState::Withdrawn);
    EXPECT_EQ(students.mark(office, id, StudentEvent::Relist, "误标")->state, StudentState::Listed);
    EXPECT_EQ(events("student.withdraw"), 1);
    EXPECT_EQ(count("select count(*) as n from audit_events where kind = 'student.withdraw' and details = "
                    "'{\"from\":\"listed\",\"to\":\"withdrawn\"}'"),
              1);
}

TEST_F(StudentsTest, DeclareTheirOwnGlassesOnly)
{
    const auto id = added();
    const auto other = added(2);
    const Scope student{id, Role::Student, "school-1", ""};
    EXPECT_TRUE(students.declare_glasses(student, id, Glasses::Worn));
    EXPECT_EQ(students.student(office, id)->glasses, "worn");
    EXPECT_EQ(students.declare_glasses(student, other, Glasses::Worn).error().code, ErrorCode::NotFound);
    EXPECT_EQ(students.declare_glasses(centre_inside, id, Glasses::Worn).error().code, ErrorCode::Denied);
}

TEST_F(StudentsTest, ASettledBatchsListDoesNotChange)
{
    const auto id = added();
    ASSERT_TRUE(database.write([](store::Transaction& t) {
        return t.run("update batches set state = 'settled' where id = 'batch-1'");
    }));
    EXPECT_EQ(students.add(office, "batch-1", typed(2)).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(students.edit(office, id, 1, {{Field::Name, "李四"}}).error().code, ErrorCode::StateNotAllowed);
    EXPECT_EQ(rosters.give(office, "batch-1", roster::bytes_of(roster::as_csv(of(1)))).error().code,
              ErrorCode::StateNotAllowed);
}

} // namespace
} // namespace tucai::collect
