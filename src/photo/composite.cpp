#include "photo/composite.h"

#include <algorithm>
#include <array>

namespace tucai::photo {
namespace {

void mix(float alpha, const std::uint8_t* person, const std::array<std::uint8_t, 3>& behind, std::uint8_t* to)
{
    for (std::size_t c = 0; c < 3; ++c)
        to[c] = static_cast<std::uint8_t>(std::clamp(alpha * static_cast<float>(person[c]) +
                                                         (1 - alpha) * static_cast<float>(behind[c]) + 0.5F,
                                                     0.F, 255.F));
}

} // namespace

image::Image composite(const image::Image& frame, const vision::Matte& matte, const rules::Colour& background)
{
    const std::array<std::uint8_t, 3> behind = {static_cast<std::uint8_t>(background.red),
                                                static_cast<std::uint8_t>(background.green),
                                                static_cast<std::uint8_t>(background.blue)};
    image::Image out(frame.width, frame.height);
    for (int y = 0; y < frame.height; ++y) {
        const auto* alpha = matte.alpha.row(y);
        const auto* own = frame.row(y);
        const auto* person = matte.foreground.row(y);
        auto* to = out.row(y);
        for (int x = 0; x < frame.width; ++x, own += 3, person += 3, to += 3) {
            const float a = alpha[x];
            if (a >= 1 || a <= 0)
                std::copy_n(a >= 1 ? own : behind.data(), 3, to);
            else
                mix(a, person, behind, to);
        }
    }
    return out;
}

int hair_top_of(const image::Plane& alpha)
{
    for (int y = 0; y < alpha.height; ++y)
        if (std::count_if(alpha.row(y), alpha.row(y) + alpha.width, [](float a) { return a >= 0.5F; }) >= 3)
            return y;
    return alpha.height;
}

} // namespace tucai::photo
