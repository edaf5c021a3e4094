#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tucai::store {

using Bytes = std::vector<std::uint8_t>;

/// What a column holds: nothing (NULL), a whole number (also times, in UTC milliseconds, and 0 or 1 for no or
/// yes), text in UTF-8, or bytes.
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

/// The values of $1, $2, ... of a statement.
using Values = std::vector<Value>;

/// A value, or NULL where there is none.
template <class T> Value or_null(const std::optional<T>& value)
{
    return value ? Value(*value) : Value();
}

/// One row of an answer.
///
/// Asked for a column that is not there or holds something else, it gives the type's empty value and marks
/// its transaction as faulty: that ends as Internal and leaves nothing. Whoever wrote the statement erred,
/// and a wrong answer must not pass for a right one.
class Row {
public:
    struct Shared {
        std::vector<std::string> columns;
        std::shared_ptr<bool> is_misread; ///< of the transaction
    };
    Row(std::shared_ptr<const Shared> shared, std::vector<Value> values)
        : shared_(std::move(shared)), values_(std::move(values))
    {
    }
    std::int64_t integer(std::string_view column) const { return get<std::int64_t>(column); }
    std::string text(std::string_view column) const { return get<std::string>(column); }
    Bytes bytes(std::string_view column) const { return get<Bytes>(column); }
    bool is_null(std::string_view column) const;
    /// The same where the column may be NULL.
    std::optional<std::int64_t> maybe_integer(std::string_view column) const;
    std::optional<std::string> maybe_text(std::string_view column) const;
    std::optional<Bytes> maybe_bytes(std::string_view column) const;

private:
    const Value* find(std::string_view column) const;
    template <class T> T get(std::string_view column) const
    {
        const auto* value = find(column);
        const auto* held = value == nullptr ? nullptr : std::get_if<T>(value);
        if (held != nullptr)
            return *held;
        *shared_->is_misread = true;
        return {};
    }

    std::shared_ptr<const Shared> shared_;
    std::vector<Value> values_;
};

using Rows = std::vector<Row>;

} // namespace tucai::store
