#pragma once

#include "base/result.h"
#include "image/decode.h"
#include "image/plane.h"
#include "photo/frame.h"
#include "vision/face_detector.h"
#include "vision/face_mesh.h"
#include "vision/person_mask.h"

#include <vector>

namespace tucai::photo {

/// Everything found in one picture, in pixels of the decoded picture.
struct Portrait {
    std::vector<vision::DetectedFace> faces; ///< the largest first, at least one
    vision::FaceMesh mesh;                   ///< of the largest
    FrameScene scene;                        ///< what framing needs
};

/// Where the person's mask reaches: the highest hair, and the rims that cut the person.
struct PersonReach {
    double hair_top_y = 0; ///< decoded px
    bool hair_is_cut = false;
    std::optional<double> left_cut_y;
    std::optional<double> right_cut_y;
};

/// Needs: a mask of the part `area` of a picture that is `picture_width` wide; the mesh of its face.
/// Gives: the reach of the piece of mask that holds the face; where it holds none, the hair's top is taken
/// from the mesh (0.35 face heights above the forehead). Pure.
PersonReach measure_reach(const image::Plane& mask, const base::Box& area, int picture_width,
                          const vision::FaceMesh& mesh);

/// The part of a picture that a photo of this face could need, for the coarse mask: 3:4, 4.6 face widths
/// high.
base::Box portrait_area(const vision::FaceMesh& mesh, int picture_width, int picture_height);

} // namespace tucai::photo
