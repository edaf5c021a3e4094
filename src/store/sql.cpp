#include "store/sql.h"

#include <algorithm>

namespace tucai::store {

const Value* Row::find(std::string_view column) const
{
    const auto& names = shared_->columns;
    const auto at = std::find(names.begin(), names.end(), column);
    return at == names.end() ? nullptr : &values_[static_cast<std::size_t>(at - names.begin())];
}

bool Row::is_null(std::string_view column) const
{
    const auto* value = find(column);
    if (value == nullptr)
        *shared_->is_misread = true;
    return value == nullptr || std::holds_alternative<std::monostate>(*value);
}

std::optional<std::int64_t> Row::maybe_integer(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Row::maybe_text(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<Bytes> Row::maybe_bytes(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(bytes(column));
}

} // namespace tucai::store
