#include "measure/pieces.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <utility>
#include <vector>

namespace tucai::measure {
namespace {

TEST(Pieces, CornersJoinOnlyWhereAsked)
{
    Flags flags(4, 4);
    flags.row(0)[0] = 1;
    flags.row(1)[1] = 1;
    EXPECT_EQ(pieces_of(flags, flags, Corners::Apart).size(), 2U);
    EXPECT_EQ(pieces_of(flags, flags, Corners::Join).size(), 1U);
}

TEST(Pieces, AUAndItsBridgeAreOne)
{
    Flags flags(5, 3);
    for (int y = 0; y < 3; ++y) {
        flags.row(y)[0] = 1;
        flags.row(y)[4] = 1;
    }
    EXPECT_EQ(pieces_of(flags, flags, Corners::Join).size(), 2U);
    for (int x = 0; x < 5; ++x)
        flags.row(2)[x] = 1;
    const auto pieces = pieces_of(flags, flags, Corners::Apart);
    ASSERT_EQ(pieces.size(), 1U);
    EXPECT_EQ(pieces[0].pixels, 9);
    EXPECT_TRUE(pieces[0].touches_rim);
}

TEST(Pieces, NothingMarkedIsNoPiece)
{
    EXPECT_TRUE(pieces_of(Flags(4, 4), Flags(4, 4), Corners::Join).empty());
    EXPECT_TRUE(pieces_of(Flags(0, 0), Flags(0, 0), Corners::Join).empty());
}

/// The same by flood fill, pixel by pixel.
int flooded(Flags flags, int reach)
{
    int count = 0;
    std::vector<std::pair<int, int>> open;
    for (int y0 = 0; y0 < flags.height(); ++y0)
        for (int x0 = 0; x0 < flags.width(); ++x0) {
            if (flags.row(y0)[x0] == 0)
                continue;
            ++count;
            open.emplace_back(x0, y0);
            flags.row(y0)[x0] = 0;
            while (!open.empty()) {
                const auto [x, y] = open.back();
                open.pop_back();
                for (int dy = -1; dy <= 1; ++dy)
                    for (int dx = -1; dx <= 1; ++dx) {
                        const int nx = x + dx;
                        const int ny = y + dy;
                        if ((reach == 0 && dx != 0 && dy != 0) || nx < 0 || ny < 0 || nx >= flags.width() ||
                            ny >= flags.height() || flags.row(ny)[nx] == 0)
                            continue;
                        flags.row(ny)[nx] = 0;
                        open.emplace_back(nx, ny);
                    }
            }
        }
    return count;
}

RC_GTEST_PROP(Pieces, AreThoseOfAFloodFill, ())
{
    Flags flags(12, 9);
    int marked = 0;
    for (int y = 0; y < flags.height(); ++y)
        for (int x = 0; x < flags.width(); ++x) {
            flags.row(y)[x] = *rc::gen::element<std::uint8_t>(0, 1);
            marked += flags.row(y)[x];
        }
    for (const auto corners : {Corners::Apart, Corners::Join}) {
        const auto pieces = pieces_of(flags, flags, corners);
        RC_ASSERT(static_cast<int>(pieces.size()) == flooded(flags, corners == Corners::Join ? 1 : 0));
        std::int64_t sum = 0;
        for (const auto& piece : pieces) {
            RC_ASSERT(piece.inside == piece.pixels);
            sum += piece.pixels;
        }
        RC_ASSERT(sum == marked);
    }
}

} // namespace
} // namespace tucai::measure
