#pragma once

#include "base/result.h"
#include "store/sql.h"

#include <memory>

namespace tucai::store {

/// What a statement did.
struct Answer {
    Rows rows;
    std::size_t changed = 0; ///< rows inserted, updated or deleted
};

/// One connection to a database, for one thread at a time. Statements are written for both databases: $1, $2,
/// ... in the order in which they first come, and the common part of SQLite 3.40 and PostgreSQL 15.
class Connection {
public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    /// Begins what only reads: it sees the database as it is now until it ends.
    virtual Result<> begin_read() = 0;
    /// Begins what may write, and waits for whoever writes now. Fails: StoreBusy.
    virtual Result<> begin_write() = 0;
    /// Fails: StoreBusy, StoreUnavailable; nothing is stored then.
    virtual Result<> commit() = 0;
    virtual void roll_back() = 0;

    /// Runs one statement. `is_misread` is what its rows mark. Fails: StoreConflict (a row of that key is
    /// there, or another table's row is missing), StoreBusy, StoreUnavailable (disk full, no right, damaged),
    /// Internal (a statement that is wrong).
    virtual Result<Answer> run(std::string_view sql, const Values& values,
                               const std::shared_ptr<bool>& is_misread) = 0;
    /// Runs several statements without values, for migrations. Types have other names in each database, so
    /// they are written {integer} (64 bits), {serial} (a key that counts up), {bytes}, and {strict} behind a
    /// table's last bracket.
    virtual Result<> run_script(const std::string& sql) = 0;
};

struct SqliteOptions {
    int patience_ms = 10'000; ///< how long a statement waits for another process's lock
    bool may_write = true;    ///< else a statement that writes is StoreUnavailable
    bool may_create = true;   ///< else a file that is not there is StoreUnavailable
};

/// Opens a SQLite file: write-ahead log, every commit on the disk before it is told, foreign keys kept, what
/// is deleted overwritten. Fails: StoreUnavailable.
Result<std::unique_ptr<Connection>> open_sqlite(const std::string& path, const SqliteOptions& options);

} // namespace tucai::store
