#include "photo/report.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace tucai::photo {
namespace {

using Json = nlohmann::ordered_json;

/// Numbers as people read them: no more digits than were measured.
double rounded(double value, int digits)
{
    const double unit = std::pow(10, digits);
    return std::round(value * unit) / unit + 0.0; // no -0
}

Json number(double value, int digits = 3)
{
    return std::isfinite(value) ? Json(rounded(value, digits)) : Json(nullptr);
}

Json box(const base::Box& b)
{
    return {number(b.x, 1), number(b.y, 1), number(b.width, 1), number(b.height, 1)};
}

Json point(const base::Point& p)
{
    return {number(p.x, 2), number(p.y, 2)};
}

Json limits(const rules::Limits& l)
{
    return {l.low ? number(*l.low, 6) : Json(nullptr), l.high ? number(*l.high, 6) : Json(nullptr)};
}

Json json_of(const ReportedFace& face)
{
    return {{"count", face.count},
            {"box", box(face.box)},
            {"eyes", {point(face.left_eye), point(face.right_eye)}},
            {"pose",
             {{"yaw", number(face.pose.yaw_deg, 2)},
              {"pitch", number(face.pose.pitch_deg, 2)},
              {"roll", number(face.pose.roll_deg, 2)}}},
            {"inter_eye_px", number(face.inter_eye_px, 2)}};
}

Json json_of(const rules::Finding& finding)
{
    return {{"id", finding.id},
            {"notice", finding.notice},
            {"verdict", rules::verdict_word(finding.verdict)},
            {"value", finding.value ? number(*finding.value, 4) : Json(nullptr)},
            {"unit", finding.unit},
            {"accept", limits(finding.accept)},
            {"tolerate", limits(finding.tolerate)},
            {"confidence", number(finding.confidence)},
            {"region", finding.region ? box(*finding.region) : Json(nullptr)},
            {"reason", finding.reason},
            {"fix", finding.fix.empty() ? Json(nullptr) : Json(finding.fix)}};
}

Json json_of(const ReportedPhoto& photo)
{
    const auto& t = photo.to_photo;
    return {{"file", photo.file},
            {"width", photo.width},
            {"height", photo.height},
            {"dpi", photo.dpi},
            {"bytes", photo.bytes},
            {"quality", photo.quality},
            {"sha256", photo.sha256},
            {"transform", {{t.scale, 0, t.tx + 0.0}, {0, t.scale, t.ty + 0.0}}}, // no -0
            {"hair_top_px", number(photo.head.hair_top_px, 1)},
            {"eye_line_px", number(photo.head.eye_line_px, 1)},
            {"face_width_px", number(photo.head.face_width_px, 1)},
            {"centre_px", number(photo.head.centre_px, 1)}};
}

Json json_of(const Timing& t)
{
    return {{"total", number(t.total, 2)}, {"decode", number(t.decode, 2)}, {"faces", number(t.faces, 2)},
            {"mesh", number(t.mesh, 2)},   {"matte", number(t.matte, 2)},   {"measure", number(t.measure, 2)},
            {"rules", number(t.rules, 2)}, {"photo", number(t.photo, 2)},   {"encode", number(t.encode, 2)}};
}

} // namespace

std::string_view Report::verdict() const
{
    if (error)
        return "error";
    const auto word = rules::worst(findings);
    // A photo of which nothing was assessed is a person's to judge.
    return word == rules::Verdict::NotAssessed ? "ask" : rules::verdict_word(word);
}

std::vector<std::string> Report::unassessed() const
{
    std::vector<std::string> ids;
    for (const auto& finding : findings)
        if (finding.verdict == rules::Verdict::NotAssessed)
            ids.push_back(finding.id);
    return ids;
}

std::string to_json(const Report& report, const EngineIdentity& engine)
{
    Json json = {{"schema", "tucai.report/1"},
                 {"engine", {{"version", engine.version}, {"models", engine.models_sha256}}},
                 {"file", report.file},
                 {"profile", report.profile},
                 {"verdict", report.verdict()},
                 {"unassessed", report.unassessed()}};
    json["error"] = report.error
                        ? Json({{"code", error_word(report.error->code)}, {"message", report.error->message}})
                        : Json(nullptr);
    json["warnings"] = Json::array();
    for (const auto& warning : report.warnings)
        json["warnings"].push_back({{"code", warning.code}, {"message", warning.message}});
    json["image"] = report.header ? Json({{"width", report.header->width},
                                          {"height", report.header->height},
                                          {"format", image::format_name(report.header->format)}})
                                  : Json(nullptr);
    json["face"] = report.face ? json_of(*report.face) : Json(nullptr);
    json["rules"] = Json::array();
    for (const auto& finding : report.findings)
        json["rules"].push_back(json_of(finding));
    json["measures"] = Json::object();
    for (const auto& [name, measure] : report.measures)
        json["measures"][name] = number(measure.value, 5);
    json["photo"] = report.photo ? json_of(*report.photo) : Json(nullptr);
    json["timing_ms"] = json_of(report.timing_ms);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tucai::photo
