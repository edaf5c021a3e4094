#pragma once

#include "base/bytes.h"
#include "image/image.h"

#include <cstdint>
#include <string>

namespace tucai {

/// The ways in which a collection code's picture comes to us, each as hard as it is in life.
enum class CodePictureKind {
    Clean,        ///< the page of a phone as a screenshot, light or dark, as PNG or a good JPEG
    Inverted,     ///< the same, of a phone that turns every colour round
    ScreenPhoto,  ///< another phone's photo of the screen: askew, its grid beating with the camera's, glare
    Rotated,      ///< turned by any angle, and recompressed
    Recompressed, ///< sent on several times by a messenger: smaller and smaller, quality 30 to 60
    Small,        ///< modules of 2 to 3 pixels, at fractions of one
    LargePhoto,   ///< 12 megapixels of a desk with a small printed code on it
    LowContrast,  ///< faded and tinted, under uneven light
};

inline constexpr CodePictureKind hard_kinds[] = {
    CodePictureKind::Inverted,     CodePictureKind::ScreenPhoto, CodePictureKind::Rotated,
    CodePictureKind::Recompressed, CodePictureKind::Small,       CodePictureKind::LargePhoto,
    CodePictureKind::LowContrast,
};

/// The kind's name as file names and tables have it.
const char* kind_name(CodePictureKind kind);

/// The file of a picture of a code that says `text`. The same kind, number and text give the same bytes.
base::ByteVector make_code_picture(CodePictureKind kind, unsigned number, const std::string& text);

} // namespace tucai
