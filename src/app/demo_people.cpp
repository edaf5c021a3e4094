#include "app/demo_people.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace tucai::app {
namespace {

constexpr std::array<std::string_view, 12> family = {"王", "李", "张",   "刘",   "陈", "杨",
                                                     "赵", "黄", "欧阳", "司马", "吴", "周"};
constexpr std::array<std::string_view, 10> given = {"伟", "芳", "子涵", "欣怡", "浩然",
                                                    "静", "磊", "雨桐", "明",   "晓东"};
/// Those that systems stumble over: a separator, a rare character, Latin letters, one name alone.
constexpr std::array<std::string_view, 4> unusual = {"阿卜杜拉·买买提", "𠮷田莉", "ANNA-MARIA O'NEILL",
                                                     "SUKARNO"};
constexpr std::array<std::string_view, 3> colleges = {"文学院", "物理学院", "计算机学院"};

/// 17 digits and the check digit of ISO 7064 MOD 11-2; the region 000000 is nobody's.
std::string document_of(int index)
{
    constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    const auto digits =
        fmt::format("000000200{}{:02}{:02}{:03}", 1 + index % 4, 1 + index % 12, 1 + index % 28, 100 + index);
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights.at(i) * (digits[i] - '0');
    return digits + std::string_view("10X98765432")[static_cast<std::size_t>(sum % 11)];
}

} // namespace

std::vector<DemoStudent> demo_students(int count)
{
    std::vector<DemoStudent> students;
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        DemoStudent student;
        student.number = fmt::format("2023{:05}", 10'000 + i);
        student.name = i % 15 == 14 ? std::string(unusual.at(at / 15 % unusual.size()))
                                    : std::string(family.at(at % family.size())) +
                                          std::string(given.at(at * 7 % given.size()));
        student.document = document_of(i);
        student.college = colleges.at(at % colleges.size());
        student.class_name = fmt::format("{}班", 1 + i / 3 % 2);
        students.push_back(std::move(student));
    }
    return students;
}

std::string demo_roster(const std::vector<DemoStudent>& students)
{
    std::string text = "学号,姓名,证件号码,学院,班级\n";
    for (const auto& student : students)
        text += fmt::format("{},{},{},{},{}\n", student.number, student.name, student.document,
                            student.college, student.class_name);
    return text;
}

} // namespace tucai::app
