#include "collect/roster/fault.h"

#include "collect/roster/table.h"

#include <fmt/format.h>

namespace tucai::collect::roster {
namespace {

std::string place_text(const Place& place, base::Language language)
{
    const bool is_chinese = language == base::Language::Chinese;
    std::string text;
    if (place.row > 0)
        text = fmt::format(fmt::runtime(is_chinese ? "第 {} 行" : "Row {}"), place.row);
    if (place.column > 0) {
        const auto letters = column_letters(place.column - 1);
        if (is_chinese)
            text += fmt::format("第 {} 列({} 列)", place.column, letters);
        else
            text += fmt::format("{} {} ({})", text.empty() ? "Column" : ", column", place.column, letters);
    }
    return text.empty() ? text : text + (is_chinese ? ":" : ": ");
}

} // namespace

Error error_of(const Fault& fault, base::Language language)
{
    return {fault.code, place_text(fault.place, language) + fault.what.in(language)};
}

} // namespace tucai::collect::roster
