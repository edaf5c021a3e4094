#include "base/temporary_folder.h"
#include "collect/tables.h"
#include "store/database.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

using testing::UnorderedElementsAre;

class TablesTest : public testing::Test {
protected:
    TablesTest() { EXPECT_EQ(store::migrate(database, service_tables(), 1000), 11); }
    store::Rows rows(std::string_view sql) const
    {
        auto found = database.read([&](store::Transaction& t) { return t.rows(sql); });
        EXPECT_TRUE(found) << found.error().message;
        return found ? *found : store::Rows{};
    }
    Result<std::size_t> run(std::string_view sql) const
    {
        return database.write([&](store::Transaction& t) { return t.run(sql); });
    }
    std::vector<std::string> names(std::string_view sql) const
    {
        std::vector<std::string> found;
        for (const auto& row : rows(sql))
            found.push_back(row.text("name"));
        return found;
    }

    base::TemporaryFolder folder;
    store::Database database = *store::Database::open("sqlite:" + folder.at("t.db"), {});
};

TEST_F(TablesTest, AreMadeOnceAndFoundAgain)
{
    EXPECT_EQ(store::migrate(database, service_tables(), 2000), 0);
    EXPECT_THAT(names("select name from migrations where number = 11"), testing::ElementsAre("doors"));
}

TEST_F(TablesTest, EveryTableOfASchoolNamesItsTenant)
{
    EXPECT_THAT(names("select m.name as name from sqlite_master m where m.type = 'table' and "
                      "m.name not like 'sqlite_%' and not exists (select 1 from pragma_table_info(m.name) c "
                      "where c.name = 'tenant' and c.\"notnull\" = 1)"),
                UnorderedElementsAre("migrations", "tenants", "code_keys", "jobs", "sessions", "links",
                                     "sign_in_tries"))
        << "the instance's own, and what belongs to a person, who has a tenant";
}

TEST_F(TablesTest, NothingRefersToAnotherTenantsRow)
{
    EXPECT_THAT(names("select m.name as name from sqlite_master m "
                      "join pragma_table_info(m.name) c on c.name = 'tenant' "
                      "join pragma_foreign_key_list(m.name) f where m.type = 'table' and "
                      "f.\"table\" <> 'tenants' and f.seq = 0 and (f.\"from\" <> 'tenant' or "
                      "f.\"to\" <> 'tenant')"),
                testing::IsEmpty());
}

TEST_F(TablesTest, EveryTableLeadsToItsTenant)
{
    EXPECT_THAT(names("select m.name as name from sqlite_master m join pragma_table_info(m.name) c on "
                      "c.name = 'tenant' where m.type = 'table' and not exists (select 1 from "
                      "pragma_foreign_key_list(m.name) f where f.\"from\" = 'tenant')"),
                UnorderedElementsAre("audit_events", "people", "idempotency_keys"))
        << "the audit outlives a tenant; a person may be invited before; keys of requests pass";
}

TEST_F(TablesTest, EveryForeignKeyFindsItsParent)
{
    for (const auto& name :
         names("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")) {
        const auto done = database.write(
            [&](store::Transaction& t) { return t.run_script("delete from " + name + " where 1 = 0;"); });
        EXPECT_TRUE(done) << name << ": " << done.error().message;
    }
}

TEST_F(TablesTest, AStudentCannotBeInAnotherSchoolsBatch)
{
    ASSERT_TRUE(database.write([](store::Transaction& t) {
        return t.run_script(
            "insert into tenants values ('a', null, 'school', '', '', '', null, 0, 0, ''), ('b', null, "
            "'school', "
            "'', '', '', null, 0, 0, '');"
            "insert into batches (tenant, id, state, name_zh, name_en, profile, backdrop, price_fen, prints, "
            "return_hours, grace_minutes, retention_days, version, roster_version, created_ms, created_by) "
            "values "
            "('a', 'batch-a', 'draft', '', '', 'xueli-2017', 'any', 0, 0, 48, 30, 180, 1, 1, 0, '');");
    }));
    const auto add = [&](std::string_view tenant) {
        return database.write([&](store::Transaction& t) {
            return t.run("insert into students (tenant, id, batch, code_number, state, state_ms, "
                         "state_reason, roster_place, document_kind, language, glasses, name_is_resolved, "
                         "masked_name, masked_document, version, created_ms, changed_ms) values ($1, $2, "
                         "'batch-a', $2, 'listed', 0, '', 0, '', 'zh', 'unknown', 1, '', '', 1, 0, 0)",
                         {std::string(tenant), "s-" + std::string(tenant)});
        });
    };
    EXPECT_EQ(add("a"), 1U);
    EXPECT_EQ(add("b").error().code, ErrorCode::StoreConflict);
    EXPECT_EQ(run("insert into batch_windows values ('a', 'w', 'batch-a', 'own_window', null, null, "
                  "'2026-05-04', '2026-05-05', null, null, 'abroad', 0, '')")
                  .error()
                  .code,
              ErrorCode::StoreConflict)
        << "an own window has an owner";
}

} // namespace
} // namespace tucai::collect
