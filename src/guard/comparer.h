#pragma once

#include "base/result.h"
#include "guard/embedding.h"
#include "guard/face_finder.h"
#include "image/decode.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tucai::guard {

struct ComparerOptions {
    std::string models_folder; ///< holds the networks, the runtime and their manifest
    std::string heif_program;  ///< empty: beside the program
    std::string net;           ///< a name of embedder_names(); empty: the default
    Passes passes = Passes::Both;
};

/// A picture's face, seen once: all that comparisons need.
struct SeenFace {
    Embedding embedding;
    FaceQuality quality;
    int face_count = 0; ///< which one is seen: subject.h
    std::vector<image::Warning> warnings;
};

struct ComparerParts;

/// Looks at pictures and compares what it saw. Networks are made once and used by any number of threads.
/// Pure: same bytes in, same numbers out.
class Comparer {
public:
    /// Opens the networks that are needed, each compared with its hash in the manifest. Fails: InvalidInput
    /// (no such net), ModelMissing, ModelChanged.
    static Result<Comparer> open(const ComparerOptions& options);

    Comparer(Comparer&&) noexcept;
    Comparer& operator=(Comparer&&) noexcept;
    ~Comparer();

    /// Decodes a picture, takes whose it is (subject.h) and describes it. Fails: as image::decode;
    /// PortraitNoFace; Internal.
    Result<SeenFace> look(std::span<const std::uint8_t> bytes) const;

    /// The name of the net, by which its thresholds are found.
    std::string_view net() const;

private:
    explicit Comparer(std::unique_ptr<ComparerParts> parts);
    std::unique_ptr<ComparerParts> parts_;
};

} // namespace tucai::guard
