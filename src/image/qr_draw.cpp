#include "image/qr_draw.h"

#include "image/encode.h"

#include <qrencode.h>

#include <memory>

namespace tucai::image {
namespace {

constexpr int most_module_px = 64;
constexpr int most_quiet_modules = 16;
constexpr std::size_t most_text_bytes = 2953; ///< version 40 at level L

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

QRecLevel level_of(QrLevel level)
{
    switch (level) {
    case QrLevel::Low:
        return QR_ECLEVEL_L;
    case QrLevel::Medium:
        return QR_ECLEVEL_M;
    case QrLevel::Quartile:
        return QR_ECLEVEL_Q;
    case QrLevel::High:
        return QR_ECLEVEL_H;
    }
    return QR_ECLEVEL_M;
}

Result<Code> encode(std::string_view text, const QrOptions& options)
{
    if (options.module_px < 1 || options.module_px > most_module_px || options.quiet_modules < 0 ||
        options.quiet_modules > most_quiet_modules)
        return fail(ErrorCode::InvalidInput,
                    "A QR code's module has 1 to 64 pixels, its quiet zone at most 16 modules.");
    if (text.empty() || text.size() > most_text_bytes)
        return fail(ErrorCode::InvalidInput, "A QR code holds 1 to 2,953 bytes.");
    const auto* bytes = static_cast<const unsigned char*>(static_cast<const void*>(text.data()));
    Code code(QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, level_of(options.level)));
    if (!code)
        return fail(ErrorCode::InvalidInput, "The text is too long for a QR code of this level.");
    return code;
}

bool is_dark(const QRcode& code, int x, int y)
{
    return (code.data[y * code.width + x] & 1U) != 0; // the lowest bit is the module's colour (qrencode.h)
}

} // namespace

Result<QrPicture> draw_qr(std::string_view text, const QrOptions& options)
{
    TUCAI_TRY(const auto code, encode(text, options));
    const int px = options.module_px;
    QrPicture picture;
    picture.side_px = (code->width + 2 * options.quiet_modules) * px;
    const auto side = static_cast<std::size_t>(picture.side_px);
    picture.grey.assign(side * side, 255);
    for (int y = 0; y < code->width * px; ++y)
        for (int x = 0; x < code->width * px; ++x)
            if (is_dark(*code, x / px, y / px))
                picture.grey[static_cast<std::size_t>(y + options.quiet_modules * px) * side +
                             static_cast<std::size_t>(x + options.quiet_modules * px)] = 0;
    return picture;
}

Result<std::vector<std::uint8_t>> qr_png(std::string_view text, const QrOptions& options)
{
    TUCAI_TRY(const auto picture, draw_qr(text, options));
    return encode_grey_png(picture.view());
}

Result<std::string> qr_svg(std::string_view text, const QrOptions& options)
{
    TUCAI_TRY(const auto code, encode(text, options));
    const int side = code->width + 2 * options.quiet_modules;
    const auto px = std::to_string(side * options.module_px);
    const auto modules = std::to_string(side);
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + px + "\" height=\"" + px +
                      "\" viewBox=\"0 0 " + modules + " " + modules +
                      "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + modules + "v" +
                      modules + "H0z\"/><path d=\"";
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) {
            const int from = x;
            while (x < code->width && is_dark(*code, x, y))
                ++x;
            if (x > from)
                svg += "M" + std::to_string(from + options.quiet_modules) + " " +
                       std::to_string(y + options.quiet_modules) + "h" + std::to_string(x - from) + "v1h-" +
                       std::to_string(x - from) + "z";
        }
    return svg + "\"/></svg>\n";
}

} // namespace tucai::image
