#pragma once

#include "store/audit_heads.h"

#include <atomic>
#include <functional>
#include <map>

namespace tucai::store {

/// A transaction whose changes are told to the audit: whoever changes a state records it, in the same
/// transaction.
class Entry {
public:
    Entry(Transaction& transaction, std::int64_t now_ms) : transaction_(transaction), now_ms_(now_ms) {}
    Transaction& sql() { return transaction_; }
    std::int64_t now_ms() const { return now_ms_; } ///< UTC; one time for all that a transaction stores
    /// Appends an event at this time to its tenant's chain. Fails: as append.
    Result<> record(AuditEvent event);
    bool is_recorded() const { return !heads_.empty(); }
    const std::map<std::string, AuditHead>& heads() const { return heads_; }

private:
    Transaction& transaction_;
    std::int64_t now_ms_;
    std::map<std::string, AuditHead> heads_;
};

/// The database with its audit: what is written through it has at least one event, and the signed heads
/// follow each commit.
class Ledger {
public:
    /// Needs: database and heads that outlive it, and the server's clock (UTC ms).
    Ledger(const Database& database, AuditHeads& heads, std::function<std::int64_t()> now_ms)
        : database_(database), heads_(heads), now_ms_(std::move(now_ms))
    {
    }

    const Database& database() const { return database_; }
    std::int64_t now_ms() const { return now_ms_(); }

    /// Gives what `work(Entry&)` gives, a Result, and stores what it wrote when that is a value. Fails: as
    /// `work`; Internal where it recorded nothing; as Database::write. A head that cannot be kept is no
    /// failure, since everything is stored by then: the next commit renews it, and `late_heads` tells.
    template <class Work> std::invoke_result_t<Work, Entry&> write(Work&& work)
    {
        const auto now_ms = now_ms_();
        std::map<std::string, AuditHead> heads;
        auto given = database_.write([&](Transaction& transaction) -> std::invoke_result_t<Work, Entry&> {
            Entry entry(transaction, now_ms);
            auto done = std::forward<Work>(work)(entry);
            if (done && !entry.is_recorded())
                return fail(ErrorCode::Internal, "Something was to be stored that the audit is not told.");
            heads = entry.heads();
            return done;
        });
        if (given)
            keep(heads, now_ms);
        return given;
    }

    template <class Work> std::invoke_result_t<Work, Transaction&> read(Work&& work) const
    {
        return database_.read(std::forward<Work>(work));
    }

    /// Keeps the newest head of every chain: after a start, when a crash may have come between a commit and
    /// its head. Fails: StoreChanged where a chain has a fault by then (`tucai audit verify` tells which).
    Result<> renew_heads();

    /// How many heads could not be kept since the start.
    std::size_t late_heads() const { return late_heads_.load(); }

private:
    void keep(const std::map<std::string, AuditHead>& heads, std::int64_t now_ms);

    const Database& database_;
    AuditHeads& heads_;
    std::function<std::int64_t()> now_ms_;
    std::atomic<std::size_t> late_heads_ = 0;
};

} // namespace tucai::store
