#include "collect/review/help.h"

#include "collect/capture/sealed_text.h"
#include "collect/locks/cursor.h"

namespace tucai::collect {
namespace {

constexpr std::size_t most_words_characters = 1000;
constexpr std::int64_t most_open = 5;

#define TUCAI_HELP_COLUMNS                                                                                   \
    "select h.id, h.student, h.photo, h.about, h.state, h.words_sealed, h.answer_sealed, h.made_ms, "        \
    "h.answered_ms from help_requests h join students s on s.tenant = h.tenant and s.id = h.student "

Result<HelpRow> help_of(const Means& means, const store::Row& row)
{
    const auto about = from_word<HelpTopic>(row.text("about"));
    const auto state = from_word<HelpState>(row.text("state"));
    if (!about || !state)
        return fail(ErrorCode::Internal, "A request for help is stored with a word that is none.");
    HelpRow help;
    help.id = row.text("id");
    help.student = row.text("student");
    help.photo = row.maybe_text("photo").value_or("");
    help.about = *about;
    help.state = *state;
    TUCAI_TRY(help.words, open_text(means, help.student, "help_requests.words_sealed", help.id,
                                    row.maybe_bytes("words_sealed")));
    TUCAI_TRY(help.answer, open_text(means, help.student, "help_requests.answer_sealed", help.id,
                                     row.maybe_bytes("answer_sealed")));
    help.made_ms = row.integer("made_ms");
    help.answered_ms = row.maybe_integer("answered_ms");
    return help;
}

Result<std::vector<HelpRow>> helps_of(const Means& means, const store::Rows& rows)
{
    std::vector<HelpRow> helps;
    for (const auto& row : rows) {
        TUCAI_TRY(auto help, help_of(means, row));
        helps.push_back(std::move(help));
    }
    return helps;
}

Result<HelpRow> load_help(store::Transaction& sql, const Means& means, const Scope& scope,
                          const std::string& id)
{
    TUCAI_TRY(const auto row, sql.row(TUCAI_HELP_COLUMNS "where h.tenant = $1 and h.id = $2 and ($3 = '' or "
                                                         "s.college = $3)",
                                      {scope.tenant, id, college_limit(scope)}));
    if (!row)
        return not_found();
    return help_of(means, *row);
}

} // namespace

Result<std::string> Help::ask(const DeviceGrant& grant, HelpTopic about, const std::string& words)
{
    if (about == HelpTopic::Photo)
        return fail(ErrorCode::InvalidInput, "Submit the photo and ask a person there.");
    TUCAI_TRY(const auto text, read_text(words, "your question", most_words_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        TUCAI_CHECK(check_grant(entry.sql(), grant, GrantFor::Status, entry.now_ms()));
        TUCAI_TRY(const auto open,
                  entry.sql().row("select count(*) as n from help_requests where tenant = $1 "
                                  "and student = $2 and state = 'open' and about <> 'photo'",
                                  {grant.tenant, grant.student}));
        if (open->integer("n") >= most_open)
            return fail(ErrorCode::CaptureTooMany, "Wait for an answer to what you asked before.");
        const auto id = new_id(means_.randomness);
        TUCAI_TRY(auto sealed, seal_text(means_, grant.student, "help_requests.words_sealed", id, text));
        TUCAI_CHECK(entry.sql().run("insert into help_requests (tenant, id, student, batch, about, "
                                    "words_sealed, state, made_ms) values ($1, $2, $3, $4, $5, $6, 'open', "
                                    "$7)",
                                    {grant.tenant, id, grant.student, grant.batch, std::string(word(about)),
                                     std::move(sealed), entry.now_ms()}));
        TUCAI_CHECK(entry.record(
            event_of(scope_of(grant), "help.asked", id, R"({"about":")" + std::string(word(about)) + "\"}")));
        return id;
    });
}

Result<std::vector<HelpRow>> Help::own(const DeviceGrant& grant) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::vector<HelpRow>> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, means_.ledger.now_ms()));
        TUCAI_TRY(const auto rows, sql.rows(TUCAI_HELP_COLUMNS "where h.tenant = $1 and h.student = $2 order "
                                                               "by h.made_ms desc, h.id",
                                            {grant.tenant, grant.student}));
        return helps_of(means_, rows);
    });
}

Result<HelpPage> Help::list(const Scope& scope, const std::string& batch, HelpState state,
                            const std::string& cursor, std::size_t limit) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College}));
    TUCAI_TRY(const auto from, read_cursor(cursor));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<HelpPage> {
        TUCAI_TRY(const auto rows,
                  sql.rows(TUCAI_HELP_COLUMNS "where h.tenant = $1 and h.batch = $2 and h.state = $3 and ($4 "
                                              "= '' or s.college = $4) and (h.made_ms, h.id) > ($5, $6) "
                                              "order by h.made_ms, h.id limit $7",
                           {scope.tenant, batch, std::string(word(state)), college_limit(scope), from.at_ms,
                            from.id, page_size(limit) + 1}));
        HelpPage page;
        TUCAI_TRY(page.rows, helps_of(means_, rows));
        if (static_cast<std::int64_t>(page.rows.size()) > page_size(limit)) {
            page.rows.pop_back();
            page.next = cursor_text({page.rows.back().made_ms, page.rows.back().id});
        }
        return page;
    });
}

Result<> Help::answer(const Scope& scope, const std::string& id, const std::string& words)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto text, read_text(words, "the answer", most_words_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto help, load_help(entry.sql(), means_, scope, id));
        if (help.state == HelpState::Closed)
            return not_allowed("request for help", word(help.state), "answer", "");
        TUCAI_TRY(auto sealed, seal_text(means_, help.student, "help_requests.answer_sealed", id, text));
        TUCAI_CHECK(entry.sql().run("update help_requests set state = 'answered', answered_ms = $1, "
                                    "answered_by = $2, answer_sealed = $3 where tenant = $4 and id = $5",
                                    {entry.now_ms(), scope.person, std::move(sealed), scope.tenant, id}));
        TUCAI_CHECK(entry.record(event_of(scope, "help.answered", id)));
        return teller_.tell(entry, scope.tenant, help.student, TellKind::HelpAnswered,
                            R"({"help":")" + id + "\"}",
                            "help.answered." + id + "." + std::to_string(entry.now_ms()));
    });
}

Result<> Help::close(const Scope& scope, const std::string& id)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto help, load_help(entry.sql(), means_, scope, id));
        if (help.state == HelpState::Closed)
            return not_allowed("request for help", word(help.state), "close", "");
        TUCAI_CHECK(
            entry.sql().run("update help_requests set state = 'closed', closed_ms = $1 where tenant = "
                            "$2 and id = $3",
                            {entry.now_ms(), scope.tenant, id}));
        return entry.record(event_of(scope, "help.closed", id));
    });
}

} // namespace tucai::collect
