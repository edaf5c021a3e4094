#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace tucai::collect::roster {

/// Keeps texts in large blocks: a cell holds 16 bytes of where its text lies, however often the text is used.
class Texts {
public:
    /// Copies a text. What it gives is good until the object ends, also when it was moved.
    std::string_view keep(std::string_view text);

    /// Bytes of all texts kept.
    std::size_t bytes() const { return bytes_; }

private:
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* free_ = nullptr;
    std::size_t free_bytes_ = 0;
    std::size_t bytes_ = 0;
};

} // namespace tucai::collect::roster
