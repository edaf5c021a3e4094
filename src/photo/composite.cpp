#include "photo/composite.h"

#include <algorithm>
#include <array>

namespace tucai::photo {

image::Image composite(const image::Image& frame, const vision::Matte& matte, const rules::Colour& background)
{
    const std::array<float, 3> wanted = {static_cast<float>(background.red),
                                         static_cast<float>(background.green),
                                         static_cast<float>(background.blue)};
    image::Image out(frame.width, frame.height);
    for (int y = 0; y < frame.height; ++y) {
        const auto* alpha = matte.alpha.row(y);
        const auto* own = frame.row(y);
        const auto* person = matte.foreground.row(y);
        auto* to = out.row(y);
        for (int x = 0; x < frame.width; ++x) {
            const float a = alpha[x];
            for (std::size_t c = 0; c < 3; ++c) {
                const std::size_t i = static_cast<std::size_t>(x) * 3 + c;
                if (a >= 1)
                    to[i] = own[i];
                else
                    to[i] = static_cast<std::uint8_t>(std::clamp(
                        a * static_cast<float>(person[i]) + (1 - a) * wanted.at(c) + 0.5F, 0.F, 255.F));
            }
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
