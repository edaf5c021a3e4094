#pragma once

#include "store/database.h"

#include <span>

namespace tucai::store {

/// One step of the database's form. Steps are never changed once they were released: a new one is added.
struct Migration {
    int number = 0; ///< 1, 2, 3, ... without gaps
    std::string_view name;
    std::string_view sql; ///< one or more statements, each with its semicolon
};

/// Brings a database to the last of these steps; each step is one transaction with its entry in the table
/// `migrations`, so a crash leaves whole steps. Gives how many were done.
/// Fails: StoreTooNew (a later program's database); StoreChanged (a step done long ago reads otherwise now);
/// Internal (numbers with gaps); as Database::write.
Result<int> migrate(const Database& database, std::span<const Migration> migrations, std::int64_t now_ms);

} // namespace tucai::store
