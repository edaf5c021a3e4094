#pragma once

#include "collect/scopes.h"
#include "collect/words.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tucai::collect {

/// Why rules do not hold for a student (domain, "Rule table").
enum class ExemptionClass { Religious, Medical, Cultural };

template <> struct Words<ExemptionClass> {
    static constexpr auto list = std::to_array<std::string_view>({"religious", "medical", "cultural"});
};

/// A row of `exemptions`, without what is sealed.
struct ExemptionRow {
    std::string id;
    std::string student;
    ExemptionClass reason_class = ExemptionClass::Medical;
    std::vector<std::string> rules; ///< ids of the rules that it waives
    std::string approved_by;
    std::int64_t made_ms = 0;
    std::int64_t ends_ms = 0;
    std::optional<std::int64_t> ended_ms;
};

/// The exemptions of a student that hold at a moment. Fails: as Transaction::rows.
Result<std::vector<ExemptionRow>> live_exemptions(store::Transaction& sql, const std::string& tenant,
                                                  const std::string& student, std::int64_t now_ms);

/// Every exemption of a student, the newest first. Fails: as Transaction::rows.
Result<std::vector<ExemptionRow>> all_exemptions(store::Transaction& sql, const std::string& tenant,
                                                 const std::string& student);

/// The first that waives a rule; null where none does. Pure.
const ExemptionRow* waiver_of(const std::vector<ExemptionRow>& exemptions, std::string_view rule);

} // namespace tucai::collect
