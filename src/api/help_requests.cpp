#include "api/fields.h"
#include "api/json.h"
#include "api/query.h"
#include "api/resources.h"
#include "collect/review/help.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::Help;
using collect::HelpState;

nlohmann::json help_json(const collect::HelpRow& help)
{
    return {{"id", help.id},
            {"student", help.student},
            {"photo", or_null(help.photo)},
            {"about", word(help.about)},
            {"state", word(help.state)},
            {"words", or_null(help.words)},
            {"answer", or_null(help.answer)},
            {"made_at", time_text(help.made_ms)},
            {"answered_at", time_json(help.answered_ms)}};
}

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto batch, query_id(call.request, "batch"));
    TUCAI_TRY(const auto state, query_word(call.request, "state", collect::from_word<HelpState>));
    const auto wanted = state.value_or(HelpState::Open);
    const auto name = "help-requests/" + call.scope.tenant + "/" + call.scope.college + "/" + batch + "/" +
                      std::string(word(wanted));
    TUCAI_TRY(const auto page, house.cursors.page_of(call.request, name));
    TUCAI_TRY(const auto found,
              Help(house.means, house.teller)
                  .list(call.scope, batch, wanted, page.after, static_cast<std::size_t>(page.limit)));
    auto items = nlohmann::json::array();
    for (const auto& help : found.rows)
        items.push_back(help_json(help));
    return http::json_response(200, house.cursors.page(name, std::move(items), found.next));
}

Outcome<http::Response> answer(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto words = fields.text("words", 4000);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(Help(house.means, house.teller).answer(call.scope, call.request.path_value("id"), words));
    return http::empty_response();
}

Outcome<http::Response> close(House& house, const Call& call)
{
    TUCAI_CHECK(Help(house.means, house.teller).close(call.scope, call.request.path_value("id")));
    return http::empty_response();
}

} // namespace

Endpoints help_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> office = {Role::School};
    const std::vector<Role> readers = {Role::School, Role::College};
    return {
        {"GET", "/help-requests", Door::Staff, readers, Makes::Nothing, 0, with(list)},
        {"POST", "/help-requests/{id}/answer", Door::Staff, office, Makes::Nothing, 16'384, with(answer)},
        {"POST", "/help-requests/{id}/close", Door::Staff, office, Makes::Nothing, 4096, with(close)},
    };
}

} // namespace tucai::api
