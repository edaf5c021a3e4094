#include "store/audit_check.h"

namespace tucai::store {

Result<std::vector<AuditFault>> check_chain(const Database& database, const AuditHeads& heads,
                                            const std::string& tenant)
{
    auto kept = heads.kept(tenant);
    if (!kept && kept.error().code != ErrorCode::StoreChanged)
        return tl::unexpected(std::move(kept).error());
    const bool is_forged = !kept;
    const auto head = kept ? *kept : std::optional<AuditHead>();
    return database.read([&](Transaction& transaction) -> Result<std::vector<AuditFault>> {
        TUCAI_TRY(auto faults, verify(transaction, tenant, head));
        TUCAI_TRY(const auto last, read_head(transaction, tenant));
        if (is_forged || (!head && last.number > 0))
            faults.insert(faults.begin(), {tenant, 0, AuditFaultKind::Cut});
        return faults;
    });
}

} // namespace tucai::store
