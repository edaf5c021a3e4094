#include "store/ledger.h"

#include <algorithm>

namespace tucai::store {

Result<> Entry::record(AuditEvent event)
{
    event.at_ms = now_ms_;
    TUCAI_TRY(auto head, append(transaction_, event));
    heads_[event.tenant] = std::move(head);
    return {};
}

void Ledger::keep(const std::map<std::string, AuditHead>& heads, std::int64_t now_ms)
{
    for (const auto& [tenant, head] : heads)
        if (!heads_.keep(head, now_ms))
            ++late_heads_;
}

Result<> Ledger::renew_heads()
{
    TUCAI_TRY(const auto with_head, heads_.tenants());
    TUCAI_TRY(const auto faults, verify_all(database_, heads_));
    for (const auto& fault : faults) {
        // A chain that was begun just before a crash has no head yet, and no archived one either.
        const bool is_new = std::find(with_head.begin(), with_head.end(), fault.tenant) == with_head.end();
        if (fault.number != 0 || !is_new)
            return fail(ErrorCode::StoreChanged,
                        "The audit of " + fault.tenant + " was changed. Run tucai audit verify.");
    }
    return database_.read([&](Transaction& transaction) -> Result<> {
        TUCAI_TRY(const auto tenants, audited_tenants(transaction));
        for (const auto& tenant : tenants) {
            TUCAI_TRY(const auto head, read_head(transaction, tenant));
            TUCAI_CHECK(heads_.keep(head, now_ms_()));
        }
        return {};
    });
}

} // namespace tucai::store
