#include "rules/plain_toml.h"
#include "rules/profile.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

namespace tucai::rules {
namespace {

bool is_name(const std::string& name)
{
    return !name.empty() &&
           name.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
}

/// A file's bytes, one more than a profile may have at most; absent where it cannot be read.
std::optional<std::string> read_text(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open())
        return std::nullopt;
    std::string text(most_profile_bytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return text;
}

tl::unexpected<Error> fail_unknown(const std::string& folder, const std::string& name)
{
    std::string known;
    if (const auto names = list_profiles(folder))
        for (const auto& one : *names)
            known += " " + one;
    return fail(ErrorCode::ProfileNotFound, "There is no profile `" + name + "`. Known:" + known + ".");
}

} // namespace

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
    // A base extends no other: `extends` in it finds nothing, so there are no circles.
    const auto find_base = [&folder](const std::string& base) -> Result<Profile> {
        const auto text = is_name(base) ? read_text(folder + "/" + base + ".toml") : std::nullopt;
        return text ? parse_profile(*text) : fail_unknown(folder, base);
    };
    const bool is_path = name.ends_with(".toml");
    const std::string path = is_path ? name : folder + "/" + name + ".toml";
    const auto text = is_path || is_name(name) ? read_text(path) : std::nullopt;
    if (!text)
        return fail_unknown(folder, name);
    auto profile = parse_profile(*text, find_base);
    if (!profile)
        profile.error().message = path + ": " + profile.error().message;
    return profile;
}

} // namespace tucai::rules
