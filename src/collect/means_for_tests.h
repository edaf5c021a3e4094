#pragma once

#include "base/temporary_folder.h"
#include "collect/means.h"
#include "collect/tables.h"
#include "store/audit_heads.h"

#include <gtest/gtest.h>

namespace tucai::collect {

/// For tests: a service of its own in a folder that goes, with a school that works for a centre, and another
/// school that does not.
class ServiceTest : public testing::Test {
protected:
    ServiceTest()
    {
        EXPECT_TRUE(store::migrate(database, service_tables(), 0));
        EXPECT_TRUE(database.write([](store::Transaction& t) {
            return t.run_script(
                "insert into tenants (id, parent, kind, code, name_zh, name_en, is_closed, created_ms, "
                "created_by) values ('centre-1', null, 'centre', '', '采集中心', 'Centre', 0, 0, 'admin'), "
                "('school-1', 'centre-1', 'school', '10284', '南京大学', 'Nanjing University', 0, 0, "
                "'admin'), "
                "('school-2', null, 'school', '10286', '东南大学', 'Southeast University', 0, 0, 'admin');"
                "insert into batches (tenant, id, state, name_zh, name_en, profile, backdrop, price_fen, "
                "prints, return_hours, grace_minutes, retention_days, version, roster_version, created_ms, "
                "created_by) values ('school-1', 'batch-1', 'draft', '2026届', 'Class of 2026', "
                "'xueli-2017', 'white_wall', 1500, 5, 48, 30, 180, 1, 1, 0, 'admin'), ('school-2', "
                "'batch-2', "
                "'draft', '2026届', 'Class of 2026', 'xueli-2017', 'white_wall', 1500, 5, 48, 30, 180, 1, 1, "
                "0, "
                "'admin');");
        }));
    }

    /// The only value of a query that gives a number.
    std::int64_t count(std::string_view sql, const store::Values& values = {}) const
    {
        const auto row = database.read([&](store::Transaction& t) { return t.row(sql, values); });
        EXPECT_TRUE(row) << row.error().message;
        return row && *row ? (*row)->integer("n") : -1;
    }
    /// How often the audit was told of something.
    std::int64_t events(const std::string& kind) const
    {
        return count("select count(*) as n from audit_events where kind = $1", {kind});
    }
    /// Every text and every byte that the database's tables hold, one after another.
    std::string dump() const;

    const Scope office{"person-1", Role::School, "school-1", ""};
    const Scope assistant{"person-2", Role::College, "school-1", "college-1"};
    const Scope other_office{"person-3", Role::School, "school-2", ""};
    const Scope centre{"person-4", Role::Centre, "centre-1", ""};
    const Scope centre_inside{"person-4", Role::Centre, "school-1", ""};
    const Scope admin{"person-5", Role::Admin, "centre-1", ""};
    const Scope registry{"person-6", Role::Registry, "centre-1", ""};

    base::TemporaryFolder folder{base::TemporaryFolder::Lies::InMemory};
    store::Database database = *store::Database::open("sqlite:" + folder.at("t.db"), {});
    store::AuditHeads heads{folder.at("audit"), base::SecretKey::random(base::system_randomness())};
    std::int64_t clock_ms = 1'777'852'800'000; ///< 2026-05-04 08:00 of Beijing
    store::Ledger ledger{database, heads, [this] { return clock_ms; }};
    access::KeyRing keys = *access::KeyRing::open(folder.at("keys"), base::system_randomness());
    access::SchoolKeys school_keys{folder.at("schools"), keys.key_for("schools"), base::system_randomness()};
    access::SchoolKeys no_school_keys{"", keys.key_for("schools"), base::system_randomness()};
    std::unique_ptr<store::BlobStore> blobs = *store::open_blob_folder(folder.at("blobs"), 64U << 20U);
    Means means{ledger, keys, school_keys, *blobs, base::system_randomness()};
    /// A process on the same database that is no school's side.
    Means centre_means{ledger, keys, no_school_keys, *blobs, base::system_randomness()};
};

inline std::string ServiceTest::dump() const
{
    std::string all;
    const auto read = [&](store::Transaction& t) -> Result<> {
        TUCAI_TRY(const auto tables,
                  t.rows("select name, (select group_concat('coalesce(cast(\"' || c.name "
                         "|| '\" as text), '''')', ' || '' '' || ') from "
                         "pragma_table_info(m.name) c) as columns from sqlite_master m where "
                         "type = 'table' and name not like 'sqlite_%'"));
        for (const auto& table : tables) {
            const auto sql = "select " + table.text("columns") + " as line from " + table.text("name");
            TUCAI_TRY(const auto rows, t.rows(sql));
            for (const auto& row : rows)
                all += row.maybe_text("line").value_or("") + "\n";
        }
        return {};
    };
    EXPECT_TRUE(database.read(read));
    return all;
}

} // namespace tucai::collect
