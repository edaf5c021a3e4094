#pragma once

#include "photo/overlay_view.h"
#include "photo/typesetter.h"

#include <functional>
#include <vector>

namespace tucai::photo {

/// Something that is drawn as one piece in a column.
struct Block {
    double height_px = 0;
    std::function<void(cairo_t* canvas, base::Point at)> draw;
};

/// What stands beside the shot: the verdict, the one thing to do, the standard photo, each failing finding
/// under its number, the counts and the key. What is pointed to must outlive the blocks.
std::vector<Block> panel_blocks(const Outcome& outcome, const rules::Profile& profile,
                                rules::Language language, const Typesetter& type, double width_px);

/// Where a block stands.
struct Slot {
    int column = 0; ///< from 0
    double y = 0;
};

/// Stands blocks of some heights below each other, and begins a new column where the next one would end below
/// `height`; one that is higher than that has a column for itself. Pure.
std::vector<Slot> flow(const std::vector<double>& heights, double height, double gap);

} // namespace tucai::photo
