#include "collect/notify/sender.h"

namespace tucai::collect::notify {
namespace {

base::Instant instant(std::int64_t ms)
{
    return base::Instant(std::chrono::milliseconds(ms));
}

bool is_for_good(ErrorCode code)
{
    return code == ErrorCode::SendRefused || code == ErrorCode::MessageInvalid ||
           code == ErrorCode::InvalidInput;
}

/// A job's subject is tenant and id.
std::pair<std::string, std::string> parts_of(const std::string& subject)
{
    const auto slash = subject.find('/');
    return slash == std::string::npos ? std::pair(subject, std::string())
                                      : std::pair(subject.substr(0, slash), subject.substr(slash + 1));
}

std::string details(const std::string& reason)
{
    return reason.empty() ? "" : R"({"reason":")" + reason + R"("})";
}

} // namespace

Result<Step> Sender::step()
{
    TUCAI_TRY(const auto job, store::take_job(ledger_.database(), {send_job}, ledger_.now_ms(),
                                              options_.lease_ms, base::random_token(randomness_)));
    if (!job)
        return Step::Idle;
    const auto [tenant, id] = parts_of(job->subject);
    TUCAI_TRY(const auto row, ledger_.read([&, &t = tenant, &i = id](store::Transaction& sql) {
        return sql.row(
            "select tenant, id, student, person, template, language, parameters, channel, state, made_ms "
            "from notifications where tenant = $1 and id = $2",
            {t, i});
    }));
    if (row && row->text("state") == "waiting")
        return send(*job, *row);
    TUCAI_CHECK(ledger_.database().write(
        [&](store::Transaction& sql) { return store::finish_job(sql, *job, ledger_.now_ms()); }));
    return Step::Passed;
}

const Channel* Sender::channel_for(const store::Row& row, const Reach& reach) const
{
    const auto* channel = row.text("channel") == word(Way::Mail) ? mail_ : webhook_;
    return channel != nullptr && channel->reaches(reach) ? channel : nullptr;
}

Result<> Sender::deliver(const store::Row& row, const Channel& channel, const Reach& reach) const
{
    const auto topic = from_word<Topic>(row.text("template"));
    const auto tongue = from_word<Tongue>(row.text("language"));
    if (!topic || !tongue)
        return fail(ErrorCode::MessageInvalid, "The message is of no kind that this program knows.");
    TUCAI_TRY(const auto parameters, from_json(row.text("parameters")));
    TUCAI_TRY(auto message, compose(*topic, parameters, *tongue));
    return channel.send({row.text("tenant"), row.text("id"), *topic, *tongue, std::move(message), reach,
                         instant(row.integer("made_ms")), instant(ledger_.now_ms())});
}

Result<Step> Sender::send(const store::Job& job, const store::Row& row)
{
    const auto student = row.maybe_text("student");
    const auto tenant = row.text("tenant");
    const auto reach = student ? book_.student(tenant, *student)
                               : book_.person(tenant, row.maybe_text("person").value_or(""));
    if (!reach)
        return put_off(job, row, std::string(error_word(reach.error().code)));
    const auto* channel = channel_for(row, *reach);
    if (channel == nullptr)
        return end(job, row, "listed", "", Step::Listed);
    const auto sent = deliver(row, *channel, *reach);
    if (sent)
        return end(job, row, "sent", "", Step::Sent);
    const std::string reason(error_word(sent.error().code));
    return is_for_good(sent.error().code) ? end(job, row, "failed", reason, Step::Failed)
                                          : put_off(job, row, reason);
}

Result<Step> Sender::end(const store::Job& job, const store::Row& row, const std::string& state,
                         const std::string& reason, Step step)
{
    return ledger_.write([&](store::Entry& entry) -> Result<Step> {
        TUCAI_CHECK(store::finish_job(entry.sql(), job, entry.now_ms()));
        TUCAI_CHECK(entry.sql().run(
            "update notifications set state = $1, error_code = $2, attempts = $3, ended_ms = $4 "
            "where tenant = $5 and id = $6",
            {state, reason.empty() ? store::Value() : store::Value(reason), std::int64_t{job.attempt},
             entry.now_ms(), row.text("tenant"), row.text("id")}));
        TUCAI_CHECK(entry.record(
            {row.text("tenant"), "notification." + state, "system", row.text("id"), details(reason), 0}));
        return step;
    });
}

Result<Step> Sender::put_off(const store::Job& job, const store::Row& row, const std::string& reason)
{
    if (job.attempt >= most_tries)
        return end(job, row, "failed", reason, Step::Failed);
    // No event: nothing has come of it yet, and the next try tells.
    TUCAI_CHECK(ledger_.database().write([&](store::Transaction& sql) {
        return sql.run(
            "update notifications set attempts = $1, error_code = $2 where tenant = $3 and id = $4 and "
            "state = 'waiting'",
            {std::int64_t{job.attempt}, reason, row.text("tenant"), row.text("id")});
    }));
    TUCAI_CHECK(store::give_back_job(ledger_.database(), job, reason, ledger_.now_ms()));
    return Step::Later;
}

Result<std::size_t> Sender::settle_forsaken()
{
    constexpr const char* forsaken =
        "select tenant, id from notifications where state = 'waiting' and not exists ("
        "select 1 from jobs where kind = 'notify' and subject = notifications.tenant || "
        "'/' || notifications.id and state in ('waiting', 'held')) limit 500";
    TUCAI_TRY(const auto seen, ledger_.read([&](store::Transaction& sql) { return sql.rows(forsaken); }));
    if (seen.empty())
        return std::size_t{0};
    return ledger_.write([&](store::Entry& entry) -> Result<std::size_t> {
        TUCAI_TRY(const auto rows, entry.sql().rows(forsaken));
        if (rows.empty())
            return fail(ErrorCode::StoreBusy, "Another process settles them.");
        const std::string reason(error_word(ErrorCode::LeaseLost));
        for (const auto& row : rows) {
            TUCAI_CHECK(entry.sql().run(
                "update notifications set state = 'failed', error_code = $1, ended_ms = $2 where "
                "tenant = $3 and id = $4",
                {reason, entry.now_ms(), row.text("tenant"), row.text("id")}));
            TUCAI_CHECK(entry.record(
                {row.text("tenant"), "notification.failed", "system", row.text("id"), details(reason), 0}));
        }
        return rows.size();
    });
}

} // namespace tucai::collect::notify
