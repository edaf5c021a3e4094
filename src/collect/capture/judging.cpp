#include "collect/capture/judging.h"

#include "collect/capture/likeness.h"
#include "collect/capture/photo_rows.h"
#include "collect/capture/sealed_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tucai::collect {
namespace {

/// As store::NewJob has it by itself.
constexpr int most_attempts = 5;

struct Task {
    ShotRow shot;
    PhotoRow photo;
    std::string profile;
    std::vector<ExemptionRow> exemptions;
};

/// What a job is about; none where nothing is left to do.
Result<std::optional<Task>> find_task(const Means& means, const store::Job& job)
{
    const auto tenant = tenant_of_job(job.payload);
    const auto now_ms = means.ledger.now_ms();
    return means.ledger.read([&](store::Transaction& sql) -> Result<std::optional<Task>> {
        auto shot = load_shot(sql, tenant, job.subject);
        if (!shot && shot.error().code == ErrorCode::NotFound)
            return std::optional<Task>();
        TUCAI_TRY(auto found, shot);
        if (found.state != ShotState::Stored || !found.blob)
            return std::optional<Task>();
        TUCAI_TRY(auto photo, load_photo_of_shot(sql, tenant, found.id));
        TUCAI_TRY(const auto row,
                  sql.row("select profile from photos where tenant = $1 and id = $2", {tenant, photo.id}));
        TUCAI_TRY(auto exemptions, live_exemptions(sql, tenant, found.student, now_ms));
        return Task{std::move(found), std::move(photo), row->text("profile"), std::move(exemptions)};
    });
}

Result<> finish(const Means& means, const store::Job& job)
{
    return means.ledger.database().write(
        [&](store::Transaction& sql) { return store::finish_job(sql, job, means.ledger.now_ms()); });
}

JudgeOutcome failed_outcome(const Error& error)
{
    JudgeOutcome outcome;
    outcome.error_code = std::string(error_word(error.code));
    return outcome;
}

std::vector<std::string> rules_of(const std::vector<RuleFinding>& findings)
{
    std::vector<std::string> rules;
    rules.reserve(findings.size());
    for (const auto& finding : findings)
        rules.push_back(finding.rule);
    return rules;
}

/// Both languages as one text: {"zh": {…}, "en": {…}}, each a tucai.report/1.
std::string both_reports(const base::Text& report)
{
    if (report.zh.empty() && report.en.empty())
        return {};
    return R"({"zh":)" + (report.zh.empty() ? "null" : report.zh) + R"(,"en":)" +
           (report.en.empty() ? "null" : report.en) + "}";
}

PhotoEvent event_for(MachineVerdict verdict)
{
    switch (verdict) {
    case MachineVerdict::Pass:
        return PhotoEvent::JudgeOk;
    case MachineVerdict::Ask:
        return PhotoEvent::JudgeAsk;
    case MachineVerdict::Refuse:
    case MachineVerdict::Error:
        break;
    }
    return PhotoEvent::JudgeRefused;
}

/// What is stored of a judgement: made before the transaction, which is then short.
struct Prepared {
    JudgeOutcome outcome;
    MachineVerdict verdict = MachineVerdict::Error;
    std::string judgement; ///< its new id
    store::Value report_sealed;
    std::optional<std::string> photo_blob;
    std::string photo_digest;
};

Result<Prepared> prepare(const Means& means, const Task& task, JudgeOutcome outcome)
{
    Prepared prepared;
    prepared.verdict = verdict_with(outcome, task.exemptions);
    prepared.judgement = new_id(means.randomness);
    TUCAI_TRY(prepared.report_sealed, seal_text(means, task.shot.student, "judgements.report_sealed",
                                                prepared.judgement, both_reports(outcome.report)));
    if (outcome.photo) {
        TUCAI_TRY(const auto key, means.keys.existing_person_key(task.shot.student));
        TUCAI_TRY(prepared.photo_blob,
                  store::put_sealed(means.blobs, key, photo_blob, outcome.photo->bytes, means.randomness));
        prepared.photo_digest = bytes_digest(means, task.shot.tenant, outcome.photo->bytes);
    }
    prepared.outcome = std::move(outcome);
    return prepared;
}

Result<> store_judgement(store::Entry& entry, const Task& task, const Prepared& prepared)
{
    const auto& outcome = prepared.outcome;
    const auto error = outcome.error_code.empty() ? store::Value() : store::Value(outcome.error_code);
    TUCAI_CHECK(entry.sql().run(
        "insert into judgements (tenant, id, shot, student, profile, engine_version, models_sha256, verdict, "
        "error_code, unassessed, findings, report_sealed, took_ms, judged_ms) values ($1, $2, $3, $4, $5, "
        "$6, $7, $8, $9, $10, $11, $12, $13, $14)",
        {task.shot.tenant, prepared.judgement, task.shot.id, task.shot.student, task.profile,
         outcome.engine_version, outcome.models_sha256, std::string(word(prepared.verdict)), error,
         joined(outcome.unassessed), joined(rules_of(outcome.findings)), prepared.report_sealed,
         outcome.took_ms, entry.now_ms()}));
    TUCAI_CHECK(entry.sql().run("update shots set state = 'judged', judged_ms = $1 where tenant = $2 and id "
                                "= $3",
                                {entry.now_ms(), task.shot.tenant, task.shot.id}));
    if (outcome.looks)
        TUCAI_CHECK(remember_looks(entry.sql(), task.shot, *outcome.looks));
    return {};
}

Result<> store_photo(store::Entry& entry, const Task& task, const Prepared& prepared)
{
    TUCAI_TRY(const auto photo, move_photo(entry, "machine", task.photo, event_for(prepared.verdict)));
    const auto& made = prepared.outcome.photo;
    using store::Value;
    return entry.sql()
        .run("update photos set judgement = $1, judged_as = $2, blob = $3, photo_digest = $4, photo_bytes = "
             "$5, quality = $6, transform = $7, made_ms = $8 where tenant = $9 and id = $10",
             {prepared.judgement, std::string(word(photo.state)), store::or_null(prepared.photo_blob),
              made ? Value(prepared.photo_digest) : Value(),
              made ? Value(static_cast<std::int64_t>(made->bytes.size())) : Value(),
              made ? Value(std::int64_t{made->quality}) : Value(), made ? Value(made->transform) : Value(),
              entry.now_ms(), photo.tenant, photo.id})
        .map([](std::size_t) {});
}

/// The sitting has one judged shot more, if it goes on still.
Result<> note_in_session(store::Entry& entry, const Task& task)
{
    TUCAI_TRY(const auto session, load_session(entry.sql(), task.shot.tenant, task.shot.session));
    if (!is_live(session.state))
        return {};
    const Scope machine{"machine", Role::Admin, task.shot.tenant, ""};
    return move_session(entry, machine, session, CaptureEvent::Judge).map([](CaptureState) {});
}

Result<> store_all(const Means& means, const store::Job& job, const Task& task, const Prepared& prepared)
{
    return means.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto shot, load_shot(entry.sql(), task.shot.tenant, task.shot.id));
        if (shot.state != ShotState::Stored)
            return fail(ErrorCode::LeaseLost, "The shot was judged by another worker.");
        TUCAI_CHECK(store_judgement(entry, task, prepared));
        TUCAI_CHECK(store_photo(entry, task, prepared));
        TUCAI_CHECK(note_in_session(entry, task));
        return store::finish_job(entry.sql(), job, entry.now_ms());
    });
}

