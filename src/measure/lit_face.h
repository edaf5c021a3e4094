#pragma once

#include "measure/drawn_face.h"
#include "measure/light_measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>

namespace tucai::measure {

/// For tests: a drawn face with skin, whites of eyes, irises, brows and lips, 100 px between the pupils, so
/// that its patch is the picture itself, pixel by pixel.
class LitFace {
public:
    /// What happens to linear light at a place, seen from the middle of the eyes in distances of the pupils.
    using Lamp = std::function<void(base::Point place, std::array<double, 3>& light)>;

    static constexpr base::Point middle = {201, 260}; ///< of the eyes; half a pixel beside the grid's middle

    LitFace()
    {
        drawn_ = drawn_face({}, 1.25, {201, 301});
        place_brow(70, {63, 105, 66, 107, 55, 65, 52, 53, 46}, -50);
        place_brow(300, {293, 334, 296, 336, 285, 295, 282, 283, 276}, 50);
        for (const std::size_t i : {168, 6, 2, 164}) // along the nose
            drawn_.points.at(i) = {201, i == 168 || i == 6 ? 265.0 : 345.0};
        fill([](base::Point) { return true; }, {225, 225, 225});
        draw(outline_numbers(), {196, 158, 138});
        draw(outer_lip_numbers(), {176, 112, 110});
        draw(left_eye_numbers(), white_);
        draw(right_eye_numbers(), white_);
        for (const std::size_t pupil : {468, 473})
            disc(drawn_.points.at(pupil), 10, {70, 50, 40});
    }

    /// Changes every pixel's light.
    LitFace& lit(const Lamp& lamp)
    {
        auto& pixels = drawn_.pixels;
        for (int y = 0; y < pixels.height; ++y)
            for (int x = 0; x < pixels.width; ++x) {
                auto* pixel = at(x, y);
                std::array<double, 3> light{};
                for (std::size_t c = 0; c < 3; ++c)
                    light[c] = std::pow(pixel[c] / 255.0, 2.2);
                lamp({(x + 0.5 - eyes().x) / 100, (y + 0.5 - eyes().y) / 100}, light);
                for (std::size_t c = 0; c < 3; ++c)
                    pixel[c] = static_cast<std::uint8_t>(
                        std::lround(255 * std::pow(std::clamp(light[c], 0.0, 1.0), 1 / 2.2)));
            }
        return *this;
    }

    LitFace& times(double red, double green, double blue)
    {
        return lit([=](base::Point, auto& light) {
            light[0] *= red;
            light[1] *= green;
            light[2] *= blue;
        });
    }

    LitFace& pupils(std::array<int, 3> colour, double radius_px = 5)
    {
        for (const std::size_t pupil : {468, 473})
            disc(drawn_.points.at(pupil), radius_px, colour);
        return *this;
    }

    LitFace& skin(std::array<int, 3> colour)
    {
        recolour({196, 158, 138}, colour);
        return *this;
    }
    LitFace& lips(std::array<int, 3> colour)
    {
        recolour({176, 112, 110}, colour);
        return *this;
    }
    LitFace& whites(std::array<int, 3> colour)
    {
        recolour(white_, colour);
        white_ = colour;
        return *this;
    }
    /// Lids nearly shut.
    LitFace& narrowed()
    {
        for (const std::size_t lid : {159, 145, 386, 374})
            drawn_.points.at(lid).y = eyes().y + (lid == 159 || lid == 386 ? -1 : 1);
        return *this;
    }

    base::Point eyes() const { return face().eye_middle(); }
    Face face() const { return drawn_.face(); }
    NamedList measures() const
    {
        const auto patch = cut_face(face(), light_inter_eye_px);
        return light_measures(face(), patch);
    }
    const Named* find(const NamedList& list, std::string_view name) const
    {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const Named& n) { return n.name == name; });
        return found == list.end() ? nullptr : &*found;
    }
    std::optional<double> value(std::string_view name) const
    {
        const auto list = measures();
        const auto* named = find(list, name);
        return named == nullptr ? std::nullopt : std::optional(named->value);
    }

    DrawnFace& drawn() { return drawn_; }

private:
    std::uint8_t* at(int x, int y)
    {
        return drawn_.pixels.rgb.data() + (static_cast<std::ptrdiff_t>(y) * drawn_.pixels.width + x) * 3;
    }
    void set(int x, int y, const std::array<int, 3>& colour)
    {
        for (std::size_t c = 0; c < 3; ++c)
            at(x, y)[c] = static_cast<std::uint8_t>(colour[c]);
    }
    void fill(const std::function<bool(base::Point)>& takes, const std::array<int, 3>& colour)
    {
        for (int y = 0; y < drawn_.pixels.height; ++y)
            for (int x = 0; x < drawn_.pixels.width; ++x)
                if (takes({x + 0.5, y + 0.5}))
                    set(x, y, colour);
    }
    void draw(std::span<const int> numbers, const std::array<int, 3>& colour)
    {
        const auto inside =
            filled(points_of(drawn_.points, numbers), drawn_.pixels.width, drawn_.pixels.height);
        for (int y = 0; y < inside.height; ++y)
            for (int x = 0; x < inside.width; ++x)
                if (inside.row(y)[x] > 0)
                    set(x, y, colour);
    }
    void disc(base::Point centre, double radius_px, const std::array<int, 3>& colour)
    {
        fill([&](base::Point p) { return std::hypot(p.x - centre.x, p.y - centre.y) < radius_px; }, colour);
    }
    void recolour(const std::array<int, 3>& from, const std::array<int, 3>& to)
    {
        for (int y = 0; y < drawn_.pixels.height; ++y)
            for (int x = 0; x < drawn_.pixels.width; ++x)
                if (at(x, y)[0] == from[0] && at(x, y)[1] == from[1] && at(x, y)[2] == from[2])
                    set(x, y, to);
    }
    void place_brow(std::size_t first, const std::array<std::size_t, 9>& others, double x)
    {
        const double y = eyes().y - 25;
        drawn_.points.at(first) = {eyes().x + x - 20, y};
        for (std::size_t i = 0; i < others.size(); ++i) {
            const bool is_upper = i < 4;
            const double along =
                is_upper ? -10.0 + 10.0 * static_cast<double>(i) : 20.0 - 10.0 * static_cast<double>(i - 4);
            drawn_.points.at(others[i]) = {eyes().x + x + along, y + (is_upper ? -3.0 : 3.0)};
        }
    }

    DrawnFace drawn_;
    std::array<int, 3> white_ = {179, 176, 172};
};

} // namespace tucai::measure
