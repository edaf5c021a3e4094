#pragma once

#include "collect/roster/test_workbook.h"

#include <string>
#include <utility>
#include <vector>

namespace tucai::collect {

/// Bytes that begin as a JPEG does, and are told apart by their text.
inline std::string like_jpeg(const std::string& text)
{
    return "\xFF\xD8\xFF\xE0" + text;
}

/// An entry of an archive as a hostile packer may describe it.
struct RawEntry {
    std::string name;
    std::string bytes;
    bool is_utf8 = true;
    std::uint32_t unix_mode = 0;      ///< 0: of no system
    std::uint32_t declared_bytes = 0; ///< 0: the truth
};

/// A ZIP written byte by byte, entries stored: what libzip would not write itself.
inline roster::FileBytes raw_archive(const std::vector<RawEntry>& entries)
{
    std::string file;
    std::string list;
    const auto put = [](std::string& text, std::uint64_t value, int bytes) {
        for (; bytes > 0; --bytes, value >>= 8U)
            text += static_cast<char>(value & 0xFFU);
    };
    const auto crc_of = [](const std::string& text) {
        std::uint32_t crc = 0xFFFFFFFFU;
        for (const char c : text) {
            crc ^= static_cast<unsigned char>(c);
            for (int i = 0; i < 8; ++i)
                crc = (crc >> 1U) ^ (0xEDB88320U & (0U - (crc & 1U)));
        }
        return crc ^ 0xFFFFFFFFU;
    };
    for (const auto& entry : entries) {
        const auto begin = file.size();
        const auto size =
            entry.declared_bytes != 0 ? entry.declared_bytes : static_cast<std::uint32_t>(entry.bytes.size());
        std::string facts;
        put(facts, 20, 2);
        put(facts, entry.is_utf8 ? 0x800 : 0, 2);
        put(facts, 0, 2);
        put(facts, 0x21'0000, 4);
        put(facts, crc_of(entry.bytes), 4);
        put(facts, entry.bytes.size(), 4);
        put(facts, size, 4);
        put(facts, entry.name.size(), 2);
        put(facts, 0, 2);
        file += "PK\x03\x04" + facts + entry.name + entry.bytes;
        list += "PK\x01\x02";
        put(list, entry.unix_mode != 0 ? 0x0314 : 0x0014, 2);
        list += facts;
        put(list, 0, 2);
        put(list, 0, 2);
        put(list, 0, 2);
        put(list, std::uint64_t{entry.unix_mode} << 16U, 4);
        put(list, begin, 4);
        list += entry.name;
    }
    const auto begin = file.size();
    file += list;
    file += "PK\x05\x06";
    put(file, 0, 4);
    put(file, entries.size(), 2);
    put(file, entries.size(), 2);
    put(file, list.size(), 4);
    put(file, begin, 4);
    put(file, 0, 2);
    return {file.begin(), file.end()};
}

} // namespace tucai::collect
