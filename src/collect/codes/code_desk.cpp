#include "collect/codes/code_desk.h"

#include "collect/codes/code_events.h"
#include "collect/documents.h"
#include "collect/means.h"

#include <utility>

namespace tucai::collect {
namespace {

constexpr std::size_t most_description_bytes = 80;
constexpr std::string_view replaced = "replaced";

tl::unexpected<Error> unknown()
{
    return fail(ErrorCode::CodeUnknown, "Nobody here has issued this code. Ask the school's office.");
}

tl::unexpected<Error> wrong(int tries_left)
{
    if (tries_left > 0)
        return fail(ErrorCode::IdentityWrong,
                    "These are not the last six characters of the document. Tries left: " +
                        std::to_string(tries_left) + ".");
    return fail(ErrorCode::IdentityOffice, "Too many wrong answers. Only the school's office can help now.");
}

int tries_left_of(const store::Row& row)
{
    return std::max(0, max_identity_tries - static_cast<int>(row.integer("wrong_tries")));
}

CodeState state_of(const store::Row& row)
{
    return from_word<CodeState>(row.text("state")).value_or(CodeState::Revoked);
}

/// At most so many bytes, and none of half a character.
std::string cut(const std::string& text)
{
    auto end = std::min(text.size(), most_description_bytes);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

std::string tries_json(int wrong_tries)
{
    return R"({"wrong_tries":)" + std::to_string(wrong_tries) + "}";
}

constexpr std::string_view columns =
    "select tenant, id, student, batch, state, issuer, identity_digest, wrong_tries, "
    "expires_ms, end_reason from codes where ";

std::string by(std::string_view condition)
{
    return std::string(columns) + std::string(condition);
}

} // namespace

/// What came of an answer; a wrong one must be stored too, and an error would leave nothing.
struct CodeDesk::Answer {
    std::optional<Confirmed> confirmed;
    int tries_left = 0;
};

CodeDesk::CodeDesk(store::Ledger& ledger, access::KeyRing& keys, const CodeIssuer& issuer,
                   std::vector<const CodeReader*> readers, base::Randomness randomness,
                   CodeDeskOptions options)
    : ledger_(ledger), keys_(keys), issuer_(issuer), readers_(std::move(readers)),
      randomness_(std::move(randomness)), options_(std::move(options))
{
}

std::string CodeDesk::digest(std::string_view purpose, std::string_view text) const
{
    return base::keyed_digest(keys_.key_for(purpose), base::as_bytes(text));
}

Result<store::Row> CodeDesk::find_row(store::Transaction& sql, std::string_view text) const
{
    TUCAI_TRY(const auto read, read_code(readers_, text));
    std::optional<store::Row> row;
    if (read.claims) {
        TUCAI_TRY(row, sql.row(by("id = $1"), {read.claims->code}));
        if (!row || row->text("batch") != read.claims->batch ||
            !base::is_same_secret(row->text("identity_digest"), read.claims->identity))
            return unknown();
    } else {
        TUCAI_TRY(row, sql.row(by("issuer = $1 and foreign_text_digest = $2"),
                               {read.issuer, digest("foreign-codes", read.text)}));
        if (!row)
            return unknown();
    }
    return *row;
}

Result<CodeStanding> CodeDesk::standing_of(store::Transaction& sql, const store::Row& row) const
{
    CodeStanding standing{
        row.text("tenant"), row.text("id"), row.text("student"), row.text("batch"), "", state_of(row), {},
        tries_left_of(row)};
    if (standing.state == CodeState::Revoked) {
        TUCAI_TRY(const auto newer,
                  sql.row("select 1 as found from codes where tenant = $1 and student = $2 and "
                          "state in ('issued', 'bound', 'used') limit 1",
                          {standing.tenant, standing.student}));
        if (row.text("end_reason") == replaced || newer)
            return fail(ErrorCode::CodeReplaced, "A newer code was issued. Open your newest code.");
        return fail(ErrorCode::CodeRevoked, "This code was taken out of use. Ask the school's office.");
    }
    // The timer may be late; the time is not.
    const bool is_over = standing.state != CodeState::Used && row.integer("expires_ms") <= ledger_.now_ms();
    if (standing.state == CodeState::Expired || is_over)
        return fail(ErrorCode::CodeExpired,
                    "The time of this code is over. Ask the school's office for a new one.");
    standing.opens = opened_by(standing.state);
    return standing;
}

Result<CodeStanding> CodeDesk::find(std::string_view text) const
{
    return ledger_.read([&](store::Transaction& sql) -> Result<CodeStanding> {
        TUCAI_TRY(const auto row, find_row(sql, text));
        return standing_of(sql, row);
    });
}

Result<Confirmed> CodeDesk::confirm(std::string_view text, std::string_view typed, const Device& device)
{
    TUCAI_TRY(const auto last_six, read_last_six(typed));
    // Looked at first: the ledger stores nothing where nothing befalls, and a code that is not valid is no
    // try.
    TUCAI_TRY(const auto before, find(text));
    if (before.tries_left == 0)
        return wrong(0);
    TUCAI_TRY(auto answer,
              ledger_.write([&](store::Entry& entry) { return take_answer(entry, text, last_six, device); }));
    if (!answer.confirmed)
        return wrong(answer.tries_left);
    return std::move(*answer.confirmed);
}

Result<CodeDesk::Answer> CodeDesk::take_answer(store::Entry& entry, std::string_view text,
                                               std::string_view last_six, const Device& device)
{
    TUCAI_TRY(const auto row, find_row(entry.sql(), text));
    TUCAI_TRY(const auto standing, standing_of(entry.sql(), row));
    if (standing.tries_left == 0)
        return wrong(0);
    if (!base::is_same_secret(issuer_.identity_of(standing.code, last_six), row.text("identity_digest")))
        return count_wrong(entry, standing);
    TUCAI_TRY(auto confirmed, bind(entry, standing, device));
    return Answer{std::move(confirmed), standing.tries_left};
}

Result<CodeDesk::Answer> CodeDesk::count_wrong(store::Entry& entry, const CodeStanding& standing) const
{
    const int tries = max_identity_tries - standing.tries_left + 1;
    TUCAI_CHECK(entry.sql().run("update codes set wrong_tries = $1 where tenant = $2 and id = $3",
                                {std::int64_t{tries}, standing.tenant, standing.code}));
    TUCAI_CHECK(entry.record(
        {standing.tenant, "code.identity_wrong", standing.student, standing.code, tries_json(tries), 0}));
    return Answer{std::nullopt, max_identity_tries - tries};
}

Result<TakeOver> CodeDesk::end_device(store::Entry& entry, const CodeStanding& standing,
                                      const std::string& token_digest) const
{
    TUCAI_TRY(const auto old,
              entry.sql().row("select id, token_digest, ends_ms from code_devices where tenant = $1 "
                              "and code = $2 and ended_ms is null",
                              {standing.tenant, standing.code}));
    if (!old)
        return TakeOver::None;
    const bool is_same = old->text("token_digest") == token_digest;
    const bool is_told = !is_same && old->integer("ends_ms") > entry.now_ms();
    TUCAI_CHECK(entry.sql().run(
        "update code_devices set ended_ms = $1, was_told_ms = $2 where tenant = $3 and id = $4",
        {entry.now_ms(), is_told ? store::Value(entry.now_ms()) : store::Value(), standing.tenant,
         old->text("id")}));
    if (is_told && options_.tell_taken_over)
        TUCAI_CHECK(options_.tell_taken_over(entry, standing));
    return is_told ? TakeOver::Another : TakeOver::None;
}

Result<Confirmed> CodeDesk::bind(store::Entry& entry, CodeStanding standing, const Device& device)
{
    const auto given = device.token.empty() ? std::string() : digest("devices", device.token);
    TUCAI_TRY(const auto take_over, end_device(entry, standing, given));
    const int tries = max_identity_tries - standing.tries_left;
    // A used code stays used: it opens the status on whatever device confirms the identity.
    if (standing.state != CodeState::Used) {
        const auto event = standing.state == CodeState::Issued ? CodeEvent::Bind : CodeEvent::TakeOver;
        TUCAI_TRY(standing.state, next(standing.state, event, tries));
        standing.opens = opened_by(standing.state);
        TUCAI_CHECK(entry.sql().run(
            "update codes set state = $1, bound_ms = $2 where tenant = $3 and id = $4",
            {std::string(word(standing.state)), entry.now_ms(), standing.tenant, standing.code}));
    }
    const auto token = base::random_token(randomness_);
    const auto id = new_id(randomness_);
    TUCAI_CHECK(
        entry.sql().run("insert into code_devices (tenant, id, code, token_digest, description, bound_ms, "
                        "seen_ms, ends_ms) values ($1, $2, $3, $4, $5, $6, $6, $7)",
                        {standing.tenant, id, standing.code, digest("devices", token),
                         cut(device.description), entry.now_ms(), entry.now_ms() + options_.device_ms}));
    standing.device = id;
    const char* kind = take_over == TakeOver::Another ? "code.taken_over" : "code.bound";
    TUCAI_CHECK(entry.record({standing.tenant, kind, standing.student, standing.code, "", 0}));
    return Confirmed{std::move(standing), token, take_over};
}

Result<CodeStanding> CodeDesk::who(const std::string& device_token) const
{
    return ledger_.read([&](store::Transaction& sql) -> Result<CodeStanding> {
        TUCAI_TRY(const auto device,
                  sql.row("select id, tenant, code, ends_ms, ended_ms, was_told_ms from code_devices "
                          "where token_digest = $1",
                          {digest("devices", device_token)}));
        if (device && device->maybe_integer("ended_ms") && device->maybe_integer("was_told_ms"))
            return fail(ErrorCode::CodeOtherDevice,
                        "Your code is used on another device now. Confirm who you are to go on here.");
        if (!device || device->maybe_integer("ended_ms") || device->integer("ends_ms") <= ledger_.now_ms())
            return fail(ErrorCode::SessionInvalid, "Show your code again and confirm who you are.");
        TUCAI_TRY(const auto row,
                  sql.row(by("tenant = $1 and id = $2"), {device->text("tenant"), device->text("code")}));
        if (!row)
            return unknown();
        TUCAI_TRY(auto standing, standing_of(sql, *row));
        standing.device = device->text("id");
        return standing;
    });
}

Result<CodeState> CodeDesk::apply(store::Entry& entry, const std::string& tenant, const std::string& code,
                                  CodeEvent event, const std::string& reason, const std::string& actor) const
{
    return apply_code_event(entry, tenant, code, event, reason, actor);
}

Result<> CodeDesk::forgive(const std::string& tenant, const std::string& code, const std::string& actor)
{
    return ledger_.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto changed,
                  entry.sql().run("update codes set wrong_tries = 0 where tenant = $1 and id = $2",
                                  {tenant, code}));
        if (changed == 0)
            return unknown();
        return entry.record({tenant, "code.tries_forgiven", actor, code, "", 0});
    });
}

