#include "collect/locks/thresholds.h"

#include "api/fields.h"
#include "api/json.h"
#include "api/resources.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::Threshold;

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto items,
              house.means.ledger.read([&](store::Transaction& sql) -> Result<nlohmann::json> {
                  auto all = nlohmann::json::array();
                  for (const auto name : collect::Words<Threshold>::list) {
                      const auto threshold = *collect::from_word<Threshold>(name);
                      const auto limits = collect::limits_of(threshold);
                      TUCAI_TRY(const auto value, collect::threshold_of(sql, call.scope.tenant, threshold));
                      all.push_back({{"name", name},
                                     {"value", value},
                                     {"usual", limits.usual},
                                     {"least", limits.least},
                                     {"most", limits.most}});
                  }
                  return all;
              }));
    return whole_list(items);
}

Outcome<http::Response> set(House& house, const Call& call)
{
    const auto threshold = collect::from_word<Threshold>(call.request.path_value("id"));
    if (!threshold)
        return tl::unexpected(Problem(ErrorCode::NotFound, nlohmann::json::object()));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto limits = collect::limits_of(*threshold);
    const auto value = fields.integer("value", limits.least, limits.most);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(collect::set_threshold(house.means, call.scope, *threshold, value));
    return http::empty_response();
}

} // namespace

Endpoints threshold_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> office = {Role::School};
    return {
        {"GET", "/thresholds", Door::Staff, office, Makes::Nothing, 0, with(list)},
        {"PUT", "/thresholds/{id}", Door::Staff, office, Makes::Nothing, 4096, with(set)},
    };
}

} // namespace tucai::api
