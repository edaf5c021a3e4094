#include "base/result.h"

namespace tucai {

std::string_view error_word(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ImageEmpty:
        return "image.empty";
    case ErrorCode::ImageTruncated:
        return "image.truncated";
    case ErrorCode::ImageNotAnImage:
        return "image.not_an_image";
    case ErrorCode::ImageTooLarge:
        return "image.too_large";
    case ErrorCode::ImageTooSmall:
        return "image.too_small";
    case ErrorCode::ImageUnsupported:
        return "image.unsupported";
    case ErrorCode::ImageDamaged:
        return "image.damaged";
    case ErrorCode::FileNotFound:
        return "file.not_found";
    case ErrorCode::FileUnreadable:
        return "file.unreadable";
    case ErrorCode::PortraitNoFace:
        return "portrait.no_face";
    case ErrorCode::ProfileInvalid:
        return "profile.invalid";
    case ErrorCode::ProfileNotFound:
        return "profile.not_found";
    case ErrorCode::ModelMissing:
        return "model.missing";
    case ErrorCode::ModelChanged:
        return "model.changed";
    case ErrorCode::InvalidInput:
        return "invalid_input";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

} // namespace tucai
