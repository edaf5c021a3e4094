#pragma once

#include "photo/overlay_view.h"
#include "photo/typesetter.h"

namespace tucai::photo {

/// The shot with all that is drawn on it. Labels and numbers stay inside the view and lie on none of each
/// other while there is room. Needs: decoded pixels.
class ShotDrawing {
public:
    ShotDrawing(const Outcome& outcome, const rules::Profile& profile, rules::Language language,
                const ShotView& view, const Typesetter& type);

    void draw(cairo_t* canvas) const;

    /// Where the labels of the bands lie, and the numbers of the marks. Canvas px.
    const std::vector<base::Box>& labels() const { return labels_; }
    const std::vector<base::Box>& badges() const { return badges_; }

private:
    void spare_the_face(Placer& placer) const;
    void place_badges(Placer& placer);
    void place_labels(Placer& placer);
    void draw_picture(cairo_t* canvas) const;
    void draw_frame(cairo_t* canvas) const;
    void draw_bands(cairo_t* canvas) const;
    void draw_face(cairo_t* canvas) const;
    void draw_marks(cairo_t* canvas) const;

    const Outcome& outcome_;
    const ShotView& view_;
    const Typesetter& type_;
    std::vector<Mark> marks_;
    std::vector<base::Box> regions_; ///< of the marks, canvas px
    std::vector<base::Box> badges_;  ///< a box for all numbers of a mark
    std::vector<BandRule> bands_;
    std::vector<base::Box> labels_; ///< of the bands
};

} // namespace tucai::photo
