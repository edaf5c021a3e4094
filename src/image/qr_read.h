#pragma once

#include "base/result.h"
#include "base/view.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::image {

/// Whether a text is what one looks for. Called with whatever a stranger's code may say.
using QrWanted = std::function<bool(std::string_view)>;

/// Reads the QR codes in a picture: a screenshot, a photo of a screen, a page turned, faded, inverted or sent
/// through messengers.
///
/// The picture is looked at as it is first, then in other sizes, with local contrast, inverted, smoothed,
/// sharpened and in parts, until a text is wanted (any, where nothing is asked for); the work is bounded by
/// some twelve looks at 16 megapixels, and larger pictures are reduced to that.
///
/// Needs: an Rgb8 or Grey8 view. Gives: every text that was read, as UTF-8, each once, those that are wanted
/// first; the same for the same pixels. Throws nothing.
/// Fails: CodeNotSeen (no code could be read); InvalidInput (an empty view, another format).
/// Source: domain, "Collection code"; stack, "Images": what zxing-cpp 1.4 alone does not read.
Result<std::vector<std::string>> read_qr(const base::View& picture, const QrWanted& is_wanted = {});

} // namespace tucai::image
