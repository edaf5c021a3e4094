#include "collect/roster/encoding.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <algorithm>

namespace tucai::collect::roster {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_le_mark = "\xFF\xFE";
constexpr std::string_view utf16_be_mark = "\xFE\xFF";

const char* converter_name(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf16Le:
        return "UTF-16LE";
    case Encoding::Utf16Be:
        return "UTF-16BE";
    case Encoding::Gbk:
    case Encoding::Gb18030:
        return "GB18030";
    case Encoding::Utf8:
        break;
    }
    return "UTF-8";
}

std::string_view mark_of(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return utf8_mark;
    case Encoding::Utf16Le:
        return utf16_le_mark;
    case Encoding::Utf16Be:
        return utf16_be_mark;
    default:
        return {};
    }
}

std::size_t row_of(std::string_view utf8)
{
    std::size_t row = 1;
    for (std::size_t i = 0; i < utf8.size(); ++i)
        row += utf8[i] == '\n' || (utf8[i] == '\r' && utf8.substr(i + 1, 1) != "\n") ? 1 : 0;
    return row;
}

tl::unexpected<Fault> ill_formed(std::string_view before, std::size_t byte, Encoding encoding)
{
    return refuse(
        ErrorCode::TableEncoding,
        {fmt::format("第 {} 字节处不是有效的 {} 文字(可能被截断)。请用 Excel 或 WPS 打开,另存为 .xlsx 或“CSV "
                     "UTF-8”。",
                     byte, converter_name(encoding)),
         fmt::format(
             "at byte {} there is no {} character; it may be cut. Open the file in Excel or WPS and save it "
             "as .xlsx or as \"CSV UTF-8\".",
             byte, converter_name(encoding))},
        {row_of(before), 0});
}

} // namespace

bool is_utf8(std::string_view bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t units = 0; // asked for the length alone, it says that there is no room, unless a byte is wrong
    u_strFromUTF8(nullptr, 0, &units, bytes.data(), static_cast<int32_t>(bytes.size()), &status);
    return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR;
}

Encoding find_encoding(std::string_view bytes)
{
    if (bytes.starts_with(utf16_le_mark))
        return Encoding::Utf16Le;
    if (bytes.starts_with(utf16_be_mark))
        return Encoding::Utf16Be;
    return bytes.starts_with(utf8_mark) || is_utf8(bytes) ? Encoding::Utf8 : Encoding::Gb18030;
}

void Decoder::Close::operator()(UConverter* converter) const
{
    ucnv_close(converter);
}

Read<Decoder> Decoder::open(Encoding encoding)
{
    Decoder decoder;
    UErrorCode status = U_ZERO_ERROR;
    decoder.converter_.reset(ucnv_open(converter_name(encoding), &status));
    if (U_SUCCESS(status))
        ucnv_setToUCallBack(decoder.converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                            &status);
    if (U_FAILURE(status))
        return refuse(ErrorCode::Internal, {"程序缺少编码转换表。", "ICU has no such converter."});
    decoder.has_plain_ascii_ = encoding != Encoding::Utf16Le && encoding != Encoding::Utf16Be;
    return decoder;
}

std::size_t Decoder::append(std::string_view bytes, std::string& utf8)
{
    // Character by character, so that it is known where the first ill-formed one lies.
    const char* place = bytes.data();
    const char* const end = bytes.data() + bytes.size();
    while (place < end) {
        if (has_plain_ascii_ && static_cast<unsigned char>(*place) < 0x80U) {
            utf8 += *place++;
            continue;
        }
        const char* const start = place;
        UErrorCode status = U_ZERO_ERROR;
        const UChar32 character = ucnv_getNextUChar(converter_.get(), &place, end, &status);
        if (U_FAILURE(status) || !U_IS_UNICODE_CHAR(character)) {
            ucnv_resetToUnicode(converter_.get());
            return static_cast<std::size_t>(start - bytes.data());
        }
        has_four_bytes_ |= place - start == 4;
        icu::UnicodeString(character).toUTF8String(utf8);
    }
    return bytes.size();
}

Read<Decoded> decode_text(std::string_view bytes, std::optional<Encoding> encoding)
{
    Decoded decoded;
    decoded.encoding = encoding.value_or(find_encoding(bytes));
    if (decoded.encoding == Encoding::Gbk)
        decoded.encoding = Encoding::Gb18030;
    const auto mark = mark_of(decoded.encoding);
    decoded.has_byte_order_mark = !mark.empty() && bytes.starts_with(mark);
    if (decoded.encoding == Encoding::Utf8 && is_utf8(bytes)) {
        decoded.utf8 = bytes.substr(decoded.has_byte_order_mark ? mark.size() : 0);
        return decoded;
    }
    decoded.utf8.reserve(bytes.size());
    const std::size_t begin = decoded.has_byte_order_mark ? mark.size() : 0;
    TUCAI_TRY(auto decoder, Decoder::open(decoded.encoding));
    const auto end = begin + decoder.append(bytes.substr(begin), decoded.utf8);
    if (end < bytes.size())
        return ill_formed(decoded.utf8, end + 1, decoded.encoding);
    if (decoded.encoding == Encoding::Gb18030 && !decoder.has_four_bytes())
        decoded.encoding = Encoding::Gbk;
    return decoded;
}

} // namespace tucai::collect::roster
