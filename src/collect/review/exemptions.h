#pragma once

#include "collect/capture/device_grant.h"
#include "collect/review/exemption_rows.h"

#include <span>

namespace tucai::collect {

struct NewExemption {
    std::string student;
    ExemptionClass reason_class = ExemptionClass::Medical;
    std::vector<std::string> rules;
    std::string reason;     ///< in the office's words; kept sealed
    base::ByteVector proof; ///< a picture or a document, or nothing; kept sealed
    std::int64_t ends_ms = 0;
};

/// The rules that a class of exemption may waive. Those of the frame and of genuineness are none of them: no
/// faith, custom or condition needs another person's face or a blurred one. Pure.
std::span<const std::string_view> waivable_rules(ExemptionClass reason_class);

/// Reasons why rules do not hold for a student, approved by the school's office. Threads may share it.
class Exemptions {
public:
    static constexpr std::size_t most_proof_bytes = 10U << 20U;

    explicit Exemptions(const Means& means) : means_(means) {}

    /// Approves one; gives its id. What was judged before stays as it was judged.
    /// Fails: Denied; NotFound (no such student); InvalidInput (no rules, rules that the class does not
    /// waive, an end that has passed or is more than 5 years away); UploadTooLarge (the proof); TextInvalid.
    Result<std::string> approve(const Scope& scope, const NewExemption& exemption);
    /// Adds a proof to one that has none: what was shown is never replaced. Fails: Denied; NotFound;
    /// StateNotAllowed (it has a proof, or has ended); InvalidInput (no byte); UploadTooLarge.
    Result<> add_proof(const Scope& scope, const std::string& id, base::ByteSpan proof);
    /// Ends one before its time. Fails: Denied; NotFound; StateNotAllowed (it has ended).
    Result<> end(const Scope& scope, const std::string& id);
    /// Every exemption of a student, the newest first. Fails: Denied.
    Result<std::vector<ExemptionRow>> list(const Scope& scope, const std::string& student) const;
    /// The office's words. Fails: Denied; NotFound.
    Result<std::string> reason(const Scope& scope, const std::string& id) const;
    /// The proof's bytes. Fails: Denied; NotFound (no such exemption, or it has none); as BlobStore::get.
    Result<store::Bytes> proof(const Scope& scope, const std::string& id) const;

private:
    const Means& means_;
};

} // namespace tucai::collect
