#include "http/paging.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace tucai::http {
namespace {

constexpr std::size_t longest_cursor = 2048;

Result<int> limit_of(const Request& request, const PageLimits& limits)
{
    const auto text = request.query_value("limit");
    if (!text)
        return limits.usual;
    int limit = 0;
    const auto* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, limit);
    if (error != std::errc() || stop != end || limit < 1)
        return fail(ErrorCode::InvalidInput, "The limit of a page is a number above 0.");
    return std::min(limit, limits.most);
}

} // namespace

Result<Page> Cursors::page_of(const Request& request, std::string_view list, const PageLimits& limits) const
{
    Page page;
    TUCAI_TRY(page.limit, limit_of(request, limits));
    const auto text = request.query_value("cursor");
    if (!text || text->empty())
        return page;
    const auto invalid = fail(ErrorCode::CursorInvalid, "This cursor is of no page of this list.");
    const auto sealed = text->size() <= longest_cursor ? base::from_base64url(*text) : std::nullopt;
    if (!sealed)
        return invalid;
    const auto after = base::unseal(key_, *sealed, list);
    if (!after)
        return invalid;
    page.after.assign(after->begin(), after->end());
    return page;
}

std::string Cursors::cursor(std::string_view list, std::string_view after) const
{
    return base::base64url(base::seal(key_, base::as_bytes(after), list, randomness_));
}

nlohmann::json Cursors::page(std::string_view list, nlohmann::json items, std::string_view after) const
{
    nlohmann::json page{{"items", std::move(items)}, {"next", nullptr}};
    if (!after.empty())
        page["next"] = cursor(list, after);
    return page;
}

} // namespace tucai::http
