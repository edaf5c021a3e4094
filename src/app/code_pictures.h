#pragma once

#include "collect/codes/code_reader.h"
#include "image/decode.h"

namespace tucai::app {

/// Plugs the engine's reader of QR codes into the collecting room.
class QrPictures : public collect::CodePictures {
public:
    explicit QrPictures(image::DecodeOptions options);
    Result<std::vector<std::string>>
    texts_in(base::ByteSpan file, const std::function<bool(std::string_view)>& is_wanted) const override;

private:
    image::DecodeOptions options_;
};

} // namespace tucai::app
