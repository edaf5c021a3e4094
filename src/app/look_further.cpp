#include "app/look_further.h"

#include "guard/edit_signs.h"

#include <utility>

namespace tucai::app {

photo::LookFurther look_for_edit_signs()
{
    return [](std::span<const std::uint8_t> bytes, const image::Decoded& decoded) {
        auto signs = guard::find_edit_signs(bytes, decoded);
        return photo::Additions{std::move(signs.measures), std::move(signs.warnings)};
    };
}

} // namespace tucai::app
