#pragma once

#include "base/geometry.h"
#include "rules/verdict.h"

#include <vector>

namespace tucai::photo {

/// A place in the picture that one or more failing findings point at.
struct Mark {
    base::Box region;         ///< upright source px
    rules::Verdict verdict;   ///< the worst of its findings
    std::vector<int> numbers; ///< of its findings: their place in the list, from 1
};

/// The places that failing findings point at, in their order; those that nearly coincide are one place with
/// several numbers, so that no frame is drawn over another. Findings without a region have none. Pure.
std::vector<Mark> marks_of(const std::vector<const rules::Finding*>& failing);

/// Whether two boxes share more than an edge.
bool overlap(const base::Box& a, const base::Box& b);

/// The box moved, not resized, into bounds; where it is larger than they are, to their upper left corner.
base::Box moved_into(base::Box box, const base::Box& bounds);

/// Finds room for labels: none leaves the bounds or lies on another.
class Placer {
public:
    explicit Placer(const base::Box& bounds) : bounds_(bounds) {}

    /// Keeps a place free of all labels.
    void block(const base::Box& box) { taken_.push_back(box); }
    /// Keeps a place, such as the eyes, free while there is room elsewhere.
    void spare(const base::Box& box) { spared_.push_back(box); }

    /// Gives the first of some boxes of one size that is free, else the free place nearest to the first of
    /// them, and takes it. Where no place is free: the first, moved into the bounds.
    /// Needs: at least one box.
    base::Box place(const std::vector<base::Box>& wanted);

private:
    bool is_free(const base::Box& box, bool spares) const;
    bool find_nearest(const base::Box& wanted, bool spares, base::Box& found) const;

    base::Box bounds_;
    std::vector<base::Box> taken_;
    std::vector<base::Box> spared_;
};

/// Boxes of one size around a region, the best first: above it from the left, below, beside, inside.
std::vector<base::Box> places_around(const base::Box& region, double width, double height);

/// Boxes around a region for `count` numbers in squares of a side, five in a row: see `places_around`.
std::vector<base::Box> places_for_numbers(const base::Box& region, std::size_t count, double side);

/// The square of one of them, from 0, in the box that was found for all.
base::Box number_box(const base::Box& all, std::size_t index, double side);

} // namespace tucai::photo
