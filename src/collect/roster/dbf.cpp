#include "collect/roster/encoding.h"
#include "collect/roster/grid_builder.h"
#include "collect/roster/readers.h"

#include <fmt/format.h>
#include <shapefil.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

namespace tucai::collect::roster {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// A file in memory, as shapelib's callbacks see it.
struct MemoryFile {
    Bytes bytes;
    std::size_t place = 0;
};

/// shapelib hands FOpen a name and nothing else; what is opened on this thread is left here meanwhile.
MemoryFile*& being_opened()
{
    thread_local MemoryFile* file = nullptr;
    return file;
}

MemoryFile* file_of(SAFile file)
{
    return static_cast<MemoryFile*>(static_cast<void*>(file));
}

SAFile open_file(const char* name, const char*)
{
    // Only the table itself is there, and no file beside it that would name a code page.
    const bool is_table = std::string_view(name).ends_with(".dbf");
    return is_table ? static_cast<SAFile>(static_cast<void*>(being_opened())) : nullptr;
}

SAOffset read_file(void* to, SAOffset size, SAOffset count, SAFile file)
{
    auto& memory = *file_of(file);
    const std::size_t there = memory.bytes.size() - std::min(memory.bytes.size(), memory.place);
    const std::size_t whole = size == 0 ? 0 : std::min<std::size_t>(count, there / size);
    if (whole > 0)
        std::memcpy(to, memory.bytes.data() + memory.place, whole * size);
    memory.place += whole * size;
    return whole;
}

SAOffset seek_file(SAFile file, SAOffset offset, int whence)
{
    auto& memory = *file_of(file);
    const std::size_t from = whence == SEEK_CUR ? memory.place : whence == SEEK_END ? memory.bytes.size() : 0;
    memory.place = from + offset; // reading past the end gives nothing
    return 0;
}

SAOffset tell_file(SAFile file)
{
    return file_of(file)->place;
}

int do_nothing(SAFile)
{
    return 0;
}

SAHooks memory_hooks()
{
    SAHooks hooks{};
    hooks.FOpen = open_file;
    hooks.FRead = read_file;
    hooks.FWrite = [](void*, SAOffset, SAOffset, SAFile) -> SAOffset { return 0; };
    hooks.FSeek = seek_file;
    hooks.FTell = tell_file;
    hooks.FFlush = do_nothing;
    hooks.FClose = do_nothing;
    hooks.Remove = [](const char*) { return -1; };
    hooks.Error = [](const char*) {}; // what it says names no place; what fails is said here
    hooks.Atof = std::atof;
    return hooks;
}

struct CloseTable {
    void operator()(DBFInfo* table) const { DBFClose(table); }
};
using OpenTable = std::unique_ptr<DBFInfo, CloseTable>;

tl::unexpected<Fault> damaged()
{
    return refuse(ErrorCode::TableDamaged, {"DBF 文件不完整或已损坏。请从原系统重新导出。",
                                            "The DBF file is cut or damaged. Export it anew."});
}

/// Whether every field lies inside its record, and every record inside the file.
bool adds_up(const DBFInfo& table, std::size_t file_bytes)
{
    if (table.nRecords < 0 || table.nRecordLength <= 0 || table.nHeaderLength <= 0 || table.nFields <= 0)
        return false;
    for (int field = 0; field < table.nFields; ++field)
        if (table.panFieldOffset[field] + table.panFieldSize[field] > table.nRecordLength)
            return false;
    return static_cast<std::size_t>(table.nHeaderLength) +
               static_cast<std::size_t>(table.nRecords) * static_cast<std::size_t>(table.nRecordLength) <=
           file_bytes;
}

Read<OpenTable> open_table(MemoryFile& file, const TableLimits& limits)
{
    auto hooks = memory_hooks();
    being_opened() = &file;
    OpenTable table(DBFOpenLL("roster.dbf", "rb", &hooks));
    being_opened() = nullptr;
    if (!table || !adds_up(*table, file.bytes.size()))
        return damaged();
    if (static_cast<std::size_t>(table->nFields) > limits.columns)
        return refuse(ErrorCode::TableTooLarge,
                      {fmt::format("表格超过 {} 列,请删去不需要的列。", limits.columns),
                       fmt::format("The table has more than {} columns. Delete those that are not needed.",
                                   limits.columns)});
    for (int field = 0; field < table->nFields; ++field) {
        const char type = table->pachFieldType[field];
        if (type == 'M' || type == 'G' || type == 'P')
            return refuse(
                ErrorCode::TableUnsupported,
                {"这一列是备注(memo)字段,其内容在另一个文件中,不能读取。请删去这一列,或另存为 .xlsx。",
                 "the column is a memo: its text lies in another file. Delete it, or save as .xlsx."},
                {0, static_cast<std::size_t>(field) + 1});
        if (std::string_view("CNFDL").find(type) == std::string_view::npos)
            return refuse(ErrorCode::TableUnsupported,
                          {"这一列的类型不能读取。请删去这一列,或另存为 .xlsx。",
                           "the column is of a type that is not read. Delete it, or save as .xlsx."},
                          {0, static_cast<std::size_t>(field) + 1});
    }
    return table;
}

std::string field_name(DBFInfo& table, int field)
{
    char name[XBASE_FLDNAME_LEN_READ + 1] = {};
    DBFGetFieldInfo(&table, field, name, nullptr, nullptr);
    return name;
}

/// Calls `visit(record, field, bytes)` for each cell of the records that are not deleted, until it is
/// refused. Counts those that are.
template <class Visit> Read<> for_each_cell(DBFInfo& table, std::size_t& deleted, Visit visit)
{
    deleted = 0;
    for (int record = 0; record < table.nRecords; ++record) {
        if (DBFIsRecordDeleted(&table, record) != 0) {
            ++deleted;
            continue;
        }
        for (int field = 0; field < table.nFields; ++field) {
            const char* bytes = DBFReadStringAttribute(&table, record, field);
            if (bytes == nullptr)
                return damaged();
            TUCAI_CHECK(visit(record, field, std::string_view(bytes)));
        }
    }
    return {};
}

/// What the code page byte says where it means Chinese; else UTF-8 where all texts are that; else GB18030.
Read<Encoding> find_table_encoding(DBFInfo& table)
{
    constexpr int foxpro_gbk = 0x7A;
    constexpr int dbase_gbk = 0x4D;
    if (table.iLanguageDriver == foxpro_gbk || table.iLanguageDriver == dbase_gbk)
        return Encoding::Gb18030;
    bool is_all_utf8 = true;
    for (int field = 0; field < table.nFields; ++field)
        is_all_utf8 = is_all_utf8 && is_utf8(field_name(table, field));
    std::size_t deleted = 0;
    TUCAI_CHECK(for_each_cell(table, deleted, [&](int, int, std::string_view bytes) -> Read<> {
        is_all_utf8 = is_all_utf8 && is_utf8(bytes);
        return {};
    }));
    return is_all_utf8 ? Encoding::Utf8 : Encoding::Gb18030;
}

bool is_digits(std::string_view text)
{
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A cell's kind and its text, of the type that its field has.
std::pair<CellKind, std::string> cell_of(char type, std::string_view text)
{
    if (text.empty())
        return {CellKind::Empty, ""};
    if (type == 'L') {
        const bool is_true = std::string_view("TtYy").find(text[0]) != std::string_view::npos;
        const bool is_false = std::string_view("FfNn").find(text[0]) != std::string_view::npos;
        return is_true || is_false ? std::pair(CellKind::Boolean, std::string(is_true ? "TRUE" : "FALSE"))
                                   : std::pair(CellKind::Empty, std::string());
    }
    if (type == 'D' && text.size() == 8 && is_digits(text)) {
        const std::string day(text);
        if (day == "00000000")
            return {CellKind::Empty, ""};
        return {CellKind::Date, day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6)};
    }
    if (type == 'N' || type == 'F')
        return {text[0] == '*' ? CellKind::Error : CellKind::Number, std::string(text)};
    return {CellKind::Text, std::string(text)};
}

/// Field names are cut at ten bytes, and so perhaps amid a character: what is left of it goes.
std::string decoded_name(Decoder& decoder, std::string_view bytes)
{
    std::string name;
    decoder.append(bytes, name);
    return name;
}

} // namespace

