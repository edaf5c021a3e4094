#include "registry/code_keys.h"

#include "collect/states/collection_code.h"

#include <set>

namespace tucai::registry {
namespace {

constexpr int last_number = 255; ///< one byte in front of each code; 0 is no key

tl::unexpected<Error> gone()
{
    return fail(ErrorCode::CodeDamaged,
                "The key of this code is gone. Ask the school's office for a new code.");
}

} // namespace

collect::CodeKey CodeKeys::derived(const store::Row& row) const
{
    const auto number = row.integer("number");
    // Numbers come round; the time tells two keys of one number apart.
    const auto purpose =
        "code-key-" + std::to_string(number) + "-" + std::to_string(row.integer("first_issue_ms"));
    return {static_cast<std::uint8_t>(number), keys_.key_for(purpose)};
}

Result<collect::CodeKey> CodeKeys::current(store::Entry& entry) const
{
    TUCAI_TRY(const auto row,
              entry.sql().row("select number, first_issue_ms from code_keys where last_issue_ms is null"));
    if (row)
        return derived(*row);
    TUCAI_TRY(const auto added, add(entry, "system"));
    return derived(added);
}

Result<std::vector<collect::CodeKey>> CodeKeys::opening() const
{
    TUCAI_TRY(const auto rows, ledger_.read([&](store::Transaction& sql) {
        return sql.rows("select number, first_issue_ms from code_keys where gone_ms is null or gone_ms > $1",
                        {ledger_.now_ms()});
    }));
    std::vector<collect::CodeKey> keys;
    keys.reserve(rows.size());
    for (const auto& row : rows)
        keys.push_back(derived(row));
    return keys;
}

Result<collect::CodeKey> CodeKeys::key(store::Transaction& sql, std::int64_t number) const
{
    TUCAI_TRY(const auto row,
              sql.row("select number, first_issue_ms from code_keys where number = $1 and (gone_ms is "
                      "null or gone_ms > $2)",
                      {number, ledger_.now_ms()}));
    if (!row)
        return gone();
    return derived(*row);
}

Result<store::Row> CodeKeys::add(store::Entry& entry, const std::string& actor) const
{
    // Those that are gone are asked too: the number goes on from the newest, so that none comes again soon.
    TUCAI_TRY(const auto rows,
              entry.sql().rows("select number, gone_ms from code_keys order by first_issue_ms, number"));
    std::set<std::int64_t> taken;
    for (const auto& row : rows)
        if (row.maybe_integer("gone_ms").value_or(entry.now_ms() + 1) > entry.now_ms())
            taken.insert(row.integer("number"));
    if (taken.size() >= last_number)
        return fail(ErrorCode::StoreConflict,
                    "All numbers of keys are in use. Wait until the codes of old keys end.");
    std::int64_t number = rows.empty() ? 0 : rows.back().integer("number");
    do
        number = number % last_number + 1;
    while (taken.count(number) != 0);
    TUCAI_CHECK(entry.sql().run("delete from code_keys where number = $1", {number}));
    TUCAI_TRY(const auto added,
              entry.sql().row("insert into code_keys (number, first_issue_ms) values ($1, $2) "
                              "returning number, first_issue_ms",
                              {number, entry.now_ms()}));
    TUCAI_CHECK(entry.record({instance_chain, "code_key.made", actor, std::to_string(number), "", 0}));
    return *added;
}

Result<int> CodeKeys::rotate(const std::string& actor) const
{
    return ledger_.write([&](store::Entry& entry) -> Result<int> {
        TUCAI_CHECK(entry.sql().run("update code_keys set last_issue_ms = $1, gone_ms = $2 + (select "
                                    "coalesce(max(expires_ms), $1) from codes "
                                    "where codes.key_number = code_keys.number and codes.expires_ms > $1) "
                                    "where last_issue_ms is null",
                                    {entry.now_ms(), overlap_ms_}));
        TUCAI_TRY(const auto added, add(entry, actor));
        return static_cast<int>(added.integer("number"));
    });
}

Result<std::size_t> CodeKeys::forsake(int number, const std::string& actor) const
{
    return ledger_.write([&](store::Entry& entry) -> Result<std::size_t> {
        TUCAI_TRY(
            const auto changed,
            entry.sql().run("update code_keys set last_issue_ms = coalesce(last_issue_ms, $1), gone_ms = $1 "
                            "where number = $2 and (gone_ms is null or gone_ms > $1)",
                            {entry.now_ms(), std::int64_t{number}}));
        if (changed == 0)
            return fail(ErrorCode::InvalidInput, "There is no such key.");
        TUCAI_TRY(const auto codes,
                  entry.sql().rows(
                      "update codes set state = 'revoked', ended_ms = $1, end_reason = 'key_forsaken' "
                      "where key_number = $2 and state in ('issued', 'bound', 'used') returning tenant, id",
                      {entry.now_ms(), std::int64_t{number}}));
        for (const auto& code : codes) {
            TUCAI_CHECK(
                entry.sql().run("update code_devices set ended_ms = $1 where tenant = $2 and code = $3 and "
                                "ended_ms is null",
                                {entry.now_ms(), code.text("tenant"), code.text("id")}));
            TUCAI_CHECK(entry.record(
                {code.text("tenant"), "code.revoked", actor, code.text("id"), R"({"event":"revoke"})", 0}));
        }
        TUCAI_CHECK(
            entry.record({instance_chain, "code_key.forsaken", actor, std::to_string(number), "", 0}));
        return codes.size();
    });
}

} // namespace tucai::registry
