#pragma once

#include "measure/eyelids.h"

namespace tucai::measure {

/// How much of the irises is to be seen, by the pixels.
struct SeenIris {
    double height_ratio = 0; ///< of the dark between the lids / width of the eye; of the lesser eye
    base::Box region;        ///< that eye's lids, picture px
};

/// Measures what the lids leave of iris and pupil: in a narrow column over each iris's centre, the height of
/// what is nearer to the darkest than to the skin below the eye. Where the mesh holds lids apart that are
/// shut, there is skin between them, and a line of lashes. 60 neutral faces have 0.18-0.43, light irises the
/// least, of which the pupil alone counts; lids drawn over 0.7 of the opening leave 0.03-0.18. Where nothing
/// is darker than skin, or the picture shows nothing below the eye, it is the lids' distance in the middle.
///
/// Needs: a face that check_face takes. Pure.
SeenIris measure_seen_iris(const Face& face);

} // namespace tucai::measure
