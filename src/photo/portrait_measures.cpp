#include "photo/portrait_measures.h"

#include "measure/backdrop_measures.h"
#include "measure/geometry_measures.h"
#include "measure/light_measures.h"
#include "measure/matte_whole.h"
#include "measure/texture_measures.h"
#include "measure/wall_cast.h"
#include "photo/transforms.h"

#include <algorithm>
#include <cmath>

namespace tucai::photo {
namespace {

class Measurer {
public:
    explicit Measurer(const MeasureScene& scene)
        : scene_(scene), to_source_(inverse(decoded_from_source(scene.decoded))),
          photo_to_source_(inverse(then(decoded_from_source(scene.decoded), scene.frame.to_photo))),
          head_region_(carried(scene.portrait.mesh.bounds(), to_source_))
    {
    }

    Result<rules::Measures> run()
    {
        measure_faces();
        measure_frame();
        TUCAI_CHECK(measure_matte());
        measure_face();
        measure_backdrop();
        return std::move(measures_);
    }

private:
    void put(const char* name, double value, const base::Box& region, double confidence = 1)
    {
        measures_[name] = {value, confidence, region};
    }

    void put(const measure::NamedList& list, const base::Transform& to_source)
    {
        for (const auto& named : list) {
            const auto region =
                named.region ? std::optional(carried(*named.region, to_source)) : std::nullopt;
            measures_[std::string(named.name)] = {named.value, named.confidence, region};
        }
    }

    void measure_faces()
    {
        const auto& faces = scene_.portrait.faces;
        const bool has_second = faces.size() > 1;
        const auto region = has_second ? carried(faces[1].box, to_source_) : head_region_;
        put("face_count", static_cast<double>(faces.size()), region);
        put("second_face_ratio", has_second ? faces[1].box.area() / faces[0].box.area() : 0, region);
        const auto& mesh = scene_.portrait.mesh;
        const auto left = to_source_.apply(mesh.left_pupil());
        const auto right = to_source_.apply(mesh.right_pupil());
        put("inter_eye_px", std::hypot(right.x - left.x, right.y - left.y), head_region_);
    }

    void measure_frame()
    {
        const auto& profile = scene_.profile;
        const auto& head = scene_.frame.head;
        const double top = scene_.hair_top_px;
        const base::Box above{0, 0, static_cast<double>(profile.photo.width_px), std::max(top, 1.0)};
        put("photo_scale", 1 / photo_to_source_.scale, head_region_);
        put("hair_top_px", top, carried(above, photo_to_source_));
        put("eye_line_px", head.eye_line_px, head_region_);
        put("face_width_px", head.face_width_px, head_region_);
        put("chin_px", head.chin_px, head_region_);
        put("head_height_px", head.chin_px - top, head_region_);
        put("centre_offset_px", head.centre_px - profile.frame.centre.wanted, head_region_);
        put("side_cut_px", scene_.frame.side_cut_px, head_region_);
        put("matte_confidence", scene_.matte.confidence, head_region_);
    }

    Result<> measure_matte()
    {
        const auto& to_photo = scene_.frame.to_photo;
        std::vector<base::Point> outline = scene_.portrait.mesh.outline();
        for (auto& p : outline)
            p = to_photo.apply(p);
        const auto& cover = scene_.pixels.cover;
        const auto* last = cover.row(cover.height - 1);
        const bool reaches = std::all_of(last, last + cover.width, [](float c) { return c > 0.5F; });
        // What the source does not show the matte cannot lose; frame.space speaks of it.
        auto person = scene_.person;
        for (int y = 0; y < cover.height; ++y) {
            float* row = person.row(y);
            const float* covered = cover.row(y);
            for (int x = 0; x < cover.width; ++x)
                row[x] *= covered[x] > 0.999F ? 1.F : 0.F;
        }
        TUCAI_TRY(const auto whole,
                  measure::measure_matte_whole({scene_.matte.alpha.view(), person.view(), outline,
                                                to_photo.apply(scene_.portrait.mesh.chin()).y, reaches}));
        const auto region = carried(
            {0, 0, static_cast<double>(cover.width), static_cast<double>(cover.height)}, photo_to_source_);
        const double confidence = scene_.matte.confidence;
        put("torso_alpha_ratio", whole.torso_alpha_ratio, region, confidence);
        put("lower_edge_alpha_ratio", whole.lower_edge_alpha_ratio, region, confidence);
        put("second_component_ratio", whole.second_component_ratio, region, confidence);
        put("hole_ratio", whole.hole_ratio, region, confidence);
        return {};
    }

    void measure_face()
    {
        const auto& mesh = scene_.portrait.mesh;
        const measure::Face face{scene_.decoded.image.view(), mesh.points, mesh.depth, scene_.decoded.scale,
                                 scene_.happy_to_neutral};
        if (!measure::check_face(face))
            return;
        const auto patch = measure::cut_face(face, measure::light_inter_eye_px);
        put(measure::geometry_measures(face), to_source_);
        put(measure::light_measures(face, patch), to_source_);
        put(measure::texture_measures(face, patch), to_source_);
    }

    void measure_backdrop()
    {
        std::vector<base::Point> points(scene_.portrait.mesh.points.begin(),
                                        scene_.portrait.mesh.points.end());
        for (auto& p : points)
            p = scene_.frame.to_photo.apply(p);
        const auto& colour = scene_.profile.photo.background;
        const measure::Backdrop backdrop{scene_.pixels.image.view(),
                                         scene_.matte.alpha.view(),
                                         scene_.pixels.cover.view(),
                                         points,
                                         {colour.red, colour.green, colour.blue},
                                         scene_.person.view()};
        if (!measure::check_backdrop(backdrop))
            return;
        put(measure::backdrop_measures(backdrop), photo_to_source_);
        put(measure::wall_cast(backdrop), photo_to_source_);
        measure::settle_cast(measures_);
    }

    const MeasureScene& scene_;
    base::Transform to_source_;       ///< of decoded pixels
    base::Transform photo_to_source_; ///< of photo pixels
    base::Box head_region_;
    rules::Measures measures_;
};

} // namespace

Result<rules::Measures> measure_portrait(const MeasureScene& scene)
{
    return Measurer(scene).run();
}

} // namespace tucai::photo
