#pragma once

#include "collect/codes/code_issuer.h"
#include "collect/codes/code_reader.h"
#include "registry/code_keys.h"

namespace tucai::registry {

struct RegistryOptions {
    /// How long a key still opens codes after the last of its codes has expired.
    std::int64_t key_overlap_ms = 180 * 86'400'000LL;
};

/// The stand-in of the registry (学信网): it issues this system's own collection codes and reads them, behind
/// the interfaces by which another issuer would do so. It knows students by their code numbers, and of
/// documents only the digest of their last six characters, by a key of its own.
class Registry : public collect::CodeIssuer, public collect::CodeReader {
public:
    /// Needs: ledger and keys that outlive it.
    Registry(store::Ledger& ledger, const access::KeyRing& keys, base::Randomness randomness,
             const RegistryOptions& options = {});

    /// Fails also: StateNotAllowed where the student has an accepted photo: its code is shown again
    /// (`text_of`), or the office resets first; Document… (not six characters).
    Result<collect::IssuedCode> issue(store::Entry& entry, const collect::Enrolment& enrolment,
                                      const std::string& actor) override;
    std::string identity_of(const std::string& code, std::string_view last_six) const override;
    Result<collect::ReadCode> read(std::string_view text) const override { return reader_.read(text); }

    /// The text of a code that was issued before, sealed anew: texts are not stored, and a student may open
    /// the code as often as they like. Fails: CodeUnknown (no code of ours); CodeRevoked, CodeExpired;
    /// CodeDamaged (its key is gone).
    Result<std::string> text_of(const std::string& tenant, const std::string& code) const;

    const CodeKeys& keys() const { return code_keys_; }

private:
    Result<> replace(store::Entry& entry, const std::string& tenant, const std::string& student,
                     const std::string& actor) const;

    store::Ledger& ledger_;
    base::SecretKey identity_key_;
    CodeKeys code_keys_;
    base::Randomness randomness_;
    collect::TokenReader reader_;
};

} // namespace tucai::registry
