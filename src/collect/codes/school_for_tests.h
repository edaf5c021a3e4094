#pragma once

// A service with a school, its batch and two students, for the tests of codes and messages.

#include "collect/means_for_tests.h"

namespace tucai::collect {

class SchoolForTests : public ServiceTest {
protected:
    SchoolForTests()
    {
        const auto made = database.write([](store::Transaction& t) {
            return t.run_script(
                "insert into tenants (id, kind, code, name_zh, name_en, is_closed, created_ms, created_by) "
                "values ('s', 'school', '10001', '', '', 0, 0, '');"
                "insert into batches (tenant, id, state, name_zh, name_en, profile, backdrop, price_fen, "
                "prints, return_hours, grace_minutes, retention_days, version, roster_version, created_ms, "
                "created_by) values ('s', 'b-2026', 'open', '', '', 'xueli-2017', 'any', 0, 0, 48, 30, 180, "
                "1, 1, 0, '');");
        });
        EXPECT_TRUE(made) << made.error().message;
        add_student("li");
        add_student("ma");
    }
    void add_student(const std::string& id)
    {
        const auto added = database.write([&](store::Transaction& t) {
            return t.run(
                "insert into students (tenant, id, batch, code_number, state, state_ms, state_reason, "
                "roster_place, document_kind, language, glasses, name_is_resolved, masked_name, "
                "masked_document, version, created_ms, changed_ms) values ('s', $1, 'b-2026', $2, 'coded', "
                "0, '', 0, 'resident_id', 'zh', 'unknown', 1, '', '', 1, 0, 0)",
                {id, "number-" + id});
        });
        EXPECT_TRUE(added) << added.error().message;
    }
    /// One value of one row, called `value`.
    std::string text(std::string_view sql, const store::Values& values = {}) const
    {
        const auto row = database.read([&](store::Transaction& t) { return t.row(sql, values); });
        EXPECT_TRUE(row && *row) << sql;
        return row && *row ? (*row)->text("value") : "";
    }
    std::int64_t number(std::string_view sql, const store::Values& values = {}) const
    {
        const auto row = database.read([&](store::Transaction& t) { return t.row(sql, values); });
        EXPECT_TRUE(row && *row) << sql;
        return row && *row ? (*row)->integer("value") : -1;
    }

    static constexpr std::int64_t day_ms = 86'400'000;
};

} // namespace tucai::collect
