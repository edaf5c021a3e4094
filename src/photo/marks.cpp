#include "photo/marks.h"

#include <algorithm>
#include <cmath>

namespace tucai::photo {
namespace {

constexpr std::size_t numbers_in_a_row = 5;
constexpr double same_place = 0.75; ///< area shared to area covered, above which two regions are one place

double shared_ratio(const base::Box& a, const base::Box& b)
{
    const double width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const double height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0)
        return 0;
    return width * height / (a.area() + b.area() - width * height);
}

bool lies_in(const base::Box& box, const base::Box& bounds)
{
    return box.x >= bounds.x && box.y >= bounds.y && box.right() <= bounds.right() &&
           box.bottom() <= bounds.bottom();
}

} // namespace

std::vector<Mark> marks_of(const std::vector<const rules::Finding*>& failing)
{
    std::vector<Mark> marks;
    int number = 0;
    for (const auto* finding : failing) {
        ++number;
        if (!finding->region || finding->region->width <= 0 || finding->region->height <= 0)
            continue;
        const auto same = std::find_if(marks.begin(), marks.end(), [&](const Mark& mark) {
            return shared_ratio(mark.region, *finding->region) > same_place;
        });
        if (same == marks.end()) {
            marks.push_back({*finding->region, finding->verdict, {number}});
        } else {
            same->verdict = std::max(same->verdict, finding->verdict);
            same->numbers.push_back(number);
        }
    }
    return marks;
}

bool overlap(const base::Box& a, const base::Box& b)
{
    constexpr double edge = 1e-6;
    return a.x < b.right() - edge && b.x < a.right() - edge && a.y < b.bottom() - edge &&
           b.y < a.bottom() - edge;
}

base::Box moved_into(base::Box box, const base::Box& bounds)
{
    box.x = std::max(bounds.x, std::min(box.x, bounds.right() - box.width));
    box.y = std::max(bounds.y, std::min(box.y, bounds.bottom() - box.height));
    return box;
}

bool Placer::is_free(const base::Box& box, bool spares) const
{
    const auto hits = [&](const base::Box& other) { return overlap(box, other); };
    return lies_in(box, bounds_) && std::none_of(taken_.begin(), taken_.end(), hits) &&
           (!spares || std::none_of(spared_.begin(), spared_.end(), hits));
}

bool Placer::find_nearest(const base::Box& wanted, bool spares, base::Box& found) const
{
    const double step = std::max(1.0, std::min(wanted.width, wanted.height) / 3);
    double nearest = -1;
    for (double y = bounds_.y; y + wanted.height <= bounds_.bottom(); y += step)
        for (double x = bounds_.x; x + wanted.width <= bounds_.right(); x += step) {
            const double far = std::hypot(x - wanted.x, y - wanted.y);
            const base::Box box{x, y, wanted.width, wanted.height};
            if ((nearest >= 0 && far >= nearest) || !is_free(box, spares))
                continue;
            nearest = far;
            found = box;
        }
    return nearest >= 0;
}

base::Box Placer::place(const std::vector<base::Box>& wanted)
{
    auto found = moved_into(wanted.front(), bounds_);
    bool is_found = false;
    for (const bool spares : {true, false}) {
        for (std::size_t i = 0; i < wanted.size() && !is_found; ++i)
            if (is_free(wanted[i], spares)) {
                found = wanted[i];
                is_found = true;
            }
        is_found = is_found || find_nearest(wanted.front(), spares, found);
        if (is_found)
            break;
    }
    taken_.push_back(found);
    return found;
}

std::vector<base::Box> places_around(const base::Box& region, double width, double height)
{
    const double gap = height / 6;
    const double above = region.y - height - gap;
    const double below = region.bottom() + gap;
    const double far_right = region.right() - width;
    return {{region.x, above, width, height},
            {far_right, above, width, height},
            {region.x, below, width, height},
            {far_right, below, width, height},
            {region.x - width - gap, region.y, width, height},
            {region.right() + gap, region.y, width, height},
            {region.x + gap, region.y + gap, width, height},
            {far_right - gap, region.y + gap, width, height}};
}

std::vector<base::Box> places_for_numbers(const base::Box& region, std::size_t count, double side)
{
    const auto columns = std::min(count, numbers_in_a_row);
    const auto rows = (count + numbers_in_a_row - 1) / numbers_in_a_row;
    return places_around(region, static_cast<double>(columns) * side, static_cast<double>(rows) * side);
}

base::Box number_box(const base::Box& all, std::size_t index, double side)
{
    const auto column = static_cast<double>(index % numbers_in_a_row);
    const std::size_t whole_rows = index / numbers_in_a_row;
    const auto row = static_cast<double>(whole_rows);
    return {all.x + column * side, all.y + row * side, side, side};
}

} // namespace tucai::photo
