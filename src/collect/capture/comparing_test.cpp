#include "collect/capture/capture_for_tests.h"

namespace tucai::collect {
namespace {

class ComparingTest : public CaptureTest {
protected:
    std::optional<ComparisonRow> comparison_of(const PhotoRow& photo) const
    {
        return *database.read(
            [&](store::Transaction& t) { return latest_comparison(t, "school-1", photo.id); });
    }
    std::int64_t compare_jobs() const
    {
        return count("select count(*) as n from jobs where kind = 'compare'");
    }

    DeviceGrant phone = add_student("s-1");
};

TEST_F(ComparingTest, IsStoredWithScoreVerdictAndThresholds)
{
    add_reference("s-1", "same");
    begin(phone);
    const auto comparison = comparison_of(submit(phone, "pass - a"));
    ASSERT_TRUE(comparison);
    EXPECT_EQ(comparison->made_by, "machine");
    EXPECT_EQ(comparison->likeness, FaceLikeness::Same);
    EXPECT_EQ(comparison->score, 0.75);
    EXPECT_EQ(comparison->photo_quality, 0.9);
    EXPECT_EQ(comparison->reference_quality, 0.5);
    EXPECT_EQ(comparison->network, "test-net");
    EXPECT_EQ(comparison->threshold_version, "test-1");
    EXPECT_EQ(count("select count(*) as n from violations"), 0);
}

TEST_F(ComparingTest, IsNotMadeWithoutConsentOrWithoutAReference)
{
    begin(phone);
    submit(phone, "pass - a");
    EXPECT_EQ(compare_jobs(), 0) << "no admission photo";
    const auto other = add_student("s-2");
    add_reference("s-2", "same");
    consent(other, ConsentKind::Comparison, ConsentAnswer::Refused);
    begin(other);
    submit(other, "pass - b");
    EXPECT_EQ(compare_jobs(), 0) << "refused: a person compares";
    EXPECT_EQ(state_of("s-2"), "submitted") << "and nothing is blocked";
}

TEST_F(ComparingTest, AConsentWithdrawnMeanwhileEndsIt)
{
    add_reference("s-1", "same");
    begin(phone);
    const auto shot = send(phone, "pass - a");
    work();
    ASSERT_TRUE(choosing.confirm(phone, shot, Submission::Confirmed));
    EXPECT_EQ(compare_jobs(), 1);
    consent(phone, ConsentKind::Comparison, ConsentAnswer::Withdrawn);
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(count("select count(*) as n from comparisons"), 0);
}

TEST_F(ComparingTest, AnotherPersonIsAFlagForAPersonAndLocksNobody)
{
    add_reference("s-1", "different");
    begin(phone);
    submit(phone, "pass - a");
    EXPECT_EQ(count("select count(*) as n from violations where kind = 'other_person' and state = 'raised'"),
              1);
    EXPECT_EQ(state_of("s-1"), "submitted");
    const auto other = add_student("s-2");
    add_reference("s-2", "uncertain");
    begin(other);
    submit(other, "pass - b");
    EXPECT_EQ(count("select count(*) as n from violations where student = 's-2'"), 0)
        << "uncertain accuses not";
}

TEST_F(ComparingTest, AReferenceWithoutAFaceHasNoScore)
{
    add_reference("s-1", "no face");
    begin(phone);
    const auto comparison = comparison_of(submit(phone, "pass - a"));
    ASSERT_TRUE(comparison);
    EXPECT_FALSE(comparison->score);
    EXPECT_FALSE(comparison->likeness);
    EXPECT_EQ(comparison->error_code, "portrait.no_face");
}

} // namespace
} // namespace tucai::collect
