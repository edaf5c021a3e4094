#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tucai::base {

/// For tests: an empty folder that goes, with all that lies in it, at the end of its scope. In memory, where
/// the machine has a place for that, what waits for the disk a hundred times waits no more.
class TemporaryFolder {
public:
    enum class Lies { OnDisk, InMemory };

    explicit TemporaryFolder(Lies lies = Lies::OnDisk)
    {
        const bool has_memory = std::filesystem::is_directory("/dev/shm");
        const auto above = lies == Lies::InMemory && has_memory ? std::filesystem::path("/dev/shm")
                                                                : std::filesystem::temp_directory_path();
        std::string name = (above / "tucai-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no temporary folder could be made");
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::string& path() const { return path_; }
    /// The path of something in it, whether it exists or not.
    std::string at(const std::string& name) const { return path_ + "/" + name; }
    /// Writes a file, with the folders above it, and gives its path.
    std::string put(const std::string& name, std::string_view text) const
    {
        const auto file = at(name);
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

private:
    std::string path_;
};

} // namespace tucai::base
