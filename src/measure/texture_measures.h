#pragma once

#include "measure/face.h"
#include "measure/named.h"

namespace tucai::measure {

/// Every measure of the face's pixels but light: lips and teeth, sharpness, motion, noise, compression.
/// Needs: as light_measures.
NamedList texture_measures(const Face& face, const FacePatch& patch);

} // namespace tucai::measure
