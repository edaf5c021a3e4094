#pragma once

#include "collect/capture/judge.h"
#include "guard/comparer.h"
#include "photo/studio.h"

#include <string>

namespace tucai::app {

/// The engine as the collection asks for it: one pass over a shot gives verdicts, photo and how it looks; the
/// reasons of the other language are judged of the same measures, so no pixel is touched twice.
class EngineJudge : public collect::PhotoJudge {
public:
    /// Needs: a studio that outlives it, and the folder of the profiles.
    EngineJudge(const photo::Studio& studio, std::string rules_folder)
        : studio_(studio), rules_folder_(std::move(rules_folder))
    {
    }
    /// Fails: ProfileNotFound, ProfileInvalid.
    Result<collect::JudgeOutcome> judge(base::ByteSpan shot, const std::string& profile) const override;

private:
    const photo::Studio& studio_;
    std::string rules_folder_;
};

/// The comparison of faces as the collection asks for it.
class EngineComparer : public collect::FaceComparer {
public:
    /// Needs: a comparer that outlives it.
    explicit EngineComparer(const guard::Comparer& comparer) : comparer_(comparer) {}
    /// A picture that cannot be looked at is an outcome with its error. Fails: Internal, ModelMissing.
    Result<collect::FaceComparison> compare(base::ByteSpan shot, base::ByteSpan reference) const override;

private:
    const guard::Comparer& comparer_;
};

} // namespace tucai::app
