#include "people_sets.h"

#include "base/csv.h"
#include "base/files.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace tucai::bench {
namespace {

namespace fs = std::filesystem;
using Row = std::map<std::string, std::string>;

/// Numbers for names, in the order in which they come.
class People {
public:
    int number(const std::string& name)
    {
        return known_.emplace(name, static_cast<int>(known_.size())).first->second;
    }

private:
    std::map<std::string, int> known_;
};

Result<std::vector<Row>> read_table(const std::string& path)
{
    TUCAI_TRY(const auto bytes, base::read_file(path, 64U << 20U));
    const auto* text = static_cast<const char*>(static_cast<const void*>(bytes.data()));
    base::CsvReader reader({text, bytes.size()});
    std::vector<std::string> header;
    std::vector<std::string> fields;
    TUCAI_CHECK(reader.next(header));
    std::vector<Row> rows;
    while (true) {
        TUCAI_TRY(const bool is_there, reader.next(fields));
        if (!is_there)
            return rows;
        Row row;
        for (std::size_t i = 0; i < header.size(); ++i)
            row[header[i]] = fields[i];
        rows.push_back(row);
    }
}

} // namespace

Result<std::vector<Photo>> named_photos(const std::string& folder)
{
    std::vector<std::string> files;
    std::error_code wrong;
    for (const auto& entry : fs::directory_iterator(folder, wrong))
        files.push_back(entry.path().string());
    if (files.empty())
        return fail(ErrorCode::FileNotFound, "There is no picture in " + folder + ".");
    std::sort(files.begin(), files.end());
    People people;
    std::vector<Photo> photos;
    for (const auto& file : files) {
        const auto stem = fs::path(file).stem().string();
        photos.push_back({file, people.number(stem.substr(0, stem.rfind('_')))});
    }
    return photos;
}

Result<std::vector<Photo>> labelled_photos(const std::string& folder)
{
    TUCAI_TRY(const auto rows, read_table(folder + "/labels.csv"));
    People people;
    std::vector<Photo> photos;
    for (const auto& row : rows)
        photos.push_back({folder + "/" + row.at("file"), people.number(row.at("person"))});
    return photos;
}

Result<GroupedPhotos> read_portraits(const std::string& folder)
{
    TUCAI_TRY(const auto rows, read_table(folder + "/labels.csv"));
    People people;
    GroupedPhotos set;
    for (const auto& row : rows) {
        if (row.at("kind") != "neutral" && row.at("kind") != "smiling")
            continue;
        set.photos.push_back({folder + "/" + row.at("file"), people.number(row.at("person"))});
        set.sexes.push_back(row.at("gender"));
        set.ethnicities.push_back(row.at("ethnicity_selfreported"));
    }
    return set;
}

} // namespace tucai::bench
