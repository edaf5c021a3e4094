#pragma once

#include "access/key_ring.h"
#include "access/roles.h"
#include "store/ledger.h"

namespace tucai::access {

/// The tables `people`, `sessions`, `links` and `sign_in_tries`.
std::string_view people_tables();

/// A member of staff who is to be let in.
struct NewPerson {
    std::string tenant;
    Role role = Role::School;
    std::string college; ///< for Role::College, else empty
    std::string email;   ///< what they sign in with; compared without regard to the case of ASCII letters
    std::string display_name;
};

/// A link to be sent to somebody, good once and for a while.
struct Link {
    std::string person; ///< id
    std::string token;  ///< goes into the address; only its digest is stored
};

/// What an authenticator app needs; shown once.
struct SecondFactor {
    std::string secret;  ///< base32, for typing
    std::string address; ///< otpauth://..., for a QR code
};

struct Session {
    std::string token; ///< for a cookie that scripts cannot read; only its digest is stored
    std::string csrf;  ///< must come back in a header with whatever changes something
    Scope scope;
};

/// Somebody of the staff, as those see who let people in.
struct PersonRow {
    std::string id;
    std::string tenant;
    Role role = Role::Auditor;
    std::string college;
    std::string email;
    std::string display_name;
    bool is_disabled = false;
    bool has_accepted = false; ///< has chosen a password
    std::int64_t created_ms = 0;
};

struct PeopleOptions {
    std::int64_t link_ms = 3 * 86'400'000LL;
    std::int64_t session_ms = 12 * 3'600'000LL;   ///< from the sign-in on
    std::int64_t idle_ms = 3'600'000;             ///< since the last request
    std::int64_t longest_wait_ms = 15 * 60'000LL; ///< after many wrong passwords
    std::string issuer = "tucai";                 ///< as authenticator apps show it
};

/// Staff: invitations, passwords (Argon2id), a second factor for everybody, sessions. Students never have a
/// password; they come by their codes. Threads may share it.
class People {
public:
    /// Needs: ledger and keys that outlive it.
    People(store::Ledger& ledger, const KeyRing& keys, base::Randomness randomness,
           PeopleOptions options = {});

    /// Adds somebody and gives the link with which they choose a password. Fails: InvalidInput (no address,
    /// no college for Role::College or one for another role, Role::Student); StoreConflict (the address is
    /// taken).
    Result<Link> invite(const NewPerson& person, const std::string& actor);

    /// A new link for somebody who forgot the password or lost the authenticator. Fails: PersonUnknown, which
    /// a page must not tell from success.
    Result<Link> renew(const std::string& email, const std::string& actor);

    /// Uses a link: sets the password, makes a new second factor, ends all sessions. Fails: LinkInvalid
    /// (used, too old, unknown); PasswordWeak.
    Result<SecondFactor> accept(const std::string& token, const std::string& password);

    /// Fails: SignInWrong for an unknown address, a wrong password and a wrong code alike; SignInWait after
    /// five failures in a row, for an address that is unknown too: 1 s, doubled with each further one.
    Result<Session> sign_in(const std::string& email, const std::string& password, const std::string& code);

    /// Whose session it is. `csrf` is asked for where something is to be changed. Fails: SessionInvalid
    /// (ended, idle too long, unknown, disabled person); CsrfMissing.
    Result<Scope> who(const std::string& token, const std::optional<std::string>& csrf);
    Result<> sign_out(const std::string& token);

    /// The token that must come back with whatever changes something: made of the session's own and a key, so
    /// that every page of one session has the same.
    std::string csrf_of(const std::string& token) const;

    /// A tenant's staff, by address.
    Result<std::vector<PersonRow>> list(const std::string& tenant) const;
    Result<std::optional<PersonRow>> find(const std::string& person) const;

    /// Shuts somebody out at once, or lets them in again; ends all sessions. Fails: PersonUnknown.
    Result<> set_disabled(const std::string& person, bool is_disabled, const std::string& actor);

private:
    std::string digest(std::string_view what, std::string_view text) const;
    Result<Link> add_link(store::Entry& entry, const std::string& person);
    Result<> check_wait(const std::string& email) const;
    Result<> count_failure(const std::string& email);
    Result<Session> open_session(const store::Row& person, std::int64_t totp_step, const std::string& email);

    store::Ledger& ledger_;
    const KeyRing& keys_;
    base::Randomness randomness_;
    PeopleOptions options_;
};

} // namespace tucai::access
