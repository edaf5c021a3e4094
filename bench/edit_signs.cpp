// Prints the measures of genuine.edited for each file named, one JSON object a line, with the milliseconds
// that they took: edit_signs FILE... (bench/edit_rates.py makes the files whose truth is known, and the
// rates).

#include "guard/edit_signs.h"

#include "base/files.h"
#include "image/decode.h"
#include "measure/picture_digest.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace {

/// Of the processor, not of the wall: whatever else runs. One thread works here.
double ms_since(std::clock_t start)
{
    return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void print_signs(const char* path)
{
    const auto bytes = tucai::base::read_file(path, 64U << 20U);
    if (!bytes)
        return;
    tucai::image::DecodeOptions options;
    options.enough_long_side_px = 1600; // as the engine decodes first
    const auto decoded = tucai::image::decode(*bytes, options);
    if (!decoded)
        return;
    // The median of a few: the first of a process also loads what later ones find.
    std::array<double, 5> times{};
    tucai::guard::EditSigns signs;
    for (auto& time : times) {
        const auto start = std::clock();
        signs = tucai::guard::find_edit_signs(*bytes, *decoded);
        time = ms_since(start);
    }
    std::sort(times.begin(), times.end());
    std::printf("{\"file\":\"%s\",\"ms\":%.3f", path, times[times.size() / 2]);
    for (const auto& [name, measure] : signs.measures)
        std::printf(",\"%s\":%.5f", name.c_str(), measure.value);
    if (const auto digest = tucai::measure::digest_picture(decoded->image.view()))
        std::printf(",\"digest\":\"%016llx%016llx\"", static_cast<unsigned long long>(digest->words[0]),
                    static_cast<unsigned long long>(digest->words[1]));
    std::puts("}");
}

} // namespace

int main(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        print_signs(argv[i]);
    return 0;
}
