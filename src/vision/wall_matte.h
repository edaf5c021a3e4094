#pragma once

#include "vision/matte.h"

namespace tucai::vision {

/// Mattes a person before a wall by knowing the wall: its colour field is estimated from what lies beside the
/// person, so alpha is where a pixel lies between the wall's colour and the person's, solved and not guessed.
/// Where wall and person look alike, the mask's own outline decides. Needs no network but the mask.
/// Source: docs/matte.md, "The wall's maker".
class WallMatte final : public MatteMaker {
public:
    std::string_view name() const override { return "wall"; }
    bool wants_fine_mask() const override { return true; }
    Result<Matte> make(const MatteScene& scene) const override;
};

} // namespace tucai::vision
