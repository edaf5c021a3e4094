#include "app/code_pictures.h"

#include "image/qr_read.h"

namespace tucai::app {

QrPictures::QrPictures(image::DecodeOptions options) : options_(std::move(options))
{
    options_.limits.min_side_px = 21; // of portraits they ask for more; the smallest code has 21 modules
}

Result<std::vector<std::string>>
QrPictures::texts_in(base::ByteSpan file, const std::function<bool(std::string_view)>& is_wanted) const
{
    TUCAI_TRY(const auto picture, image::decode(file, options_));
    return image::read_qr(picture.image.view(), is_wanted);
}

} // namespace tucai::app