Read<ReadGrid> read_dbf(Bytes bytes, const ReadOptions& options)
{
    MemoryFile file{bytes};
    TUCAI_TRY(const OpenTable table, open_table(file, options.limits));
    ReadGrid read;
    read.found.format = Format::Dbf;
    read.found.code_page_byte = static_cast<std::uint8_t>(table->iLanguageDriver);
    TUCAI_TRY(const auto found, find_table_encoding(*table));
    const Encoding encoding = options.encoding.value_or(found);
    TUCAI_TRY(auto decoder, Decoder::open(encoding));
    for (int field = 0; field < table->nFields; ++field)
        read.field_names.push_back(decoded_name(decoder, field_name(*table, field)));
    GridBuilder builder(options.limits);
    std::string utf8;
    TUCAI_CHECK(for_each_cell(
        *table, read.found.deleted_records,
        [&](int record, int field, std::string_view cell_bytes) -> Read<> {
            const auto row = static_cast<std::size_t>(record) + 1;
            const auto column = static_cast<std::size_t>(field);
            utf8.clear();
            if (const auto end = decoder.append(cell_bytes, utf8); end < cell_bytes.size())
                return refuse(
                    ErrorCode::TableEncoding,
                    {fmt::format("第 {} 字节处不是有效的 {} 文字(可能被截断)。请在原系统中改正后重新导出。",
                                 end + 1, encoding_word(encoding)),
                     fmt::format(
                         "at byte {} there is no {} character; it may be cut. Mend it and export anew.",
                         end + 1, encoding_word(encoding))},
                    {row, column + 1});
            const auto [kind, text] = cell_of(table->pachFieldType[field], utf8);
            return builder.put_text(row, column, text, kind);
        }));
    const bool is_gb = encoding == Encoding::Gbk || encoding == Encoding::Gb18030;
    read.found.encoding = !is_gb ? encoding : decoder.has_four_bytes() ? Encoding::Gb18030 : Encoding::Gbk;
    read.grid = std::move(builder.grid());
    return read;
}

} // namespace tucai::collect::roster
