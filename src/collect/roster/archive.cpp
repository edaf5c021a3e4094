#include "collect/roster/archive.h"

#include "collect/roster/readers.h"
#include "collect/zip_checks.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace tucai::collect::roster {
namespace {

constexpr std::size_t harmless_bytes = 1U << 20U; ///< below this no ratio is a bomb

tl::unexpected<Fault> damaged()
{
    return refuse(
        ErrorCode::TableDamaged,
        {"表格文件不完整或已损坏。请重新传一次,或用 Excel、WPS 打开后另存为 .xlsx。",
         "The file is cut or damaged. Send it again, or open it in Excel or WPS and save it anew."});
}

tl::unexpected<Fault> unsafe(std::string_view zh, std::string_view en)
{
    return refuse(
        ErrorCode::TableUnsafe,
        {fmt::format("文件{},为安全起见没有读取。请用 Excel 或 WPS 打开后另存为 .xlsx。", zh),
         fmt::format("The file {} and was not read, for safety. Open it in Excel or WPS and save it "
                     "anew.",
                     en)});
}

tl::unexpected<Fault> bomb()
{
    return unsafe("的压缩比异常", "is packed more tightly than a table can be");
}

tl::unexpected<Fault> too_large(const TableLimits& limits)
{
    return refuse(
        ErrorCode::TableTooLarge,
        {fmt::format("文件解压后超过 {} MB。请删去图片和不需要的工作表。", limits.unzipped_bytes >> 20U),
         fmt::format("Unzipped, the file has more than {} MB. Delete pictures and sheets that are not "
                     "needed.",
                     limits.unzipped_bytes >> 20U)});
}

bool is_bomb(std::size_t unzipped, std::size_t zipped, const TableLimits& limits)
{
    return unzipped > harmless_bytes && unzipped / limits.unzip_ratio > zipped;
}

Read<> check_entry(const zip_stat_t& entry, const TableLimits& limits)
{
    constexpr zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if ((entry.valid & wanted) != wanted)
        return damaged();
    if (!is_inside_zip(entry.name))
        return unsafe("含有指向外部的路径", "holds a path that leads out of it");
    if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE)
        return refuse(ErrorCode::TableEncrypted,
                      {"表格有密码。请在 Excel 或 WPS 中取消密码后再导入。",
                       "The table has a password. Take it off in Excel or WPS first."});
    if (entry.comp_method != ZIP_CM_STORE && entry.comp_method != ZIP_CM_DEFLATE)
        return refuse(
            ErrorCode::TableUnsupported,
            {"文件的压缩方式不能读取。请用 Excel 或 WPS 打开后另存为 .xlsx。",
             "The file is packed in a way that is not read. Open it in Excel or WPS and save it anew."});
    if (is_bomb(entry.size, entry.comp_size, limits))
        return bomb();
    return {};
}

struct CloseEntry {
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

} // namespace

void Archive::Close::operator()(zip* archive) const
{
    zip_discard(archive);
}

Archive::Archive(std::unique_ptr<zip, Close> archive, const TableLimits& limits)
    : archive_(std::move(archive)), limits_(&limits)
{
}

Read<Archive> Archive::open(std::span<const std::uint8_t> bytes, const TableLimits& limits)
{
    if (has_more_zip_entries(text_of(bytes), limits.archive_entries))
        return refuse(
            ErrorCode::TableTooLarge,
            {"文件内的部件太多。请用 Excel 或 WPS 打开,删去图片后另存为 .xlsx。",
             "The file has too many parts. Open it in Excel or WPS, delete pictures, save it anew."});
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    std::unique_ptr<zip, Close> archive(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
    zip_error_fini(&error);
    if (!archive) {
        zip_source_free(source);
        return damaged();
    }
    const auto entries = zip_get_num_entries(archive.get(), 0);
    std::size_t declared_bytes = 0;
    for (zip_int64_t i = 0; i < entries; ++i) {
        zip_stat_t entry;
        zip_stat_init(&entry);
        if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW, &entry) != 0)
            return damaged();
        TUCAI_CHECK(check_entry(entry, limits));
        if (entry.size > limits.unzipped_bytes - declared_bytes)
            return too_large(limits);
        declared_bytes += entry.size;
    }
    return Archive(std::move(archive), limits);
}

bool Archive::has(const std::string& name) const
{
    return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_ENC_RAW) >= 0;
}

Read<> Archive::read(const std::string& name, const Sink& sink)
{
    constexpr std::size_t piece_bytes = 64U << 10U;
    zip_stat_t described;
    zip_stat_init(&described);
    if (zip_stat(archive_.get(), name.c_str(), ZIP_FL_ENC_RAW, &described) != 0)
        return damaged();
    const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive_.get(), described.index, 0));
    if (!entry)
        return damaged();
    std::vector<char> piece(piece_bytes);
    std::size_t bytes = 0;
    while (true) {
        const auto got = zip_fread(entry.get(), piece.data(), piece.size());
        if (got < 0)
            return damaged();
        bytes += static_cast<std::size_t>(got);
        unzipped_bytes_ += static_cast<std::size_t>(got);
        if (bytes > described.size || (got == 0 && bytes < described.size))
            return damaged();
        if (unzipped_bytes_ > limits_->unzipped_bytes)
            return too_large(*limits_);
        if (is_bomb(bytes, described.comp_size, *limits_))
            return bomb();
        TUCAI_CHECK(sink({piece.data(), static_cast<std::size_t>(got)}, got == 0));
        if (got == 0)
            return {};
    }
}

} // namespace tucai::collect::roster
