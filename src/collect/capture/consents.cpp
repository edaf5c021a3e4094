#include "collect/capture/consents.h"

#include "base/sha256.h"
#include "collect/capture/session_rows.h"

namespace tucai::collect {
namespace {

/// A consent is a page or two.
constexpr std::size_t most_consent_characters = 20'000;

std::string language_word(base::Language language)
{
    return language == base::Language::Chinese ? "zh" : "en";
}

Result<std::int64_t> latest_version(store::Transaction& sql, const std::string& tenant, ConsentKind kind)
{
    TUCAI_TRY(const auto row,
              sql.row("select coalesce(max(version), 0) as n from consent_texts where tenant = $1 and kind = "
                      "$2",
                      {tenant, std::string(word(kind))}));
    return row ? row->integer("n") : 0;
}

/// The digest of a text that was shown. Fails: VersionStale where it is not the one to be shown now; an older
/// one may still be withdrawn from.
Result<std::string> shown_text(store::Transaction& sql, const std::string& tenant, const NewAnswer& answer)
{
    TUCAI_TRY(const auto latest, latest_version(sql, tenant, answer.kind));
    TUCAI_TRY(const auto row, sql.row("select sha256 from consent_texts where tenant = $1 and kind = $2 and "
                                      "version = $3 and language = $4",
                                      {tenant, std::string(word(answer.kind)), answer.version,
                                       language_word(answer.language)}));
    if (!row || (answer.answer == ConsentAnswer::Given && answer.version != latest))
        return fail(ErrorCode::VersionStale, "The text of the consent has changed. Read it again.");
    return row->text("sha256");
}

Result<> check_order(const std::optional<ConsentStanding>& before, ConsentAnswer answer)
{
    const bool is_given = before && before->answer == ConsentAnswer::Given;
    if (answer == ConsentAnswer::Withdrawn && !is_given)
        return not_allowed("consent", before ? word(before->answer) : "unanswered", "withdrawn", "");
    if (answer == ConsentAnswer::Refused && is_given)
        return not_allowed("consent", "given", "refused", "It can be withdrawn.");
    return {};
}

/// What a network had found goes with the consent to it, scores in evidence too. A suspicion that rests on
/// them is left for a person, who compares.
Result<> forget_comparisons(store::Entry& entry, const DeviceGrant& grant)
{
    TUCAI_CHECK(
        entry.sql().run("update violations set evidence_sealed = null where tenant = $1 and student = "
                        "$2 and kind = 'other_person' and raised_by = 'machine'",
                        {grant.tenant, grant.student}));
    return entry.sql()
        .run("delete from comparisons where tenant = $1 and made_by = 'machine' and photo in (select id "
             "from photos where tenant = $1 and student = $2)",
             {grant.tenant, grant.student})
        .map([](std::size_t) {});
}

Result<> follow(store::Entry& entry, const DeviceGrant& grant, const NewAnswer& answer)
{
    if (answer.answer == ConsentAnswer::Given)
        return {};
    if (answer.kind == ConsentKind::Comparison)
        return forget_comparisons(entry, grant);
    return end_live_session(entry, scope_of(grant), grant.student, CaptureEvent::Abandon).map([](bool) {});
}

} // namespace

Result<std::optional<ConsentStanding>> consent_of(store::Transaction& sql, const std::string& tenant,
                                                  const std::string& student, ConsentKind kind)
{
    TUCAI_TRY(const auto row,
              sql.row("select answer, version, language, text_sha256, at_ms from consents where tenant = $1 "
                      "and student = $2 and kind = $3 order by at_ms desc limit 1",
                      {tenant, student, std::string(word(kind))}));
    if (!row)
        return std::optional<ConsentStanding>();
    const auto answer = from_word<ConsentAnswer>(row->text("answer"));
    if (!answer)
        return fail(ErrorCode::Internal, "A consent's answer is stored as a word that is none.");
    return ConsentStanding{*answer, row->integer("version"), row->text("language"), row->text("text_sha256"),
                           row->integer("at_ms")};
}

Result<bool> may_compare(store::Transaction& sql, const std::string& tenant, const std::string& student)
{
    TUCAI_TRY(const auto standing, consent_of(sql, tenant, student, ConsentKind::Comparison));
    return standing && standing->answer == ConsentAnswer::Given;
}

Result<std::int64_t> Consents::publish(const Scope& scope, ConsentKind kind, const base::Text& words)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto zh,
              read_text(words.zh, "the Chinese text", most_consent_characters, TextLines::Several));
    TUCAI_TRY(const auto en,
              read_text(words.en, "the English text", most_consent_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::int64_t> {
        TUCAI_TRY(const auto latest, latest_version(entry.sql(), scope.tenant, kind));
        for (const auto* text : {&zh, &en})
            TUCAI_CHECK(entry.sql().run(
                "insert into consent_texts (tenant, kind, version, language, words, sha256, created_ms) "
                "values ($1, $2, $3, $4, $5, $6, $7)",
                {scope.tenant, std::string(word(kind)), latest + 1, text == &zh ? "zh" : "en", *text,
                 base::sha256_hex(base::as_bytes(*text)), entry.now_ms()}));
        TUCAI_CHECK(entry.record(event_of(scope, "consent_text.published", std::string(word(kind)),
                                          "{\"version\":" + std::to_string(latest + 1) + "}")));
        return latest + 1;
    });
}

