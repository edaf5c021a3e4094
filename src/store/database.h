#pragma once

#include "store/connection.h"

#include <type_traits>

namespace tucai::store {

/// A transaction in the hands of the function that was given to Database::read or write.
class Transaction {
public:
    explicit Transaction(Connection& connection)
        : connection_(connection), is_misread_(std::make_shared<bool>(false))
    {
    }
    /// Runs a statement that changes rows, and gives how many. Fails: as Connection::run.
    Result<std::size_t> run(std::string_view sql, const Values& values = {});
    /// Fails: as Connection::run.
    Result<Rows> rows(std::string_view sql, const Values& values = {});
    /// The only row, or none. Fails: as Connection::run; Internal where there are several.
    Result<std::optional<Row>> row(std::string_view sql, const Values& values = {});
    /// Runs several statements without values, each with its semicolon. Fails: as Connection::run.
    Result<> run_script(const std::string& sql);
    /// Whether a row was asked for what it does not hold.
    bool is_misread() const { return *is_misread_; }

private:
    Connection& connection_;
    std::shared_ptr<bool> is_misread_;
};

struct DatabaseOptions {
    std::size_t readers = 4;  ///< connections that read at the same time
    int patience_ms = 10'000; ///< how long a caller waits for a connection or a lock
    bool may_create = true;
};

/// A database that threads share. Readers see it as it was when they began and hinder nobody; writers wait in
/// the order in which they came.
class Database {
public:
    /// Needs: "sqlite:PATH". Fails: StoreUnavailable; InvalidInput (another kind of address).
    static Result<Database> open(const std::string& address, const DatabaseOptions& options);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Gives what `work(Transaction&)` gives, a Result. A statement that writes fails there:
    /// StoreUnavailable.
    template <class Work> std::invoke_result_t<Work, Transaction&> read(Work&& work) const
    {
        return during(Kind::Read, std::forward<Work>(work));
    }
    /// The same, and stores what it wrote when it gives a value; an error leaves nothing.
    template <class Work> std::invoke_result_t<Work, Transaction&> write(Work&& work) const
    {
        return during(Kind::Write, std::forward<Work>(work));
    }

    /// How many callers wait to write.
    std::size_t waiting_writers() const;

private:
    enum class Kind { Read, Write };
    struct Parts;
    class Lease; ///< a connection with a transaction begun; rolls back at its end unless committed
    explicit Database(std::unique_ptr<Parts> parts);

    Result<std::shared_ptr<Lease>> begin(Kind kind) const;
    static Connection& connection_of(const Lease& lease);
    static Result<> commit(Lease& lease, bool is_misread);

    template <class Work> std::invoke_result_t<Work, Transaction&> during(Kind kind, Work&& work) const
    {
        TUCAI_TRY(const auto lease, begin(kind));
        Transaction transaction(connection_of(*lease));
        auto given = std::forward<Work>(work)(transaction);
        if (!given)
            return given;
        TUCAI_CHECK(commit(*lease, transaction.is_misread()));
        return given;
    }

    std::unique_ptr<Parts> parts_;
};

} // namespace tucai::store
