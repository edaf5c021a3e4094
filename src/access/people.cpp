#include "access/people.h"

#include "access/totp.h"

#include <algorithm>

namespace tucai::access {
namespace {

constexpr int free_failures = 4; ///< the fifth makes one wait
constexpr std::size_t least_password_bytes = 10;
constexpr std::size_t most_password_bytes = 256;
constexpr std::size_t least_different_bytes = 5;
constexpr std::int64_t seen_step_ms = 60'000; ///< how finely it is stored when a session was last used

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool is_email(const std::string& text)
{
    const auto at = text.find('@');
    return text.size() <= 254 && at != std::string::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string::npos &&
           std::none_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c == 127; });
}

Result<> check_person(const NewPerson& person)
{
    if (!is_email(person.email))
        return fail(ErrorCode::InvalidInput, "Give an e-mail address such as office@school.edu.cn.");
    if (person.role == Role::Student)
        return fail(ErrorCode::InvalidInput, "Students come by their codes and are not invited.");
    if ((person.role == Role::College) == person.college.empty())
        return fail(ErrorCode::InvalidInput,
                    "Name the college of a college's assistant, and of nobody else.");
    if (person.tenant.empty())
        return fail(ErrorCode::InvalidInput, "Name the school or centre that the person works for.");
    return {};
}

/// Length counts, and neither the address nor one key held down.
Result<> check_password(const std::string& password, const std::string& email)
{
    std::string distinct = password;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    if (password.size() < least_password_bytes || password.size() > most_password_bytes)
        return fail(ErrorCode::PasswordWeak, "A password has at least 10 characters and at most 256 bytes.");
    if (distinct.size() < least_different_bytes || lower(password) == lower(email))
        return fail(ErrorCode::PasswordWeak, "Choose a password that is not so easily guessed.");
    return {};
}

tl::unexpected<Error> wrong()
{
    return fail(ErrorCode::SignInWrong, "Address, password and code do not fit together.");
}

tl::unexpected<Error> no_session()
{
    return fail(ErrorCode::SessionInvalid, "You are not signed in any more. Sign in again.");
}

store::AuditEvent event(const store::Row& person, const char* kind, std::string actor)
{
    return {person.text("tenant"), kind, std::move(actor), person.text("id"), "", 0};
}

constexpr const char* person_columns =
    "id, tenant, role, college, email, display_name, is_disabled, password is not null as has_accepted, "
    "created_ms";

PersonRow person_of(const store::Row& row)
{
    return {row.text("id"),
            row.text("tenant"),
            role_of(row.text("role")).value_or(Role::Auditor),
            row.text("college"),
            row.text("email"),
            row.text("display_name"),
            row.integer("is_disabled") != 0,
            row.integer("has_accepted") != 0,
            row.integer("created_ms")};
}

/// A hash to compare with where there is nobody, so that an unknown address takes as long as a known one.
const std::string& nobodys_password()
{
    static const std::string stored = base::hash_password("nobody has this").value_or("");
    return stored;
}

} // namespace

std::string_view people_tables()
{
    return "create table people (id text primary key, tenant text not null, role text not null, "
           "college text not null, email text not null unique, display_name text not null, password text, "
           "totp_sealed {bytes}, totp_last_step {integer} not null, is_disabled {integer} not null, "
           "created_ms {integer} not null) {strict};"
           "create table sessions (digest text primary key, person text not null references people (id), "
           "seen_ms {integer} not null, ends_ms {integer} not null) {strict};"
           "create index sessions_person on sessions (person);"
           "create table links (digest text primary key, person text not null references people (id), "
           "ends_ms {integer} not null) {strict};"
           "create table sign_in_tries (digest text primary key, failures {integer} not null, "
           "wait_until_ms {integer} not null) {strict};";
}

People::People(store::Ledger& ledger, const KeyRing& keys, base::Randomness randomness, PeopleOptions options)
    : ledger_(ledger), keys_(keys), randomness_(std::move(randomness)), options_(std::move(options))
{
}

std::string People::digest(std::string_view what, std::string_view text) const
{
    return base::keyed_digest(keys_.key_for(what), base::as_bytes(text));
}

Result<Link> People::add_link(store::Entry& entry, const std::string& person)
{
    Link link{person, base::random_token(randomness_)};
    TUCAI_CHECK(entry.sql().run("delete from links where person = $1", {person}));
    TUCAI_CHECK(entry.sql().run("insert into links (digest, person, ends_ms) values ($1, $2, $3)",
                                {digest("links", link.token), person, entry.now_ms() + options_.link_ms}));
    return link;
}

