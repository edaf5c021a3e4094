#include "rules/catalogue.h"
#include "rules/fixes.h"
#include "rules/profile.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tucai::rules {
namespace {

constexpr std::size_t most_bytes = 1U << 20U;
constexpr int deepest = 32; ///< brackets open in one line; a profile needs 3
constexpr std::ptrdiff_t most_brackets =
    2000; ///< in all; nested over lines they reach the parser's own limit first

/// Reads one profile and remembers the first thing that is wrong.
class Reader {
public:
    Result<Profile> read(const toml::table& root)
    {
        Profile profile;
        profile.id = word(root, "id", root);
        profile.title = text(root, "title");
        profile.version = static_cast<int>(whole(root, "version", 1, 1'000'000));
        profile.unverified = root["unverified"].value_or(false);
        profile.source = source(root, {});
        read_photo(root, profile.photo);
        read_frame(root, profile);
        read_rules(root, profile);
        read_prints(root, profile);
        if (wrong_.empty())
            return profile;
        return fail(ErrorCode::ProfileInvalid, wrong_);
    }

private:
    void complain(const toml::node& at, const std::string& what)
    {
        if (wrong_.empty())
            wrong_ = "line " + std::to_string(at.source().begin.line) + ": " + what;
    }

    std::string word(const toml::table& table, std::string_view key, const toml::node& at)
    {
        if (const auto value = table[key].value<std::string>(); value && !value->empty())
            return *value;
        complain(at, "`" + std::string(key) + "` must be a text that is not empty");
        return {};
    }

    double real(const toml::table& table, std::string_view key, double low, double high)
    {
        const auto value = table[key].value<double>();
        if (value && std::isfinite(*value) && *value >= low && *value <= high)
            return *value;
        std::ostringstream said;
        said << "`" << key << "` must be a number of " << low << " to " << high;
        complain(table, said.str());
        return low;
    }

    std::int64_t whole(const toml::table& table, std::string_view key, std::int64_t low, std::int64_t high)
    {
        const auto value = table[key].value_exact<std::int64_t>();
        if (value && *value >= low && *value <= high)
            return *value;
        complain(table, "`" + std::string(key) + "` must be a whole number of " + std::to_string(low) +
                            " to " + std::to_string(high));
        return low;
    }

    const toml::table& child(const toml::table& table, std::string_view key)
    {
        static const toml::table none;
        if (const auto* found = table[key].as_table())
            return *found;
        complain(table, "`" + std::string(key) + "` must be a table");
        return none;
    }

    Text text(const toml::table& table, std::string_view key)
    {
        const auto& both = child(table, key);
        return {word(both, "zh", table), word(both, "en", table)};
    }

    /// A table's own `source`, or the one that stands above it.
    Source source(const toml::table& table, const Source& above)
    {
        const auto* own = table["source"].as_table();
        if (own == nullptr) {
            if (above.document.empty())
                complain(table, "`source` is missing: say `document` and `read_on`");
            return above;
        }
        Source read;
        read.document = word(*own, "document", table);
        const auto& date = (*own)["read_on"];
        if (const auto day = date.value<toml::date>()) {
            std::ostringstream iso;
            iso << *day;
            read.read_on = iso.str();
        } else {
            complain(*own, "`read_on` must be a date, such as 2026-11-22");
        }
        read.second_hand = (*own)["second_hand"].value_or(true);
        return read;
    }

    std::pair<double, double> pair(const toml::table& table, std::string_view key)
    {
        const auto* list = table[key].as_array();
        if (list == nullptr || list->size() != 2) {
            complain(table, "`" + std::string(key) + "` must be two numbers, such as [50, 110]");
            return {0, 0};
        }
        const auto low = (*list)[0].value<double>();
        const auto high = (*list)[1].value<double>();
        if (!low || !high || !std::isfinite(*low) || !std::isfinite(*high) || *low > *high) {
            complain(table, "`" + std::string(key) + "` must be two numbers, the smaller first");
            return {0, 0};
        }
        return {*low, *high};
    }

