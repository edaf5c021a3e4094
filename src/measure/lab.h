#pragma once

#include <cstdint>
#include <vector>

namespace tucai::measure {

/// A colour as people see differences: CIELAB, 2 degrees, of sRGB; under D65 where nothing else is said.
struct Lab {
    double lightness = 0; ///< L*, 0..100
    double a = 0;         ///< green to red
    double b = 0;         ///< blue to yellow

    double chroma() const;  ///< C*
    double hue_deg() const; ///< 0..360; of grey it means nothing
};

/// One sRGB colour, 8 bits a channel. Source: IEC 61966-2-1, CIE 15.
Lab lab_of(int red, int green, int blue);

/// One colour of linear light, 0..1, under D50: sRGB's matrix adapted by Bradford, as the reference program
/// of ISO/IEC 29794-5 has it. Source: CIE 15, ICC.1.
Lab d50_lab_of_light(double red, double green, double blue);

/// How different two colours look: 1 is hardly seen, 10 at a glance. Source: CIE 142-2001 (CIEDE2000), kL =
/// kC = kH = 1; tested with the 34 pairs of Sharma, Wu and Dalal (2005).
double ciede2000(const Lab& one, const Lab& other);

/// Straight distance in CIELAB (CIE76): for differences that are many, small and near each other.
double lab_distance(const Lab& one, const Lab& other);

/// Turns many pixels into CIELAB by tables: within 0.05 of lab_of.
class LabTable {
public:
    LabTable();
    /// Needs: three bytes.
    Lab operator()(const std::uint8_t* rgb) const;
    /// L* alone. Needs: three bytes.
    float lightness(const std::uint8_t* rgb) const;

private:
    float root(float t) const;
    std::vector<float> linear_; ///< by coded value
    std::vector<float> root_;   ///< CIE's f(t), t = index / root_steps
};

/// The one table, made when first asked for; it never changes.
const LabTable& lab_table();

} // namespace tucai::measure
