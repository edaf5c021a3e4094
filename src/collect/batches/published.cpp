#include "collect/batches/published.h"

#include "collect/batches/batch_rows.h"

namespace tucai::collect {

Result<PublishedNotice> published_notice(const Means& means, const std::string& batch)
{
    return means.ledger.read([&](store::Transaction& sql) -> Result<PublishedNotice> {
        TUCAI_TRY(
            const auto row,
            sql.row("select b.tenant as tenant, t.name_zh as name_zh, t.name_en as name_en from batches "
                    "b join tenants t on t.id = b.tenant where b.id = $1 and b.state <> 'draft'",
                    {batch}));
        if (!row)
            return not_found();
        TUCAI_TRY(auto whole, read_batch(sql, row->text("tenant"), batch));
        PublishedNotice notice;
        notice.matter.school = {row->text("name_zh"), row->text("name_en")};
        notice.state = whole.state;
        notice.version = whole.version;
        for (const auto& round : whole.windows)
            notice.matter.rounds.push_back(round.window);
        notice.matter.batch = std::move(whole.details);
        return notice;
    });
}

} // namespace tucai::collect
