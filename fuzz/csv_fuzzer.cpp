// A foreign table through the CSV reader: read whole, or refused with its line; what was read, written in
// quotes, reads the same.

#include "base/csv.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using Records = std::vector<std::vector<std::string>>;

tucai::Result<Records> read(std::string_view text, tucai::base::CsvForm form)
{
    tucai::base::CsvReader reader(text, form);
    Records records;
    std::vector<std::string> fields;
    while (true) {
        TUCAI_TRY(const bool is_there, reader.next(fields));
        if (!is_there)
            return records;
        records.push_back(fields);
    }
}

std::string written(const Records& records)
{
    std::string text;
    for (const auto& record : records) {
        for (std::size_t i = 0; i < record.size(); ++i) {
            text += i == 0 ? "\"" : ",\"";
            for (const char c : record[i])
                text.append(c == '"' ? 2 : 1, c);
            text += '"';
        }
        text += "\r\n";
    }
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    const auto* text = static_cast<const char*>(static_cast<const void*>(data));
    for (const auto manners : {tucai::base::CsvManners::Strict, tucai::base::CsvManners::Foreign}) {
        tucai::base::CsvForm form;
        form.manners = manners;
        const auto records = read({text, size}, form);
        if (!records && !records.error().message.starts_with("Line "))
            std::abort();
        if (records && *read(written(*records), form) != *records)
            std::abort();
    }
    return 0;
}
