#pragma once

#include "base/bytes.h"
#include "base/language.h"
#include "base/result.h"
#include "collect/words.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tucai::collect {

/// What a machine says of a shot or of one rule; the worst comes last.
enum class MachineVerdict { Pass, Ask, Refuse, Error };

template <> struct Words<MachineVerdict> {
    static constexpr auto list = std::to_array<std::string_view>({"pass", "ask", "refuse", "error"});
};

/// A rule that did not pass.
struct RuleFinding {
    std::string rule; ///< its id, such as "light.uniform"
    MachineVerdict verdict = MachineVerdict::Ask;
};

/// What a picture looks like as a whole, in 128 bits, of which near-duplicates differ in few.
struct Looks {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    bool operator==(const Looks&) const = default;
};

/// The standard photo of a shot.
struct MadePhoto {
    base::ByteVector bytes; ///< JPEG
    int quality = 0;        ///< IJG scale
    std::string transform;  ///< upright shot to photo, px, 2 x 3, as JSON
};

/// What came of a shot.
struct JudgeOutcome {
    MachineVerdict verdict = MachineVerdict::Error;
    std::string error_code;              ///< of a verdict `Error`, such as "image.truncated"
    std::vector<RuleFinding> findings;   ///< rules that ask or refuse
    std::vector<std::string> unassessed; ///< ids of rules that only a person can judge
    base::Text report;                   ///< `tucai.report/1`, in both languages
    std::optional<MadePhoto> photo;      ///< none where none could be made
    std::optional<Looks> looks;          ///< none where nothing was decoded
    std::string engine_version;
    std::string models_sha256;
    std::int64_t took_ms = 0;
};

/// The engine as this room needs it. Threads may share it.
class PhotoJudge {
public:
    PhotoJudge() = default;
    PhotoJudge(const PhotoJudge&) = delete;
    PhotoJudge& operator=(const PhotoJudge&) = delete;
    virtual ~PhotoJudge() = default;

    /// Judges a shot by a profile and makes its photo. A bad picture is an outcome, no failure.
    /// Fails: ProfileNotFound, ProfileInvalid, ModelMissing, Internal: what trying again may mend.
    virtual Result<JudgeOutcome> judge(base::ByteSpan shot, const std::string& profile) const = 0;
};

/// Whether two pictures show one person, as far as a network can say. Advice, never a decision.
enum class FaceLikeness { Same, Uncertain, Different };

template <> struct Words<FaceLikeness> {
    static constexpr auto list = std::to_array<std::string_view>({"same", "uncertain", "different"});
};

struct FaceComparison {
    FaceLikeness likeness = FaceLikeness::Uncertain;
    std::optional<double> score;        ///< -1..1; none where a face was not found
    std::optional<double> shot_quality; ///< 0..1
    std::optional<double> reference_quality;
    std::string network;
    std::string threshold_version;
    std::string error_code; ///< why there is no score
};

/// Compares faces. Threads may share it.
class FaceComparer {
public:
    FaceComparer() = default;
    FaceComparer(const FaceComparer&) = delete;
    FaceComparer& operator=(const FaceComparer&) = delete;
    virtual ~FaceComparer() = default;

    /// A picture without a face is an outcome, no failure. Fails: ModelMissing, Internal.
    virtual Result<FaceComparison> compare(base::ByteSpan shot, base::ByteSpan reference) const = 0;
};

} // namespace tucai::collect
