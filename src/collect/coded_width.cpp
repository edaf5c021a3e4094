#include "collect/coded_width.h"

#include "collect/code_points.h"

#include <unicode/ucnv.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace tucai::collect {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

/// Stops at every character that an encoding lacks; ICU's own callback drops those that nobody sees.
void stop_at(const void* /*context*/, UConverterFromUnicodeArgs* /*place*/, const char16_t* /*units*/,
             std::int32_t /*length*/, UChar32 /*point*/, UConverterCallbackReason /*reason*/,
             UErrorCode* /*error*/)
{
}

/// The bytes of a text in an encoding; nothing where a character is not in it.
Result<std::optional<std::size_t>> bytes_in(const char* encoding, std::u16string_view units)
{
    auto error = U_ZERO_ERROR;
    const Converter converter(ucnv_open(encoding, &error), ucnv_close);
    ucnv_setFromUCallBack(converter.get(), stop_at, nullptr, nullptr, nullptr, &error);
    if (U_FAILURE(error))
        return fail(ErrorCode::Internal, "ICU lacks the encoding " + std::string(encoding) + ".");
    ucnv_setFallback(converter.get(), false);
    // Four bytes are the most for one character, and none has fewer units than one.
    std::string bytes(4 * units.size(), '\0');
    const auto length =
        ucnv_fromUChars(converter.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), units.data(),
                        static_cast<std::int32_t>(units.size()), &error);
    if (U_FAILURE(error))
        return std::optional<std::size_t>();
    return std::optional(static_cast<std::size_t>(length));
}

} // namespace

Result<CodedWidth> coded_width(std::string_view text)
{
    const auto units = utf16(text);
    if (!units)
        return fail(ErrorCode::NameIllFormed, "The text is no UTF-8, or longer than a mebibyte.");
    TUCAI_TRY(const auto gb18030_bytes, bytes_in("gb18030", *units));
    TUCAI_TRY(const auto gbk_bytes, bytes_in("windows-936-2000", *units));
    if (!gb18030_bytes)
        return fail(ErrorCode::NameIllFormed, "The text holds what GB18030 cannot.");
    return CodedWidth{.gb18030_bytes = *gb18030_bytes, .gbk_holds = gbk_bytes.has_value()};
}

} // namespace tucai::collect
