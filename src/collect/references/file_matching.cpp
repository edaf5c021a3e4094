#include "collect/references/file_matching.h"

#include "collect/code_points.h"
#include "collect/names.h"
#include "collect/students/roster_row.h"

#include <algorithm>

namespace tucai::collect {
namespace {

/// A file's name without its ending.
std::string stem_of(std::string_view name)
{
    const auto dot = name.rfind('.');
    return std::string(dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot));
}

/// The parts of a name between what people put between them.
std::vector<std::string> parts_of(const std::string& text)
{
    constexpr std::u32string_view marks = U"-_+=~ \t()（）[]【】,，、;；.#@\u3000—–";
    std::vector<std::string> parts;
    std::u32string part;
    const auto points = code_points(text).value_or(U"");
    for (const char32_t point : points + U" ") {
        if (marks.find(point) == std::u32string_view::npos) {
            part += point;
        } else if (!part.empty()) {
            parts.push_back(utf8(part));
            part.clear();
        }
    }
    return parts;
}

} // namespace

void FileMatcher::add(IdentityField field, const std::string& digest, std::size_t student)
{
    known_[{field, digest}].insert(student);
}

FileMatch FileMatcher::match_text(const std::string& text) const
{
    const auto find = [&](IdentityField field, const std::string& value) -> const std::set<std::size_t>* {
        const auto found = value.empty() ? known_.end() : known_.find({field, digest_(field, value)});
        return found == known_.end() ? nullptr : &found->second;
    };
    FileMatch match;
    const auto take = [&](IdentityField field, const std::string& value) {
        if (const auto* students = find(field, value)) {
            if (match.students.empty())
                match.by = field;
            match.students.insert(students->begin(), students->end());
        }
    };
    const auto number = read_roster_number(text).value_or("");
    take(IdentityField::StudentNumber, number);
    take(IdentityField::ExamineeNumber, number);
    if (const auto document = read_document(text))
        take(IdentityField::Document, document->number);
    if (!match.students.empty())
        return match;
    if (const auto name = read_name(text))
        take(IdentityField::Name, name->text);
    return match;
}

FileMatch FileMatcher::match_parts(const std::string& text) const
{
    FileMatch numbers;
    FileMatch names;
    names.by = IdentityField::Name;
    for (const auto& part : parts_of(text)) {
        const auto match = match_text(part);
        auto& all = match.by == IdentityField::Name ? names : numbers;
        if (!match.students.empty() && all.students.empty())
            all.by = match.by;
        all.students.insert(match.students.begin(), match.students.end());
    }
    if (numbers.students.empty())
        return names;
    const bool contradicts = !names.students.empty() && numbers.students.size() == 1 &&
                             !names.students.contains(*numbers.students.begin());
    if (contradicts)
        numbers.students.insert(names.students.begin(), names.students.end());
    return numbers;
}

FileMatch FileMatcher::match(std::string_view path) const
{
    const auto slash = path.rfind('/');
    const auto stem = stem_of(path.substr(slash + 1));
    std::vector<std::string> texts = {stem};
    if (slash != std::string_view::npos) {
        const auto above = path.substr(0, slash);
        texts.emplace_back(above.substr(above.rfind('/') + 1));
    }
    for (const auto& text : texts)
        for (auto match : {match_text(text), match_parts(text)})
            if (!match.students.empty())
                return match;
    return {};
}

} // namespace tucai::collect
