#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace tucai::base {
namespace {

/// Closes a file descriptor at the end of its scope.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    int get() const { return fd_; }
    bool close()
    {
        const int fd = fd_;
        fd_ = -1;
        return fd < 0 || ::close(fd) == 0;
    }

private:
    int fd_;
};

bool write_all(int fd, std::span<const std::uint8_t> bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

/// Puts a folder's entries on the disk: without that a renamed file may be lost though its bytes are there.
bool is_folder_stored(const std::string& folder)
{
    const Descriptor opened(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.get() >= 0 && ::fsync(opened.get()) == 0;
}

} // namespace

Result<std::vector<std::uint8_t>> read_file(const std::string& path, std::size_t limit_bytes)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0)
        return fail(errno == ENOENT ? ErrorCode::FileNotFound : ErrorCode::FileUnreadable,
                    "Cannot open " + path + ": " + std::strerror(errno) + ".");
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return fail(ErrorCode::FileUnreadable, path + " is not a file.");
    if (static_cast<std::size_t>(facts.st_size) > limit_bytes)
        return fail(ErrorCode::ImageTooLarge, path + " has " + std::to_string(facts.st_size) +
                                                  " bytes; at most " + std::to_string(limit_bytes) +
                                                  " are read.");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(facts.st_size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::read(file.get(), bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ErrorCode::FileUnreadable, "Cannot read " + path + ": " + std::strerror(errno) + ".");
        if (n == 0)
            break;
        done += static_cast<std::size_t>(n);
    }
    bytes.resize(done);
    return bytes;
}

Result<> write_file(const std::string& path, std::span<const std::uint8_t> bytes, Durability durability)
{
    // Not mkstemp: that ignores the umask, which says who may see portraits. A name of its own, not the
    // file's with an ending: the file's may be as long as the disk allows. One that is there already was left
    // by a program that crashed under the same number; the next count is free.
    static std::atomic<unsigned> count = 0; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    std::string temporary;
    int fd = -1;
    do {
        temporary = folder + ".tucai-" + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".part";
        fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (fd < 0 && errno == EEXIST);
    Descriptor file(fd);
    const auto give_up = [&](const char* what) -> Result<> {
        const std::string reason = std::strerror(errno);
        if (file.get() >= 0)
            ::unlink(temporary.c_str());
        return fail(ErrorCode::FileUnreadable,
                    std::string("Cannot ") + what + " " + path + ": " + reason + ".");
    };
    if (file.get() < 0)
        return give_up("create");
    if (!write_all(file.get(), bytes))
        return give_up("write");
    const bool must_be_on_disk = durability == Durability::OnDisk;
    if (must_be_on_disk && ::fsync(file.get()) != 0)
        return give_up("store");
    if (!file.close() || ::rename(temporary.c_str(), path.c_str()) != 0) {
        const std::string reason = std::strerror(errno);
        ::unlink(temporary.c_str());
        return fail(ErrorCode::FileUnreadable, "Cannot write " + path + ": " + reason + ".");
    }
    if (must_be_on_disk && !is_folder_stored(folder))
        return fail(ErrorCode::FileUnreadable, "Cannot store the folder of " + path + ".");
    return {};
}

Result<> store_disk_of(const std::string& folder)
{
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.get() < 0 || ::syncfs(opened.get()) != 0)
        return fail(ErrorCode::FileUnreadable, "Cannot store " + folder + ": " + std::strerror(errno) + ".");
    return {};
}

Result<> overwrite_file(const std::string& path, std::span<const std::uint8_t> bytes)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.get() < 0 || !write_all(file.get(), bytes) || ::fsync(file.get()) != 0)
        return fail(ErrorCode::FileUnreadable,
                    "Cannot write over " + path + ": " + std::strerror(errno) + ".");
    return {};
}

std::string program_folder()
{
    std::error_code wrong;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", wrong);
    return wrong ? std::string(".") : self.parent_path().string();
}

} // namespace tucai::base
