#pragma once

#include "photo/studio.h"

namespace tucai::app {

/// Looks for the signs of editing that `genuine.edited` reads (guard/edit_signs.h): what `photo` may not know
/// of `guard` is put together here, for the commands and for the library alike.
photo::LookFurther look_for_edit_signs();

} // namespace tucai::app
