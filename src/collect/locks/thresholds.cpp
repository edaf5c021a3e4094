#include "collect/locks/thresholds.h"

namespace tucai::collect {

ThresholdLimits limits_of(Threshold threshold)
{
    switch (threshold) {
    case Threshold::CaptureIdleMinutes:
        return {120, 5, 1440};
    case Threshold::CaptureLongestMinutes:
        return {720, 10, 2880};
    case Threshold::CaptureMostShots:
        return {200, 5, 1000};
    case Threshold::CaptureMostShotBytes: // the engine reads no longer file (image::DecodeLimits)
        return {32LL << 20, 1LL << 20, 64LL << 20};
    case Threshold::DuplicateBits: // seven bits leave one of eight pieces whole; other people's nearest had
                                   // 15
        return {7, 0, 7};
    case Threshold::LockAfterConfirmed: // the design: a confirmed violation locks
        return {1, 1, 10};
    case Threshold::ReviewUndoLast: // ux, "The review desk"
        return {20, 0, 100};
    case Threshold::ReviewUndoMinutes: // one working day
        return {720, 0, 1440};
    }
    return {};
}

Result<std::int64_t> threshold_of(store::Transaction& sql, const std::string& tenant, Threshold threshold)
{
    TUCAI_TRY(const auto row, sql.row("select value from thresholds where tenant = $1 and name = $2",
                                      {tenant, std::string(word(threshold))}));
    return row ? row->integer("value") : limits_of(threshold).usual;
}

Result<> set_threshold(const Means& means, const Scope& scope, Threshold threshold, std::int64_t value)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    const auto limits = limits_of(threshold);
    if (value < limits.least || value > limits.most)
        return fail(ErrorCode::InvalidInput, "Choose a number from " + std::to_string(limits.least) + " to " +
                                                 std::to_string(limits.most) + ".");
    return means.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_CHECK(entry.sql().run(
            "insert into thresholds (tenant, name, value, set_ms, set_by) values ($1, $2, $3, $4, $5) "
            "on conflict (tenant, name) do update set value = $3, set_ms = $4, set_by = $5",
            {scope.tenant, std::string(word(threshold)), value, entry.now_ms(), scope.person}));
        return entry.record(event_of(scope, "threshold.set", std::string(word(threshold)),
                                     "{\"value\":" + std::to_string(value) + "}"));
    });
}

} // namespace tucai::collect
