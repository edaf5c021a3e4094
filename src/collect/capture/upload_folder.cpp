#include "collect/capture/upload_folder.h"

#include "base/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace tucai::collect {
namespace {

/// In front of each piece stand its bytes as they came, and as they lie here; both little-endian.
constexpr std::size_t head_bytes = 8;
/// A piece is longer by a nonce and a proof (base::seal).
constexpr std::uint32_t sealing_bytes = 24 + 16;
/// What one call brings; a longer piece in a file is damage.
constexpr std::uint32_t most_piece_bytes = 64U << 20U;

using Head = std::array<std::uint8_t, head_bytes>;

std::uint32_t number_at(const Head& head, std::size_t place)
{
    std::uint32_t number = 0;
    for (std::size_t i = 4; i-- > 0;)
        number = number << 8U | head.at(place + i);
    return number;
}

Head head_of(std::uint32_t plain, std::uint32_t sealed)
{
    Head head{};
    for (std::size_t i = 0; i < 4; ++i) {
        head.at(i) = static_cast<std::uint8_t>(plain >> (8 * i));
        head.at(4 + i) = static_cast<std::uint8_t>(sealed >> (8 * i));
    }
    return head;
}

tl::unexpected<Error> unreadable(const std::string& what)
{
    return fail(ErrorCode::FileUnreadable, "Cannot " + what + " an upload: " + std::strerror(errno) + ".");
}

bool write_at(int file, base::ByteSpan bytes, std::int64_t offset)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto n = ::pwrite(file, bytes.data() + done, bytes.size() - done,
                                static_cast<off_t>(offset + static_cast<std::int64_t>(done)));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

bool read_at(int file, std::span<std::uint8_t> bytes, std::int64_t offset)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto n = ::pread(file, bytes.data() + done, bytes.size() - done,
                               static_cast<off_t>(offset + static_cast<std::int64_t>(done)));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

/// Pieces are bound to their picture and place, so that none can be moved or left out.
std::string place_of(const std::string& id, std::int64_t offset)
{
    return "upload." + id + "." + std::to_string(offset);
}

/// A new file's name is on the disk only when its folder is.
bool is_folder_stored(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path().string();
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return false;
    const bool is_stored = ::fsync(opened) == 0;
    ::close(opened);
    return is_stored;
}

} // namespace

UploadFolder::UploadFolder(std::string folder, base::Randomness randomness)
    : folder_(std::move(folder)), randomness_(std::move(randomness))
{
}

UploadFolder::Upload::Upload(std::string path, std::string id, int file, const base::Randomness& randomness)
    : path_(std::move(path)), id_(std::move(id)), file_(file), randomness_(&randomness)
{
}

UploadFolder::Upload::Upload(Upload&& other) noexcept
    : path_(std::move(other.path_)), id_(std::move(other.id_)), file_(std::exchange(other.file_, -1)),
      randomness_(other.randomness_), arrived_bytes_(other.arrived_bytes_), file_bytes_(other.file_bytes_)
{
}

UploadFolder::Upload& UploadFolder::Upload::operator=(Upload&& other) noexcept
{
    std::swap(path_, other.path_);
    std::swap(id_, other.id_);
    std::swap(file_, other.file_);
    std::swap(randomness_, other.randomness_);
    std::swap(arrived_bytes_, other.arrived_bytes_);
    std::swap(file_bytes_, other.file_bytes_);
    return *this;
}

UploadFolder::Upload::~Upload()
{
    if (file_ >= 0)
        ::close(file_); // lets go of the lock too
}

Result<> UploadFolder::Upload::measure()
{
    struct stat facts {};
    if (::fstat(file_, &facts) != 0)
        return unreadable("look at");
    arrived_bytes_ = 0;
    file_bytes_ = 0;
    Head head{};
    while (file_bytes_ + static_cast<std::int64_t>(head_bytes) <= facts.st_size) {
        if (!read_at(file_, head, file_bytes_))
            return unreadable("read");
        const auto plain = number_at(head, 0);
        const auto sealed = number_at(head, 4);
        const auto end = file_bytes_ + static_cast<std::int64_t>(head_bytes) + sealed;
        if (plain == 0 || plain > most_piece_bytes || sealed != plain + sealing_bytes || end > facts.st_size)
            break; // half a piece, from a crash
        arrived_bytes_ += plain;
        file_bytes_ = end;
    }
    return {};
}