Result<Link> People::invite(const NewPerson& person, const std::string& actor)
{
    TUCAI_CHECK(check_person(person));
    return ledger_.write([&](store::Entry& entry) -> Result<Link> {
        const auto id = base::random_token(randomness_).substr(0, 16);
        TUCAI_CHECK(entry.sql().run("insert into people (id, tenant, role, college, email, display_name, "
                                    "totp_last_step, is_disabled, "
                                    "created_ms) values ($1, $2, $3, $4, $5, $6, 0, 0, $7)",
                                    {id, person.tenant, std::string(role_word(person.role)), person.college,
                                     lower(person.email), person.display_name, entry.now_ms()}));
        TUCAI_CHECK(entry.record({person.tenant, "person.invited", actor, id, "", 0}));
        return add_link(entry, id);
    });
}

Result<Link> People::renew(const std::string& email, const std::string& actor)
{
    return ledger_.write([&](store::Entry& entry) -> Result<Link> {
        TUCAI_TRY(const auto person,
                  entry.sql().row("select id, tenant from people where email = $1 and is_disabled = 0",
                                  {lower(email)}));
        if (!person)
            return fail(ErrorCode::PersonUnknown, "Nobody has this address.");
        TUCAI_CHECK(entry.record(event(*person, "person.link_renewed", actor)));
        return add_link(entry, person->text("id"));
    });
}

Result<SecondFactor> People::accept(const std::string& token, const std::string& password)
{
    const auto find = [&](store::Transaction& sql) {
        return sql.row(
            "select people.id, tenant, email, ends_ms from links join people on people.id = links.person "
            "where digest = $1 and is_disabled = 0",
            {digest("links", token)});
    };
    const auto invalid = [] {
        return fail(ErrorCode::LinkInvalid, "The link was used already or is too old. Ask for a new one.");
    };
    // Hashing takes a while and holds no lock meanwhile.
    TUCAI_TRY(const auto asked, ledger_.read([&](store::Transaction& sql) { return find(sql); }));
    if (!asked || asked->integer("ends_ms") < ledger_.now_ms())
        return invalid();
    TUCAI_CHECK(check_password(password, asked->text("email")));
    TUCAI_TRY(const auto stored, base::hash_password(password));
    base::ByteVector secret(Totp::secret_bytes);
    randomness_(secret);
    return ledger_.write([&](store::Entry& entry) -> Result<SecondFactor> {
        TUCAI_TRY(const auto person, find(entry.sql()));
        if (!person || person->integer("ends_ms") < entry.now_ms())
            return invalid();
        const auto id = person->text("id");
        const auto sealed = base::seal(keys_.key_for("totp"), secret, id, randomness_);
        TUCAI_CHECK(entry.sql().run(
            "update people set password = $1, totp_sealed = $2, totp_last_step = 0 where id = $3",
            {stored, sealed, id}));
        TUCAI_CHECK(entry.sql().run("delete from links where person = $1", {id}));
        TUCAI_CHECK(entry.sql().run("delete from sessions where person = $1", {id}));
        TUCAI_CHECK(entry.record(event(*person, "person.password_set", id)));
        return SecondFactor{totp_text(secret), totp_address(secret, options_.issuer, person->text("email"))};
    });
}

Result<> People::check_wait(const std::string& email) const
{
    TUCAI_TRY(const auto tries, ledger_.read([&](store::Transaction& sql) {
        return sql.row("select wait_until_ms from sign_in_tries where digest = $1", {digest("tries", email)});
    }));
    const auto left_ms = tries ? tries->integer("wait_until_ms") - ledger_.now_ms() : 0;
    if (left_ms > 0)
        return fail(ErrorCode::SignInWait,
                    "Too many tries. Wait " + std::to_string((left_ms + 999) / 1000) + " s.");
    return {};
}

Result<> People::count_failure(const std::string& email)
{
    return ledger_.database().write([&](store::Transaction& sql) -> Result<> {
        const auto key = digest("tries", email);
        TUCAI_TRY(
            const auto row,
            sql.row(
                "insert into sign_in_tries (digest, failures, wait_until_ms) values ($1, 1, 0) on conflict "
                "(digest) do update set failures = sign_in_tries.failures + 1 returning failures",
                {key}));
        const auto beyond = row->integer("failures") - free_failures;
        if (beyond < 1)
            return {};
        const auto wait_ms =
            std::min(options_.longest_wait_ms, std::int64_t{1000} << std::min<std::int64_t>(beyond - 1, 30));
        TUCAI_CHECK(sql.run("update sign_in_tries set wait_until_ms = $1 where digest = $2",
                            {ledger_.now_ms() + wait_ms, key}));
        return {};
    });
}

