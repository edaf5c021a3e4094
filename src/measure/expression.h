#pragma once

#include "measure/face.h"

namespace tucai::measure {

/// What smiling does to a face's lengths; each a mean of both sides, of the height from the eyes' corners'
/// middle to the chin.
struct Expression {
    double lip_corner_to_chin_ratio = 0; ///< neutral .43-.49 (5-95 % of 60 people), smiling .49-.57
    double lip_corner_to_eye_ratio = 0;  ///< to the eye's outer corner: neutral .59-.66, smiling .52-.59
    base::Box region;                    ///< from the eyes to the chin, picture px
};

/// Needs: a face that check_face takes. Pure.
Expression measure_expression(const Face& face);

/// ISO/IEC 29794-5, expression neutrality, our own measure: log odds that a face smiles, from its lengths and
/// from an emotion network's ln(p happy) - ln(p neutral). 0 is as likely as not. Source: logistic fit on 100
/// pictures of 60 people, error 2.9 % there and none on 42 others (docs/rules/pose.md).
double smile_log_odds(const Expression& expression, double happy_to_neutral);

} // namespace tucai::measure
