#pragma once

#include "image/decode.h"

#include <optional>

// The decoders behind decode(): each takes the whole file, honours the caps, and gives an upright sRGB
// picture.
namespace tucai::image {

/// The format that the first bytes speak of; names of formats that are not read come as an error.
/// Fails: ImageEmpty, ImageUnsupported, ImageNotAnImage.
Result<Format> sniff(std::span<const std::uint8_t> bytes);

/// Holds a stored size against the caps. Fails: ImageDamaged (0), ImageTooLarge, ImageTooSmall.
Result<> check_size(std::int64_t width, std::int64_t height, const DecodeLimits& limits);

Result<Header> read_jpeg_header(std::span<const std::uint8_t> bytes, const DecodeLimits& limits);
Result<Decoded> decode_jpeg(std::span<const std::uint8_t> bytes, const DecodeOptions& options);

Result<Header> read_png_header(std::span<const std::uint8_t> bytes, const DecodeLimits& limits);
Result<Decoded> decode_png(std::span<const std::uint8_t> bytes, const DecodeOptions& options);

Result<Header> read_webp_header(std::span<const std::uint8_t> bytes, const DecodeLimits& limits);
Result<Decoded> decode_webp(std::span<const std::uint8_t> bytes, const DecodeOptions& options);

/// HEIC and AVIF, in a process of their own. Fails also: ImageUnsupported where that program is missing.
Result<Header> read_heif_header(std::span<const std::uint8_t> bytes, Format format,
                                const DecodeOptions& options);
Result<Decoded> decode_heif(std::span<const std::uint8_t> bytes, Format format, const DecodeOptions& options);

} // namespace tucai::image