Result<> UploadFolder::Upload::append(const base::SecretKey& key, base::ByteSpan bytes)
{
    if (bytes.empty() || bytes.size() > most_piece_bytes)
        return fail(ErrorCode::InvalidInput, "A piece of a picture has from one byte to 64 MiB.");
    const auto sealed = base::seal(key, bytes, place_of(id_, arrived_bytes_), *randomness_);
    const auto head =
        head_of(static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(sealed.size()));
    if (::ftruncate(file_, static_cast<off_t>(file_bytes_)) != 0)
        return unreadable("cut");
    // The piece before its head: whatever a crash leaves, no head ever speaks of bytes that are not there.
    if (!write_at(file_, sealed, file_bytes_ + static_cast<std::int64_t>(head_bytes)) ||
        ::fdatasync(file_) != 0 || !write_at(file_, head, file_bytes_) || ::fsync(file_) != 0)
        return unreadable("write");
    arrived_bytes_ += static_cast<std::int64_t>(bytes.size());
    file_bytes_ += static_cast<std::int64_t>(head_bytes + sealed.size());
    return {};
}

Result<base::ByteVector> UploadFolder::Upload::whole(const base::SecretKey& key) const
{
    base::ByteVector all;
    Head head{};
    base::ByteVector sealed;
    for (std::int64_t at = 0; at < file_bytes_;) {
        if (!read_at(file_, head, at))
            return unreadable("read");
        sealed.resize(number_at(head, 4));
        at += static_cast<std::int64_t>(head_bytes);
        if (!read_at(file_, sealed, at))
            return unreadable("read");
        at += static_cast<std::int64_t>(sealed.size());
        TUCAI_TRY(const auto plain,
                  base::unseal(key, sealed, place_of(id_, static_cast<std::int64_t>(all.size()))));
        all.insert(all.end(), plain.begin(), plain.end());
    }
    return all;
}

Result<> UploadFolder::Upload::remove()
{
    if (::unlink(path_.c_str()) != 0 && errno != ENOENT)
        return unreadable("remove");
    arrived_bytes_ = 0;
    file_bytes_ = 0;
    return {};
}

Result<UploadFolder::Upload> UploadFolder::open(const std::string& id) const
{
    if (!base::is_id(id))
        return fail(ErrorCode::InvalidInput, "That is no picture's id.");
    std::error_code ignored;
    std::filesystem::create_directories(folder_, ignored);
    const auto path = path_of(id);
    while (true) {
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file < 0)
            return unreadable("open");
        Upload upload(path, id, file, randomness_);
        while (::flock(file, LOCK_EX) != 0)
            if (errno != EINTR)
                return unreadable("hold");
        // Whoever held it before may have removed it: then another file has its name, or none.
        struct stat held {};
        struct stat named {};
        if (::fstat(file, &held) != 0)
            return unreadable("look at");
        if (::stat(path.c_str(), &named) != 0 || held.st_ino != named.st_ino)
            continue;
        if (held.st_size == 0 && !is_folder_stored(path))
            return unreadable("store");
        TUCAI_CHECK(upload.measure());
        return upload;
    }
}

Result<std::int64_t> UploadFolder::arrived_bytes(const std::string& id) const
{
    if (!base::is_id(id))
        return fail(ErrorCode::InvalidInput, "That is no picture's id.");
    const int file = ::open(path_of(id).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return errno == ENOENT ? Result<std::int64_t>(0) : unreadable("open");
    Upload upload(path_of(id), id, file, randomness_);
    TUCAI_CHECK(upload.measure());
    return upload.arrived_bytes();
}

Result<std::size_t>
UploadFolder::sweep(const std::function<Result<bool>(const std::string&)>& is_wanted) const
{
    std::size_t swept = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        const auto id = entry.path().stem().string();
        if (entry.path().extension() != ".part" || !base::is_id(id))
            continue;
        TUCAI_TRY(const bool is_kept, is_wanted(id));
        if (is_kept)
            continue;
        TUCAI_TRY(auto upload, open(id));
        TUCAI_CHECK(upload.remove());
        ++swept;
    }
    return swept;
}

} // namespace tucai::collect
