#pragma once

#include "base/result.h"
#include "base/view.h"

#include <array>
#include <cstdint>

namespace tucai::measure {

/// What a picture looks like as a whole, in 128 bits: copies that were scaled, compressed anew or made darker
/// differ in few bits, other pictures in about 40. It says what lies where, not who is shown. To be stored,
/// keep both words as numbers; the order of the bits is part of the form and stays.
struct PictureDigest {
    std::array<std::uint64_t, 2> words{};
    bool operator==(const PictureDigest&) const = default;
};

/// Needs: Rgb8 or Grey8, at least 32 px each way.
/// Gives: the signs of the picture's 128 lowest cosine coefficients without the mean, of brightness in 32 x
/// 32 cells; in a zigzag from the lowest, by the sum of both frequencies, then by the vertical one. Pure.
/// Fails: InvalidInput.
/// Source: Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010), the hash by
/// DCT; how far apart pictures are: docs/rules/genuine.md.
Result<PictureDigest> digest_picture(const base::View& picture);

/// The digest that the picture has in a mirror.
PictureDigest mirrored(const PictureDigest& digest);

/// Bits that differ, 0..128.
int digest_distance(const PictureDigest& a, const PictureDigest& b);

} // namespace tucai::measure