    /// [low, high], where false or a text "none" stands for no limit.
    Limits limits(const toml::table& table, std::string_view key)
    {
        Limits read;
        const auto* list = table[key].as_array();
        if (list == nullptr) {
            if (table.contains(key))
                complain(table, "`" + std::string(key) + "` must be two limits, such as [\"none\", 10]");
            return read;
        }
        if (list->size() != 2) {
            complain(table, "`" + std::string(key) + "` must have two limits");
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
            complain(table, "`" + std::string(key) + "`: the smaller limit comes first");
        return read;
    }

    Colour colour(const toml::table& table, const toml::array* list)
    {
        Colour read;
        int* parts[] = {&read.red, &read.green, &read.blue};
        if (list == nullptr || list->size() != 3) {
            complain(table, "a background must be three numbers of 0 to 255");
            return read;
        }
        for (std::size_t i = 0; i < 3; ++i) {
            const auto value = (*list)[i].value_exact<std::int64_t>();
            if (!value || *value < 0 || *value > 255)
                complain(table, "a background must be three numbers of 0 to 255");
            else
                *parts[i] = static_cast<int>(*value);
        }
        return read;
    }

    void read_photo(const toml::table& root, PhotoForm& form)
    {
        const auto& table = child(root, "photo");
        form.width_px = static_cast<int>(whole(table, "width_px", 64, 4096));
        form.height_px = static_cast<int>(whole(table, "height_px", 64, 4096));
        form.dpi = static_cast<int>(whole(table, "dpi", 1, 2400));
        const auto [least, most] = pair(table, "bytes");
        if (least < 0 || most < 1000)
            complain(table, "`bytes` must leave room for a picture: at least 1000");
        form.least_bytes = static_cast<std::size_t>(std::max(0.0, least));
        form.most_bytes = static_cast<std::size_t>(std::max(0.0, most));
        form.least_quality = static_cast<int>(whole(table, "least_quality", 1, 100));
        form.background = colour(table, table["background"].as_array());
        if (const auto* others = table["other_backgrounds"].as_array())
            for (const auto& other : *others)
                form.other_backgrounds.push_back(colour(table, other.as_array()));
    }

    Band band(const toml::table& frame, std::string_view key, const Source& above)
    {
        const auto& table = child(frame, key);
        Band read;
        std::tie(read.low, read.high) = pair(table, "band");
        read.wanted = real(table, "wanted", read.low, read.high);
        read.source = source(table, above);
        return read;
    }

    void read_frame(const toml::table& root, Profile& profile)
    {
        const auto& table = child(root, "frame");
        profile.frame.hair_top = band(table, "hair_top", profile.source);
        profile.frame.eye_line = band(table, "eye_line", profile.source);
        profile.frame.face_width = band(table, "face_width", profile.source);
        profile.frame.centre = band(table, "centre", profile.source);
        if (profile.frame.face_width.low <= 0)
            complain(table, "a face is wider than nothing");
    }

    std::string fix(const toml::table& table, std::string_view key)
    {
        auto read = table[key].value_or(std::string());
        if (!read.empty() && !is_fix(read))
            complain(table, "`" + read + "` is no fix");
        return read;
    }

    Part part(const toml::table& table)
    {
        Part read;
        read.measure = word(table, "measure", table);
        read.accept = limits(table, "accept");
        read.tolerate = limits(table, "tolerate");
        read.fix_low = fix(table, "fix_low");
        read.fix_high = fix(table, "fix_high");
        read.say = text(table, "say");
        const auto nests = [](const std::optional<double>& inner, const std::optional<double>& outer,
                              bool is_low) {
            return !outer || (inner && (is_low ? *outer <= *inner : *outer >= *inner));
        };
        const bool never_refuses = !read.tolerate.low && !read.tolerate.high;
        if (!never_refuses && (!nests(read.accept.low, read.tolerate.low, true) ||
                               !nests(read.accept.high, read.tolerate.high, false)))
            complain(table, "`accept` must lie within `tolerate`");
        return read;
    }

    void read_rules(const toml::table& root, Profile& profile)
    {
        const auto* list = root["rule"].as_array();
        if (list == nullptr)
            return;
        for (const auto& node : *list) {
            const auto* table = node.as_table();
            if (table == nullptr) {
                complain(node, "every [[rule]] must be a table");
                continue;
            }
            Rule rule;
            rule.id = word(*table, "id", *table);
            if (!rule.id.empty() && !is_rule(rule.id))
                complain(*table, "`" + rule.id + "` is no rule");
            for (const auto& other : profile.rules)
                if (other.id == rule.id)
                    complain(*table, "`" + rule.id + "` is set twice");
            rule.unit = word(*table, "unit", *table);
            rule.source = source(*table, profile.source);
            if (const auto* parts = (*table)["part"].as_array())
                for (const auto& one : *parts)
                    if (const auto* part_table = one.as_table())
                        rule.parts.push_back(part(*part_table));
            if (rule.parts.empty())
                complain(*table, "a rule needs at least one [[rule.part]]");
            profile.rules.push_back(std::move(rule));
        }
    }

    void read_prints(const toml::table& root, Profile& profile)
    {
        const auto* list = root["print"].as_array();
        if (list == nullptr)
            return;
        for (const auto& node : *list) {
            const auto* table = node.as_table();
            if (table == nullptr)
                continue;
            PrintSize print;
            print.name = word(*table, "name", *table);
            print.width_mm = real(*table, "width_mm", 1, 1000);
            print.height_mm = real(*table, "height_mm", 1, 1000);
            print.width_px = static_cast<int>(whole(*table, "width_px", 1, profile.photo.width_px));
            print.height_px = static_cast<int>(whole(*table, "height_px", 1, profile.photo.height_px));
            if (print.name.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-x") != std::string::npos)
                complain(*table, "a print's name becomes part of a file's: a-z 0-9 and - only");
            profile.prints.push_back(std::move(print));
        }
    }

    std::string wrong_;
};

/// The parser recurses: what nests deeper than any profile must not reach it.
bool nests_too_deep(std::string_view toml)
{
    int depth = 0;
    for (const char c : toml) {
        depth = c == '\n' ? 0 : depth + (c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0);
        if (depth > deepest)
            return true;
    }
    return std::count(toml.begin(), toml.end(), '[') > most_brackets ||
           std::count(toml.begin(), toml.end(), '{') > most_brackets;
}

/// How many bytes follow the first of a UTF-8 sequence; -1 where it is no first byte.
int following(unsigned char first)
{
    return first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
}

/// The same text in ASCII: other letters as escapes, which double-quoted strings undo. toml++ 3.3 has
/// undefined behaviour for some letters outside ASCII (its table of white space; found by the fuzzer), so it
/// sees none; one that stands outside a string is then a plain error. Absent where the bytes are no UTF-8.
std::optional<std::string> escaped(std::string_view toml)
{
    std::string out;
    out.reserve(toml.size() * 2);
    for (std::size_t i = 0; i < toml.size(); ++i) {
        const auto first = static_cast<unsigned char>(toml[i]);
        const int more = following(first);
        if (more < 0 || i + static_cast<std::size_t>(more) >= toml.size())
            return std::nullopt;
        if (more == 0) {
            out += toml[i];
            continue;
        }
        std::uint32_t letter = first & (0x3FU >> static_cast<unsigned>(more));
        for (int k = 0; k < more; ++k) {
            const auto next = static_cast<unsigned char>(toml[++i]);
            if ((next & 0xC0U) != 0x80U)
                return std::nullopt;
            letter = letter << 6U | (next & 0x3FU);
        }
        out += "\\U";
        for (int shift = 28; shift >= 0; shift -= 4)
            out += "0123456789ABCDEF"[letter >> static_cast<unsigned>(shift) & 15U];
    }
    return out;
}

bool is_name(const std::string& name)
{
    return !name.empty() &&
           name.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
}

} // namespace

Result<Profile> parse_profile(std::string_view toml)
{
    if (toml.size() > most_bytes)
        return fail(ErrorCode::ProfileInvalid, "a profile of more than 1 MiB is none");
    if (nests_too_deep(toml))
        return fail(ErrorCode::ProfileInvalid, "brackets nest deeper than any profile's");
    const auto ascii = escaped(toml);
    if (!ascii)
        return fail(ErrorCode::ProfileInvalid, "the text is not UTF-8");
    try {
        return Reader().read(toml::parse(*ascii));
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::ProfileInvalid, "line " + std::to_string(error.source().begin.line) + ": " +
                                                   std::string(error.description()));
    }
}

Result<std::vector<std::string>> list_profiles(const std::string& folder)
{
    std::vector<std::string> names;
    std::error_code wrong;
    for (std::filesystem::directory_iterator entry(folder, wrong), end; !wrong && entry != end;
         entry.increment(wrong))
        if (entry->path().extension() == ".toml")
            names.push_back(entry->path().stem().string());
    if (wrong)
        return fail(ErrorCode::FileNotFound, "The folder of profiles, " + folder + ", cannot be read.");
    std::sort(names.begin(), names.end());
    return names;
}

Result<Profile> load_profile(const std::string& folder, const std::string& name)
{
    const bool is_path = name.ends_with(".toml");
    const std::string path = is_path ? name : folder + "/" + name + ".toml";
    std::ifstream file;
    if (is_path || is_name(name))
        file.open(path, std::ios::binary);
    if (!file.is_open()) {
        std::string known;
        if (const auto names = list_profiles(folder))
            for (const auto& one : *names)
                known += " " + one;
        return fail(ErrorCode::ProfileNotFound, "There is no profile `" + name + "`. Known:" + known + ".");
    }
    std::string toml(most_bytes + 1, '\0');
    file.read(toml.data(), static_cast<std::streamsize>(toml.size()));
    toml.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    auto profile = parse_profile(toml);
    if (!profile)
        profile.error().message = path + ": " + profile.error().message;
    return profile;
}

} // namespace tucai::rules
