#include "collect/appointments/appointments.h"
#include "collect/students/rosters_for_tests.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Three students; the third is of another college.
class AppointmentsSchool : public RosterTest {
protected:
    AppointmentsSchool()
    {
        EXPECT_TRUE(import({head()[0], line(1, "张三"), line(2, "李四"), line(3, "王五", "法学院", "2班")}));
        for (const auto& student : listed(office)) {
            ids.push_back(student.id);
            classes.push_back(student.class_id);
            colleges.push_back(student.college);
        }
    }
    Scope as(std::size_t at) const { return {ids.at(at), Role::Student, "school-1", ""}; }

    std::vector<std::string> ids;
    std::vector<std::string> classes;
    std::vector<std::string> colleges;
    Appointments appointments{means};
};

class AppointmentsTest : public AppointmentsSchool {
protected:
    /// 5 May, 08:30 to 10:00, one place each, for everybody.
    static NewSlots morning()
    {
        return {
            "", "教学楼 101", *read_day("2026-05-05"), std::chrono::minutes(510), std::chrono::minutes(600),
            1};
    }
    std::vector<std::string> made(const NewSlots& slots = morning())
    {
        const auto added = appointments.add_slots(office, "batch-1", slots);
        EXPECT_TRUE(added) << added.error().message;
        return added.value_or(std::vector<std::string>());
    }
};

TEST_F(AppointmentsTest, HalfHoursAreMadeInBeijingTime)
{
    EXPECT_THAT(made(), SizeIs(3));
    const auto lines = appointments.timetable(office, "batch-1");
    ASSERT_THAT(*lines, SizeIs(3));
    EXPECT_EQ(lines->at(0).day, "2026-05-05");
    EXPECT_EQ(lines->at(0).begins, "08:30");
    EXPECT_EQ(lines->at(2).ends, "10:00");
    EXPECT_EQ(lines->at(0).student, "");
    EXPECT_EQ(appointments.add_slots(office, "batch-1", morning()).error().code, ErrorCode::StoreConflict);
    const auto code = [&](auto bend) {
        auto slots = morning();
        slots.room = "另一间";
        bend(slots);
        const auto refused = appointments.add_slots(office, "batch-1", slots);
        return refused ? ErrorCode::Internal : refused.error().code;
    };
    EXPECT_EQ(code([](auto& s) { s.begins = std::chrono::minutes(515); }), ErrorCode::InvalidInput);
    EXPECT_EQ(code([](auto& s) { s.ends = s.begins; }), ErrorCode::InvalidInput);
    EXPECT_EQ(code([](auto& s) { s.places = 0; }), ErrorCode::InvalidInput);
    EXPECT_EQ(code([](auto& s) { s.room = ""; }), ErrorCode::TextInvalid);
    EXPECT_EQ(code([](auto& s) { s.class_id = "none"; }), ErrorCode::NotFound);
}

TEST_F(AppointmentsTest, APlaceIsTakenOnceMovedAndGivenUp)
{
    const auto slots = made();
    ASSERT_TRUE(appointments.book(as(0), slots[0], ids[0]));
    EXPECT_EQ(appointments.book(as(1), slots[0], ids[1]).error().code, ErrorCode::SlotFull);
    EXPECT_TRUE(appointments.book(as(0), slots[0], ids[0])) << "again the same";
    ASSERT_TRUE(appointments.book(as(0), slots[1], ids[0]));
    EXPECT_TRUE(appointments.book(as(1), slots[0], ids[1])) << "the place is free again";
    const auto lines = appointments.timetable(office, "batch-1");
    EXPECT_EQ(lines->at(0).student, ids[1]);
    EXPECT_EQ(lines->at(0).masked_name, "李*");
    EXPECT_EQ(lines->at(1).student, ids[0]);
    EXPECT_TRUE(appointments.note_coming(office, ids[0]));
    EXPECT_TRUE(appointments.timetable(office, "batch-1")->at(1).has_come);
    EXPECT_EQ(appointments.cancel(as(0), ids[0]).error().code, ErrorCode::NotFound) << "none is booked";
    EXPECT_TRUE(appointments.cancel(as(1), ids[1]));
    EXPECT_EQ(appointments.remove_slot(office, slots[0]).error().code, ErrorCode::StateNotAllowed);
    EXPECT_TRUE(appointments.remove_slot(office, slots[2]));
    EXPECT_EQ(events("appointment.booked"), 4);
}

TEST_F(AppointmentsTest, AClasssHalfHoursAreItsOwn)
{
    auto of_class = morning();
    of_class.class_id = classes[2];
    const auto slots = made(of_class);
    EXPECT_THAT(*appointments.slots(as(0), "batch-1"), IsEmpty());
    EXPECT_THAT(*appointments.slots(as(2), "batch-1"), SizeIs(3));
    EXPECT_EQ(appointments.book(as(0), slots[0], ids[0]).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(appointments.book(office, slots[0], ids[2]));
    EXPECT_EQ(appointments.slots(office, "batch-1")->at(0).taken, 1);
    EXPECT_EQ(appointments.timetable(office, "batch-1")->at(0).class_name, "2班");
}

TEST_F(AppointmentsTest, WhatIsOverAndWhatIsOthersCannotBeTaken)
{
    const auto slots = made();
    EXPECT_EQ(appointments.book(as(0), slots[0], ids[1]).error().code, ErrorCode::NotFound) << "for another";
    EXPECT_EQ(appointments.book(other_office, slots[0], ids[0]).error().code, ErrorCode::NotFound);
    EXPECT_EQ(appointments.remove_slot(other_office, slots[0]).error().code, ErrorCode::NotFound);
    EXPECT_EQ(appointments.book(centre_inside, slots[0], ids[0]).error().code, ErrorCode::Denied);
    EXPECT_EQ(appointments.timetable(centre_inside, "batch-1").error().code, ErrorCode::Denied);
    clock_ms += 2LL * 86'400'000;
    EXPECT_EQ(appointments.book(as(0), slots[0], ids[0]).error().code, ErrorCode::StateNotAllowed);
    EXPECT_THAT(*appointments.slots(as(0), "batch-1"), IsEmpty());
}

} // namespace
} // namespace tucai::collect