Result<std::string> CodeDesk::attach(store::Entry& entry, const ForeignCode& foreign, std::string_view text,
                                     const std::string& actor)
{
    TUCAI_TRY(const auto read, read_code(readers_, text));
    if (read.claims)
        return fail(ErrorCode::InvalidInput, "This code is one of ours; it is issued, not attached.");
    const auto text_digest = digest("foreign-codes", read.text);
    TUCAI_TRY(const auto known, entry.sql().row("select 1 as found from codes where issuer = $1 and "
                                                "foreign_text_digest = $2 limit 1",
                                                {read.issuer, text_digest}));
    if (known) // of any school: a code is one enrolment's
        return fail(ErrorCode::StoreConflict, "This code is attached already.");
    TUCAI_TRY(const auto last_six, read_last_six(foreign.last_six));
    TUCAI_TRY(const auto student,
              entry.sql().row(
                  "select batch, (select coalesce(max(generation), 0) from codes where codes.tenant = $1 "
                  "and codes.student = $2) as generation from students where tenant = $1 and id = $2",
                  {foreign.tenant, foreign.student}));
    if (!student)
        return fail(ErrorCode::StoreConflict, "There is no such student.");
    TUCAI_TRY(const auto key, keys_.person_key(foreign.student));
    const auto id = new_id(randomness_);
    const auto sealed = base::seal(key, base::as_bytes(read.text),
                                   "codes.foreign_text_sealed:" + foreign.tenant + ":" + id, randomness_);
    TUCAI_CHECK(entry.sql().run(
        "insert into codes (tenant, id, student, batch, generation, state, issuer, identity_digest, "
        "foreign_text_sealed, foreign_text_digest, wrong_tries, issued_ms, expires_ms, end_reason) values "
        "($1, $2, "
        "$3, $4, $5, 'issued', $6, $7, $8, $9, 0, $10, $11, '')",
        {foreign.tenant, id, foreign.student, student->text("batch"), student->integer("generation") + 1,
         read.issuer, issuer_.identity_of(id, last_six), sealed, text_digest, entry.now_ms(),
         foreign.expires_ms}));
    TUCAI_CHECK(entry.record({foreign.tenant, "code.attached", actor, id, "", 0}));
    return id;
}

Result<std::size_t> CodeDesk::expire_due(std::int64_t most)
{
    const auto due = [&](store::Transaction& sql) {
        return sql.rows(
            "select tenant, id from codes where state in ('issued', 'bound') and expires_ms <= $1 "
            "order by expires_ms limit $2",
            {ledger_.now_ms(), most});
    };
    TUCAI_TRY(const auto seen, ledger_.read(due));
    if (seen.empty())
        return std::size_t{0};
    return ledger_.write([&](store::Entry& entry) -> Result<std::size_t> {
        TUCAI_TRY(const auto rows, due(entry.sql()));
        for (const auto& row : rows)
            TUCAI_CHECK(
                apply(entry, row.text("tenant"), row.text("id"), CodeEvent::Expire, "expired", "timer"));
        if (rows.empty()) // another process was quicker
            return fail(ErrorCode::StoreBusy, "The codes are being looked at already.");
        return rows.size();
    });
}

} // namespace tucai::collect
