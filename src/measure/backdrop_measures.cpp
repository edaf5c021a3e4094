#include "measure/backdrop_measures.h"

namespace tucai::measure {

NamedList backdrop_measures(const Backdrop& backdrop)
{
    (void)backdrop;
    return {};
}

} // namespace tucai::measure
