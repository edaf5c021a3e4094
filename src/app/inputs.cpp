#include "app/inputs.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <set>

namespace tucai::app {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool is_picture(const fs::path& path)
{
    static constexpr std::array endings = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif"};
    const auto ending = lower(path.extension().string());
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

Input input_of(const std::string& path)
{
    auto stem = fs::path(path).stem().string();
    return {path, stem.empty() ? "photo" : stem};
}

void add_folder(const std::string& folder, std::vector<Input>& inputs)
{
    std::vector<std::string> found;
    std::error_code wrong;
    const auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator entry(folder, options, wrong), end; !wrong && entry != end;
         entry.increment(wrong)) {
        std::error_code ignored;
        if (is_picture(entry->path()) && entry->is_regular_file(ignored))
            found.push_back(entry->path().lexically_relative(folder).generic_string());
    }
    std::sort(found.begin(), found.end());
    const bool has_slash = folder.ends_with('/');
    for (const auto& below : found)
        inputs.push_back(input_of(std::string(folder).append(has_slash ? "" : "/").append(below)));
}

} // namespace

std::vector<Input> find_inputs(const std::vector<std::string>& paths)
{
    std::vector<Input> inputs;
    for (const auto& path : paths) {
        std::error_code wrong;
        if (fs::is_directory(path, wrong))
            add_folder(path, inputs);
        else
            inputs.push_back(input_of(path));
    }
    return inputs;
}

std::vector<Target> name_targets(const std::vector<Input>& inputs, const std::string& out,
                                 const std::string& ending)
{
    std::error_code wrong;
    if (inputs.size() == 1 && lower(out).ends_with(ending) && !fs::is_directory(out, wrong))
        return {{out, false}};
    std::set<std::string> taken;
    std::vector<Target> targets;
    for (const auto& input : inputs) {
        std::string name = input.stem;
        for (int i = 2; !taken.insert(lower(name)).second; ++i)
            name = input.stem + "-" + std::to_string(i);
        targets.push_back({(fs::path(out) / (name + ending)).string(), name != input.stem});
    }
    return targets;
}

} // namespace tucai::app
