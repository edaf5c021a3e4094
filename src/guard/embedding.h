#pragma once

#include "base/result.h"
#include "guard/alignment.h"
#include "vision/session.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::guard {

/// What a network says of a face: a vector of length 1. Vectors of one person point nearly the same way.
using Embedding = std::vector<float>;

/// The cosine of the angle between two embeddings of the same net, -1..1.
double similarity(std::span<const float> a, std::span<const float> b);

/// Brings a vector to length 1; one without length stays as it is.
void normalise(Embedding& embedding);

/// Describes faces. Made once, used by any number of threads at once. Pure: same face in, same bits out.
class Embedder {
public:
    Embedder() = default;
    Embedder(const Embedder&) = delete;
    Embedder& operator=(const Embedder&) = delete;
    virtual ~Embedder() = default;

    /// The stable name by which it is chosen.
    virtual std::string_view name() const = 0;

    /// Fails: Internal (a network that gives an unexpected shape).
    virtual Result<Embedding> embed(const AlignedFace& face) const = 0;
};

/// How often a network looks at a face. `Both` adds what it says of the face in a mirror: twice the time,
/// fewer errors (docs/compare.md).
enum class Passes { One, Both };

/// What may be chosen, the default first (docs/decisions/010-face-comparison.md).
std::span<const std::string_view> embedder_names();

/// The networks, by their names in the manifest, that a choice opens; empty where there is no such choice.
std::vector<std::string_view> networks_of(std::string_view embedder);

/// Opens a choice with its networks. Fails: InvalidInput (no such name; names those there are), ModelMissing,
/// ModelChanged.
Result<std::unique_ptr<Embedder>> open_embedder(const std::shared_ptr<vision::Runtime>& runtime,
                                                const std::string& models_folder, std::string_view name,
                                                Passes passes = Passes::Both);

} // namespace tucai::guard
