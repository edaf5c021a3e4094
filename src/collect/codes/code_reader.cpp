#include "collect/codes/code_reader.h"

#include <algorithm>

namespace tucai::collect {
namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    return from == std::string_view::npos ? std::string_view()
                                          : text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

tl::unexpected<Error> foreign()
{
    return fail(ErrorCode::CodeForeign, "This is no collection code. Open your collection code and save it.");
}

bool is_foreign(const Result<ReadCode>& read)
{
    return !read && read.error().code == ErrorCode::CodeForeign;
}

} // namespace

Result<ReadCode> TokenReader::read(std::string_view text) const
{
    TUCAI_TRY(const auto keys, keys_());
    TUCAI_TRY(auto claims, open_code(text, keys));
    return ReadCode{std::string(own_issuer), std::string(trimmed(text)), std::move(claims)};
}

Result<ReadCode> OpaqueReader::read(std::string_view text) const
{
    text = trimmed(text);
    const bool is_visible = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (text.size() < least_bytes || text.size() > most_bytes || !is_visible || is_own_code(text))
        return foreign();
    return ReadCode{issuer_, std::string(text), std::nullopt};
}

Result<ReadCode> read_code(const std::vector<const CodeReader*>& readers, std::string_view text)
{
    for (const auto* reader : readers)
        if (auto read = reader->read(text); !is_foreign(read))
            return read;
    return foreign();
}

Result<ReadCode> read_code_picture(const CodePictures& pictures,
                                   const std::vector<const CodeReader*>& readers, base::ByteSpan file)
{
    if (readers.empty())
        return foreign();
    const auto is_known = [&](std::string_view text) { return !is_foreign(readers.front()->read(text)); };
    TUCAI_TRY(const auto texts, pictures.texts_in(file, is_known));
    for (const auto* reader : readers)
        for (const auto& text : texts)
            if (auto read = reader->read(text); !is_foreign(read))
                return read;
    return foreign();
}

} // namespace tucai::collect