Result<ConsentText> Consents::text(const std::string& tenant, ConsentKind kind) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<ConsentText> {
        TUCAI_TRY(const auto version, latest_version(sql, tenant, kind));
        if (version == 0)
            return not_found();
        ConsentText text{kind, version, {}};
        TUCAI_TRY(const auto rows, sql.rows("select language, words from consent_texts where tenant = $1 and "
                                            "kind = $2 and version = $3",
                                            {tenant, std::string(word(kind)), version}));
        for (const auto& row : rows)
            (row.text("language") == "zh" ? text.words.zh : text.words.en) = row.text("words");
        return text;
    });
}

Result<> Consents::answer(const DeviceGrant& grant, const NewAnswer& answer)
{
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_CHECK(check_grant(entry.sql(), grant, GrantFor::Status, entry.now_ms()));
        TUCAI_TRY(const auto before, consent_of(entry.sql(), grant.tenant, grant.student, answer.kind));
        TUCAI_CHECK(check_order(before, answer.answer));
        TUCAI_TRY(const auto sha256, shown_text(entry.sql(), grant.tenant, answer));
        // Of two answers within one millisecond the later must be the latest.
        const auto at_ms = before ? std::max(entry.now_ms(), before->at_ms + 1) : entry.now_ms();
        const auto kind = std::string(word(answer.kind));
        const auto said = std::string(word(answer.answer));
        const auto language = language_word(answer.language);
        TUCAI_CHECK(
            entry.sql().run("insert into consents (tenant, id, student, kind, answer, version, language, "
                            "text_sha256, device, at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                            {grant.tenant, new_id(means_.randomness), grant.student, kind, said,
                             answer.version, language, sha256, grant.device, at_ms}));
        TUCAI_CHECK(follow(entry, grant, answer));
        return entry.record(event_of(scope_of(grant), "consent." + said, grant.student,
                                     R"({"kind":")" + kind + R"(","version":)" +
                                         std::to_string(answer.version) + R"(,"language":")" + language +
                                         R"(","sha256":")" + sha256 + "\"}"));
    });
}

Result<std::array<std::optional<ConsentStanding>, 2>> Consents::answers(const DeviceGrant& grant) const
{
    using Both = std::array<std::optional<ConsentStanding>, 2>;
    return means_.ledger.read([&](store::Transaction& sql) -> Result<Both> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, means_.ledger.now_ms()));
        Both both;
        for (const auto kind : {ConsentKind::Photo, ConsentKind::Comparison}) {
            TUCAI_TRY(both.at(static_cast<std::size_t>(kind)),
                      consent_of(sql, grant.tenant, grant.student, kind));
        }
        return both;
    });
}

} // namespace tucai::collect
