#include "api/photo_json.h"

namespace tucai::api {
nlohmann::json photo_json(const collect::PhotoRow& photo)
{
    nlohmann::json json{{"id", photo.id},
                        {"student", photo.student},
                        {"batch", photo.batch},
                        {"state", word(photo.state)},
                        {"submission", word(photo.submission)},
                        {"is_superseded", photo.is_superseded},
                        {"judged_as", nullptr},
                        {"has_photo", photo.blob.has_value()},
                        {"submitted_at", time_json(photo.submitted_ms)},
                        {"return_until", time_json(photo.return_until_ms)},
                        {"version", photo.version}};
    if (photo.judged_as)
        json["judged_as"] = word(*photo.judged_as);
    return json;
}

nlohmann::json violation_json(const collect::ViolationRow& violation)
{
    return {{"id", violation.id},
            {"student", violation.student},
            {"kind", word(violation.kind)},
            {"words", words_json(collect::violation_words(violation.kind))},
            {"state", word(violation.state)},
            {"shot", or_null(violation.shot)},
            {"photo", or_null(violation.photo)},
            {"other_photo", or_null(violation.other_photo)},
            {"raised_by", violation.raised_by},
            {"raised_at", time_text(violation.raised_ms)},
            {"decided_at", time_json(violation.decided_ms)},
            {"decided_by", or_null(violation.decided_by)}};
}

nlohmann::json exemption_json(const collect::ExemptionRow& exemption)
{
    return {{"id", exemption.id},
            {"student", exemption.student},
            {"class", word(exemption.reason_class)},
            {"rules", exemption.rules},
            {"approved_by", exemption.approved_by},
            {"made_at", time_text(exemption.made_ms)},
            {"ends_at", time_text(exemption.ends_ms)},
            {"ended_at", time_json(exemption.ended_ms)}};
}

nlohmann::json stored_json(const std::string& text)
{
    auto json = nlohmann::json::parse(text, nullptr, false);
    return json.is_discarded() ? nlohmann::json() : json;
}

} // namespace tucai::api
