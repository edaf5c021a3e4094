#pragma once

#include "collect/means_for_tests.h"
#include "collect/roster/test_tables.h"
#include "collect/students/rosters.h"
#include "collect/students/students.h"

namespace tucai::collect {

/// An invented resident's number of a region, a day and a count, with its check digit.
inline std::string resident_number(int count, const std::string& day = "20040506")
{
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    auto sequence = std::to_string(1000 + count % 1000).substr(1);
    auto number = std::to_string(320100 + count / 1000 % 100) + day + sequence;
    int sum = 0;
    for (std::size_t i = 0; i < number.size(); ++i)
        sum += (number[i] - '0') * weights[i];
    return number + "10X98765432"[sum % 11];
}

/// For tests: rosters for the batch of the first school.
class RosterTest : public ServiceTest {
protected:
    static roster::Lines head() { return {{"学号", "姓名", "证件号码", "学院", "班级", "手机"}}; }
    static std::vector<std::string> line(int count, const std::string& name = "张三",
                                         const std::string& college = "文学院",
                                         const std::string& class_name = "1班")
    {
        return {"2022" + std::to_string(10000 + count),
                name,
                resident_number(count),
                college,
                class_name,
                "13800138000"};
    }
    static roster::Lines of(int count)
    {
        auto lines = head();
        for (int i = 0; i < count; ++i)
            lines.push_back(line(i));
        return lines;
    }
    std::string give(const roster::Lines& lines)
    {
        const auto given = rosters.give(office, "batch-1", roster::bytes_of(roster::as_csv(lines)));
        EXPECT_TRUE(given) << given.error().message;
        return given ? given->id : "";
    }
    Result<RosterPlan> import(const roster::Lines& lines, RosterCovers covers = RosterCovers::WholeBatch,
                              RefusedRows refused = RefusedRows::Stop)
    {
        const auto id = give(lines);
        const auto plan = rosters.preview(office, id, covers);
        if (!plan)
            return plan;
        return rosters.import(office, id, plan->roster_version, covers, refused);
    }
    std::vector<StudentRow> listed(const Scope& scope, const StudentFilter& filter = {}) const
    {
        const auto page = students.list(scope, "batch-1", filter, StudentOrder::Roster, {"", 200});
        EXPECT_TRUE(page) << page.error().message;
        return page ? page->rows : std::vector<StudentRow>();
    }
    /// What is stored of who students are and where they stand, in the list's order.
    std::string stored() const
    {
        std::string text;
        for (const auto& student : listed(office)) {
            text += student.id + " " + student.code_number + " " + std::to_string(student.version) + " " +
                    student.class_id + " " + std::to_string(student.absent_since_ms.value_or(0));
            for (std::size_t i = 0; student.identity && i < count_of<IdentityField>; ++i)
                text += "|" + (*student.identity)[static_cast<IdentityField>(i)];
            text += "\n";
        }
        return text;
    }

    Rosters rosters{means};
    Students students{means};
};

} // namespace tucai::collect
