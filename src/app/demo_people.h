#pragma once

#include <string>
#include <vector>

namespace tucai::app {

/// An invented student.
struct DemoStudent {
    std::string number;
    std::string name;
    std::string document;
    std::string college;
    std::string class_name;
};

/// Invented students, always the same: names of usual and of unusual forms, documents whose check digit fits.
std::vector<DemoStudent> demo_students(int count);

/// Their roster as a school would send it, CSV in UTF-8.
std::string demo_roster(const std::vector<DemoStudent>& students);

} // namespace tucai::app
