#include "http/headers.h"

#include <algorithm>

namespace tucai::http {
namespace {

bool is_token_character(char c)
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

} // namespace

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> list_members(std::string_view value)
{
    std::vector<std::string_view> members;
    while (!value.empty()) {
        const auto comma = value.find(',');
        if (const auto member = trimmed(value.substr(0, comma)); !member.empty())
            members.push_back(member);
        value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
    }
    return members;
}

bool is_sendable(const Headers::Field& field)
{
    const auto& [name, value] = field;
    return !name.empty() && std::all_of(name.begin(), name.end(), is_token_character) &&
           std::none_of(value.begin(), value.end(), [](char c) {
               const auto code = static_cast<unsigned char>(c);
               return (code < 0x20 && c != '\t') || code == 0x7f;
           });
}

void Headers::add(std::string_view name, std::string_view value)
{
    fields_.emplace_back(lower_case(name), value);
}

void Headers::set(std::string_view name, std::string_view value)
{
    remove(name);
    add(name, value);
}

void Headers::set_default(std::string_view name, std::string_view value)
{
    if (find(name) == nullptr)
        add(name, value);
}

void Headers::remove(std::string_view name)
{
    std::erase_if(fields_, [lower = lower_case(name)](const Field& field) { return field.first == lower; });
}

const std::string* Headers::find(std::string_view name) const
{
    const auto lower = lower_case(name);
    for (const auto& [known, value] : fields_)
        if (known == lower)
            return &value;
    return nullptr;
}

std::string Headers::joined(std::string_view name) const
{
    const auto lower = lower_case(name);
    std::string all;
    for (const auto& [known, value] : fields_)
        if (known == lower)
            all += (all.empty() ? "" : ", ") + value;
    return all;
}

std::size_t Headers::count(std::string_view name) const
{
    const auto lower = lower_case(name);
    return static_cast<std::size_t>(std::count_if(fields_.begin(), fields_.end(),
                                                  [&](const Field& field) { return field.first == lower; }));
}

} // namespace tucai::http
