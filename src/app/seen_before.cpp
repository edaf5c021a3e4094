#include "app/seen_before.h"

#include <fmt/format.h>

#include <algorithm>

namespace tucai::app {

std::optional<image::Warning> SeenBefore::see(const std::string& file, const Look& look)
{
    std::optional<image::Warning> warning;
    if (!look.sha256.empty()) {
        const auto [first, is_new] = files_by_sha256_.try_emplace(look.sha256, file);
        if (!is_new)
            return image::Warning{"genuine.seen_before",
                                  fmt::format("The same file came before: {}.", first->second)};
    }
    if (look.digest) {
        warning = find_copy(*look.digest);
        known_.push_back({file, *look.digest});
    }
    return warning;
}

std::optional<image::Warning> SeenBefore::find_copy(const measure::PictureDigest& digest) const
{
    const auto turned = measure::mirrored(digest);
    const Known* nearest = nullptr;
    int least = most_copy_distance + 1;
    bool is_mirrored = false;
    for (const auto& known : known_) {
        const int as_is = measure::digest_distance(known.digest, digest);
        const int in_mirror = measure::digest_distance(known.digest, turned);
        if (std::min(as_is, in_mirror) < least) {
            least = std::min(as_is, in_mirror);
            is_mirrored = in_mirror < as_is;
            nearest = &known;
        }
    }
    if (nearest == nullptr)
        return std::nullopt;
    return image::Warning{
        "genuine.seen_before",
        fmt::format(
            "{} came before: {} (they differ in {} of 128 bits; copies of one picture differ in at most "
            "{}).",
            is_mirrored ? "The mirror image of nearly this picture" : "Nearly the same picture",
            nearest->file, least, most_copy_distance)};
}

} // namespace tucai::app
