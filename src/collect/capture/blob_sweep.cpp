#include "collect/capture/blob_sweep.h"

namespace tucai::collect {

Result<bool> is_blob_named(store::Transaction& sql, const std::string& address)
{
    // Every column of collect/tables that names a blob; the test compares this list with them.
    TUCAI_TRY(
        const auto row,
        sql.row(
            "select case when exists (select 1 from shots where blob = $1) or exists (select 1 from photos "
            "where blob = $1) or exists (select 1 from reference_photos where blob = $1) or exists "
            "(select 1 from roster_imports where blob = $1) or exists (select 1 from exemptions "
            "where proof_blob = $1) or exists (select 1 from student_requests where blob = $1) or "
            "exists (select 1 from exchanges where blob = $1) then 1 else 0 end as is_named",
            {address}));
    return row->integer("is_named") != 0;
}

Result<std::size_t> sweep_blobs(const Means& means, std::int64_t before_ms)
{
    return store::sweep(
        means.blobs,
        [&](const std::string& address) {
            return means.ledger.read([&](store::Transaction& sql) { return is_blob_named(sql, address); });
        },
        before_ms);
}

} // namespace tucai::collect
