#pragma once

#include "guard/editors.h"
#include "image/decode.h"
#include "image/tags.h"

#include <string>
#include <vector>

namespace tucai::guard {

/// What the tags of a picture give away.
struct TagSigns {
    std::vector<const Editor*> editors; ///< that are named, each once; no libraries
    bool names_library = false;         ///< saved by one: not as a camera gave it, but no sign of a change
    std::vector<std::string> contradictions; ///< what does not fit, as sentences in English
    int camera_tags = 0; ///< of make, model, exposure and time of taking: 0..4. None is no sign: messengers
                         ///< strip tags
};

/// Compares tags with each other and with the picture that carries them.
TagSigns find_tag_signs(const image::PictureTags& tags, const image::Header& header);

} // namespace tucai::guard
