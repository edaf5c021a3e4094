#include "collect/scopes.h"

#include "collect/code_points.h"

#include <algorithm>

namespace tucai::collect {

Result<> require(const Scope& scope, std::initializer_list<Role> roles)
{
    const bool is_among = std::find(roles.begin(), roles.end(), scope.role) != roles.end();
    if (!is_among || scope.tenant.empty())
        return fail(ErrorCode::Denied, "Your role does not do that. Ask the school's office.");
    return {};
}

tl::unexpected<Error> not_found()
{
    return fail(ErrorCode::NotFound, "There is nothing of that id.");
}

bool may_see_identity(const Scope& scope)
{
    return scope.role == Role::School || scope.role == Role::College;
}

std::string college_limit(const Scope& scope)
{
    return scope.role == Role::College ? scope.college : std::string();
}

store::AuditEvent event_of(const Scope& scope, std::string_view kind, const std::string& subject,
                           const std::string& details)
{
    return {scope.tenant, std::string(kind), scope.person, subject, details, 0};
}

Result<std::string> read_text(std::string_view text, std::string_view what, std::size_t most, TextLines lines)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return fail(ErrorCode::TextInvalid, "Give " + std::string(what) + ".");
    text = text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
    const auto points = code_points(text);
    const auto is_bad = [&](char32_t point) {
        return (point < U' ' && !(lines == TextLines::Several && point == U'\n')) || point == U'\x7F' ||
               (point >= U'\u202A' && point <= U'\u202E') || (point >= U'\u2066' && point <= U'\u2069');
    };
    if (!points || std::any_of(points->begin(), points->end(), is_bad))
        return fail(ErrorCode::TextInvalid,
                    "Type " + std::string(what) + " anew, without control characters.");
    if (points->size() > most)
        return fail(ErrorCode::TextInvalid, "Make " + std::string(what) + " shorter: at most " +
                                                std::to_string(most) + " characters.");
    return std::string(text);
}

} // namespace tucai::collect
