#pragma once

#include "access/key_ring.h"
#include "collect/codes/code_issuer.h"
#include "collect/codes/code_reader.h"
#include "collect/states/collection_code.h"

#include <functional>

namespace tucai::collect {

/// How a code that was shown stands.
struct CodeStanding {
    std::string tenant;
    std::string code; ///< id
    std::string student;
    std::string batch;
    std::string device; ///< id, where it was a device that asked (`who`, `confirm`)
    CodeState state = CodeState::Issued;
    CodeOpens opens = CodeOpens::Identity; ///< once the identity was confirmed on the device
    int tries_left = max_identity_tries;
};

/// The device at the other end, as it presents itself.
struct Device {
    std::string token;       ///< from `confirm`, where it has one; else empty
    std::string description; ///< the kind of browser, at most 80 characters are kept
};

enum class TakeOver {
    None,    ///< the first device, or the same one again
    Another, ///< another device had the code until now, and was told
};

struct Confirmed {
    CodeStanding standing;
    std::string device_token; ///< for a cookie that scripts cannot read; only its digest is stored
    TakeOver take_over = TakeOver::None;
};

/// A code of another issuer, for a student of ours.
struct ForeignCode {
    std::string tenant;
    std::string student; ///< id
    std::string last_six;
    std::int64_t expires_ms = 0;
};

struct CodeDeskOptions {
    std::int64_t device_ms = 30 * 86'400'000LL; ///< how long a device stays confirmed
    /// Tells a student, within the transaction, that another device has taken the code over.
    std::function<Result<>(store::Entry&, const CodeStanding&)> tell_taken_over;
};

/// Where codes are shown, identities confirmed and devices bound. Threads may share it.
///
/// A code alone opens nothing but the question for the last six characters. Whoever answers it gets a token
/// for that device; another device that answers it takes over, and the first one's token ends.
class CodeDesk {
public:
    /// Needs: all of them to outlive it; the readers of own codes first.
    CodeDesk(store::Ledger& ledger, access::KeyRing& keys, const CodeIssuer& issuer,
             std::vector<const CodeReader*> readers, base::Randomness randomness,
             CodeDeskOptions options = {});

    /// How a code stands. Fails: CodeForeign, CodeDamaged; CodeUnknown (nobody here issued it, or it is
    /// attached to nobody); CodeReplaced, CodeRevoked, CodeExpired.
    Result<CodeStanding> find(std::string_view text) const;

    /// Answers the question of who it is. Fails: as `find`; DocumentEmpty, DocumentCharacters, DocumentLength
    /// (no answer that could be right; it does not count); IdentityWrong (the message says how many tries are
    /// left); IdentityOffice.
    Result<Confirmed> confirm(std::string_view text, std::string_view typed, const Device& device);

    /// Whose device it is. Fails: CodeOtherDevice (another took over); SessionInvalid (unknown, or its time
    /// is over); CodeReplaced, CodeRevoked, CodeExpired.
    Result<CodeStanding> who(const std::string& device_token) const;

    /// What befalls a code beside its devices: use, release, revoke. `reason` is a stable word.
    /// Fails: CodeUnknown; StateNotAllowed.
    Result<CodeState> apply(store::Entry& entry, const std::string& tenant, const std::string& code,
                            CodeEvent event, const std::string& reason, const std::string& actor) const;

    /// The office has looked at who it is: the tries begin anew. Fails: CodeUnknown.
    Result<> forgive(const std::string& tenant, const std::string& code, const std::string& actor);

    /// Attaches a code of another issuer to a student, within the transaction that moves the student on. Its
    /// text is sealed under the student's key and found by its digest. Fails: CodeForeign (no reader takes
    /// it), InvalidInput (a code of ours); StoreConflict (it is another student's, or this student has a
    /// code); Document… (not six characters); as KeyRing::person_key.
    Result<std::string> attach(store::Entry& entry, const ForeignCode& foreign, std::string_view text,
                               const std::string& actor);

    /// Ends the codes whose time has passed, at most `most`, and gives how many. For a timer.
    Result<std::size_t> expire_due(std::int64_t most = 500);

private:
    struct Answer;
    Result<store::Row> find_row(store::Transaction& sql, std::string_view text) const;
    Result<CodeStanding> standing_of(store::Transaction& sql, const store::Row& row) const;
    Result<Answer> take_answer(store::Entry& entry, std::string_view text, std::string_view last_six,
                               const Device& device);
    Result<Answer> count_wrong(store::Entry& entry, const CodeStanding& standing) const;
    Result<Confirmed> bind(store::Entry& entry, CodeStanding standing, const Device& device);
    Result<TakeOver> end_device(store::Entry& entry, const CodeStanding& standing,
                                const std::string& digest) const;
    std::string digest(std::string_view purpose, std::string_view text) const;

    store::Ledger& ledger_;
    access::KeyRing& keys_;
    const CodeIssuer& issuer_;
    std::vector<const CodeReader*> readers_;
    base::Randomness randomness_;
    CodeDeskOptions options_;
};

} // namespace tucai::collect
