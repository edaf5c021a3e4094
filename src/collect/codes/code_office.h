#pragma once

#include "collect/codes/code_issuer.h"
#include "collect/means.h"

#include <string>
#include <vector>

namespace tucai::collect {

/// A code that was issued just now. Its text is not stored; the issuer tells it again.
struct NewCode {
    std::string student; ///< id
    std::string code_number;
    std::string code; ///< id
};

/// Who was left out, and why.
struct CodeLeftOut {
    std::string student;
    ErrorCode why = ErrorCode::Internal;
};

struct IssuedCodes {
    std::vector<NewCode> issued;
    std::vector<CodeLeftOut> left_out;
    std::size_t left = 0; ///< students of the batch who still have none
};

/// The school's office issues collection codes. It is the school's side that does, since the issuer is told
/// the last six characters of the document. Threads may share it.
class CodeOffice {
public:
    static constexpr std::size_t most_at_once = 200;

    /// Needs: both to outlive it.
    CodeOffice(const Means& means, CodeIssuer& issuer) : means_(means), issuer_(issuer) {}

    /// Issues codes to the students named, who may have one that is replaced; with none named, to those of
    /// the batch who have none, at most `most_at_once` a call. One whose document cannot be read is left out
    /// and stops nobody else. Fails: Denied; NotFound (no such batch); InvalidInput (more named than at
    /// once); KeyAbsent, SecretWrong; as CodeIssuer::issue.
    Result<IssuedCodes> issue(const Scope& scope, const std::string& batch,
                              const std::vector<std::string>& students);

private:
    struct Wanted {
        std::string id;
        std::string code_number;
        bool is_listed = false; ///< has no code yet
        std::string last_six;
    };
    Result<std::int64_t> end_of(store::Transaction& sql, const std::string& tenant,
                                const std::string& batch) const;
    Result<std::vector<Wanted>> wanted(const Scope& scope, const std::string& batch,
                                       const std::vector<std::string>& students, IssuedCodes& codes) const;
    Result<> issue_one(store::Entry& entry, const Scope& scope, const Wanted& student,
                       std::int64_t expires_ms, IssuedCodes& codes) const;

    const Means& means_;
    CodeIssuer& issuer_;
};

} // namespace tucai::collect