Result<JudgeOutcome> judged(const Means& means, const PhotoJudge& judge, const Task& task)
{
    TUCAI_TRY(const auto key, means.keys.existing_person_key(task.shot.student));
    TUCAI_TRY(const auto bytes, store::get_sealed(means.blobs, key, shot_blob, *task.shot.blob));
    return judge.judge(bytes, task.profile);
}

Result<> attempt(const Means& means, const PhotoJudge& judge, const store::Job& job, const Task& task)
{
    auto outcome = judged(means, judge, task);
    if (!outcome && outcome.error().code == ErrorCode::KeyDestroyed)
        return finish(means, job);
    if (!outcome && job.attempt < most_attempts)
        return tl::unexpected(outcome.error());
    TUCAI_TRY(const auto prepared,
              prepare(means, task, outcome ? std::move(*outcome) : failed_outcome(outcome.error())));
    return store_all(means, job, task, prepared);
}

} // namespace

MachineVerdict verdict_with(const JudgeOutcome& outcome, const std::vector<ExemptionRow>& exemptions)
{
    const auto is_waived = [&](const RuleFinding& finding) {
        return waiver_of(exemptions, finding.rule) != nullptr;
    };
    const bool waives = std::any_of(outcome.findings.begin(), outcome.findings.end(), is_waived);
    if (outcome.verdict == MachineVerdict::Error || !waives)
        return outcome.verdict;
    auto worst = MachineVerdict::Ask;
    for (const auto& finding : outcome.findings)
        if (!is_waived(finding))
            worst = std::max(worst, finding.verdict);
    return worst;
}

Result<> run_judge_job(const Means& means, const PhotoJudge& judge, const store::Job& job)
{
    const auto task = find_task(means, job);
    auto done = task && *task ? attempt(means, judge, job, **task) : task.map([](const auto&) {});
    if (task && !*task)
        done = finish(means, job);
    if (done || done.error().code == ErrorCode::LeaseLost)
        return done;
    // The job's own failure is told; one that cannot even be given back waits until its lease has ended.
    (void)store::give_back_job(means.ledger.database(), job, std::string(error_word(done.error().code)),
                               means.ledger.now_ms());
    return done;
}

} // namespace tucai::collect
