#pragma once

#include "base/result.h"
#include "base/view.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::image {

/// How much of a QR code may be lost and it can still be read (ISO/IEC 18004, error correction levels).
enum class QrLevel {
    Low,      ///< 7 %
    Medium,   ///< 15 %
    Quartile, ///< 25 %
    High,     ///< 30 %
};

struct QrOptions {
    QrLevel level = QrLevel::Medium;
    int module_px = 4;     ///< 1..64, pixels a module
    int quiet_modules = 4; ///< 0..16 modules of white around it; ISO/IEC 18004 asks for four
};

/// A square grey picture: 0 for dark modules, 255 for light ones and the quiet zone.
struct QrPicture {
    int side_px = 0;
    std::vector<std::uint8_t> grey;
    base::View view() const { return {grey.data(), side_px, side_px, side_px, base::PixelFormat::Grey8}; }
};

/// Draws a text's QR code in the smallest version that holds it. Same text and options, same pixels.
/// Fails: InvalidInput (no text, longer than the level allows: 2,331 bytes at Medium; sizes out of range).
Result<QrPicture> draw_qr(std::string_view text, const QrOptions& options = {});

/// The same as an 8-bit grey PNG. Fails: as draw_qr.
Result<std::vector<std::uint8_t>> qr_png(std::string_view text, const QrOptions& options = {});

/// The same as an SVG of one path, in units of one module, as wide as `module_px` says. It holds the text in
/// its modules only. Fails: as draw_qr.
Result<std::string> qr_svg(std::string_view text, const QrOptions& options = {});

} // namespace tucai::image
