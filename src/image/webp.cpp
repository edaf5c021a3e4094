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
    decoded.image = Image(facts.stored_width, facts.stored_height);
    WebPDecoderConfig config;
    WebPInitDecoderConfig(&config);
    std::vector<std::uint8_t> rgba(facts.has_alpha ? decoded.image.rgb.size() / 3 * 4 : 0);
    auto& target = facts.has_alpha ? rgba : decoded.image.rgb;
    config.output.colorspace = facts.has_alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = target.data();
    config.output.u.RGBA.stride = facts.stored_width * (facts.has_alpha ? 4 : 3);
    config.output.u.RGBA.size = target.size();
    const auto status = WebPDecode(still.data(), still.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (status != VP8_STATUS_OK)
        return tl::unexpected(failure(status));
    bool is_transparent = false;
    for (std::size_t i = 0; i < rgba.size() / 4; ++i) {
        const unsigned alpha = rgba[4 * i + 3];
        is_transparent |= alpha != 255;
        for (std::size_t c = 0; c < 3; ++c)
            decoded.image.rgb[3 * i + c] =
                static_cast<std::uint8_t>((rgba[4 * i + c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    if (is_transparent)
        decoded.warnings.push_back({"image.transparent", "Transparent parts were laid over white."});
    if (to_srgb(decoded.image, chunk_of(demuxer.get(), "ICCP")) == ColourOutcome::Ignored)
        decoded.warnings.push_back(
            {"image.profile_ignored", "The colour profile is unusable; sRGB was taken."});
    decoded.image = upright(std::move(decoded.image), facts.header.orientation);
    return decoded;
}

} // namespace tucai::image
