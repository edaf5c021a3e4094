#include "app/pairs_file.h"

#include "base/csv.h"
#include "base/files.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>
#include <utility>

namespace tucai::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 512U << 20U; // some two million pairs

/// Adds pairs, each text and each picture once.
class PairAdder {
public:
    PairAdder(std::string folder, PairList& list) : folder_(std::move(folder)), list_(list) {}

    void add(const std::string& a, const std::string& b)
    {
        list_.pairs.push_back({picture(a), picture(b), name(a), name(b)});
    }

private:
    using Known = std::unordered_map<std::string, std::uint32_t>;

    static std::uint32_t once(const std::string& text, Known& known, std::vector<std::string>& all)
    {
        const auto [place, is_new] = known.emplace(text, static_cast<std::uint32_t>(all.size()));
        if (is_new)
            all.push_back(text);
        return place->second;
    }
    std::uint32_t name(const std::string& text) { return once(text, names_, list_.names); }
    std::uint32_t picture(const std::string& text)
    {
        return once((fs::path(folder_) / text).lexically_normal().string(), pictures_, list_.pictures);
    }

    std::string folder_;
    PairList& list_;
    Known names_;
    Known pictures_;
};

Result<std::size_t> column(const std::vector<std::string>& header, const std::string& name)
{
    const auto place = std::find(header.begin(), header.end(), name);
    if (place == header.end())
        return fail(ErrorCode::InvalidInput,
                    "There is no column '" + name + "'; the first line must name the columns a and b.");
    return static_cast<std::size_t>(place - header.begin());
}

} // namespace

PairList pair_of(const std::string& a, const std::string& b)
{
    PairList list;
    PairAdder("", list).add(a, b);
    return list;
}

Result<PairList> parse_pairs(std::string_view csv, const std::string& folder)
{
    base::CsvReader reader(csv);
    std::vector<std::string> fields;
    TUCAI_TRY(const bool has_header, reader.next(fields));
    if (!has_header)
        return fail(ErrorCode::InvalidInput, "It is empty; the first line must name the columns a and b.");
    TUCAI_TRY(const auto a, column(fields, "a"));
    TUCAI_TRY(const auto b, column(fields, "b"));
    PairList list;
    PairAdder adder(folder, list);
    while (true) {
        TUCAI_TRY(const bool is_there, reader.next(fields));
        if (!is_there)
            return list;
        if (fields[a].empty() || fields[b].empty())
            return fail(ErrorCode::InvalidInput,
                        "Line " + std::to_string(reader.line()) + ": a picture is not named.");
        adder.add(fields[a], fields[b]);
    }
}

Result<PairList> read_pairs(const std::string& path)
{
    const auto bytes = base::read_file(path, most_bytes);
    if (!bytes)
        return fail(bytes.error().code, "The pairs cannot be read. " + bytes.error().message);
    const auto* text = static_cast<const char*>(static_cast<const void*>(bytes->data()));
    auto list = parse_pairs({text, bytes->size()}, fs::path(path).parent_path().string());
    if (!list)
        list.error().message = path + ": " + list.error().message;
    return list;
}

} // namespace tucai::app
