#include "measure/pieces.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace tucai::measure {
namespace {

/// Neighbouring marked pixels of one row.
struct Run {
    int first = 0;
    int end = 0; ///< one past the last
    std::size_t set = 0;
};

/// Sets that grow together (union-find with path halving).
class Sets {
public:
    std::size_t add()
    {
        parents_.push_back(parents_.size());
        return parents_.size() - 1;
    }
    std::size_t root(std::size_t i)
    {
        while (parents_[i] != i) {
            parents_[i] = parents_[parents_[i]];
            i = parents_[i];
        }
        return i;
    }
    void join(std::size_t a, std::size_t b) { parents_[root(a)] = root(b); }
    std::size_t size() const { return parents_.size(); }

private:
    std::vector<std::size_t> parents_;
};

/// The first such byte, or the end; the library's own loop takes many at once.
const std::uint8_t* found(const std::uint8_t* from, const std::uint8_t* end, std::uint8_t byte)
{
    const void* at = from == end ? nullptr : std::memchr(from, byte, static_cast<std::size_t>(end - from));
    return at == nullptr ? end : static_cast<const std::uint8_t*>(at);
}

/// Joins each run with the runs of the row above that it touches.
void join_rows(const std::vector<Run>& above, const std::vector<Run>& below, int reach, Sets& sets)
{
    std::size_t i = 0;
    for (const auto& run : below) {
        while (i < above.size() && above[i].end + reach <= run.first)
            ++i;
        for (std::size_t k = i; k < above.size() && above[k].first < run.end + reach; ++k)
            sets.join(run.set, above[k].set);
    }
}

} // namespace

std::vector<Piece> pieces_of(const Flags& marked, const Flags& core, Corners corners)
{
    const int reach = corners == Corners::Join ? 1 : 0;
    Sets sets;
    std::vector<Piece> parts; // one a run; summed by set at the end
    std::vector<Run> above;
    for (int y = 0; y < marked.height(); ++y) {
        std::vector<Run> row;
        const auto* flags = marked.row(y);
        const auto* inside = core.row(y);
        const auto* row_end = flags + marked.width();
        for (const auto* at = found(flags, row_end, 1); at != row_end; at = found(at, row_end, 1)) {
            const auto* stop = found(at, row_end, 0);
            const Run run{static_cast<int>(at - flags), static_cast<int>(stop - flags), sets.add()};
            Piece part;
            part.inside = run.end - run.first - std::count(inside + run.first, inside + run.end, 0);
            part.pixels = run.end - run.first;
            part.touches_rim =
                y == 0 || y == marked.height() - 1 || run.first == 0 || run.end == marked.width();
            part.left = run.first;
            part.right = run.end;
            part.top = y;
            part.bottom = y + 1;
            parts.push_back(part);
            row.push_back(run);
            at = stop;
        }
        join_rows(above, row, reach, sets);
        above = std::move(row);
    }
    std::vector<Piece> pieces(sets.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto& piece = pieces[sets.root(i)];
        const bool is_first = piece.pixels == 0;
        piece.left = is_first ? parts[i].left : std::min(piece.left, parts[i].left);
        piece.right = std::max(piece.right, parts[i].right);
        piece.top = is_first ? parts[i].top : piece.top;
        piece.bottom = parts[i].bottom;
        piece.pixels += parts[i].pixels;
        piece.inside += parts[i].inside;
        piece.touches_rim = piece.touches_rim || parts[i].touches_rim;
    }
    std::erase_if(pieces, [](const Piece& piece) { return piece.pixels == 0; });
    return pieces;
}

} // namespace tucai::measure
