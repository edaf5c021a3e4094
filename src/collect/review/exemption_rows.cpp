#include "collect/review/exemption_rows.h"

#include "collect/capture/sealed_text.h"

#include <algorithm>

namespace tucai::collect {
namespace {

Result<std::vector<ExemptionRow>> exemptions_of(const store::Rows& rows)
{
    std::vector<ExemptionRow> exemptions;
    for (const auto& row : rows) {
        const auto reason_class = from_word<ExemptionClass>(row.text("class"));
        if (!reason_class)
            return fail(ErrorCode::Internal, "An exemption's class is stored as a word that is none.");
        exemptions.push_back({row.text("id"), row.text("student"), *reason_class, parted(row.text("rules")),
                              row.text("approved_by"), row.integer("made_ms"), row.integer("ends_ms"),
                              row.maybe_integer("ended_ms")});
    }
    return exemptions;
}

} // namespace

Result<std::vector<ExemptionRow>> live_exemptions(store::Transaction& sql, const std::string& tenant,
                                                  const std::string& student, std::int64_t now_ms)
{
    TUCAI_TRY(const auto rows,
              sql.rows("select id, student, class, rules, approved_by, made_ms, ends_ms, ended_ms from "
                       "exemptions where tenant = $1 and student = $2 and ended_ms is null and ends_ms > $3 "
                       "order by made_ms desc, id",
                       {tenant, student, now_ms}));
    return exemptions_of(rows);
}

Result<std::vector<ExemptionRow>> all_exemptions(store::Transaction& sql, const std::string& tenant,
                                                 const std::string& student)
{
    TUCAI_TRY(const auto rows,
              sql.rows("select id, student, class, rules, approved_by, made_ms, ends_ms, ended_ms from "
                       "exemptions where tenant = $1 and student = $2 order by made_ms desc, id",
                       {tenant, student}));
    return exemptions_of(rows);
}

const ExemptionRow* waiver_of(const std::vector<ExemptionRow>& exemptions, std::string_view rule)
{
    for (const auto& exemption : exemptions)
        if (std::find(exemption.rules.begin(), exemption.rules.end(), rule) != exemption.rules.end())
            return &exemption;
    return nullptr;
}

} // namespace tucai::collect
