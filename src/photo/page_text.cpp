#include "photo/page_text.h"

#include <fmt/format.h>

namespace tucai::photo {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string base64(std::span<const std::uint8_t> bytes)
{
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        unsigned int group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8U | (k < left ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= left ? digits[group >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

std::string page_head(std::string_view title, rules::Language language)
{
    const bool is_chinese = language == rules::Language::Chinese;
    return fmt::format(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" "
        "content=\"light dark\"><title>{}</title><style>{}</style></head><body><main>\n",
        is_chinese ? "zh-CN" : "en", escaped(title), page_style());
}

std::string page_end()
{
    return "</main></body></html>\n";
}

} // namespace tucai::photo
