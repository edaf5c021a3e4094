#include "collect/references/photo_archive.h"

#include "base/files.h"
#include "collect/roster/encoding.h"
#include "collect/zip_checks.h"

#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>

namespace tucai::collect {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t harmless_bytes = 1U << 20U; ///< below this no ratio is a bomb
constexpr std::size_t piece_bytes = 64U << 10U;

struct CloseArchive {
    void operator()(zip* archive) const { zip_discard(archive); }
};
struct CloseEntry {
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
using Archive = std::unique_ptr<zip, CloseArchive>;

tl::unexpected<Error> damaged()
{
    return fail(ErrorCode::ArchiveDamaged, "The archive is cut or damaged. Pack it anew and send it again.");
}

tl::unexpected<Error> unsafe(const std::string& what)
{
    return fail(ErrorCode::ArchiveUnsafe, "The archive " + what + " and was not read. Pack the photos anew.");
}

tl::unexpected<Error> too_large(const std::string& what)
{
    return fail(ErrorCode::ArchiveTooLarge, "There are too many " + what +
                                                ". Send them in parts, such as one a "
                                                "college.");
}

std::string_view text_of(base::ByteSpan bytes)
{
    return {static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size()};
}

std::string lower(std::string_view text)
{
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return small;
}

bool ends_with_one_of(const std::string& name, std::initializer_list<std::string_view> ends)
{
    return std::any_of(ends.begin(), ends.end(), [&](auto end) { return name.ends_with(end); });
}

/// What systems leave beside photos.
bool is_litter(std::string_view path)
{
    const auto name = lower(path.substr(path.rfind('/') + 1));
    return path.starts_with("__MACOSX/") || path.find("/__MACOSX/") != std::string_view::npos ||
           name.starts_with("._") || name == ".ds_store" || name == "thumbs.db" || name == "desktop.ini";
}

bool is_archive(const std::string& path)
{
    return ends_with_one_of(lower(path), {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"});
}

bool is_bomb(std::size_t unzipped, std::size_t zipped, const PhotoHeapLimits& limits)
{
    return unzipped > harmless_bytes && unzipped / limits.ratio > zipped;
}

/// A name in UTF-8. Fails: Archive damaged for bytes that are no text.
Result<std::string> decoded_name(std::string_view raw)
{
    if (roster::is_utf8(raw))
        return std::string(raw);
    auto decoder = roster::Decoder::open(roster::Encoding::Gb18030);
    std::string name;
    if (!decoder || decoder->append(raw, name) != raw.size())
        return damaged();
    return name;
}

/// An entry as the archive's list describes it.
struct Listed {
    zip_uint64_t index = 0;
    std::string path;
    std::size_t bytes = 0;
    std::size_t zipped_bytes = 0;
};

/// Whether an entry is a link, a device or another thing that is no file and no folder.
bool is_odd_file(zip* archive, zip_uint64_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0 ||
        system != ZIP_OPSYS_UNIX)
        return false;
    const auto kind = (attributes >> 16U) & static_cast<zip_uint32_t>(S_IFMT);
    return kind != 0 && kind != S_IFREG && kind != S_IFDIR;
}

Result<Listed> describe(zip* archive, zip_uint64_t index, const PhotoHeapLimits& limits)
{
    constexpr zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    zip_stat_t entry;
    zip_stat_init(&entry);
    if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &entry) != 0 || (entry.valid & wanted) != wanted)
        return damaged();
    // Before it is decoded too: in GB18030 a backslash may be half a character, and so may none.
    TUCAI_TRY(auto path, decoded_name(entry.name));
    if (!is_inside_zip(path))
        return unsafe("holds a path that leads out of it");
    if (is_odd_file(archive, index))
        return unsafe("holds a link or a device");
    if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE)
        return fail(ErrorCode::ArchiveEncrypted, "The archive has a password. Pack the photos without one.");
    if (entry.comp_method != ZIP_CM_STORE && entry.comp_method != ZIP_CM_DEFLATE)
        return fail(ErrorCode::ArchiveUnsupported,
                    "The archive is packed in a way that is not read. Pack the "
                    "photos as an ordinary ZIP.");
    if (is_bomb(entry.size, entry.comp_size, limits))
        return unsafe("is packed more tightly than photos can be");
    return Listed{index, std::move(path), entry.size, entry.comp_size};
}

/// Everything that can be told before a byte is unzipped.
Result<std::vector<Listed>> list_entries(zip* archive, const PhotoHeapLimits& limits)
{
    std::vector<Listed> entries;
    std::set<std::string> paths;
    std::size_t declared_bytes = 0;
    const auto count = zip_get_num_entries(archive, 0);
    if (count < 0 || static_cast<std::size_t>(count) > limits.entries)
        return too_large("files");
    for (zip_int64_t i = 0; i < count; ++i) {
        TUCAI_TRY(auto entry, describe(archive, static_cast<zip_uint64_t>(i), limits));
        if (!paths.insert(entry.path).second)
            return unsafe("holds two files of one name");
        if (entry.bytes > limits.all_bytes - declared_bytes)
            return too_large("bytes, unzipped");
        declared_bytes += entry.bytes;
        if (!entry.path.ends_with('/') && !is_litter(entry.path))
            entries.push_back(std::move(entry));
    }
    return entries;
}