Result<Session> People::open_session(const store::Row& person, std::int64_t totp_step,
                                     const std::string& email)
{
    Session session{base::random_token(randomness_),
                    "",
                    {person.text("id"), role_of(person.text("role")).value_or(Role::Auditor),
                     person.text("tenant"), person.text("college")}};
    session.csrf = csrf_of(session.token);
    return ledger_.write([&](store::Entry& entry) -> Result<Session> {
        // Two requests with the same code: the second finds the step used.
        TUCAI_TRY(const auto changed,
                  entry.sql().run("update people set totp_last_step = $1 where id = $2 and "
                                  "totp_last_step < $1 and is_disabled = 0",
                                  {totp_step, session.scope.person}));
        if (changed == 0)
            return wrong();
        TUCAI_CHECK(entry.sql().run("delete from sign_in_tries where digest = $1", {digest("tries", email)}));
        TUCAI_CHECK(
            entry.sql().run("insert into sessions (digest, person, seen_ms, ends_ms) values ($1, $2, $3, $4)",
                            {digest("sessions", session.token), session.scope.person, entry.now_ms(),
                             entry.now_ms() + options_.session_ms}));
        TUCAI_CHECK(entry.record(event(person, "person.signed_in", session.scope.person)));
        return session;
    });
}

Result<Session> People::sign_in(const std::string& given, const std::string& password,
                                const std::string& code)
{
    const auto email = lower(given);
    TUCAI_CHECK(check_wait(email));
    TUCAI_TRY(const auto person, ledger_.read([&](store::Transaction& sql) {
        return sql.row(
            "select id, tenant, role, college, password, totp_sealed, totp_last_step from people where "
            "email = $1 and is_disabled = 0 and password is not null",
            {email});
    }));
    const bool fits = base::is_password(password, person ? person->text("password") : nobodys_password());
    std::optional<std::int64_t> step;
    if (person && fits) {
        TUCAI_TRY(const auto secret,
                  base::unseal(keys_.key_for("totp"), person->bytes("totp_sealed"), person->text("id")));
        step = totp_step_of(secret, code, ledger_.now_ms(), person->integer("totp_last_step"));
    }
    if (!step) {
        TUCAI_CHECK(count_failure(email));
        return wrong();
    }
    return open_session(*person, *step, email);
}

Result<Scope> People::who(const std::string& token, const std::optional<std::string>& csrf)
{
    const auto now_ms = ledger_.now_ms();
    const auto key = digest("sessions", token);
    TUCAI_TRY(const auto session, ledger_.read([&](store::Transaction& sql) {
        return sql.row("select people.id, tenant, role, college, seen_ms, ends_ms from sessions join "
                       "people on people.id = sessions.person where digest = $1 and is_disabled = 0",
                       {key});
    }));
    if (!session || session->integer("ends_ms") < now_ms ||
        session->integer("seen_ms") + options_.idle_ms < now_ms)
        return no_session();
    const auto role = role_of(session->text("role"));
    if (!role)
        return no_session();
    if (csrf && !base::is_same_secret(*csrf, csrf_of(token)))
        return fail(ErrorCode::CsrfMissing, "The page is out of date. Load it again.");
    if (now_ms - session->integer("seen_ms") >= seen_step_ms)
        TUCAI_CHECK(ledger_.database().write([&](store::Transaction& sql) {
            return sql.run("update sessions set seen_ms = $1 where digest = $2", {now_ms, key});
        }));
    return Scope{session->text("id"), *role, session->text("tenant"), session->text("college")};
}

Result<> People::sign_out(const std::string& token)
{
    return ledger_.database().write([&](store::Transaction& sql) -> Result<> {
        TUCAI_CHECK(sql.run("delete from sessions where digest = $1", {digest("sessions", token)}));
        return {};
    });
}

std::string People::csrf_of(const std::string& token) const
{
    return digest("csrf", token);
}

Result<std::vector<PersonRow>> People::list(const std::string& tenant) const
{
    TUCAI_TRY(const auto rows, ledger_.database().read([&](store::Transaction& sql) {
        return sql.rows("select " + std::string(person_columns) +
                            " from people where tenant = $1 order by email",
                        {tenant});
    }));
    std::vector<PersonRow> people;
    for (const auto& row : rows)
        people.push_back(person_of(row));
    return people;
}

Result<std::optional<PersonRow>> People::find(const std::string& person) const
{
    TUCAI_TRY(const auto row, ledger_.database().read([&](store::Transaction& sql) {
        return sql.row("select " + std::string(person_columns) + " from people where id = $1", {person});
    }));
    return row ? std::optional(person_of(*row)) : std::nullopt;
}

Result<> People::set_disabled(const std::string& person, bool is_disabled, const std::string& actor)
{
    return ledger_.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto row,
                  entry.sql().row("update people set is_disabled = $1 where id = $2 returning id, tenant",
                                  {std::int64_t{is_disabled ? 1 : 0}, person}));
        if (!row)
            return fail(ErrorCode::PersonUnknown, "There is no such person.");
        TUCAI_CHECK(entry.sql().run("delete from sessions where person = $1", {person}));
        return entry.record(event(*row, is_disabled ? "person.disabled" : "person.enabled", actor));
    });
}

} // namespace tucai::access
