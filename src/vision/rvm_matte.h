#pragma once

#include "vision/matte.h"
#include "vision/session.h"

#include <memory>
#include <string>

namespace tucai::vision {

/// Mattes by Robust Video Matting, with the mask's core below the chin: the network cuts white shirts away on
/// pale walls, the mask does not. Its weights' licence is unclear (THIRD_PARTY.md): nothing depends on it.
class RvmMatte final : public MatteMaker {
public:
    /// Fails: ModelMissing, ModelChanged.
    static Result<std::unique_ptr<RvmMatte>> load(const std::shared_ptr<Runtime>& runtime,
                                                  const std::string& folder);

    std::string_view name() const override { return "rvm"; }
    bool wants_fine_mask() const override { return false; }
    Result<Matte> make(const MatteScene& scene) const override;

private:
    explicit RvmMatte(Session net);
    Session net_;
    std::vector<std::vector<std::int64_t>> shapes_; ///< of the network's inputs
    std::vector<float> zeros_;                      ///< the states before a first frame; long enough for each
};

} // namespace tucai::vision
