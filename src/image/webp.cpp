#include "image/codecs.h"
#include "image/colour.h"
#include "image/jpeg_segments.h"
#include "image/orient.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <cstring>
#include <memory>

namespace tucai::image {
namespace {

using Bytes = std::span<const std::uint8_t>;

struct CloseDemuxer {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
using Demuxer = std::unique_ptr<WebPDemuxer, CloseDemuxer>;

Error failure(VP8StatusCode status)
{
    if (status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED)
        return {ErrorCode::ImageTruncated, "The picture ends before its data does. Send it again."};
    if (status == VP8_STATUS_UNSUPPORTED_FEATURE)
        return {ErrorCode::ImageUnsupported, "WebP of this kind is not read."};
    return {ErrorCode::ImageDamaged, "The WebP cannot be decoded."};
}

Bytes chunk_of(const WebPDemuxer* demuxer, const char* name)
{
    WebPChunkIterator chunk;
    if (demuxer == nullptr || WebPDemuxGetChunk(demuxer, name, 1, &chunk) == 0)
        return {};
    const Bytes bytes(chunk.chunk.bytes, chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
    return bytes; // points into the file's own bytes
}

int orientation_of(const WebPDemuxer* demuxer)
{
    Bytes exif = chunk_of(demuxer, "EXIF");
    if (exif.size() > 6 && std::memcmp(exif.data(), "Exif\0\0", 6) == 0)
        exif = exif.subspan(6);
    return exif_orientation(exif);
}

Demuxer demux(Bytes bytes)
{
    const WebPData data{bytes.data(), bytes.size()};
    return Demuxer(WebPDemux(&data));
}

struct Facts {
    Header header;
    bool is_animated = false;
    bool has_alpha = false;
    int stored_width = 0;
    int stored_height = 0;
};

Result<Facts> read_facts(Bytes bytes, const WebPDemuxer* demuxer, const DecodeLimits& limits)
{
    WebPBitstreamFeatures features;
    if (const auto status = WebPGetFeatures(bytes.data(), bytes.size(), &features); status != VP8_STATUS_OK)
        return tl::unexpected(failure(status));
    TUCAI_CHECK(check_size(features.width, features.height, limits));
    const int orientation = orientation_of(demuxer);
    const bool swaps = swaps_sides(orientation);
    return Facts{{Format::Webp, swaps ? features.height : features.width,
                  swaps ? features.width : features.height, orientation},
                 features.has_animation != 0,
                 features.has_alpha != 0,
                 features.width,
                 features.height};
}

/// The first frame's own bytes, where it fills the canvas. Fails: ImageUnsupported, ImageTruncated.
Result<Bytes> first_frame(const WebPDemuxer* demuxer, const Facts& facts)
{
    WebPIterator frame;
    if (demuxer == nullptr || WebPDemuxGetFrame(demuxer, 1, &frame) == 0)
        return fail(ErrorCode::ImageTruncated, "The picture ends before its first frame does.");
    const Bytes bytes(frame.fragment.bytes, frame.fragment.size);
    const bool is_whole = frame.width == facts.stored_width && frame.height == facts.stored_height;
    WebPDemuxReleaseIterator(&frame);
    if (!is_whole)
        return fail(ErrorCode::ImageUnsupported,
                    "An animated WebP whose first frame is not whole is not read.");
    return bytes;
}

/// Decodes into rows of `channels` bytes a pixel (3: RGB, 4: with alpha).
/// Fails: ImageTruncated, ImageDamaged, ImageUnsupported.
Result<std::vector<std::uint8_t>> decode_pixels(Bytes still, const Facts& facts, int channels)
{
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0)
        return fail(ErrorCode::Internal, "The library for WebP is of another version.");
    if (const auto status = WebPGetFeatures(still.data(), still.size(), &config.input);
        status != VP8_STATUS_OK)
        return tl::unexpected(failure(status));
    if (config.input.width != facts.stored_width || config.input.height != facts.stored_height)
        return fail(ErrorCode::ImageDamaged, "The picture has two headers that contradict each other.");
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(facts.stored_width) *
                                     static_cast<std::size_t>(facts.stored_height) *
                                     static_cast<std::size_t>(channels));
    config.output.colorspace = channels == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels.data();
    config.output.u.RGBA.stride = facts.stored_width * channels;
    config.output.u.RGBA.size = pixels.size();
    const auto status = WebPDecode(still.data(), still.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (status != VP8_STATUS_OK)
        return tl::unexpected(failure(status));
    return pixels;
}

/// Lays pixels with alpha over white, in place: four bytes each become three. Gives whether any was
/// transparent.
bool over_white(std::vector<std::uint8_t>& pixels)
{
    bool is_transparent = false;
    const std::size_t count = pixels.size() / 4;
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned alpha = pixels[4 * i + 3];
        is_transparent |= alpha != 255;
        for (std::size_t c = 0; c < 3; ++c)
            pixels[3 * i + c] =
                static_cast<std::uint8_t>((pixels[4 * i + c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    pixels.resize(count * 3);
    return is_transparent;
}

} // namespace

Result<Header> read_webp_header(Bytes bytes, const DecodeLimits& limits)
{
    const auto demuxer = demux(bytes);
    TUCAI_TRY(const auto facts, read_facts(bytes, demuxer.get(), limits));
    return facts.header;
}

Result<Decoded> decode_webp(Bytes bytes, const DecodeOptions& options)
{
    const auto demuxer = demux(bytes);
    TUCAI_TRY(const auto facts, read_facts(bytes, demuxer.get(), options.limits));
    Decoded decoded;
    decoded.header = facts.header;
    Bytes still = bytes;
    if (facts.is_animated) {
        TUCAI_TRY(still, first_frame(demuxer.get(), facts));
        decoded.warnings.push_back(
            {"image.first_frame", "Of an animated picture the first frame was taken."});
    }
    TUCAI_TRY(decoded.image.rgb, decode_pixels(still, facts, facts.has_alpha ? 4 : 3));
    decoded.image.width = facts.stored_width;
    decoded.image.height = facts.stored_height;
    if (facts.has_alpha && over_white(decoded.image.rgb))
        decoded.warnings.push_back({"image.transparent", "Transparent parts were laid over white."});
    if (to_srgb(decoded.image, chunk_of(demuxer.get(), "ICCP")) == ColourOutcome::Ignored)
        decoded.warnings.push_back(
            {"image.profile_ignored", "The colour profile is unusable; sRGB was taken."});
    decoded.image = upright(std::move(decoded.image), facts.header.orientation);
    return decoded;
}

} // namespace tucai::image
