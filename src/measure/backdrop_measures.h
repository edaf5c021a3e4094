#pragma once

#include "measure/backdrop.h"
#include "measure/named.h"

namespace tucai::measure {

/// Every measure of wall, clothes and shoulders. Regions in photo px. Needs: a backdrop that check_backdrop
/// takes.
NamedList backdrop_measures(const Backdrop& backdrop);

} // namespace tucai::measure
