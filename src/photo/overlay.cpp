#include "photo/overlay.h"

#include "image/encode.h"
#include "image/opencv.h"
#include "photo/overlay_panel.h"
#include "photo/overlay_shot.h"
#include "photo/pen.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

namespace tucai::photo {
namespace {

constexpr double shot_height_px = 1200;
constexpr double shot_width_px = 1500;
constexpr double column_width_px = 600;
constexpr double rim_px = 32;
constexpr double gap_px = 18; ///< between two blocks

struct FreeSurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct FreeCanvas {
    void operator()(cairo_t* canvas) const { cairo_destroy(canvas); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeSurface>;
using Canvas = std::unique_ptr<cairo_t, FreeCanvas>;

Result<std::vector<std::uint8_t>> png_of(cairo_surface_t* surface)
{
    cairo_surface_flush(surface);
    const cv::Mat pixels(cairo_image_surface_get_height(surface), cairo_image_surface_get_width(surface),
                         CV_8UC4, cairo_image_surface_get_data(surface),
                         static_cast<std::size_t>(cairo_image_surface_get_stride(surface)));
    image::Image picture(pixels.cols, pixels.rows);
    auto rgb = image::as_mat(picture);
    cv::cvtColor(pixels, rgb, cv::COLOR_BGRA2RGB);
    return image::encode_rgb_png(picture.view());
}

/// The panel's blocks in columns, each of the shot's height where they fit.
struct Panel {
    std::vector<Block> blocks;
    std::vector<Slot> slots;
    double height_px = 0; ///< of the highest column
    int columns = 0;
};

Panel panel_of(std::vector<Block> blocks, double height_px)
{
    Panel panel;
    std::vector<double> heights;
    heights.reserve(blocks.size());
    for (const auto& block : blocks)
        heights.push_back(block.height_px);
    panel.slots = flow(heights, height_px, gap_px);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        panel.height_px = std::max(panel.height_px, panel.slots[i].y + heights[i]);
        panel.columns = std::max(panel.columns, panel.slots[i].column + 1);
    }
    panel.blocks = std::move(blocks);
    return panel;
}

} // namespace

Result<std::vector<std::uint8_t>> draw_overlay(const Outcome& outcome, const rules::Profile& profile,
                                               rules::Language language)
{
    if (outcome.upright.width < 1 || outcome.upright.height < 1)
        return fail(ErrorCode::InvalidInput, "An overlay needs the picture's pixels.");
    const Typesetter type(language);
    const auto view = view_of(outcome, profile, shot_width_px, shot_height_px);
    const auto panel = panel_of(panel_blocks(outcome, profile, language, type, column_width_px),
                                shot_height_px - 2 * rim_px);
    const ShotDrawing shot(outcome, profile, language, view, type);

    const double width = std::ceil(view.area.width) + rim_px + panel.columns * (column_width_px + rim_px);
    const double height = std::max({std::ceil(view.area.height), panel.height_px + 2 * rim_px});
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width),
                                                     static_cast<int>(std::ceil(height))));
    const Canvas canvas(cairo_create(surface.get()));
    fill_box(canvas.get(), {0, 0, width, std::ceil(height)}, inks::paper);
    shot.draw(canvas.get());
    const double left = std::ceil(view.area.width) + rim_px;
    for (std::size_t i = 0; i < panel.blocks.size(); ++i)
        panel.blocks[i].draw(canvas.get(), {left + panel.slots[i].column * (column_width_px + rim_px),
                                            rim_px + panel.slots[i].y});
    if (cairo_status(canvas.get()) != CAIRO_STATUS_SUCCESS)
        return fail(ErrorCode::Internal, std::string("The overlay could not be drawn: ") +
                                             cairo_status_to_string(cairo_status(canvas.get())) + ".");
    return png_of(surface.get());
}

} // namespace tucai::photo
