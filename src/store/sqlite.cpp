#include "store/connection.h"

#include <sqlite3.h>

#include <array>
#include <map>
#include <utility>

namespace tucai::store {
namespace {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct EndStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

/// Puts a statement back to its beginning, so that it holds no lock and no value.
class Reset {
public:
    explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
    Reset(const Reset&) = delete;
    Reset& operator=(const Reset&) = delete;
    ~Reset()
    {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }

private:
    sqlite3_stmt* statement_;
};

/// The library's own words name tables and columns, never values.
tl::unexpected<Error> failed(sqlite3* database)
{
    const int code = sqlite3_errcode(database);
    const std::string words = sqlite3_errmsg(database);
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(ErrorCode::StoreBusy, "The database is busy. Try again.");
    case SQLITE_CONSTRAINT:
        return fail(ErrorCode::StoreConflict, "The database refuses the row: " + words + ".");
    case SQLITE_FULL:
        return fail(ErrorCode::StoreUnavailable, "The disk of the database is full. Make room.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return fail(ErrorCode::StoreUnavailable, "The database's file is damaged. Restore a backup.");
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_IOERR:
        return fail(ErrorCode::StoreUnavailable,
                    "The database's file cannot be read or written: " + words + ".");
    default:
        return fail(ErrorCode::Internal, "A statement failed: " + words + ".");
    }
}

int bind(sqlite3_stmt* statement, int at, const Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(statement, at, *number);
    if (const auto* text = std::get_if<std::string>(&value))
        return sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    if (const auto* bytes = std::get_if<Bytes>(&value)) {
        // An empty vector's pointer may be null, which would bind NULL.
        static constexpr std::uint8_t nothing = 0;
        return sqlite3_bind_blob64(statement, at, bytes->empty() ? &nothing : bytes->data(), bytes->size(),
                                   SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, at);
}

Value value_of(sqlite3_stmt* statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_BLOB: {
        const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, column));
        return Bytes(data, data + sqlite3_column_bytes(statement, column));
    }
    case SQLITE_NULL:
        return {};
    default: {
        const auto* data =
            static_cast<const char*>(static_cast<const void*>(sqlite3_column_text(statement, column)));
        return std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    }
}

std::string in_sqlite(std::string sql)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> words = {
        {{"{serial}", "integer primary key autoincrement"},
         {"{integer}", "integer"},
         {"{bytes}", "blob"},
         {"{strict}", "strict"}}};
    for (const auto& [word, own] : words)
        for (auto at = sql.find(word); at != std::string::npos; at = sql.find(word, at + own.size()))
            sql.replace(at, word.size(), own);
    return sql;
}

class SqliteConnection : public Connection {
public:
    explicit SqliteConnection(sqlite3* database) : database_(database) {}

    Result<> begin_read() override { return run_script("BEGIN"); }
    Result<> begin_write() override { return run_script("BEGIN IMMEDIATE"); }
    Result<> commit() override { return run_script("COMMIT"); }
    void roll_back() override
    {
        // A full disk or a broken file has rolled back by itself.
        if (sqlite3_get_autocommit(database_.get()) == 0)
            sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }

    Result<Answer> run(std::string_view sql, const Values& values,
                       const std::shared_ptr<bool>& is_misread) override
    {
        TUCAI_TRY(sqlite3_stmt * statement, prepared(sql));
        const Reset reset(statement);
        TUCAI_CHECK(bind_all(statement, values));
        Answer answer;
        auto shared = std::make_shared<Row::Shared>();
        shared->is_misread = is_misread;
        const int columns = sqlite3_column_count(statement);
        for (int i = 0; i < columns; ++i)
            shared->columns.emplace_back(sqlite3_column_name(statement, i));
        int step = sqlite3_step(statement);
        for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
            std::vector<Value> row;
            row.reserve(static_cast<std::size_t>(columns));
            for (int i = 0; i < columns; ++i)
                row.push_back(value_of(statement, i));
            answer.rows.emplace_back(shared, std::move(row));
        }
        if (step != SQLITE_DONE)
            return failed(database_.get());
        if (sqlite3_stmt_readonly(statement) == 0)
            answer.changed = static_cast<std::size_t>(sqlite3_changes64(database_.get()));
        return answer;
    }

    Result<> run_script(const std::string& sql) override
    {
        if (sqlite3_exec(database_.get(), in_sqlite(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            return failed(database_.get());
        return {};
    }

private:
    /// Each text is prepared once; there are as many as the program has, and no text is made of values.
    Result<sqlite3_stmt*> prepared(std::string_view sql)
    {
        const auto known = statements_.find(sql);
        if (known != statements_.end())
            return known->second.get();
        sqlite3_stmt* statement = nullptr;
        const char* rest = nullptr;
        if (sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &statement, &rest) != SQLITE_OK)
            return failed(database_.get());
        Statement owned(statement);
        if (statement == nullptr || rest != sql.data() + sql.size())
            return fail(ErrorCode::Internal, "One statement at a time, without a semicolon behind it.");
        statements_.emplace(std::string(sql), std::move(owned));
        return statement;
    }

    Result<> bind_all(sqlite3_stmt* statement, const Values& values)
    {
        if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size()))
            return fail(ErrorCode::Internal, "A statement has other values than it names.");
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::string name = "$" + std::to_string(i + 1);
            const int at = sqlite3_bind_parameter_index(statement, name.c_str());
            if (at == 0)
                return fail(ErrorCode::Internal, "A statement names no " + name + ".");
            if (bind(statement, at, values[i]) != SQLITE_OK)
                return failed(database_.get());
        }
        return {};
    }

    std::unique_ptr<sqlite3, CloseDatabase> database_;
    std::map<std::string, Statement, std::less<>> statements_; ///< goes before the database does
};

} // namespace

Result<std::unique_ptr<Connection>> open_sqlite(const std::string& path, const SqliteOptions& options)
{
    sqlite3* database = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                      (options.may_create ? SQLITE_OPEN_CREATE : 0);
    const int opened = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
    auto connection = std::make_unique<SqliteConnection>(database);
    if (opened != SQLITE_OK)
        return fail(ErrorCode::StoreUnavailable,
                    "The database cannot be opened: " + std::string(sqlite3_errmsg(database)) +
                        ". Give a folder that can be written.");
    sqlite3_extended_result_codes(database, 0);
    sqlite3_busy_timeout(database, options.patience_ms);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    TUCAI_CHECK(connection->run_script("PRAGMA journal_mode=WAL;"
                                       "PRAGMA synchronous=FULL;"
                                       "PRAGMA foreign_keys=ON;"
                                       "PRAGMA secure_delete=ON;"
                                       "PRAGMA trusted_schema=OFF;"
                                       "PRAGMA temp_store=MEMORY;"));
    if (!options.may_write)
        TUCAI_CHECK(connection->run_script("PRAGMA query_only=ON;"));
    return std::unique_ptr<Connection>(std::move(connection));
}

} // namespace tucai::store
