#include "collect/notify/outbox.h"

#include "collect/means.h"
#include "store/jobs.h"

namespace tucai::collect::notify {
namespace {

/// Reasons after which no further try was made.
bool is_for_good(const std::string& reason)
{
    return reason == error_word(ErrorCode::SendRefused) || reason == error_word(ErrorCode::MessageInvalid) ||
           reason == error_word(ErrorCode::InvalidInput);
}

DeliveryState state_of(const store::Row& row)
{
    const auto state = row.text("state");
    const auto reason = row.maybe_text("error_code").value_or("");
    if (state == "waiting")
        return row.integer("attempts") == 0 ? DeliveryState::Queued : DeliveryState::Trying;
    if (state == "failed")
        return is_for_good(reason) ? DeliveryState::Failed : DeliveryState::GivenUp;
    return state == "listed" ? DeliveryState::Listed : DeliveryState::Sent;
}

Topic topic_of(const store::Row& row)
{
    return from_word<Topic>(row.text("template")).value_or(Topic::Opening);
}

std::string heading(const ListLine& line, Tongue tongue)
{
    switch (tongue) {
    case Tongue::Chinese:
        return "【" + line.subject.zh + "】";
    case Tongue::English:
        return "[" + line.subject.en + "]";
    case Tongue::Both:
        break;
    }
    return "【" + line.subject.zh + "】" + line.subject.en;
}

std::string text_of(const std::vector<ListLine>& lines, Tongue tongue)
{
    std::string text;
    std::string last;
    std::string last_class;
    for (const auto& line : lines) {
        const auto head = heading(line, tongue);
        if (head != last || line.class_name != last_class) {
            text += text.empty() ? "" : "\n";
            text += line.class_name.empty() ? "" : line.class_name + "\n";
            text += head + "\n";
            last = head;
            last_class = line.class_name;
        }
        text += line.masked_name + "  " + line.code_number + "\n";
    }
    return text;
}

Result<ListLine> line_of(const store::Row& row)
{
    ListLine line{row.text("student"),    row.text("code_number"), row.text("masked_name"),
                  row.text("class_name"), topic_of(row),           {},
                  row.integer("made_ms")};
    TUCAI_TRY(const auto parameters, from_json(row.text("parameters")));
    TUCAI_TRY(const auto chinese, compose(line.topic, parameters, Tongue::Chinese));
    TUCAI_TRY(const auto english, compose(line.topic, parameters, Tongue::English));
    line.subject = {chinese.subject, english.subject};
    return line;
}

} // namespace

Result<Added> add_notice(store::Entry& entry, const base::Randomness& randomness, const Notice& notice)
{
    if (notice.student.has_value() == notice.person.has_value() || notice.cause.empty())
        return fail(ErrorCode::InvalidInput,
                    "A message goes to a student or to a member of staff, for a cause.");
    TUCAI_CHECK(compose(notice.topic, notice.parameters, notice.tongue));
    const auto id = new_id(randomness);
    const bool is_listed = notice.way == Way::List;
    // The cause names the person too: many may be told of one thing.
    const auto cause = std::string(word(notice.topic)) + ":" + notice.cause + ":" +
                       notice.student.value_or("") + notice.person.value_or("");
    TUCAI_TRY(
        const auto added,
        entry.sql().run(
            "insert into notifications (tenant, id, batch, student, person, template, language, "
            "parameters, channel, state, attempts, cause, made_ms, next_ms) values ($1, $2, $3, $4, "
            "$5, $6, $7, $8, $9, $10, 0, $11, $12, $12) on conflict (tenant, cause) do nothing",
            {notice.tenant, id, store::or_null(notice.batch), store::or_null(notice.student),
             store::or_null(notice.person), std::string(word(notice.topic)), std::string(word(notice.tongue)),
             to_json(notice.parameters), std::string(word(notice.way)),
             std::string(is_listed ? "listed" : "waiting"), cause, entry.now_ms()}));
    if (added == 0)
        return Added::Known;
    if (!is_listed)
        TUCAI_CHECK(store::add_job(entry.sql(),
                                   {send_job, notice.tenant + "/" + id, "", entry.now_ms(), most_tries},
                                   entry.now_ms()));
    return Added::New;
}

Result<std::vector<NoticeStanding>> notices_of(store::Transaction& sql, const std::string& tenant,
                                               const std::string& student)
{
    TUCAI_TRY(const auto rows,
              sql.rows("select id, student, template, state, attempts, error_code, made_ms from "
                       "notifications where tenant = $1 and student = $2 order by made_ms, id",
                       {tenant, student}));
    std::vector<NoticeStanding> notices;
    notices.reserve(rows.size());
    for (const auto& row : rows)
        notices.push_back({row.text("id"), row.maybe_text("student").value_or(""), topic_of(row),
                           state_of(row), row.integer("attempts"), row.maybe_text("error_code").value_or(""),
                           row.integer("made_ms")});
    return notices;
}

Result<std::map<DeliveryState, std::int64_t>> count_notices(store::Transaction& sql,
                                                            const std::string& tenant,
                                                            const std::string& batch,
                                                            const std::string& college)
{
    TUCAI_TRY(const auto rows, sql.rows("select state, error_code, case when attempts > 0 then 1 else 0 end "
                                        "as attempts, count(*) as n from notifications where "
                                        "tenant = $1 and batch = $2 and ($3 = '' or student in (select "
                                        "id from students where tenant = $1 and college = $3)) group by 1, "
                                        "2, 3",
                                        {tenant, batch, college}));
    std::map<DeliveryState, std::int64_t> counts;
    for (const auto& row : rows)
        counts[state_of(row)] += row.integer("n");
    return counts;
}

Result<GroupList> list_for_group(store::Transaction& sql, const std::string& tenant, const std::string& batch,
                                 const std::optional<std::string>& of_class, Tongue tongue,
                                 const std::string& college)
{
    TUCAI_TRY(
        const auto rows,
        sql.rows(
            "select s.id as student, s.code_number, s.masked_name, coalesce(c.name, '') as class_name, "
            "n.template, n.parameters, n.made_ms from notifications n join students s on s.tenant = "
            "n.tenant and s.id = n.student left join classes c on c.tenant = s.tenant and c.id = s.class "
            "where n.tenant = $1 and n.batch = $2 and n.state in ('listed', 'failed') and (s.class = $3 or "
            "$3 = '') and ($4 = '' or s.college = $4) order by class_name, n.template, s.roster_place, s.id, "
            "n.made_ms",
            {tenant, batch, of_class.value_or(""), college}));
    GroupList list;
    for (const auto& row : rows) {
        TUCAI_TRY(auto line, line_of(row));
        list.lines.push_back(std::move(line));
    }
    list.text = text_of(list.lines, tongue);
    return list;
}

} // namespace tucai::collect::notify
