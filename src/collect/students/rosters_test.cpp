#include "collect/students/rosters.h"
#include "collect/students/rosters_for_tests.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <chrono>

namespace tucai::collect {
namespace {

using roster::Field;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class RostersTest : public RosterTest {
protected:
    /// What a plan would do, in words.
    static std::string told(const RosterPlan& plan)
    {
        std::string text = std::to_string(plan.new_count()) + " new " + std::to_string(plan.changed_count()) +
                           " changed " + std::to_string(plan.same_count()) + " same " +
                           std::to_string(plan.absent.size()) + " absent " +
                           std::to_string(plan.relisted_count()) + " relisted " +
                           std::to_string(plan.faults.size()) + " refused";
        return text;
    }
    std::string told(const roster::Lines& lines, RosterCovers covers = RosterCovers::WholeBatch)
    {
        const auto plan = rosters.preview(office, give(lines), covers);
        EXPECT_TRUE(plan) << plan.error().message;
        return plan ? told(*plan) : "";
    }
};

TEST_F(RostersTest, AFirstRosterIsAllNewAndMakesItsCollegesAndClasses)
{
    auto lines = of(3);
    lines[3][3] = "法学院";
    const auto id = give(lines);
    const auto plan = rosters.preview(office, id, RosterCovers::WholeBatch);
    ASSERT_TRUE(plan) << plan.error().message;
    EXPECT_EQ(told(*plan), "3 new 0 changed 0 same 0 absent 0 relisted 0 refused");
    EXPECT_THAT(plan->new_colleges, ElementsAre("文学院", "法学院"));
    EXPECT_THAT(plan->new_classes, ElementsAre("文学院 / 1班", "法学院 / 1班"));
    EXPECT_TRUE(listed(office).empty()) << "a preview changes nothing";
    ASSERT_TRUE(
        rosters.import(office, id, plan->roster_version, RosterCovers::WholeBatch, RefusedRows::Stop));
    const auto all = listed(office);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ((*all[0].identity)[IdentityField::StudentNumber], "202210000") << "in the file's order";
    EXPECT_EQ((*all[0].identity)[IdentityField::Document], resident_number(0));
    EXPECT_EQ(all[0].masked_name, "张*");
    EXPECT_EQ(all[0].masked_document, "3****************" + resident_number(0).substr(17));
    EXPECT_EQ(all[0].standing.state, StudentState::Listed);
    EXPECT_EQ(events("roster.imported"), 1);
    EXPECT_EQ(events("college.added"), 2);
    EXPECT_EQ(rosters.list(office, "batch-1")->at(0).new_count, 3);
}

TEST_F(RostersTest, TheSameRosterTwiceChangesNothing)
{
    ASSERT_TRUE(import(of(5)));
    const auto before = stored();
    const auto plan = import(of(5));
    ASSERT_TRUE(plan);
    EXPECT_EQ(told(*plan), "0 new 0 changed 5 same 0 absent 0 relisted 0 refused");
    EXPECT_TRUE(plan->is_empty());
    EXPECT_EQ(stored(), before);
    EXPECT_EQ(events("student.changed"), 0);
}

TEST_F(RostersTest, ChangesAreNamedByTheirFieldsAndOnlyTheyAreStored)
{
    ASSERT_TRUE(import(of(3)));
    const auto before = listed(office);
    auto lines = of(3);
    lines[2][1] = "李四";
    lines[2][4] = "2班";
    const auto plan = import(lines);
    ASSERT_TRUE(plan);
    EXPECT_EQ(told(*plan), "0 new 1 changed 2 same 0 absent 0 relisted 0 refused");
    EXPECT_THAT(plan->rows[1].changed, ElementsAre("name", "class_name"));
    const auto after = listed(office);
    EXPECT_EQ((*after[1].identity)[IdentityField::Name], "李四");
    EXPECT_EQ(after[1].code_number, before[1].code_number) << "stays through every change";
    EXPECT_EQ(after[1].version, 2);
    EXPECT_EQ(after[0].version, 1);
    EXPECT_EQ(events("student.changed"), 1);
    EXPECT_EQ(count("select count(*) as n from audit_events where details like '%李%'"), 0);
}

TEST_F(RostersTest, WhatARosterDoesNotTellStays)
{
    ASSERT_TRUE(import(of(2)));
    roster::Lines lines = {{"学号", "姓名", "证件号码"}};
    for (int i = 0; i < 2; ++i)
        lines.push_back({line(i)[0], line(i)[1], line(i)[2]});
    EXPECT_EQ(told(lines), "0 new 0 changed 2 same 0 absent 0 relisted 0 refused");
    lines[1][1] = "赵六";
    ASSERT_TRUE(import(lines));
    const auto all = listed(office);
    EXPECT_EQ((*all[0].identity)[IdentityField::Name], "赵六");
    EXPECT_EQ((*all[0].identity)[IdentityField::Phone], "13800138000");
    EXPECT_EQ(all[0].class_id, all[1].class_id);
}

TEST_F(RostersTest, WhoIsAbsentIsListedAndNeverDeletedAndComesBack)
{
    ASSERT_TRUE(import(of(4)));
    auto three = of(4);
    three.pop_back();
    clock_ms += 1000;
    ASSERT_TRUE(import(three));
    ASSERT_EQ(listed(office).size(), 4U);
    StudentFilter absent;
    absent.only_absent = true;
    ASSERT_EQ(listed(office, absent).size(), 1U);
    EXPECT_EQ(listed(office, absent)[0].absent_since_ms, clock_ms);
    clock_ms += 1000;
    ASSERT_TRUE(import(three));
    EXPECT_EQ(listed(office, absent)[0].absent_since_ms, clock_ms - 1000) << "since when, not when last";
    EXPECT_EQ(told(of(4)), "0 new 0 changed 4 same 0 absent 1 relisted 0 refused");
    ASSERT_TRUE(import(of(4)));
    EXPECT_TRUE(listed(office, absent).empty());
}

TEST_F(RostersTest, APartOfTheBatchSaysNothingOfTheOthers)
{
    ASSERT_TRUE(import(of(4)));
    auto lines = head();
    lines.push_back(line(2));
    lines.push_back(line(9));
    const auto plan = import(lines, RosterCovers::Part);
    ASSERT_TRUE(plan);
    EXPECT_EQ(told(*plan), "1 new 0 changed 1 same 0 absent 0 relisted 0 refused");
    const auto all = listed(office);
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ((*all[4].identity)[IdentityField::StudentNumber], "202210009") << "behind the others";
    EXPECT_TRUE(import(lines, RosterCovers::Part)->is_empty());
}

TEST_F(RostersTest, ARefusedRowStopsAllUnlessItIsToBeLeftOut)
{
    auto lines = of(3);
    lines[2][2] = "320106200208151234";
    const auto stopped = import(lines);
    EXPECT_EQ(stopped.error().code, ErrorCode::RosterRowsRefused);
    EXPECT_TRUE(listed(office).empty()) << "nothing half-imported";
    EXPECT_EQ(count("select count(*) as n from colleges"), 0);
    const auto rest = import(lines, RosterCovers::WholeBatch, RefusedRows::LeaveOut);
    ASSERT_TRUE(rest);
    EXPECT_EQ(listed(office).size(), 2U);
    EXPECT_EQ(rest->faults[0].row, 3U);
    EXPECT_EQ(rest->faults[0].column, 3U);
    EXPECT_EQ(rest->faults[0].code, ErrorCode::DocumentChecksum);
}

TEST_F(RostersTest, AFailureInTheMiddleLeavesNothing)
{
    const auto id = give(of(3));
    const auto plan = rosters.preview(office, id, RosterCovers::WholeBatch);
    ASSERT_TRUE(plan);
    ASSERT_TRUE(database.write([](store::Transaction& t) {
        return t.run_script(
            "create trigger stop before insert on students when (select count(*) from students) "
            "= 2 begin select raise(abort, 'the disk is full'); end;");
    }));
    EXPECT_FALSE(
        rosters.import(office, id, plan->roster_version, RosterCovers::WholeBatch, RefusedRows::Stop));
    EXPECT_EQ(count("select count(*) as n from students"), 0);
    EXPECT_EQ(count("select count(*) as n from colleges"), 0);
    EXPECT_EQ(events("roster.imported"), 0);
    ASSERT_TRUE(database.write([](store::Transaction& t) { return t.run_script("drop trigger stop;"); }));
    EXPECT_TRUE(rosters.import(office, id, plan->roster_version, RosterCovers::WholeBatch, RefusedRows::Stop))
        << "and the file is still there to be imported";
    EXPECT_EQ(count("select count(*) as n from students"), 3);
}

TEST_F(RostersTest, ARowThatIsTwoStudentsIsRefused)
{
    ASSERT_TRUE(import(of(3)));
    auto lines = of(3);
    std::swap(lines[1][2], lines[2][2]);
    const auto plan = rosters.preview(office, give(lines), RosterCovers::WholeBatch);
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->faults.size(), 2U);
    EXPECT_EQ(plan->faults[0].code, ErrorCode::RosterAmbiguous);
    EXPECT_TRUE(plan->absent.empty()) << "whoever is meant is not absent";
}

TEST_F(RostersTest, APreviewThatIsOldIsNotImported)
{
    const auto id = give(of(3));
    const auto plan = rosters.preview(office, id, RosterCovers::WholeBatch);
    ASSERT_TRUE(plan);
    ASSERT_TRUE(import(of(2)));
    const auto late =
        rosters.import(office, id, plan->roster_version, RosterCovers::WholeBatch, RefusedRows::Stop);
    EXPECT_EQ(late.error().code, ErrorCode::VersionStale);
    EXPECT_EQ(listed(office).size(), 2U);
}

TEST_F(RostersTest, AMappingIsCorrectedAndRememberedForTheNextFile)
{
    auto lines = of(2);
    lines[0][5] = "父亲姓名";
    const auto id = give(lines);
    const auto given = rosters.look(office, id);
    ASSERT_TRUE(given);
    EXPECT_TRUE(rosters.correct(office, id, 5, Field::Phone));
    EXPECT_EQ(rosters.correct(office, id, 17, Field::Phone).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(rosters.look(office, id)->mapping.column_of(Field::Phone), 5U);
    const auto plan = rosters.preview(office, id, RosterCovers::WholeBatch);
    ASSERT_TRUE(
        rosters.import(office, id, plan->roster_version, RosterCovers::WholeBatch, RefusedRows::Stop));
    const auto next = rosters.give(office, "batch-1", roster::bytes_of(roster::as_csv(lines)));
    ASSERT_TRUE(next);
    EXPECT_TRUE(next->is_mapping_remembered);
    EXPECT_EQ(next->mapping.column_of(Field::Phone), 5U);
    EXPECT_TRUE(rosters.look(office, next->id)->is_mapping_remembered);
    EXPECT_FALSE(
        rosters.give(other_office, "batch-2", roster::bytes_of(roster::as_csv(lines)))->is_mapping_remembered)
        << "by this school";
}

TEST_F(RostersTest, AGuessStaysOneUntilSomebodySaysOtherwise)
{
    const auto id = give(of(2));
    ASSERT_TRUE(rosters.correct(office, id, 3, Field::Remark));
    const auto given = rosters.look(office, id);
    ASSERT_TRUE(given);
    EXPECT_EQ(given->mapping.columns[1].evidence, roster::Evidence::Heading);
    EXPECT_EQ(given->mapping.columns[3].evidence, roster::Evidence::Person);
    EXPECT_FALSE(given->is_mapping_remembered);
}

TEST_F(RostersTest, AFileGoesWhenItIsImportedOrGivenUp)
{
    const auto blobs_now = [&] {
        int found = 0;
        EXPECT_TRUE(blobs->each([&](const std::string&, std::int64_t) { ++found; }));
        return found;
    };
    const auto id = give(of(2));
    EXPECT_EQ(blobs_now(), 1);
    ASSERT_TRUE(rosters.discard(office, id));
    EXPECT_EQ(blobs_now(), 0);
    EXPECT_EQ(rosters.look(office, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(rosters.discard(office, id).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(import(of(2)));
    EXPECT_EQ(blobs_now(), 0);
}

TEST_F(RostersTest, AreTheOfficesOwn)
{
    const auto id = give(of(2));
    const auto other = rosters.look(other_office, id);
    const auto none = rosters.look(other_office, "nothing");
    EXPECT_EQ(other.error().code, ErrorCode::NotFound);
    EXPECT_EQ(other.error().message, none.error().message);
    EXPECT_EQ(rosters.give(other_office, "batch-1", roster::bytes_of(roster::as_csv(of(1)))).error().code,
              ErrorCode::NotFound);
    EXPECT_EQ(rosters.discard(other_office, id).error().code, ErrorCode::NotFound);
    for (const auto& scope : {centre_inside, assistant, admin, registry}) {
        EXPECT_EQ(rosters.look(scope, id).error().code, ErrorCode::Denied);
        EXPECT_EQ(rosters.preview(scope, id, RosterCovers::Part).error().code, ErrorCode::Denied);
        EXPECT_EQ(rosters.list(scope, "batch-1").error().code, ErrorCode::Denied);
    }
}

TEST_F(RostersTest, NoNameAndNoNumberLiesInTheDatabaseOrTheFolders)
{
    ASSERT_TRUE(import({head()[0], line(1, "欧阳锋")}));
    give(of(3));
    const auto text = dump();
    for (const auto& secret : {std::string("欧阳锋"), resident_number(1), std::string("202210001"),
                               std::string("13800138000"), std::string("张三")})
        EXPECT_THAT(text, Not(HasSubstr(secret)));
    EXPECT_THAT(text, HasSubstr("欧*锋")) << "masked as everybody may see it";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        if (entry.is_regular_file()) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(file)), {});
            EXPECT_EQ(bytes.find("欧阳锋"), std::string::npos) << entry.path();
            EXPECT_EQ(bytes.find(resident_number(1)), std::string::npos) << entry.path();
        }
}

TEST_F(RostersTest, ThreeThousandTakeSeconds)
{
    const auto began = std::chrono::steady_clock::now();
    ASSERT_TRUE(import(of(3000)));
    ASSERT_TRUE(import(of(3000)));
    const auto took = std::chrono::steady_clock::now() - began;
    EXPECT_LT(took, std::chrono::seconds(30)) << "also on a slow machine under a sanitizer";
    RecordProperty("ms",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    EXPECT_EQ(count("select count(*) as n from students"), 3000);
}

/// A roster of some students, some of them changed or broken, in any order.
roster::Lines any_roster()
{
    roster::Lines lines = {{"学号", "姓名", "证件号码", "学院", "班级"}};
    for (int count = 0; count < 8; ++count) {
        if (*rc::gen::arbitrary<bool>())
            continue;
        auto number = resident_number(count);
        if (*rc::gen::weightedElement<bool>({{9, false}, {1, true}}))
            number.back() = number.back() == '1' ? '2' : '1';
        lines.push_back({"2022" + std::to_string(100 + count),
                         *rc::gen::elementOf(std::vector<std::string>{"张三", "李四", "Müller", "王??"}),
                         number, *rc::gen::elementOf(std::vector<std::string>{"", "文学院", "法学院"}),
                         *rc::gen::elementOf(std::vector<std::string>{"", "1班", "2班"})});
    }
    if (lines.size() > 1)
        std::rotate(lines.begin() + 1,
                    lines.begin() + *rc::gen::inRange<int>(1, static_cast<int>(lines.size())), lines.end());
    return lines;
}

RC_GTEST_FIXTURE_PROP(RostersTest, PreviewAndImportAgreeAndASecondImportDoesNothing, ())
{
    const auto covers = *rc::gen::elementOf(std::vector{RosterCovers::WholeBatch, RosterCovers::Part});
    for (int round = 0; round < 2; ++round) {
        const auto lines = any_roster();
        if (lines.size() < 2)
            continue;
        const auto given = rosters.give(office, "batch-1", roster::bytes_of(roster::as_csv(lines)));
        RC_ASSERT(given.has_value());
        const auto plan = rosters.preview(office, given->id, covers);
        if (!plan)
            RC_ASSERT(plan.error().code == ErrorCode::RosterFieldMissing);
        if (!plan)
            continue;
        const auto before = listed(office).size();
        const auto done =
            rosters.import(office, given->id, plan->roster_version, covers, RefusedRows::LeaveOut);
        RC_ASSERT(done.has_value());
        RC_ASSERT(told(*done) == told(*plan));
        RC_ASSERT(listed(office).size() == before + plan->new_count());
        const auto after = stored();
        const auto again = import(lines, covers, RefusedRows::LeaveOut);
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->is_empty());
        RC_ASSERT(stored() == after);
    }
}

} // namespace
} // namespace tucai::collect
