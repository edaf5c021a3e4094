#include "collect/references/reference_photos.h"

#include "api/fields.h"
#include "api/json.h"
#include "api/query.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "http/mapped_body.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

using access::Role;
using collect::ReferencePhotos;

/// Paths may hold names and numbers: they go to the school's office, which sent them.
nlohmann::json outcome_json(const collect::ReferenceOutcome& outcome)
{
    auto matched = nlohmann::json::array();
    for (const auto& file : outcome.matched)
        matched.push_back({{"path", file.path},
                           {"student", file.student},
                           {"by", collect::word(file.by)},
                           {"is_known", file.is_known}});
    auto refused = nlohmann::json::array();
    for (const auto& file : outcome.refused)
        refused.push_back({{"path", file.path}, {"code", error_word(file.code)}});
    return {{"id", outcome.id},
            {"matched", matched},
            {"unmatched", outcome.unmatched},
            {"ambiguous", outcome.ambiguous},
            {"refused", refused}};
}

/// A PUT, since the same archive twice leaves the same photos, and since a remembered answer would keep its
/// paths where the school's key does not reach.
Outcome<http::Response> put_archive(House& house, const Call& call)
{
    TUCAI_TRY(const auto batch, query_needed(call.request, "batch"));
    TUCAI_TRY(const auto body, http::MappedBody::of(call.request.body));
    TUCAI_TRY(const auto outcome,
              ReferencePhotos(house.means).import_archive(call.scope, batch, body.bytes()));
    return http::json_response(200, outcome_json(outcome));
}

Outcome<http::Response> put_one(House& house, const Call& call)
{
    TUCAI_TRY(const auto body, http::MappedBody::of(call.request.body));
    TUCAI_TRY(const auto id,
              ReferencePhotos(house.means).put(call.scope, call.request.path_value("id"), body.bytes()));
    return http::json_response(200, {{"id", id}});
}

Outcome<http::Response> read(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto photo, ReferencePhotos(house.means).photo(scope, call.request.path_value("id")));
    auto response = http::text_response(200, std::string(photo.bytes.begin(), photo.bytes.end()),
                                        "image/" + photo.format);
    response.headers.set("cache-control", "private, no-store");
    response.compress = http::Compress::Never;
    return response;
}

Outcome<http::Response> counts(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto batch, named_batch(house, call, scope));
    TUCAI_TRY(const auto missing, ReferencePhotos(house.means).count_missing(scope, batch));
    return http::json_response(200, {{"missing", missing}});
}

} // namespace

Endpoints reference_photo_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> readers = {Role::College, Role::School, Role::Centre};
    const collect::PhotoHeapLimits limits;
    constexpr std::chrono::minutes long_time{10};
    return {
        {"PUT",
         "/reference-photos",
         Door::Staff,
         {Role::School},
         Makes::Nothing,
         limits.bytes,
         with(put_archive),
         long_time},
        {"GET", "/reference-photos/counts", Door::Staff, readers, Makes::Nothing, 0, with(counts)},
        {"PUT",
         "/reference-photos/{id}",
         Door::Staff,
         {Role::School},
         Makes::Nothing,
         limits.entry_bytes,
         with(put_one)},
        {"GET", "/reference-photos/{id}", Door::Staff, readers, Makes::Nothing, 0, with(read)},
    };
}

} // namespace tucai::api
