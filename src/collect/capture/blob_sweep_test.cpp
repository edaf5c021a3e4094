#include "collect/capture/capture_for_tests.h"

namespace tucai::collect {
namespace {

class BlobSweepTest : public CaptureTest {};

TEST_F(BlobSweepTest, KnowsEveryColumnThatNamesABlob)
{
    const auto columns = database.read([](store::Transaction& t) {
        return t.rows("select m.name as table_name, c.name as column_name from sqlite_master m join "
                      "pragma_table_info(m.name) c on c.name = 'blob' or c.name like '%\\_blob' escape '\\' "
                      "where m.type = 'table'");
    });
    ASSERT_TRUE(columns);
    EXPECT_EQ(columns->size(), 7U);
    for (const auto& column : *columns) {
        // Each is made to name an address, with all else that its table asks for left out.
        const auto table = column.text("table_name");
        const auto name = column.text("column_name");
        const auto named = database.write([&](store::Transaction& t) -> Result<bool> {
            TUCAI_CHECK(t.run_script("create temp table " + table + " (" + name +
                                     " text); insert into temp." + table + " values ('address');"));
            return is_blob_named(t, "address").and_then([&](bool is_named) -> Result<bool> {
                TUCAI_CHECK(t.run_script("drop table temp." + table + ";"));
                return is_named;
            });
        });
        EXPECT_TRUE(named && *named) << table << "." << name;
    }
}

} // namespace
} // namespace tucai::collect
