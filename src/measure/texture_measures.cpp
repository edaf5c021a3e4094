#include "measure/texture_measures.h"

namespace tucai::measure {

NamedList texture_measures(const Face& face, const FacePatch& patch)
{
    (void)face, (void)patch;
    return {};
}

} // namespace tucai::measure
