#include "store/migrations.h"

#include "base/bytes.h"
#include "base/sha256.h"

namespace tucai::store {
namespace {

std::string digest_of(const Migration& migration)
{
    return base::sha256_hex(base::as_bytes(migration.sql));
}

Result<Rows> steps_done(Transaction& transaction)
{
    return transaction.rows("select number, sha256 from migrations order by number");
}

/// How many are done, after a look at whether they are these.
Result<std::size_t> check_done(Transaction& transaction, std::span<const Migration> migrations)
{
    TUCAI_TRY(const auto done, steps_done(transaction));
    if (done.size() > migrations.size())
        return fail(ErrorCode::StoreTooNew, "The database was made by a later tucai (step " +
                                                std::to_string(done.size()) + ", this one knows " +
                                                std::to_string(migrations.size()) + "). Use that one.");
    for (std::size_t i = 0; i < done.size(); ++i)
        if (done[i].integer("number") != migrations[i].number ||
            done[i].text("sha256") != digest_of(migrations[i]))
            return fail(ErrorCode::StoreChanged, "Step " + std::to_string(migrations[i].number) +
                                                     " of the database's form is not this program's. Use the "
                                                     "program that made it.");
    return done.size();
}

Result<> do_step(Transaction& transaction, const Migration& migration, std::int64_t now_ms)
{
    TUCAI_CHECK(transaction.run_script(std::string(migration.sql)));
    TUCAI_CHECK(transaction.run(
        "insert into migrations (number, name, sha256, done_at) values ($1, $2, $3, $4)",
        {std::int64_t{migration.number}, std::string(migration.name), digest_of(migration), now_ms}));
    return {};
}

} // namespace

Result<int> migrate(const Database& database, std::span<const Migration> migrations, std::int64_t now_ms)
{
    for (std::size_t i = 0; i < migrations.size(); ++i)
        if (migrations[i].number != static_cast<int>(i) + 1)
            return fail(ErrorCode::Internal, "The steps of the database's form have a gap.");
    TUCAI_CHECK(database.write([](Transaction& transaction) {
        return transaction.run_script(
            "create table if not exists migrations (number {integer} primary key, name "
            "text not null, sha256 text not null, done_at {integer} not null) "
            "{strict};");
    }));
    int count = 0;
    for (;;) {
        // Each step looks again: another process may have done it meanwhile.
        TUCAI_TRY(const bool is_done, database.write([&](Transaction& transaction) -> Result<bool> {
            TUCAI_TRY(const auto done, check_done(transaction, migrations));
            if (done == migrations.size())
                return true;
            TUCAI_CHECK(do_step(transaction, migrations[done], now_ms));
            ++count;
            return false;
        }));
        if (is_done)
            return count;
    }
}

} // namespace tucai::store
