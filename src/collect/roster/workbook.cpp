#include "collect/roster/workbook.h"

#include "collect/roster/xml.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace tucai::collect::roster {
namespace {

tl::unexpected<Fault> damaged()
{
    return refuse(ErrorCode::TableDamaged,
                  {"表格文件缺少必要的部件。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                   "The file lacks a part. Open it in Excel or WPS and save it anew."});
}

/// One relationship: what it leads to, and of what kind that is (the last word of its type).
struct Relationship {
    std::string target;
    std::string kind;
    bool is_outside = false;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;

class RelationshipsVisitor : public XmlVisitor {
public:
    Read<> begin(std::string_view name, const Attributes& attributes) override
    {
        constexpr std::size_t most = 10'000;
        if (name != "Relationship")
            return {};
        if (found.size() == most)
            return damaged();
        const auto type = attributes.text("Type");
        found.insert_or_assign(std::string(attributes.text("Id")),
                               Relationship{std::string(attributes.text("Target")),
                                            std::string(type.substr(type.rfind('/') + 1)),
                                            attributes.text("TargetMode") == "External"});
        return {};
    }
    Read<> end(std::string_view) override { return {}; }
    Read<> text(std::string_view) override { return {}; }

    Relationships found;
};

class WorkbookVisitor : public XmlVisitor {
public:
    struct Listed {
        SheetEntry sheet;
        std::string relationship;
    };

    Read<> begin(std::string_view name, const Attributes& attributes) override
    {
        constexpr std::size_t most_sheets = 10'000;
        if (name == "workbookPr")
            counts_days_from_1904 = attributes.is_set("date1904");
        if (name != "sheet")
            return {};
        if (listed.size() == most_sheets)
            return damaged();
        const auto state = attributes.text("state");
        listed.push_back(
            {{std::string(attributes.text("name")), "", state == "hidden" || state == "veryHidden"},
             std::string(attributes.text("id"))});
        return {};
    }
    Read<> end(std::string_view) override { return {}; }
    Read<> text(std::string_view) override { return {}; }

    std::vector<Listed> listed;
    bool counts_days_from_1904 = false;
};

/// Texts of a shared string table. An item's runs are put together; <rPh> says how characters are pronounced.
class StringsVisitor : public XmlVisitor {
public:
    StringsVisitor(GridBuilder& builder, const TableLimits& limits) : builder_(builder), limits_(limits) {}

    Read<> begin(std::string_view name, const Attributes&) override
    {
        if (name == "si")
            item_.clear();
        pronounced_ += name == "rPh" ? 1 : 0;
        is_text_ = name == "t" && pronounced_ == 0;
        return {};
    }
    Read<> end(std::string_view name) override
    {
        pronounced_ -= name == "rPh" ? 1 : 0;
        is_text_ = false;
        if (name != "si")
            return {};
        if (strings.size() == limits_.cells)
            return refuse(ErrorCode::TableTooLarge,
                          {"表格的文字太多。请分成几个文件分别导入。",
                           "The table holds too many texts. Split it into several files."});
        TUCAI_TRY(const auto kept, builder_.keep(unescaped(item_), {}));
        strings.push_back(kept);
        return {};
    }
    Read<> text(std::string_view piece) override
    {
        if (is_text_ && item_.size() <= limits_.cell_characters * 4)
            item_ += piece; // a longer one is refused when it ends
        return {};
    }

    std::vector<std::string_view> strings;

private:
    GridBuilder& builder_;
    const TableLimits& limits_;
    std::string item_;
    int pronounced_ = 0;
    bool is_text_ = false;
};

std::uint32_t whole_number(std::string_view text)
{
    std::uint32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

class StylesVisitor : public XmlVisitor {
public:
    Read<> begin(std::string_view name, const Attributes& attributes) override
    {
        constexpr std::size_t most_styles = 100'000; // Excel's own limit is 65,490
        if (name == "numFmt")
            formats.add_format(whole_number(attributes.text("numFmtId")), attributes.text("formatCode"));
        is_in_cell_styles_ |= name == "cellXfs";
        if (is_in_cell_styles_ && name == "xf") {
            if (formats.style_count() == most_styles)
                return damaged();
            formats.add_style(whole_number(attributes.text("numFmtId")));
        }
        return {};
    }
    Read<> end(std::string_view name) override
    {
        is_in_cell_styles_ &= name != "cellXfs";
        return {};
    }
    Read<> text(std::string_view) override { return {}; }

    NumberFormats formats;

private:
    bool is_in_cell_styles_ = false;
};

Read<Relationships> read_relationships(Archive& archive, const std::string& entry)
{
    RelationshipsVisitor visitor;
    TUCAI_CHECK(read_xml(archive, entry, visitor));
    return std::move(visitor.found);
}

std::string_view folder_of(std::string_view entry)
{
    const auto slash = entry.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : entry.substr(0, slash);
}

/// Where the archive's first relationship to a workbook leads.
Read<std::string> find_workbook(Archive& archive)
{
    TUCAI_TRY(const auto root, read_relationships(archive, "_rels/.rels"));
    for (const auto& [id, relationship] : root)
        if (relationship.kind == "officeDocument" && !relationship.is_outside)
            return resolve_target("", relationship.target);
    return damaged();
}

} // namespace

Read<std::string> resolve_target(std::string_view folder, std::string_view target)
{
    std::vector<std::string_view> steps;
    const auto walk = [&](std::string_view path) {
        for (std::size_t begin = 0; begin <= path.size();) {
            const auto end = std::min(path.find('/', begin), path.size());
            const auto step = path.substr(begin, end - begin);
            begin = end + 1;
            if (step == ".." && steps.empty())
                return false;
            if (step == "..")
                steps.pop_back();
            else if (!step.empty() && step != ".")
                steps.push_back(step);
        }
        return true;
    };
    const bool is_inside = (target.starts_with('/') || walk(folder)) && walk(target);
    if (!is_inside || target.find_first_of(":\\") != std::string_view::npos)
        return refuse(
            ErrorCode::TableUnsafe,
            {"文件中有指向外部的链接,为安全起见没有读取。请用 Excel 或 WPS 打开后另存为 .xlsx。",
             "A part of the file lies outside of it; it was not read, for safety. Open it in Excel or "
             "WPS and save it anew."});
    std::string entry;
    for (const auto step : steps)
        entry += (entry.empty() ? "" : "/") + std::string(step);
    return entry;
}

Read<Workbook> read_workbook(Archive& archive)
{
    if (!archive.has("_rels/.rels"))
        return refuse(ErrorCode::TableUnsupported,
                      {"这个压缩文件不是 .xlsx 表格。请用 Excel 或 WPS 打开,另存为 .xlsx。",
                       "This archive is no .xlsx table. Open it in Excel or WPS and save it as .xlsx."});
    TUCAI_TRY(const auto entry, find_workbook(archive));
    if (!entry.ends_with(".xml"))
        return refuse(
            ErrorCode::TableUnsupported,
            {"不能读取这种表格(如 .xlsb)。请用 Excel 或 WPS 打开,另存为 .xlsx。",
             "This kind of table (such as .xlsb) is not read. Open it in Excel or WPS and save it as "
             ".xlsx."});
    const std::string folder(folder_of(entry));
    const auto name = entry.substr(folder.empty() ? 0 : folder.size() + 1);
    TUCAI_TRY(const auto relationships,
              read_relationships(archive, folder + (folder.empty() ? "" : "/") + "_rels/" + name + ".rels"));
    WorkbookVisitor visitor;
    TUCAI_CHECK(read_xml(archive, entry, visitor));
    Workbook book;
    book.counts_days_from_1904 = visitor.counts_days_from_1904;
    for (const auto& [id, relationship] : relationships) {
        if (relationship.is_outside)
            continue; // a link to another workbook; it is never followed
        if (relationship.kind == "sharedStrings") {
            TUCAI_TRY(book.strings_entry, resolve_target(folder, relationship.target));
        } else if (relationship.kind == "styles") {
            TUCAI_TRY(book.styles_entry, resolve_target(folder, relationship.target));
        }
    }
    for (auto& [sheet, relationship] : visitor.listed) {
        const auto place = relationships.find(relationship);
        if (place != relationships.end() && place->second.kind == "worksheet" && !place->second.is_outside) {
            TUCAI_TRY(sheet.entry, resolve_target(folder, place->second.target));
        }
        book.sheets.push_back(std::move(sheet));
    }
    return book;
}

Read<std::vector<std::string_view>> read_shared_strings(Archive& archive, const std::string& entry,
                                                        GridBuilder& builder, const TableLimits& limits)
{
    StringsVisitor visitor(builder, limits);
    if (!entry.empty())
        TUCAI_CHECK(read_xml(archive, entry, visitor));
    return std::move(visitor.strings);
}

Read<NumberFormats> read_number_formats(Archive& archive, const std::string& entry)
{
    StylesVisitor visitor;
    if (!entry.empty())
        TUCAI_CHECK(read_xml(archive, entry, visitor));
    return std::move(visitor.formats);
}

std::string unescaped(std::string_view text)
{
    constexpr std::size_t escape_bytes = 7; // _xHHHH_
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto escape = text.substr(i, escape_bytes);
        std::uint32_t code = 0;
        const bool is_escape =
            escape.size() == escape_bytes && escape.starts_with("_x") && escape.back() == '_' &&
            std::from_chars(escape.data() + 2, escape.data() + 6, code, 16).ptr == escape.data() + 6;
        const bool is_plain_ascii = code > 0 && code < 0x80U; // others are written as themselves
        if (!is_escape || !is_plain_ascii) {
            plain += text[i];
            continue;
        }
        plain += static_cast<char>(code);
        i += escape_bytes - 1;
    }
    return plain;
}

} // namespace tucai::collect::roster
