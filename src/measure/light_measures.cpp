#include "measure/light_measures.h"

namespace tucai::measure {

NamedList light_measures(const Face& face, const FacePatch& patch)
{
    (void)face, (void)patch;
    return {};
}

} // namespace tucai::measure
