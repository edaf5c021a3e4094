#include "rules/toml_reader.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace tucai::rules {
namespace {

std::string quoted(std::string_view key)
{
    return "`" + std::string(key) + "`";
}

} // namespace

void TomlReader::complain(const toml::node& at, const std::string& what)
{
    if (wrong_.empty())
        wrong_ = "line " + std::to_string(at.source().begin.line) + ": " + what;
}

void TomlReader::allow(const toml::table& table, std::initializer_list<std::string_view> keys)
{
    for (const auto& [key, node] : table)
        if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
            complain(node, quoted(key.str()) + " means nothing here");
}

std::string TomlReader::word(const toml::table& table, std::string_view key)
{
    const auto value = table[key].value<std::string>();
    if (!value || value->empty()) {
        complain(table, quoted(key) + " must be a text that is not empty");
        return {};
    }
    if (value->find("\\U0") != std::string::npos)
        complain(table, quoted(key) + ": letters outside ASCII need double quotes");
    return *value;
}

std::string TomlReader::word_or(const toml::table& table, std::string_view key, const std::string& otherwise)
{
    return table.contains(key) ? word(table, key) : otherwise;
}

double TomlReader::real(const toml::table& table, std::string_view key, double low, double high)
{
    const auto value = table[key].value<double>();
    if (value && std::isfinite(*value) && *value >= low && *value <= high)
        return *value;
    std::ostringstream said;
    said << quoted(key) << " must be a number of " << low << " to " << high;
    complain(table, said.str());
    return low;
}

int TomlReader::whole(const toml::table& table, std::string_view key, int low, int high)
{
    const auto value = table[key].value_exact<std::int64_t>();
    if (value && *value >= low && *value <= high)
        return static_cast<int>(*value);
    complain(table, quoted(key) + " must be a whole number of " + std::to_string(low) + " to " +
                        std::to_string(high));
    return low;
}

bool TomlReader::yes_or_no(const toml::table& table, std::string_view key, bool otherwise)
{
    if (table.contains(key) && !table[key].is_boolean())
        complain(table, quoted(key) + " must be true or false");
    return table[key].value_or(otherwise);
}

const toml::table& TomlReader::child(const toml::table& table, std::string_view key)
{
    static const toml::table none;
    if (const auto* found = table[key].as_table())
        return *found;
    complain(table, quoted(key) + " must be a table");
    return none;
}

Text TomlReader::text(const toml::table& table, std::string_view key)
{
    const auto& both = child(table, key);
    allow(both, {"zh", "en"});
    return {word(both, "zh"), word(both, "en")};
}

std::pair<double, double> TomlReader::pair(const toml::table& table, std::string_view key)
{
    const auto* list = table[key].as_array();
    if (list == nullptr || list->size() != 2) {
        complain(table, quoted(key) + " must be two numbers, such as [50, 110]");
        return {0, 0};
    }
    const auto low = (*list)[0].value<double>();
    const auto high = (*list)[1].value<double>();
    if (!low || !high || !std::isfinite(*low) || !std::isfinite(*high) || *low > *high) {
        complain(*list, quoted(key) + " must be two numbers, the smaller first");
        return {0, 0};
    }
    return {*low, *high};
}

Limits TomlReader::limits(const toml::table& table, std::string_view key)
{
    Limits read;
    if (!table.contains(key))
        return read;
    const auto* list = table[key].as_array();
    if (list == nullptr || list->size() != 2) {
        complain(table, quoted(key) + " must be two limits, such as [\"none\", 10]");
        return read;
    }
    const auto one = [&](const toml::node& node) -> std::optional<double> {
        if (const auto value = node.value<double>(); value && std::isfinite(*value))
            return value;
        if (node.value<std::string>() != "none")
            complain(node, "a limit must be a number, or \"none\"");
        return std::nullopt;
    };
    read.low = one((*list)[0]);
    read.high = one((*list)[1]);
    if (read.low && read.high && *read.low > *read.high)
        complain(*list, quoted(key) + ": the smaller limit comes first");
    return read;
}

Colour TomlReader::colour(const toml::table& table, const toml::node* list)
{
    const auto* parts = list != nullptr ? list->as_array() : nullptr;
    int values[3] = {};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto value =
            parts != nullptr && parts->size() == 3 ? (*parts)[i].value_exact<std::int64_t>() : std::nullopt;
        if (!value || *value < 0 || *value > 255)
            complain(table, "a background must be three numbers of 0 to 255");
        else
            values[i] = static_cast<int>(*value);
    }
    return {values[0], values[1], values[2]};
}

Source TomlReader::source(const toml::table& table, const Source& above)
{
    const auto* own = table["source"].as_table();
    if (own == nullptr) {
        if (table.contains("source") || above.document.empty())
            complain(table, "`source` is missing: say `document` and `read_on`");
        return above;
    }
    allow(*own, {"document", "read_on", "second_hand"});
    Source read;
    read.document = word(*own, "document");
    if (const auto day = (*own)["read_on"].value<toml::date>()) {
        std::ostringstream iso;
        iso << *day;
        read.read_on = iso.str();
    } else {
        complain(*own, "`read_on` must be a date, such as 2026-11-22");
    }
    read.second_hand = yes_or_no(*own, "second_hand", true);
    return read;
}

std::vector<const toml::table*> TomlReader::tables(const toml::table& table, std::string_view key)
{
    std::vector<const toml::table*> found;
    if (!table.contains(key))
        return found;
    const auto* list = table[key].as_array();
    if (list == nullptr) {
        complain(table, quoted(key) + " must be written as [[" + std::string(key) + "]]");
        return found;
    }
    for (const auto& node : *list) {
        if (node.as_table() == nullptr)
            complain(node, "every [[" + std::string(key) + "]] must be a table");
        else
            found.push_back(node.as_table());
    }
    return found;
}

} // namespace tucai::rules
