#include "store/database.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace tucai::store {
namespace {

constexpr std::string_view sqlite_prefix = "sqlite:";

/// Connections that are lent one at a time, in the order in which they are asked for.
class Pool {
public:
    using Open = std::function<Result<std::unique_ptr<Connection>>()>;

    Pool(std::size_t most, int patience_ms, Open open)
        : most_(most), patience_ms_(patience_ms), open_(std::move(open))
    {
    }

    Result<std::unique_ptr<Connection>> take()
    {
        std::unique_lock lock(mutex_);
        const auto ticket = next_ticket_++;
        queue_.push_back(ticket);
        const bool is_turn = freed_.wait_for(lock, std::chrono::milliseconds(patience_ms_), [&] {
            return queue_.front() == ticket && (!idle_.empty() || lent_ < most_);
        });
        std::erase(queue_, ticket);
        freed_.notify_all();
        if (!is_turn)
            return fail(ErrorCode::StoreBusy, "The database is busy. Try again.");
        ++lent_;
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        lock.unlock();
        auto opened = open_();
        if (!opened)
            give_back(nullptr);
        return opened;
    }

    /// Null where a connection is no more.
    void give_back(std::unique_ptr<Connection> connection)
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (connection)
            idle_.push_back(std::move(connection));
        freed_.notify_all();
    }

    std::size_t waiting() const
    {
        const std::lock_guard lock(mutex_);
        return queue_.size();
    }

private:
    std::size_t most_;
    int patience_ms_;
    Open open_;
    mutable std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t lent_ = 0;
    std::uint64_t next_ticket_ = 0;
    std::deque<std::uint64_t> queue_; ///< of those that wait, first come first served
};

} // namespace

struct Database::Parts {
    Pool readers;
    Pool writer;
};

class Database::Lease {
public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection))
    {
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease()
    {
        if (!is_committed_)
            connection_->roll_back();
        pool_.give_back(std::move(connection_));
    }
    Connection& connection() const { return *connection_; }
    Result<> commit()
    {
        TUCAI_CHECK(connection_->commit());
        is_committed_ = true;
        return {};
    }

private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
    bool is_committed_ = false;
};

Result<std::size_t> Transaction::run(std::string_view sql, const Values& values)
{
    TUCAI_TRY(const auto answer, connection_.run(sql, values, is_misread_));
    return answer.changed;
}

Result<Rows> Transaction::rows(std::string_view sql, const Values& values)
{
    TUCAI_TRY(auto answer, connection_.run(sql, values, is_misread_));
    return std::move(answer.rows);
}

Result<std::optional<Row>> Transaction::row(std::string_view sql, const Values& values)
{
    TUCAI_TRY(auto found, rows(sql, values));
    if (found.size() > 1)
        return fail(ErrorCode::Internal, "A statement found several rows where there is one.");
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<> Transaction::run_script(const std::string& sql)
{
    return connection_.run_script(sql);
}

Database::Database(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& address, const DatabaseOptions& options)
{
    if (!address.starts_with(sqlite_prefix))
        return fail(ErrorCode::InvalidInput, "A database's address begins with sqlite:.");
    const auto path = address.substr(sqlite_prefix.size());
    const auto opener = [&](const SqliteOptions& of_connection) {
        return [path, of_connection] { return open_sqlite(path, of_connection); };
    };
    const SqliteOptions reading{options.patience_ms, false, false};
    const SqliteOptions writing{options.patience_ms, true, options.may_create};
    // The writer first: it makes the file, and shows at once whether it can be written.
    auto parts = std::unique_ptr<Parts>(new Parts{
        {options.readers, options.patience_ms, opener(reading)},
        {1, options.patience_ms, opener(writing)},
    });
    TUCAI_TRY(auto writer, parts->writer.take());
    parts->writer.give_back(std::move(writer));
    return Database(std::move(parts));
}

std::size_t Database::waiting_writers() const
{
    return parts_->writer.waiting();
}

Result<std::shared_ptr<Database::Lease>> Database::begin(Kind kind) const
{
    Pool& pool = kind == Kind::Read ? parts_->readers : parts_->writer;
    TUCAI_TRY(auto connection, pool.take());
    auto begun = kind == Kind::Read ? connection->begin_read() : connection->begin_write();
    if (!begun) {
        pool.give_back(std::move(connection));
        return tl::unexpected(std::move(begun).error());
    }
    return std::make_shared<Lease>(pool, std::move(connection));
}

Connection& Database::connection_of(const Lease& lease)
{
    return lease.connection();
}

Result<> Database::commit(Lease& lease, bool is_misread)
{
    if (is_misread)
        return fail(ErrorCode::Internal, "A row was asked for a column that it does not hold.");
    return lease.commit();
}

} // namespace tucai::store
