#pragma once

#include <span>
#include <vector>

namespace tucai::measure {

/// Lines of a grid whose pitch is not the last compression's: a picture that was compressed hard, then scaled
/// and saved again.
struct ScaledGrid {
    double strength = 0; ///< how far the lines' steps stand out, of the usual step
    double pitch_px = 0; ///< between lines
};

/// Looks for one pitch of 4 to 12 px that both directions share: the spectrum of steps by column and by row,
/// each freed of slow changes and of what comes again every `block_px`. Pictures of cameras give up to 0.05;
/// compressed at quality 30 and scaled by 0.8 0.06-0.10, at 10 0.13-0.18; at 10 and scaled by 0.6 0.07-0.10.
/// Below 4 px blocks are too small to see.
///
/// Needs: mean steps (levels); 4 <= block_px <= 64. Gives: 0 for fewer than 96 columns or rows: a face too
/// small for any photo. Pure.
ScaledGrid find_scaled_grid(std::span<const double> across, std::span<const double> down, int block_px);

} // namespace tucai::measure
