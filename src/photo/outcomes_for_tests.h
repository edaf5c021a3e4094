#pragma once

#include "image/encode.h"
#include "photo/studio.h"
#include "rules/catalogue.h"
#include "rules/profile.h"

#include <string>
#include <vector>

namespace tucai::photo {

/// A picture of one grey.
inline image::Image grey_picture(int width, int height)
{
    image::Image picture(width, height);
    for (auto& value : picture.rgb)
        value = 120;
    return picture;
}

/// A shot of some size with its photo's frame, and a face in the middle; no finding.
inline Outcome plain_outcome(int width, int height)
{
    Outcome outcome;
    outcome.report.file = "shots/张三 a.jpg";
    outcome.report.profile = "xueli-2017";
    outcome.report.header = image::Header{image::Format::Jpeg, width, height, 1};
    const double unit = height / 800.0;
    outcome.report.face = ReportedFace{1,
                                       {width / 2.0 - 100 * unit, 250 * unit, 200 * unit, 250 * unit},
                                       {width / 2.0 - 50 * unit, 350 * unit},
                                       {width / 2.0 + 50 * unit, 350 * unit},
                                       {},
                                       100 * unit};
    outcome.upright = grey_picture(width, height);
    outcome.upright_transform = {1, 0, 0};
    PlannedFrame frame;
    frame.to_photo = {1 / unit, 240 - width / 2.0 / unit, -100};
    frame.head = {75, 250, 230, 240, 100, 420, 345};
    outcome.frame = frame;
    return outcome;
}

/// Findings of many verdicts by hand: whatever is assessed some day, pages and overlays must show it.
inline std::vector<rules::Finding> many_findings(int refused, int asked, double width, double height)
{
    const std::string reason =
        "脸的左侧比右侧亮 38%,应在 20% 以内。头顶距上边沿 48 像素,应在 50–110 像素之间。";
    std::vector<rules::Finding> findings;
    int i = 0;
    for (const auto& entry : rules::catalogue) {
        rules::Finding finding;
        finding.id = entry.id;
        finding.notice = entry.notice;
        if (i < refused + asked + 5) {
            const bool refuses = i < refused;
            finding.verdict = refuses               ? rules::Verdict::Refuse
                              : i < refused + asked ? rules::Verdict::Ask
                                                    : rules::Verdict::Pass;
            finding.value = refuses ? 0.38 : i < refused + asked ? 0.3 : 0.1;
            finding.unit = "ratio";
            finding.accept = {std::nullopt, 0.2};
            finding.tolerate = {std::nullopt, 0.35};
            finding.reason = reason;
            if (finding.verdict != rules::Verdict::Pass)
                finding.fix = "turn_to_window";
            if (i % 4 != 3)
                finding.region = base::Box{width * (i % 5) / 5, height * (i % 7) / 8, width / 6, height / 9};
        }
        findings.push_back(finding);
        ++i;
    }
    return findings;
}

} // namespace tucai::photo
