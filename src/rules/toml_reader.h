#pragma once

#include "rules/profile.h"
#include "rules/toml.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tucai::rules {

/// Reads typed values out of a TOML tree and remembers the first thing that is wrong, with its line. What is
/// wrong reads as an empty or smallest value, so that a whole profile is read in one go.
class TomlReader {
public:
    /// The first complaint, such as "line 12: `dpi` must be …"; empty while all is well.
    const std::string& wrong() const { return wrong_; }
    void complain(const toml::node& at, const std::string& what);

    /// Complains of a key that is not in the list: a misspelt limit must not be a missing one.
    void allow(const toml::table& table, std::initializer_list<std::string_view> keys);

    std::string word(const toml::table& table, std::string_view key);
    std::string word_or(const toml::table& table, std::string_view key, const std::string& otherwise);
    double real(const toml::table& table, std::string_view key, double low, double high);
    int whole(const toml::table& table, std::string_view key, int low, int high);
    bool yes_or_no(const toml::table& table, std::string_view key, bool otherwise);
    const toml::table& child(const toml::table& table, std::string_view key);
    /// { zh = "…", en = "…" }
    Text text(const toml::table& table, std::string_view key);
    /// Two finite numbers, the smaller first.
    std::pair<double, double> pair(const toml::table& table, std::string_view key);
    /// [low, high], where a text "none" stands for no limit. No limits where the key is absent.
    Limits limits(const toml::table& table, std::string_view key);
    Colour colour(const toml::table& table, const toml::node* list);
    /// A table's own `source`, or the one that stands above it.
    Source source(const toml::table& table, const Source& above);
    /// The tables of an array of tables; an absent array has none.
    std::vector<const toml::table*> tables(const toml::table& table, std::string_view key);

private:
    std::string wrong_;
};

} // namespace tucai::rules
