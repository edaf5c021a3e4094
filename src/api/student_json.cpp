#include "api/student_json.h"

namespace tucai::api {
namespace {

using collect::Identity;
using collect::IdentityField;

nlohmann::json identity_json(const std::optional<Identity>& identity)
{
    if (!identity)
        return {};
    auto json = nlohmann::json::object();
    for (std::size_t i = 0; i < collect::count_of<IdentityField>; ++i) {
        const auto field = static_cast<IdentityField>(i);
        json[std::string(collect::word(field))] = or_null((*identity)[field]);
    }
    // Kept as JSON within the sealed text.
    const auto& studies = (*identity)[IdentityField::Studies];
    const auto read = nlohmann::json::parse(studies, nullptr, false);
    json["studies"] = read.is_object() ? read : nlohmann::json();
    return json;
}

} // namespace

nlohmann::json student_json(const collect::StudentRow& student)
{
    const auto& locked_from = student.standing.locked_from;
    return {{"id", student.id},
            {"batch", student.batch},
            {"code_number", student.code_number},
            {"college", or_null(student.college)},
            {"class", or_null(student.class_id)},
            {"state", collect::word(student.standing.state)},
            {"locked_from", locked_from ? nlohmann::json(collect::word(*locked_from)) : nlohmann::json()},
            {"state_at", time_text(student.state_ms)},
            {"state_reason", or_null(student.state_reason)},
            {"absent_since", time_json(student.absent_since_ms)},
            {"document_kind", collect::word(student.document_kind)},
            {"language", student.language},
            {"glasses", student.glasses},
            {"name_is_resolved", student.name_is_resolved},
            {"masked_name", student.masked_name},
            {"masked_document", student.masked_document},
            {"version", student.version},
            {"identity", identity_json(student.identity)}};
}

} // namespace tucai::api