/// Why one file is left out; none: it is there in `bytes`.
Result<std::optional<ErrorCode>> unzip(zip* archive, const Listed& listed, const PhotoHeapLimits& limits,
                                       std::size_t& all_bytes, base::ByteVector& bytes)
{
    if (is_archive(listed.path))
        return std::optional(ErrorCode::ArchiveUnsupported);
    if (listed.bytes > limits.entry_bytes)
        return std::optional(ErrorCode::ArchiveTooLarge);
    const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive, listed.index, 0));
    if (!entry)
        return std::optional(ErrorCode::ArchiveDamaged);
    while (true) {
        const auto begin = bytes.size();
        bytes.resize(begin + piece_bytes);
        const auto got = zip_fread(entry.get(), bytes.data() + begin, piece_bytes);
        bytes.resize(begin + static_cast<std::size_t>(std::max<zip_int64_t>(got, 0)));
        all_bytes += bytes.size() - begin;
        if (all_bytes > limits.all_bytes)
            return too_large("bytes, unzipped");
        if (is_bomb(bytes.size(), listed.zipped_bytes, limits))
            return unsafe("is packed more tightly than photos can be");
        if (got < 0 || bytes.size() > listed.bytes)
            return std::optional(ErrorCode::ArchiveDamaged);
        if (got == 0)
            break;
    }
    return bytes.size() == listed.bytes ? std::nullopt : std::optional(ErrorCode::ArchiveDamaged);
}

Result<> hand_over(std::string path, base::ByteVector bytes, const HeapReader& reader)
{
    auto format = photo_format(bytes);
    if (format.empty()) {
        reader.refuse({std::move(path), ErrorCode::ImageNotAnImage});
        return {};
    }
    return reader.take({std::move(path), std::move(format), std::move(bytes)});
}

} // namespace

std::string photo_format(base::ByteSpan bytes)
{
    const auto text = text_of(bytes.first(std::min<std::size_t>(bytes.size(), 16)));
    if (text.starts_with("\xFF\xD8\xFF"))
        return "jpeg";
    if (text.starts_with("\x89PNG\r\n\x1A\n"))
        return "png";
    if (text.starts_with("RIFF") && text.substr(std::min<std::size_t>(8, text.size())).starts_with("WEBP"))
        return "webp";
    const auto brand =
        text.size() >= 12 && text.substr(4, 4) == "ftyp" ? text.substr(8, 4) : std::string_view();
    const bool is_heif = brand == "heic" || brand == "heix" || brand == "mif1" || brand == "avif";
    return is_heif ? "heif" : "";
}

Result<> read_photo_archive(base::ByteSpan bytes, const PhotoHeapLimits& limits, const HeapReader& reader)
{
    if (!text_of(bytes).starts_with("PK"))
        return fail(ErrorCode::ArchiveNotAnArchive, "This is no ZIP archive. Pack the photos as a ZIP.");
    if (bytes.size() > limits.bytes)
        return too_large("bytes");
    if (has_more_zip_entries(text_of(bytes), limits.entries))
        return too_large("files");
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    const Archive archive(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
    zip_error_fini(&error);
    if (!archive) {
        zip_source_free(source);
        return damaged();
    }
    TUCAI_TRY(const auto entries, list_entries(archive.get(), limits));
    std::size_t all_bytes = 0;
    for (const auto& entry : entries) {
        base::ByteVector photo;
        TUCAI_TRY(const auto refused, unzip(archive.get(), entry, limits, all_bytes, photo));
        if (refused)
            reader.refuse({entry.path, *refused});
        else
            TUCAI_CHECK(hand_over(entry.path, std::move(photo), reader));
    }
    return {};
}

Result<> read_photo_folder(const std::string& folder, const PhotoHeapLimits& limits, const HeapReader& reader)
{
    std::error_code wrong;
    if (!fs::is_directory(folder, wrong))
        return fail(ErrorCode::FileNotFound, "There is no folder " + folder + ".");
    std::set<fs::path> paths;
    auto entry = fs::recursive_directory_iterator(folder, wrong);
    for (; !wrong && entry != fs::recursive_directory_iterator(); entry.increment(wrong)) {
        if (paths.size() >= limits.entries)
            return too_large("files");
        if (!fs::is_directory(entry->symlink_status()))
            paths.insert(entry->path());
    }
    if (wrong)
        return fail(ErrorCode::FileUnreadable,
                    "The folder " + folder + " cannot be read: " + wrong.message() + ".");
    std::size_t all_bytes = 0;
    for (const auto& path : paths) {
        const auto name = path.lexically_relative(folder).generic_string();
        if (is_litter(name))
            continue;
        if (fs::is_symlink(path, wrong) || !fs::is_regular_file(path, wrong)) {
            reader.refuse({name, ErrorCode::ArchiveUnsafe});
            continue;
        }
        auto bytes = is_archive(name) ? Result<base::ByteVector>(fail(ErrorCode::ArchiveUnsupported, ""))
                                      : base::read_file(path.string(), limits.entry_bytes);
        if (!bytes) {
            const bool is_large = bytes.error().code == ErrorCode::ImageTooLarge;
            reader.refuse({name, is_large ? ErrorCode::ArchiveTooLarge : bytes.error().code});
            continue;
        }
        all_bytes += bytes->size();
        if (all_bytes > limits.all_bytes)
            return too_large("bytes");
        TUCAI_CHECK(hand_over(name, std::move(*bytes), reader));
    }
    return {};
}

} // namespace tucai::collect
