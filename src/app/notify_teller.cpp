#include "app/notify_teller.h"

#include "collect/locks/violation_rows.h"
#include "collect/notify/batch_words.h"
#include "collect/notify/outbox.h"
#include "collect/review/reasons.h"
#include "collect/scopes.h"

#include <nlohmann/json.hpp>

namespace tucai::app {
namespace {

using collect::TellKind;
using collect::notify::Parameters;
using collect::notify::Tongue;
using collect::notify::Topic;

/// Leaves room below the longest value of a message for the last words.
constexpr std::size_t most_reason_bytes = collect::notify::most_value_bytes - 100;

nlohmann::json parsed(const std::string& values)
{
    auto json = nlohmann::json::parse(values, nullptr, false);
    return json.is_object() ? json : nlohmann::json::object();
}

/// The catalogue's sentences, as many as a message takes.
base::Text return_words(const nlohmann::json& values)
{
    base::Text words;
    for (const auto& code : values.value("reasons", nlohmann::json::array())) {
        const auto* reason = code.is_string() ? collect::find_reason(code.get<std::string>()) : nullptr;
        if (reason == nullptr)
            continue;
        if (words.zh.size() + reason->zh.size() > most_reason_bytes ||
            words.en.size() + reason->en.size() > most_reason_bytes)
            return {words.zh + "其余原因请在下面的网址查看。", words.en + " See the other reasons below."};
        words.zh += reason->zh;
        words.en += (words.en.empty() ? "" : " ") + std::string(reason->en);
    }
    return words;
}

base::Text suspicion_words(const nlohmann::json& values)
{
    const auto kind = collect::from_word<collect::ViolationKind>(values.value("violation", std::string()));
    return kind ? collect::violation_words(*kind) : base::Text();
}

/// What the event itself says: the rest is the batch's.
Parameters own_parameters(Topic topic, TellKind kind, const std::string& values, std::int64_t now_ms,
                          const std::string& link)
{
    const auto moment = [](std::int64_t at_ms) { return base::Instant(std::chrono::milliseconds(at_ms)); };
    Parameters parameters;
    for (const auto& word : placeholders(collect::notify::template_of(topic))) {
        if (word == "link")
            parameters[word] = base::Text{link, link};
        if (word == "reason")
            parameters[word] = reason_words(kind, values);
        if (word == "since")
            parameters[word] = moment(now_ms);
        if (const auto json = parsed(values); word == "deadline" && json.contains("until_ms"))
            parameters[word] = moment(json["until_ms"].get<std::int64_t>());
    }
    return parameters;
}

Tongue tongue_of(const std::string& language)
{
    if (language == "zh")
        return Tongue::Chinese;
    return language == "en" ? Tongue::English : Tongue::Both;
}

} // namespace

Topic topic_of(TellKind kind)
{
    switch (kind) {
    case TellKind::PhotoSubmitted:
        return Topic::Submitted;
    case TellKind::PhotoAccepted:
        return Topic::Accepted;
    case TellKind::PhotoReturned:
        return Topic::Returned;
    case TellKind::DecisionUndone:
        return Topic::DecisionUndone;
    case TellKind::PhotoReset:
        return Topic::Reset;
    case TellKind::DeviceReplaced:
        return Topic::CodeTakenOver;
    case TellKind::ViolationConfirmed:
        return Topic::ViolationConfirmed;
    case TellKind::StudentLocked:
        return Topic::Locked;
    case TellKind::ObjectionRejected:
        return Topic::ObjectionDenied;
    case TellKind::ObjectionUpheld:
        return Topic::ObjectionUpheld;
    case TellKind::StudentUnlocked:
        return Topic::Unlocked;
    case TellKind::HelpAnswered:
        return Topic::HelpAnswered;
    }
    return Topic::HelpAnswered;
}

base::Text reason_words(TellKind kind, const std::string& values)
{
    const auto json = parsed(values);
    switch (kind) {
    case TellKind::PhotoReturned:
    case TellKind::PhotoReset:
        return return_words(json);
    case TellKind::ViolationConfirmed:
    case TellKind::StudentLocked:
        return suspicion_words(json);
    case TellKind::ObjectionUpheld:
        if (!json.value("unlocked", false))
            return {"另有一项锁定尚未解除,详情请在下面的网址查看。",
                    "Another lock still holds; read the details below."};
        [[fallthrough]];
    default:
        return {"老师的说明请在下面的网址查看。", "Read the office's words below."};
    }
}

Result<> NotifyTeller::tell(store::Entry& entry, const std::string& tenant, const std::string& student,
                            TellKind kind, const std::string& values, const std::string& cause)
{
    TUCAI_TRY(const auto row,
              entry.sql().row("select batch, language from students where tenant = $1 and id = $2",
                              {tenant, student}));
    if (!row)
        return collect::not_found();
    const auto topic = topic_of(kind);
    const auto own = own_parameters(topic, kind, values, entry.now_ms(), student_page_());
    const auto batch = row->text("batch");
    const auto tongue = tongue_of(row->text("language"));
    TUCAI_TRY(auto parameters, with_batch_words(entry.sql(), topic, tenant, batch, own));
    if (!compose(topic, parameters, tongue)) {
        TUCAI_TRY(parameters, with_batch_words(entry.sql(), topic, tenant, "", own)); // general words
    }
    collect::notify::Notice notice;
    notice.tenant = tenant;
    notice.batch = batch;
    notice.student = student;
    notice.topic = topic;
    notice.parameters = std::move(parameters);
    notice.tongue = tongue;
    notice.cause = cause;
    return add_notice(entry, randomness_, notice).map([](collect::notify::Added) {});
}

} // namespace tucai::app
