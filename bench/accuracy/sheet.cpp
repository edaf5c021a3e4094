#include "accuracy/sheet.h"

#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace tucai::bench {

image::Image contact_sheet(const std::vector<Tile>& tiles)
{
    constexpr int columns = 6;
    constexpr int side = 230;
    constexpr int words = 40;
    constexpr int gap = 8;
    const int rows = (static_cast<int>(tiles.size()) + columns - 1) / columns;
    image::Image sheet(columns * (side + gap) + gap, rows * (side + words + gap) + gap);
    auto target = image::as_mat(sheet);
    target.setTo(cv::Scalar::all(255));
    for (int i = 0; i < static_cast<int>(tiles.size()); ++i) {
        const auto& tile = tiles[static_cast<std::size_t>(i)];
        const cv::Mat source = image::as_mat(tile.picture);
        const double scale = std::min(1.0 * side / source.cols, 1.0 * side / source.rows);
        cv::Mat small;
        cv::resize(source, small, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
        const int left = gap + i % columns * (side + gap);
        const int top = gap + i / columns * (side + words + gap);
        small.copyTo(target(cv::Rect(left + (side - small.cols) / 2, top, small.cols, small.rows)));
        const auto write = [&](const std::string& text, int y) {
            cv::putText(target, text, {left, y}, cv::FONT_HERSHEY_SIMPLEX, 0.42, cv::Scalar::all(0), 1,
                        cv::LINE_AA);
        };
        write(tile.first, top + side + 16);
        write(tile.second, top + side + 32);
    }
    return sheet;
}

} // namespace tucai::bench
