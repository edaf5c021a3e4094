#include "photo/way.h"

#include "base/sha256.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/opencv.h"
#include "image/resample.h"
#include "measure/head_pose.h"
#include "photo/composite.h"
#include "photo/frame.h"
#include "photo/portrait.h"
#include "photo/portrait_measures.h"
#include "photo/transforms.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tucai::photo {
namespace {

/// Enough for the networks, and for a photo of 640 rows in which the head is of the usual size.
constexpr int first_long_side_px = 1600;

/// Adds the time since the last lap to a stage.
class Stopwatch {
public:
    explicit Stopwatch(const std::function<double()>& now) : now_(now), last_(now()) {}
    void lap(double& stage)
    {
        const double time = now_();
        stage += time - last_;
        last_ = time;
    }

private:
    const std::function<double()>& now_;
    double last_;
};

measure::HeadPoints head_points(const vision::FaceMesh& mesh, double hair_top_y)
{
    return {hair_top_y,        mesh.left_pupil(),  mesh.right_pupil(),
            mesh.left_cheek(), mesh.right_cheek(), mesh.chin()};
}

/// A photo in the making. `frame.to_photo` carries decoded pixels.
struct Draft {
    Frame frame;
    image::Resampled pixels;
    image::Plane person;
    vision::Matte matte;
    int hair_top_px = 0; ///< measured on the matte
};

/// The first, coarse mask, and the part of the decoded picture that it shows.
struct CoarseMask {
    image::Plane mask;
    base::Box area;
};

/// The coarse mask from row `from` of the frame downward.
cv::Mat carried_to_frame(const CoarseMask& coarse, const base::Transform& to_photo, cv::Size frame, int from)
{
    const double fx = coarse.area.width / coarse.mask.width * to_photo.scale;
    const double fy = coarse.area.height / coarse.mask.height * to_photo.scale;
    const auto corner = to_photo.apply({coarse.area.x, coarse.area.y});
    const cv::Matx23d to_frame(fx, 0, corner.x + fx / 2 - 0.5, 0, fy, corner.y + fy / 2 - 0.5 - from);
    cv::Mat carried;
    cv::warpAffine(image::as_mat(coarse.mask), carried, to_frame, {frame.width, frame.height - from},
                   cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return carried;
}

/// Two looks at the torso see more than one: a white shoulder in the frame's corner that the mask of the
/// frame loses, the mask of the wider picture often has. Below the chin the greater of both counts.
void keep_torso_of(const CoarseMask& coarse, const base::Transform& to_photo, double chin_y_px,
                   image::Plane& person)
{
    const int from = std::clamp(static_cast<int>(chin_y_px), 0, person.height - 1);
    auto torso = image::as_mat(person).rowRange(from, person.height);
    // Only where the coarse mask is sure: its contour is blunter than the frame's own.
    const cv::Mat sure =
        (carried_to_frame(coarse, to_photo, {person.width, person.height}, from) - 0.7) / 0.3;
    const cv::Mat both = cv::max(torso, sure);
    both.copyTo(torso);
}

class Way {
public:
    Way(const StudioParts& studio, const Order& order, Outcome& outcome)
        : studio_(studio), order_(order), profile_(*order.profile), report_(outcome.report),
          outcome_(outcome), watch_(studio.now_ms)
    {
    }

    /// Whatever it comes to, pages and overlays have the pixels that were decoded.
    Result<> run(std::span<const std::uint8_t> bytes)
    {
        auto done = go(bytes);
        pyramid_.reset();
        outcome_.upright = std::move(decoded_.image);
        outcome_.upright_transform = decoded_from_source(decoded_);
        return done;
    }

private:
    Result<> go(std::span<const std::uint8_t> bytes)
    {
        TUCAI_CHECK(decode(bytes, first_long_side_px));
        TUCAI_CHECK(find_face());
        TUCAI_CHECK(frame_person());
        const bool is_scaled = decoded_.scale < 1;
        if (is_scaled && draft_.frame.to_photo.scale > 1) {
            // The head is small in the picture: its own pixels are needed.
            const double enough = std::max(decoded_.header.width, decoded_.header.height) * decoded_.scale *
                                  draft_.frame.to_photo.scale;
            TUCAI_CHECK(decode(bytes, static_cast<int>(std::ceil(enough))));
            TUCAI_CHECK(find_face());
            TUCAI_CHECK(frame_person());
        }
        TUCAI_CHECK(matte_frame());
        TUCAI_CHECK(measure());
        look_further(bytes);
        report_.findings = rules::judge(profile_, report_.measures, order_.language);
        watch_.lap(report_.timing_ms.rules);
        return make_photo();
    }

    Result<> decode(std::span<const std::uint8_t> bytes, int enough_long_side_px)
    {
        image::DecodeOptions options;
        options.enough_long_side_px = enough_long_side_px;
        options.heif_program = studio_.heif_program;
        auto decoded = image::decode(bytes, options);
        watch_.lap(report_.timing_ms.decode);
        if (!decoded) {
            report_header(bytes);
            return tl::unexpected(std::move(decoded).error());
        }
        decoded_ = std::move(*decoded);
        pyramid_.emplace(decoded_.image);
        report_.header = decoded_.header;
        report_.warnings = decoded_.warnings;
        to_source_ = inverse(decoded_from_source(decoded_));
        return {};
    }

    /// What a picture's header says is told also where its pixels cannot be had, however large or small it
    /// says they are.
    void report_header(std::span<const std::uint8_t> bytes)
    {
        image::DecodeLimits none;
        none.max_pixels = std::numeric_limits<std::int64_t>::max();
        none.max_side_px = std::numeric_limits<int>::max();
        none.min_side_px = 1;
        if (auto header = image::read_header(bytes, none))
            report_.header = *header;
    }

    Result<> find_face()
    {
        TUCAI_TRY(portrait_.faces, studio_.detector.find(*pyramid_));
        watch_.lap(report_.timing_ms.faces);
        if (portrait_.faces.empty())
            return fail(ErrorCode::PortraitNoFace,
                        "No face was found. Face the camera, with the whole face in view.");
        TUCAI_TRY(portrait_.mesh, studio_.mesher.find(*pyramid_, portrait_.faces.front()));
        watch_.lap(report_.timing_ms.mesh);
        if (portrait_.mesh.presence < 0.5)
            return fail(ErrorCode::PortraitNoFace, "What looked like a face is none on a closer look. Face "
                                                   "the camera, with the whole face in view.");
        report_face();
        return {};
    }

    void report_face()
    {
        const auto& mesh = portrait_.mesh;
        ReportedFace face;
        face.count = static_cast<int>(portrait_.faces.size());
        face.box = carried(portrait_.faces.front().box, to_source_);
        face.left_eye = to_source_.apply(mesh.left_pupil());
        face.right_eye = to_source_.apply(mesh.right_pupil());
        face.pose = measure::measure_head_pose(mesh.points, mesh.depth);
        face.inter_eye_px =
            std::hypot(face.right_eye.x - face.left_eye.x, face.right_eye.y - face.left_eye.y);
        report_.face = face;
    }

    /// Where the person reaches, by the coarse mask; then the frame.
    Result<> frame_person()
    {
        const auto& picture = decoded_.image;
        const auto area = portrait_area(portrait_.mesh, picture.width, picture.height);
        TUCAI_TRY(coarse_.mask, studio_.masker.find_small(*pyramid_, area));
        coarse_.area = area;
        const auto reach = measure_reach(coarse_.mask, area, picture.width, portrait_.mesh);
        portrait_.scene = {picture.width,     picture.height,   head_points(portrait_.mesh, reach.hair_top_y),
                           reach.hair_is_cut, reach.left_cut_y, reach.right_cut_y};
        watch_.lap(report_.timing_ms.matte);
        auto frame = solve_frame(portrait_.scene, profile_);
        if (!frame && frame.error().code == ErrorCode::InvalidInput)
            return fail(ErrorCode::PortraitNoFace,
                        "The face in the picture is not upright, or turned far aside. "
                        "Hold the phone upright and face the camera.");
        TUCAI_TRY(draft_.frame, std::move(frame));
        watch_.lap(report_.timing_ms.photo);
        return {};
    }

    /// Mattes the frame; where the matte shows the hair's top elsewhere than the mask did and that leaves the
    /// band, frames once more.
    Result<> matte_frame()
    {
        TUCAI_CHECK(matte_once());
        const auto& band = profile_.frame.hair_top;
        constexpr int margin_px = 6;
        const bool is_out =
            draft_.hair_top_px < band.low + margin_px || draft_.hair_top_px > band.high - margin_px;
        const double moved = draft_.hair_top_px - draft_.frame.head.hair_top_px;
        const bool reaches_rim = draft_.hair_top_px == 0;
        if ((!is_out && draft_.frame.fits()) || std::abs(moved) < 4 || reaches_rim ||
            portrait_.scene.hair_is_cut)
            return {};
        const auto back = inverse(draft_.frame.to_photo);
        portrait_.scene.head.hair_top_y =
            std::min(back.apply({0, static_cast<double>(draft_.hair_top_px)}).y, portrait_.mesh.forehead().y);
        TUCAI_TRY(const auto frame, solve_frame(portrait_.scene, profile_));
        draft_.frame = frame;
        return matte_once();
    }

    Result<> matte_once()
    {
        const auto& form = profile_.photo;
        const auto& to_photo = draft_.frame.to_photo;
        TUCAI_TRY(draft_.pixels, image::resample(decoded_.image, to_photo, form.width_px, form.height_px));
        watch_.lap(report_.timing_ms.photo);
        TUCAI_CHECK(mask_frame());
        auto face = portrait_.mesh.bounds();
        const vision::MatteScene scene{draft_.pixels.image,
                                       draft_.pixels.cover,
                                       draft_.person,
                                       carried(face, to_photo),
                                       to_photo.apply(portrait_.mesh.forehead()).y,
                                       to_photo.apply(portrait_.mesh.chin()).y};
        TUCAI_TRY(draft_.matte, studio_.matte->make(scene));
        draft_.hair_top_px = hair_top_of(draft_.matte.alpha);
        report_.matte = studio_.matte->name();
        watch_.lap(report_.timing_ms.matte);
        return {};
    }

    Result<> mask_frame()
    {
        const auto& frame = draft_.pixels.image;
        const auto& to_photo = draft_.frame.to_photo;
        if (studio_.matte->wants_fine_mask()) {
            TUCAI_TRY(draft_.person, studio_.masker.find(frame));
            keep_torso_of(coarse_, to_photo, to_photo.apply(portrait_.mesh.chin()).y, draft_.person);
        } else {
            draft_.person = image::Plane(frame.width, frame.height);
            carried_to_frame(coarse_, to_photo, {frame.width, frame.height}, 0)
                .copyTo(image::as_mat(draft_.person));
        }
        return {};
    }

    Result<> measure()
    {
        TUCAI_TRY(const double happy, studio_.emotion.happy_to_neutral(*pyramid_, portrait_.mesh.bounds()));
        TUCAI_TRY(report_.measures,
                  measure_portrait({decoded_, portrait_, draft_.frame, draft_.pixels, draft_.person,
                                    draft_.matte, draft_.hair_top_px, profile_, happy}));
        watch_.lap(report_.timing_ms.measure);
        return {};
    }

    /// Adds what the order's owner sees in the picture; what photo measured itself stays.
    void look_further(std::span<const std::uint8_t> bytes)
    {
        if (!order_.look_further)
            return;
        auto more = order_.look_further(bytes, decoded_);
        report_.measures.merge(more.measures);
        for (auto& warning : more.warnings)
            report_.warnings.push_back(std::move(warning));
        watch_.lap(report_.timing_ms.measure);
    }

    bool is_hindered() const
    {
        return std::any_of(
            report_.findings.begin(), report_.findings.end(), [](const rules::Finding& finding) {
                const bool hinders = finding.id.starts_with("frame.") || finding.id.starts_with("matte.");
                return hinders && finding.verdict == rules::Verdict::Refuse;
            });
    }

    /// Whatever is asked for: a photo that was scaled up shows what nobody shot.
    bool is_scaled_up() const { return decoded_.scale * draft_.frame.to_photo.scale > 1 + 1e-9; }

    Result<> make_photo()
    {
        const auto& form = profile_.photo;
        outcome_.frame = planned_frame();
        outcome_.photo_pixels = order_.background == Background::Kept
                                    ? draft_.pixels.image
                                    : composite(draft_.pixels.image, draft_.matte, form.background);
        outcome_.alpha = draft_.matte.alpha;
        watch_.lap(report_.timing_ms.photo);
        if (order_.make_photo && !is_scaled_up() && (order_.make_despite_refusal || !is_hindered()))
            TUCAI_CHECK(encode_photo());
        return {};
    }

    PlannedFrame planned_frame() const
    {
        auto head = draft_.frame.head;
        head.hair_top_px = draft_.hair_top_px;
        return {then(decoded_from_source(decoded_), draft_.frame.to_photo), head};
    }

    Result<> encode_photo()
    {
        const auto& form = profile_.photo;
        const image::ByteWindow window{form.least_bytes, form.most_bytes, form.least_quality, form.dpi};
        TUCAI_TRY(auto jpeg, image::encode_jpeg_within(outcome_.photo_pixels.view(), window));
        ReportedPhoto photo;
        photo.width = form.width_px;
        photo.height = form.height_px;
        photo.dpi = form.dpi;
        photo.bytes = jpeg.bytes.size();
        photo.quality = jpeg.options.quality;
        photo.sha256 = base::sha256_hex(jpeg.bytes);
        const auto frame = planned_frame();
        photo.to_photo = frame.to_photo;
        photo.head = frame.head;
        report_.photo = photo;
        outcome_.photo = std::move(jpeg.bytes);
        watch_.lap(report_.timing_ms.encode);
        return {};
    }

    const StudioParts& studio_;
    const Order& order_;
    const rules::Profile& profile_;
    Report& report_;
    Outcome& outcome_;
    Stopwatch watch_;
    image::Decoded decoded_;
    std::optional<image::Pyramid> pyramid_;
    base::Transform to_source_;
    Portrait portrait_;
    CoarseMask coarse_;
    Draft draft_;
};

} // namespace

Result<> go_the_way(const StudioParts& studio, std::span<const std::uint8_t> bytes, const Order& order,
                    Outcome& outcome)
{
    return Way(studio, order, outcome).run(bytes);
}

} // namespace tucai::photo
