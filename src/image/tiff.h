#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

namespace tucai::image {

/// One entry of a TIFF directory.
struct TiffEntry {
    std::uint32_t tag = 0;
    std::uint32_t type = 0; ///< 2 text, 3 short, 4 long, 7 bytes, ...
    std::uint32_t count = 0;
    std::size_t at = 0; ///< where its value begins; may lie past the end of the block
};

/// Numbers of a TIFF block (EXIF) in its own byte order. Reading past the end gives 0 or less text, never a
/// fault.
class Tiff {
public:
    explicit Tiff(std::span<const std::uint8_t> bytes)
        : bytes_(bytes), is_little_(bytes.size() > 1 && bytes[0] == 'I')
    {
    }

    /// Whether the block begins as one.
    bool is_tiff() const
    {
        return bytes_.size() >= 8 &&
               (std::memcmp(bytes_.data(), "II*\0", 4) == 0 || std::memcmp(bytes_.data(), "MM\0*", 4) == 0);
    }

    std::uint32_t u16(std::size_t at) const
    {
        if (at > bytes_.size() || bytes_.size() - at < 2)
            return 0;
        const std::uint32_t a = bytes_[at];
        const std::uint32_t b = bytes_[at + 1];
        return is_little_ ? a | b << 8U : a << 8U | b;
    }
    std::uint32_t u32(std::size_t at) const
    {
        const std::uint32_t a = u16(at);
        const std::uint32_t b = u16(at + 2);
        return is_little_ ? a | b << 16U : a << 16U | b;
    }

    /// A whole number of an entry, short or long; 0 for other types.
    std::uint32_t whole(const TiffEntry& entry) const
    {
        if (entry.type == 3)
            return u16(entry.at);
        return entry.type == 4 ? u32(entry.at) : 0;
    }

    /// The bytes of an entry of texts or bytes, at most `most_bytes`, up to its end or the block's.
    std::string text(const TiffEntry& entry, std::size_t most_bytes) const
    {
        if (entry.type != 1 && entry.type != 2 && entry.type != 7)
            return {};
        std::string text;
        for (std::size_t i = 0; i < entry.count && i < most_bytes && entry.at + i < bytes_.size(); ++i)
            text += static_cast<char>(bytes_[entry.at + i]);
        while (!text.empty() && text.back() == '\0')
            text.pop_back();
        return text;
    }

    /// Calls `visit(entry)` for each entry of the directory at `directory`, at most 512. Gives where the next
    /// directory begins; 0: there is none.
    template <class Visit> std::size_t for_each_entry(std::size_t directory, Visit visit) const
    {
        constexpr std::uint32_t most_entries = 512; // a camera's has some 60
        if (directory == 0 || directory > bytes_.size())
            return 0;
        const std::uint32_t count = std::min(u16(directory), most_entries);
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::size_t at = directory + 2 + std::size_t{12} * i;
            if (at + 12 > bytes_.size())
                return 0;
            TiffEntry entry{u16(at), u16(at + 2), u32(at + 4), at + 8};
            if (bytes_of(entry) > 4)
                entry.at = u32(at + 8);
            visit(entry);
        }
        return u32(directory + 2 + std::size_t{12} * count);
    }

private:
    static std::uint64_t bytes_of(const TiffEntry& entry)
    {
        constexpr std::uint64_t sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
        return entry.type < 13 ? sizes[entry.type] * entry.count : 0;
    }

    std::span<const std::uint8_t> bytes_;
    bool is_little_;
};

} // namespace tucai::image
