#include "collect/capture/flags.h"

#include "collect/capture/consents.h"
#include "collect/capture/likeness.h"
#include "collect/capture/sealed_text.h"
#include "collect/locks/thresholds.h"
#include "collect/locks/violation_rows.h"
#include "store/jobs.h"

#include <algorithm>

namespace tucai::collect {
namespace {

Scope machine_in(const std::string& tenant)
{
    return {"machine", Role::Admin, tenant, ""};
}

Result<> flag_duplicates(store::Entry& entry, const Means& means, const ShotRow& shot, const PhotoRow& photo)
{
    TUCAI_TRY(const auto bits, threshold_of(entry.sql(), shot.tenant, Threshold::DuplicateBits));
    TUCAI_TRY(const auto alike, of_other_students(entry.sql(), shot, bits));
    for (const auto& other : alike) {
        NewViolation violation;
        violation.kind = ViolationKind::Duplicate;
        violation.student = shot.student;
        violation.shot = shot.id;
        violation.photo = photo.id;
        violation.other_photo = other.photo;
        violation.evidence = R"({"same_file":)" + std::string(other.is_same_file ? "true" : "false") +
                             R"(,"distance_bits":)" + std::to_string(other.distance_bits) + "}";
        TUCAI_CHECK(raise_violation(entry, means, machine_in(shot.tenant), violation));
    }
    return {};
}

Result<> flag_findings(store::Entry& entry, const Means& means, const ShotRow& shot, const PhotoRow& photo)
{
    TUCAI_TRY(const auto row, entry.sql().row("select findings from judgements where tenant = $1 and id = $2",
                                              {photo.tenant, photo.judgement.value_or("")}));
    const auto findings = row ? parted(row->text("findings")) : std::vector<std::string>();
    for (const auto& [rule, kind] : {std::pair("genuine.recapture", ViolationKind::Recapture),
                                     std::pair("genuine.edited", ViolationKind::Edited)}) {
        if (std::find(findings.begin(), findings.end(), rule) == findings.end())
            continue;
        NewViolation violation;
        violation.kind = kind;
        violation.student = shot.student;
        violation.shot = shot.id;
        violation.photo = photo.id;
        violation.evidence =
            R"({"rule":")" + std::string(rule) + R"(","judgement":")" + photo.judgement.value_or("") + "\"}";
        TUCAI_CHECK(raise_violation(entry, means, machine_in(shot.tenant), violation));
    }
    return {};
}

} // namespace

Result<> raise_flags(store::Entry& entry, const Means& means, const ShotRow& shot, const PhotoRow& photo)
{
    TUCAI_CHECK(flag_duplicates(entry, means, shot, photo));
    return flag_findings(entry, means, shot, photo);
}

Result<> add_comparison(store::Transaction& sql, const PhotoRow& photo, std::int64_t now_ms)
{
    TUCAI_TRY(const bool is_agreed, may_compare(sql, photo.tenant, photo.student));
    if (!is_agreed)
        return {};
    TUCAI_TRY(const auto reference,
              sql.row("select count(*) as n from reference_photos where tenant = $1 and student = $2 and "
                      "is_current = 1",
                      {photo.tenant, photo.student}));
    if (reference->integer("n") == 0)
        return {};
    return store::add_job(sql, {std::string(compare_job), photo.id, payload_of_tenant(photo.tenant), now_ms},
                          now_ms)
        .map([](std::int64_t) {});
}

} // namespace tucai::collect
