#pragma once

#include "collect/roster/fault.h"
#include "collect/roster/table.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct UConverter;

namespace tucai::collect::roster {

/// A text whose encoding was found out.
struct Decoded {
    std::string utf8;
    Encoding encoding = Encoding::Utf8;
    bool has_byte_order_mark = false;
};

/// Whether every byte is part of a well-formed UTF-8 character.
bool is_utf8(std::string_view bytes);

/// The encoding of a text: what its byte order mark says, else UTF-8 where it is well-formed, else GB18030.
/// Text in GBK is well-formed UTF-8 by accident only where it is a few characters long.
Encoding find_encoding(std::string_view bytes);

/// Turns text of one encoding into UTF-8, and stops at what is ill-formed: nothing is ever put in its place.
class Decoder {
public:
    /// Fails: Internal (ICU lacks the converter).
    static Read<Decoder> open(Encoding encoding);

    /// Appends `bytes` as UTF-8. Gives how many of them were turned: all, or those before the first
    /// ill-formed or cut character.
    std::size_t append(std::string_view bytes, std::string& utf8);

    /// Whether a character of four bytes came.
    bool has_four_bytes() const { return has_four_bytes_; }

private:
    struct Close {
        void operator()(UConverter* converter) const;
    };
    std::unique_ptr<UConverter, Close> converter_;
    bool has_plain_ascii_ = false;
    bool has_four_bytes_ = false;
};

/// Text of an encoding as UTF-8, without its mark. Gives Gbk for Gb18030 where no character has four bytes.
/// Fails: TableEncoding, naming the row and the byte: an ill-formed or a cut character. Internal.
Read<Decoded> decode_text(std::string_view bytes, std::optional<Encoding> encoding);

} // namespace tucai::collect::roster
