#pragma once

#include "base/result.h"
#include "store/ledger.h"

#include <string>
#include <string_view>

namespace tucai::collect {

/// Whom a code is to be issued to.
struct Enrolment {
    std::string tenant;
    std::string code_number; ///< the name of no meaning by which the collecting side knows a student
    std::string last_six;    ///< of the document, as `last_six` (documents.h) gives it; stays with the issuer
    std::int64_t expires_ms = 0;
};

/// A code as its student gets it.
struct IssuedCode {
    std::string id;
    std::string student; ///< id of its student in the batch
    std::string text;    ///< for the QR code
    std::int64_t generation = 0;
};

/// Issues collection codes: the registry, or its stand-in (`registry`).
class CodeIssuer {
public:
    CodeIssuer() = default;
    CodeIssuer(const CodeIssuer&) = delete;
    CodeIssuer& operator=(const CodeIssuer&) = delete;
    virtual ~CodeIssuer() = default;

    /// Issues a code within the transaction that moves its student on; a code that the student still has is
    /// revoked as replaced. Fails: StoreConflict (no such student); InvalidInput (not six
    /// characters, a time that has passed); as Transaction::run.
    virtual Result<IssuedCode> issue(store::Entry& entry, const Enrolment& enrolment,
                                     const std::string& actor) = 0;

    /// What a student must type for the code of this id, as a digest that only the issuer can make.
    virtual std::string identity_of(const std::string& code, std::string_view last_six) const = 0;
};

} // namespace tucai::collect
