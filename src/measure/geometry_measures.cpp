#include "measure/geometry_measures.h"

namespace tucai::measure {

NamedList geometry_measures(const Face& face)
{
    (void)face;
    return {};
}

} // namespace tucai::measure
