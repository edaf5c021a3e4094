#include "guard/subject.h"

#include <gtest/gtest.h>

namespace tucai::guard {
namespace {

vision::DetectedFace face_at(double centre_x, double centre_y, double side)
{
    return {{centre_x - side / 2, centre_y - side / 2, side, side}, 0.9, {}};
}

TEST(SubjectOf, OneFaceHasNoRival)
{
    const std::vector faces = {face_at(20, 20, 30)};
    const auto subject = subject_of(faces, 200, 200);
    EXPECT_EQ(subject.index, 0U);
    EXPECT_EQ(subject.rival_ratio, 0);
}

TEST(SubjectOf, AFaceClearlyLargerIsTheSubjectThoughItStandsAside)
{
    const std::vector faces = {face_at(60, 100, 80), face_at(100, 100, 30)};
    EXPECT_EQ(subject_of(faces, 200, 200).index, 0U);
}

TEST(SubjectOf, OfFacesOfMuchTheSameSizeTheCentralOneIs)
{
    const std::vector faces = {face_at(180, 60, 62), face_at(95, 100, 60)};
    const auto subject = subject_of(faces, 200, 200);
    EXPECT_EQ(subject.index, 1U);
    EXPECT_NEAR(subject.rival_ratio, 62.0 * 62 / (60 * 60), 1e-12) << "a rival may be larger";
}

TEST(SubjectOf, AFaceWhoseMiddleLiesBeyondTheCornerCountsNothing)
{
    const std::vector faces = {face_at(205, 205, 60), face_at(30, 100, 20)};
    EXPECT_EQ(subject_of(faces, 200, 200).index, 1U);
}

} // namespace
} // namespace tucai::guard
