#include "registry/registry.h"

#include "collect/documents.h"
#include "collect/means.h"
#include "collect/states/collection_code.h"

#include <utility>

namespace tucai::registry {
namespace {

using collect::CodeState;

} // namespace

Registry::Registry(store::Ledger& ledger, const access::KeyRing& keys, base::Randomness randomness,
                   const RegistryOptions& options)
    : ledger_(ledger), identity_key_(keys.key_for("code-identity")),
      code_keys_(ledger, keys, options.key_overlap_ms), randomness_(std::move(randomness)),
      reader_([this] { return code_keys_.opening(); })
{
}

std::string Registry::identity_of(const std::string& code, std::string_view last_six) const
{
    return collect::identity_digest(identity_key_, code, last_six);
}

Result<> Registry::replace(store::Entry& entry, const std::string& tenant, const std::string& student,
                           const std::string& actor) const
{
    TUCAI_TRY(const auto code,
              entry.sql().row("select id, state from codes where tenant = $1 and student = $2 and "
                              "state in ('issued', 'bound', 'used')",
                              {tenant, student}));
    if (!code)
        return {};
    const auto state = collect::from_word<CodeState>(code->text("state")).value_or(CodeState::Used);
    if (state == CodeState::Used)
        return collect::not_allowed(
            state, collect::CodeEvent::Revoke,
            "The student has an accepted photo; show the same code again, or reset first.");
    TUCAI_TRY(const auto after, collect::next(state, collect::CodeEvent::Revoke, 0));
    TUCAI_CHECK(entry.sql().run(
        "update codes set state = $1, ended_ms = $2, end_reason = 'replaced' where tenant = $3 "
        "and id = $4",
        {std::string(collect::word(after)), entry.now_ms(), tenant, code->text("id")}));
    TUCAI_CHECK(entry.sql().run(
        "update code_devices set ended_ms = $1 where tenant = $2 and code = $3 and ended_ms is "
        "null",
        {entry.now_ms(), tenant, code->text("id")}));
    return entry.record({tenant, "code.revoked", actor, code->text("id"), R"({"event":"replaced"})", 0});
}

Result<collect::IssuedCode> Registry::issue(store::Entry& entry, const collect::Enrolment& enrolment,
                                            const std::string& actor)
{
    TUCAI_TRY(const auto last_six, collect::read_last_six(enrolment.last_six));
    if (enrolment.expires_ms <= entry.now_ms())
        return fail(ErrorCode::InvalidInput, "A code expires after it is issued.");
    TUCAI_TRY(const auto student,
              entry.sql().row("select id, batch from students where tenant = $1 and code_number = $2",
                              {enrolment.tenant, enrolment.code_number}));
    if (!student)
        return fail(ErrorCode::StoreConflict, "There is no student of this code number.");
    collect::IssuedCode issued;
    issued.student = student->text("id");
    TUCAI_CHECK(replace(entry, enrolment.tenant, issued.student, actor));
    TUCAI_TRY(const auto key, code_keys_.current(entry));
    issued.id = collect::new_id(randomness_);
    const collect::CodeClaims claims = {issued.id, student->text("batch"), entry.now_ms(),
                                        enrolment.expires_ms, identity_of(issued.id, last_six)};
    TUCAI_TRY(issued.text, collect::seal_code(claims, key, randomness_));
    TUCAI_TRY(
        const auto row,
        entry.sql().row(
            "insert into codes (tenant, id, student, batch, generation, state, issuer, key_number, "
            "identity_digest, wrong_tries, issued_ms, expires_ms, end_reason) values ($1, $2, $3, "
            "$4, (select coalesce(max(generation), 0) + 1 from codes where tenant = $1 and student = "
            "$3), 'issued', $5, $6, $7, 0, $8, $9, '') returning generation",
            {enrolment.tenant, issued.id, issued.student, claims.batch, std::string(collect::own_issuer),
             std::int64_t{key.number}, claims.identity, claims.issued_ms, claims.expires_ms}));
    issued.generation = row->integer("generation");
    TUCAI_CHECK(entry.record({enrolment.tenant, "code.issued", actor, issued.id,
                              R"({"generation":)" + std::to_string(issued.generation) + "}", 0}));
    return issued;
}

Result<std::string> Registry::text_of(const std::string& tenant, const std::string& code) const
{
    return ledger_.read([&](store::Transaction& sql) -> Result<std::string> {
        TUCAI_TRY(const auto row,
                  sql.row("select batch, state, key_number, identity_digest, issued_ms, expires_ms from "
                          "codes where tenant = $1 and id = $2 and issuer = $3",
                          {tenant, code, std::string(collect::own_issuer)}));
        if (!row)
            return fail(ErrorCode::CodeUnknown, "There is no such code.");
        if (row->text("state") == "revoked")
            return fail(ErrorCode::CodeRevoked, "This code was taken out of use. Issue a new one.");
        if (row->text("state") == "expired")
            return fail(ErrorCode::CodeExpired, "The time of this code is over. Issue a new one.");
        TUCAI_TRY(const auto key, code_keys_.key(sql, row->integer("key_number")));
        return collect::seal_code({code, row->text("batch"), row->integer("issued_ms"),
                                   row->integer("expires_ms"), row->text("identity_digest")},
                                  key, randomness_);
    });
}

} // namespace tucai::registry
