#include "api/json.h"
#include "api/resources.h"
#include "collect/batches/published.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

Outcome<http::Response> read(House& house, const Call& call)
{
    const auto& id = call.request.path_value("batch");
    const auto language = call.request.language;
    TUCAI_TRY(const auto published, collect::published_notice(house.means, id));
    const auto notice = collect::render_notice(published.matter, language);
    const std::string tongue = language == base::Language::Chinese ? "zh" : "en";
    auto sections = nlohmann::json::array();
    for (const auto& section : notice.sections)
        sections.push_back({{"id", section.id}, {"heading", section.heading}, {"lines", section.lines}});
    auto response = http::json_response(200, {{"batch", id},
                                              {"state", collect::word(published.state)},
                                              {"language", tongue},
                                              {"title", notice.title},
                                              {"sections", sections},
                                              {"html", collect::notice_html(notice)}});
    response.headers.set("content-language", tongue);
    response.headers.set("vary", "accept-language");
    response.etag = std::to_string(published.version) + "-" + tongue;
    return response;
}

} // namespace

Endpoints notice_endpoints(House& house)
{
    return {{"GET", "/notices/{batch}", Door::Open, {}, Makes::Nothing, 0, [&house](const Call& call) {
                 return read(house, call);
             }}};
}

} // namespace tucai::api
