#include "collect/roster/texts.h"

#include <algorithm>

namespace tucai::collect::roster {

std::string_view Texts::keep(std::string_view text)
{
    constexpr std::size_t block_bytes = 64U << 10U;
    if (text.empty())
        return {};
    if (text.size() > free_bytes_) {
        free_bytes_ = std::max(block_bytes, text.size());
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(free_bytes_));
        free_ = blocks_.back().get();
    }
    char* place = free_;
    std::copy(text.begin(), text.end(), place);
    free_ += text.size();
    free_bytes_ -= text.size();
    bytes_ += text.size();
    return {place, text.size()};
}

} // namespace tucai::collect::roster
