#include "collect/review/reviews.h"

#include "api/fields.h"
#include "api/json.h"
#include "api/photo_json.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "api/times.h"
#include "collect/review/reasons.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::NewDecision;
using collect::ReviewDecision;

constexpr std::size_t most_ticks = 100;
constexpr std::size_t most_reasons = 20;
constexpr std::int64_t most_version = 1'000'000'000;

/// The fields that a decision and a reset share.
Outcome<void> read_shared(Fields& fields, NewDecision& decision)
{
    decision.version = fields.integer("version", 0, most_version);
    decision.reasons = fields.texts("reasons", most_reasons, 64);
    decision.words = fields.maybe_text("words").value_or("");
    const auto until = fields.maybe_text("until", 40);
    TUCAI_CHECK(fields.check());
    if (!until)
        return {};
    decision.until_ms = read_time(*until);
    if (!decision.until_ms)
        return field_problem(ErrorCode::InvalidInput, "until");
    return {};
}

Outcome<std::vector<collect::ReviewTick>> read_ticks(Fields& fields)
{
    std::vector<collect::ReviewTick> ticks;
    for (auto& tick : fields.objects("ticks", most_ticks)) {
        ticks.push_back(
            {tick.text("rule", 64), tick.word("answer", collect::from_word<collect::TickAnswer>)});
        TUCAI_CHECK(tick.check());
    }
    return ticks;
}

/// Only what may be chosen: an undo and a reset have addresses of their own.
std::optional<ReviewDecision> choice_of(std::string_view text)
{
    const auto decision = collect::from_word<ReviewDecision>(text);
    return decision == ReviewDecision::Accept || decision == ReviewDecision::Return ? decision : std::nullopt;
}

http::Response decided_response(const collect::Decided& decided)
{
    return http::created_response(std::string(api_root) + "/reviews/" + decided.review,
                                  {{"id", decided.review},
                                   {"photo", photo_json(decided.photo)},
                                   {"awaits_second", decided.awaits_second}});
}

Outcome<http::Response> decide(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    NewDecision decision;
    decision.photo = fields.text("photo", 64);
    decision.decision = fields.word("decision", choice_of);
    TUCAI_TRY(decision.ticks, read_ticks(fields));
    TUCAI_CHECK(read_shared(fields, decision));
    TUCAI_TRY(const auto decided, collect::Reviews(house.means, house.teller).decide(scope, decision));
    return decided_response(decided);
}

Outcome<http::Response> reset(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    NewDecision decision;
    decision.photo = call.request.path_value("id");
    decision.decision = ReviewDecision::Reset;
    TUCAI_CHECK(read_shared(fields, decision));
    TUCAI_TRY(const auto decided, collect::Reviews(house.means, house.teller).reset(call.scope, decision));
    return decided_response(decided);
}

Outcome<http::Response> undo(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto photo,
              collect::Reviews(house.means, house.teller).undo(scope, call.request.path_value("id")));
    return http::json_response(200, photo_json(photo));
}

Outcome<http::Response> reasons(House&, const Call&)
{
    auto items = nlohmann::json::array();
    for (const auto& reason : collect::return_reasons())
        items.push_back({{"code", reason.code},
                         {"words", {{"zh", reason.zh}, {"en", reason.en}}},
                         {"fix", reason.fix},
                         {"needs_words", reason.needs_words}});
    return whole_list(items);
}

} // namespace

Endpoints review_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> reviewers = {Role::School, Role::Centre};
    const std::vector<Role> readers = {Role::College, Role::School, Role::Centre};
    return {
        {"GET", "/return-reasons", Door::Staff, readers, Makes::Nothing, 0, with(reasons)},
        {"POST", "/reviews", Door::Staff, reviewers, Makes::SomethingNew, 32'768, with(decide)},
        {"POST", "/reviews/{id}/undo", Door::Staff, reviewers, Makes::Nothing, 4096, with(undo)},
        {"POST",
         "/photos/{id}/resets",
         Door::Staff,
         {Role::School},
         Makes::SomethingNew,
         16'384,
         with(reset)},
    };
}

} // namespace tucai::api
