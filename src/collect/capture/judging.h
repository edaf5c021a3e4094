#pragma once

#include "collect/capture/judge.h"
#include "collect/capture/shot_storing.h"
#include "collect/review/exemption_rows.h"
#include "store/jobs.h"

namespace tucai::collect {

/// What an outcome comes to for one student: rules that an exemption waives refuse nothing, and a person
/// looks at what they were waived for. Pure.
MachineVerdict verdict_with(const JudgeOutcome& outcome, const std::vector<ExemptionRow>& exemptions);

/// Judges the shot of a job and stores all that came of it, with the job's end, in one transaction. A shot
/// that is gone, was judged already or whose student's key was destroyed ends the job without more.
///
/// Needs: a job of the kind `judge_job`. Fails: as PhotoJudge::judge, BlobStore::get and Ledger::write; the
/// job is given back then, and tried again later. At its last try the shot is judged as an error, so that
/// nobody waits for ever: the student shoots again or asks a person.
Result<> run_judge_job(const Means& means, const PhotoJudge& judge, const store::Job& job);

} // namespace tucai::collect
