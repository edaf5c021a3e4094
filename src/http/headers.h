#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tucai::http {

/// The fields of a head in the order in which they came. Names are kept in lower case; an answer's names may
/// be written in any.
class Headers {
public:
    using Field = std::pair<std::string, std::string>;

    void add(std::string_view name, std::string_view value);
    /// In place of all of that name.
    void set(std::string_view name, std::string_view value);
    /// Unless there is one.
    void set_default(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    /// The first of that name, or null.
    const std::string* find(std::string_view name) const;
    /// All of that name with ", " between, as RFC 9110 (section 5.3) reads several; empty where there is
    /// none.
    std::string joined(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    std::size_t size() const { return fields_.size(); }
    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }

private:
    std::vector<Field> fields_;
};

/// ASCII letters in lower case, the rest as it is.
std::string lower_case(std::string_view text);

/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// The members of a comma-separated list, trimmed, empty ones left out.
std::vector<std::string_view> list_members(std::string_view value);

/// Whether a field may be sent: no line can be broken by it (RFC 9110, section 5).
bool is_sendable(const Headers::Field& field);

} // namespace tucai::http
