#include "collect/batches/batch_rows.h"

#include <algorithm>

namespace tucai::collect {
namespace {

constexpr std::size_t most_name_characters = 100;
constexpr std::size_t most_text_characters = 4000;

tl::unexpected<Error> bad_word()
{
    return fail(ErrorCode::Internal, "What is stored of a batch is none of the program's words.");
}

Result<Window> window_of(const store::Row& row)
{
    const auto kind = from_word<WindowKind>(row.text("kind"));
    if (!kind)
        return bad_word();
    Window window;
    window.kind = *kind;
    TUCAI_TRY(window.first_day, read_day(row.text("first_day")));
    TUCAI_TRY(window.last_day, read_day(row.text("last_day")));
    const auto opens = row.maybe_integer("opens_minute");
    const auto closes = row.maybe_integer("closes_minute");
    if (opens && closes)
        window.hours = DailyHours{std::chrono::minutes(*opens), std::chrono::minutes(*closes)};
    window.reason = row.text("reason");
    return window;
}

Result<> read_parts(store::Transaction& sql, const std::string& tenant, const std::string& id,
                    BatchDetails& details)
{
    TUCAI_TRY(
        const auto texts,
        sql.rows("select part, zh, en from batch_texts where tenant = $1 and batch = $2", {tenant, id}));
    for (const auto& row : texts)
        if (const auto part = from_word<NoticePart>(row.text("part")))
            details.texts[*part] = {row.text("zh"), row.text("en")};
    TUCAI_TRY(
        const auto steps,
        sql.rows("select step, persons from batch_steps where tenant = $1 and batch = $2 order by place",
                 {tenant, id}));
    details.steps.clear();
    for (const auto& row : steps)
        details.steps.push_back({row.text("step") == "centre", static_cast<int>(row.integer("persons"))});
    TUCAI_TRY(const auto days,
              sql.rows("select day from batch_holidays where tenant = $1 and batch = $2 order by day",
                       {tenant, id}));
    for (const auto& row : days) {
        TUCAI_TRY(const auto day, read_day(row.text("day")));
        details.holidays.push_back(day);
    }
    return {};
}

Result<> check_number(std::int64_t number, std::int64_t least, std::int64_t most, const char* what)
{
    if (number < least || number > most)
        return fail(ErrorCode::InvalidInput, std::string(what) + " lies between " + std::to_string(least) +
                                                 " and " + std::to_string(most) + ".");
    return {};
}

Result<> check_steps(const std::vector<BatchStep>& steps)
{
    const bool is_school = steps.size() == 1 && !steps[0].is_centre;
    const bool is_both = steps.size() == 2 && !steps[0].is_centre && steps[1].is_centre;
    const bool are_persons = std::all_of(
        steps.begin(), steps.end(), [](const auto& step) { return step.persons == 1 || step.persons == 2; });
    if (!(is_school || is_both) || !are_persons)
        return fail(
            ErrorCode::InvalidInput,
            "A batch is reviewed by the school, or by the school and then the centre, each by one person "
            "or two.");
    return {};
}

} // namespace

ReviewSteps review_steps(const BatchDetails& details)
{
    return details.steps.size() > 1 ? ReviewSteps::SchoolAndCentre : ReviewSteps::School;
}

Result<BatchDetails> checked(BatchDetails details)
{
    TUCAI_TRY(details.name.zh,
              read_text(details.name.zh, "the batch's name in Chinese", most_name_characters));
    TUCAI_TRY(details.name.en,
              read_text(details.name.en, "the batch's name in English", most_name_characters));
    if (!base::is_id(details.profile))
        return fail(ErrorCode::InvalidInput, "Name a profile of the program, such as xueli-2017.");
    TUCAI_CHECK(check_number(details.price_fen, 0, 100'000, "The price in fen"));
    TUCAI_CHECK(check_number(details.prints, 0, 100, "The number of prints"));
    TUCAI_CHECK(check_number(details.return_hours, 1, 24 * 60, "The time to shoot again, in hours,"));
    TUCAI_CHECK(check_number(details.grace_minutes, 0, 24 * 60, "The grace at closing, in minutes,"));
    TUCAI_CHECK(check_number(details.retention_days, 1, 3660, "The time that photos are kept, in days,"));
    TUCAI_CHECK(check_steps(details.steps));
    std::sort(details.holidays.begin(), details.holidays.end());
    details.holidays.erase(std::unique(details.holidays.begin(), details.holidays.end()),
                           details.holidays.end());
    TUCAI_CHECK(
        check_number(static_cast<std::int64_t>(details.holidays.size()), 0, 366, "The number of holidays"));
    for (auto text = details.texts.begin(); text != details.texts.end();) {
        if (text->second.zh.empty() && text->second.en.empty()) {
            text = details.texts.erase(text);
            continue;
        }
        for (auto* words : {&text->second.zh, &text->second.en}) {
            TUCAI_TRY(*words, read_text(*words, "each text of the notice in both languages",
                                        most_text_characters, TextLines::Several));
        }
        ++text;
    }
    return details;
}

Result<> check_complete(const BatchDetails& details)
{
    for (const auto part : {NoticePart::Uses, NoticePart::Consequences, NoticePart::Office})
        if (!details.texts.contains(part))
            return fail(ErrorCode::BatchIncomplete,
                        "The notice does not say yet: " + std::string(word(part)) +
                            ". Write it in both languages first.");
    return {};
}

Result<Batch> read_batch(store::Transaction& sql, const std::string& tenant, const std::string& id)
{
    TUCAI_TRY(
        const auto row,
        sql.row("select id, state, name_zh, name_en, profile, backdrop, price_fen, prints, return_hours, "
                "grace_minutes, retention_days, version, created_ms, announced_ms, opened_ms, closed_ms, "
                "settled_ms from batches where tenant = $1 and id = $2",
                {tenant, id}));
    if (!row)
        return not_found();
    const auto state = from_word<BatchState>(row->text("state"));
    const auto backdrop = from_word<Backdrop>(row->text("backdrop"));
    if (!state || !backdrop)
        return bad_word();
    Batch batch;
    batch.id = row->text("id");
    batch.state = *state;
    batch.version = row->integer("version");
    auto& details = batch.details;
    details.name = {row->text("name_zh"), row->text("name_en")};
    details.profile = row->text("profile");
    details.backdrop = *backdrop;
    details.price_fen = row->integer("price_fen");
    details.prints = row->integer("prints");
    details.return_hours = row->integer("return_hours");
    details.grace_minutes = row->integer("grace_minutes");
    details.retention_days = row->integer("retention_days");
    batch.created_ms = row->integer("created_ms");
    batch.announced_ms = row->maybe_integer("announced_ms");
    batch.opened_ms = row->maybe_integer("opened_ms");
    batch.closed_ms = row->maybe_integer("closed_ms");
    batch.settled_ms = row->maybe_integer("settled_ms");
    TUCAI_CHECK(read_parts(sql, tenant, id, details));
    TUCAI_TRY(batch.windows, read_windows(sql, tenant, id, false));
    return batch;
}

Result<std::vector<BatchWindow>> read_windows(store::Transaction& sql, const std::string& tenant,
                                              const std::string& batch, bool own)
{
    TUCAI_TRY(
        const auto rows,
        sql.rows("select id, kind, class, student, first_day, last_day, opens_minute, closes_minute, reason "
                 "from batch_windows where tenant = $1 and batch = $2 and (kind = 'own_window') = ($3 = 1) "
                 "order by first_day, id",
                 {tenant, batch, std::int64_t{own ? 1 : 0}}));
    std::vector<BatchWindow> found;
    for (const auto& row : rows) {
        TUCAI_TRY(auto window, window_of(row));
        found.push_back({row.text("id"), std::move(window), row.maybe_text("class").value_or(""),
                         row.maybe_text("student").value_or("")});
    }
    return found;
}

Result<> write_details(store::Transaction& sql, const std::string& tenant, const std::string& id,
                       const BatchDetails& details)
{
    TUCAI_CHECK(sql.run("delete from batch_texts where tenant = $1 and batch = $2", {tenant, id}));
    for (const auto& [part, text] : details.texts)
        TUCAI_CHECK(
            sql.run("insert into batch_texts (tenant, batch, part, zh, en) values ($1, $2, $3, $4, $5)",
                    {tenant, id, std::string(word(part)), text.zh, text.en}));
    TUCAI_CHECK(sql.run("delete from batch_steps where tenant = $1 and batch = $2", {tenant, id}));
    std::int64_t place = 0;
    for (const auto& step : details.steps)
        TUCAI_CHECK(sql.run(
            "insert into batch_steps (tenant, batch, place, step, persons) values ($1, $2, $3, $4, $5)",
            {tenant, id, ++place, std::string(step.is_centre ? "centre" : "school"),
             std::int64_t{step.persons}}));
    TUCAI_CHECK(sql.run("delete from batch_holidays where tenant = $1 and batch = $2", {tenant, id}));
    for (const auto day : details.holidays)
        TUCAI_CHECK(sql.run("insert into batch_holidays (tenant, batch, day) values ($1, $2, $3)",
                            {tenant, id, day_text(day)}));
    return {};
}

Result<Openings> openings_of(store::Transaction& sql, const std::string& tenant, const std::string& batch,
                             const std::string& student, const std::string& class_id)
{
    TUCAI_TRY(const auto whole, read_batch(sql, tenant, batch));
    std::vector<Window> windows;
    windows.reserve(whole.windows.size());
    for (const auto& round : whole.windows)
        windows.push_back(round.window);
    TUCAI_TRY(const auto own, read_windows(sql, tenant, batch, true));
    for (const auto& window : own)
        if ((!student.empty() && window.student == student) ||
            (!class_id.empty() && window.class_id == class_id))
            windows.push_back(window.window);
    return Openings::of(windows, whole.details.holidays);
}

} // namespace tucai::collect
