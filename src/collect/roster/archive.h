#pragma once

#include "collect/roster/fault.h"
#include "collect/roster/table.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct zip;

namespace tucai::collect::roster {

/// A ZIP archive in memory that may have been made to harm: nothing of it is ever written to a disk, and it
/// is unzipped piece by piece.
class Archive {
public:
    /// Takes a piece of an entry.
    using Sink = std::function<Read<>(std::string_view piece, bool is_last)>;

    /// Looks at every entry's description before anything is unzipped. Bytes and limits must outlive the
    /// archive.
    /// Fails: TableDamaged; TableEncrypted; TableUnsupported (a method other than stored and deflated);
    /// TableTooLarge (entries, declared bytes); TableUnsafe (a path out of the archive, a ratio of a bomb).
    static Read<Archive> open(std::span<const std::uint8_t> bytes, const TableLimits& limits);

    bool has(const std::string& name) const;

    /// Unzips one entry into `sink`. Fails: TableDamaged (not there, torn, larger than declared),
    /// TableTooLarge (all that was unzipped so far), TableUnsafe; and as the sink does.
    Read<> read(const std::string& name, const Sink& sink);

private:
    struct Close {
        void operator()(zip* archive) const;
    };
    Archive(std::unique_ptr<zip, Close> archive, const TableLimits& limits);

    std::unique_ptr<zip, Close> archive_;
    const TableLimits* limits_;
    std::size_t unzipped_bytes_ = 0;
};

} // namespace tucai::collect::roster
