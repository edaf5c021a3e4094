#include "collect/zip_checks.h"

#include <algorithm>

namespace tucai::collect {
namespace {

constexpr std::size_t most_name_bytes = 1024;

} // namespace

bool has_more_zip_entries(std::string_view bytes, std::size_t most)
{
    constexpr std::string_view mark = "PK\x01\x02";
    std::size_t count = 0;
    for (auto place = bytes.find(mark); place != std::string_view::npos; place = bytes.find(mark, place + 4))
        if (++count > most)
            return true;
    return false;
}

bool is_inside_zip(std::string_view name)
{
    if (name.empty() || name.size() > most_name_bytes || name.front() == '/' ||
        name.find('\\') != std::string_view::npos || name.find(':') != std::string_view::npos ||
        name.find('\0') != std::string_view::npos)
        return false;
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..")
            return false;
        begin = end + 1;
    }
    return true;
}

} // namespace tucai::collect
