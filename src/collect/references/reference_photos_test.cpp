#include "collect/references/archives_for_tests.h"
#include "collect/references/file_matching.h"
#include "collect/references/reference_photos.h"
#include "collect/students/rosters_for_tests.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// Three students: two of one name.
FileMatcher matcher()
{
    FileMatcher known(
        [](IdentityField field, const std::string& text) { return std::string(word(field)) + text; });
    const std::pair<const char*, const char*> students[] = {
        {"0201", "张三"}, {"0202", "李四"}, {"0203", "张三"}};
    std::size_t at = 0;
    for (const auto& [number, name] : students) {
        known.add(IdentityField::StudentNumber, "student_number" + std::string(number), at);
        known.add(IdentityField::Name, "name" + std::string(name), at++);
    }
    known.add(IdentityField::Document, "document320106200208151233", 0);
    known.add(IdentityField::ExamineeNumber, "examinee_number22320106150001", 1);
    return known;
}

std::vector<std::size_t> matched(const std::string& path)
{
    const auto match = matcher().match(path);
    return {match.students.begin(), match.students.end()};
}

TEST(FileMatcher, KnowsTheNamesThatSchoolsGiveFiles)
{
    for (const char* path :
         {"0201.jpg", "文学院/1班/0201.JPG", "0201-张三.jpg", "张三_0201.jpg", "320106200208151233.png",
          "张三(0201).jpg", "0201 张三/1.jpg", "０２０１.jpg", "320106200208151233 张三.jpg"})
        EXPECT_THAT(matched(path), ElementsAre(0)) << path;
    for (const char* path : {"李四.jpg", "22320106150001.jpg", "李 四.jpg", "0202/photo.jpg"})
        EXPECT_THAT(matched(path), ElementsAre(1)) << path;
    EXPECT_EQ(matcher().match("0201-张三.jpg").by, IdentityField::StudentNumber);
    EXPECT_EQ(matcher().match("李四.jpg").by, IdentityField::Name);
}

TEST(FileMatcher, GuessesNobody)
{
    for (const char* path : {"王五.jpg", "0209.jpg", "photo.jpg", ".jpg", "", "02.jpg", "\xFF.jpg"})
        EXPECT_TRUE(matched(path).empty()) << path;
    EXPECT_THAT(matched("张三.jpg"), SizeIs(2)) << "two of one name";
    EXPECT_THAT(matched("0201-李四.jpg"), SizeIs(2)) << "number and name contradict each other";
    EXPECT_THAT(matched("0201_0202.jpg"), SizeIs(2));
    EXPECT_THAT(matched("0203-张三.jpg"), ElementsAre(2)) << "the number tells which of both";
}

class ReferencePhotosTest : public RosterTest {
protected:
    ReferencePhotosTest()
    {
        EXPECT_TRUE(import({head()[0], line(1, "张三"), line(2, "李四"), line(3, "张三")}));
    }
    Result<ReferenceOutcome> give(const roster::Entries& entries)
    {
        return references.import_archive(office, "batch-1", roster::archive_of(entries));
    }
    std::string student(std::size_t at) const { return listed(office).at(at).id; }
    int blob_count() const
    {
        int found = 0;
        EXPECT_TRUE(blobs->each([&](const std::string&, std::int64_t) { ++found; }));
        return found;
    }

    ReferencePhotos references{means};
};

TEST_F(ReferencePhotosTest, FindTheirStudentsAndSayWhatFoundNone)
{
    const auto outcome = give({{"202210001.jpg", like_jpeg("1")},
                               {"李四.jpg", like_jpeg("2")},
                               {"张三.jpg", like_jpeg("3")},
                               {"王五.jpg", like_jpeg("4")},
                               {"说明.txt", "hello"},
                               {"202210001-again.jpg", like_jpeg("5")}});
    ASSERT_TRUE(outcome) << outcome.error().message;
    ASSERT_THAT(outcome->matched, SizeIs(2));
    EXPECT_EQ(outcome->matched[0].student, student(0));
    EXPECT_EQ(outcome->matched[1].by, IdentityField::Name);
    EXPECT_THAT(outcome->unmatched, ElementsAre("王五.jpg"));
    EXPECT_THAT(outcome->ambiguous, ElementsAre("张三.jpg"));
    ASSERT_THAT(outcome->refused, SizeIs(2));
    EXPECT_EQ(outcome->refused[0].code, ErrorCode::ImageNotAnImage);
    EXPECT_EQ(outcome->refused[1].code, ErrorCode::ReferenceDuplicate);
    EXPECT_EQ(references.count_missing(office, "batch-1"), 1);
    EXPECT_EQ(events("reference.imported"), 1);
    const auto photo = references.photo(centre_inside, student(0));
    ASSERT_TRUE(photo) << photo.error().message;
    EXPECT_EQ(std::string(photo->bytes.begin(), photo->bytes.end()), like_jpeg("1"));
    EXPECT_EQ(events("reference.viewed"), 1);
    EXPECT_EQ(dump().find("王五"), std::string::npos) << "names of files are not kept";
}

TEST_F(ReferencePhotosTest, TheSamePhotoIsKnownAndAnotherTakesItsPlace)
{
    ASSERT_TRUE(give({{"202210001.jpg", like_jpeg("1")}}));
    const auto again = give({{"张三 202210001.jpg", like_jpeg("1")}});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->matched[0].is_known);
    EXPECT_EQ(blob_count(), 1);
    ASSERT_TRUE(references.put(office, student(0), roster::bytes_of(like_jpeg("new"))));
    const auto photo = references.photo(office, student(0));
    EXPECT_EQ(std::string(photo->bytes.begin(), photo->bytes.end()), like_jpeg("new"));
    EXPECT_EQ(count("select count(*) as n from reference_photos where is_current = 1"), 1);
    EXPECT_EQ(count("select count(*) as n from reference_photos"), 2);
}

TEST_F(ReferencePhotosTest, AreSealedUnderTheStudentsKey)
{
    ASSERT_TRUE(give({{"202210001.jpg", like_jpeg("a face")}}));
    EXPECT_TRUE(blobs->each([&](const std::string& address, std::int64_t) {
        const auto bytes = *blobs->get(address);
        EXPECT_EQ(std::string(bytes.begin(), bytes.end()).find("a face"), std::string::npos);
    }));
    const auto id = student(0);
    ASSERT_TRUE(keys.destroy_person_key(id));
    EXPECT_EQ(references.photo(office, id).error().code, ErrorCode::KeyDestroyed);
}

TEST_F(ReferencePhotosTest, AHostileArchiveStoresNothing)
{
    const auto hostile =
        references.import_archive(office, "batch-1",
                                  raw_archive({{"202210001.jpg", like_jpeg("1"), true, 0, 0},
                                               {"../202210002.jpg", like_jpeg("2"), true, 0, 0}}));
    EXPECT_EQ(hostile.error().code, ErrorCode::ArchiveUnsafe);
    EXPECT_EQ(blob_count(), 0);
    EXPECT_EQ(count("select count(*) as n from reference_photos"), 0);
    EXPECT_EQ(references.put(office, student(0), roster::bytes_of("GIF89a")).error().code,
              ErrorCode::ImageNotAnImage);
}

TEST_F(ReferencePhotosTest, AFolderIsReadAlike)
{
    folder.put("heap/202210002.jpg", like_jpeg("2"));
    const auto outcome = references.import_folder(office, "batch-1", folder.at("heap"));
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->matched.at(0).student, student(1));
}

TEST_F(ReferencePhotosTest, AreTheOfficesToGiveAndNobodyElses)
{
    ASSERT_TRUE(give({{"202210001.jpg", like_jpeg("1")}}));
    const auto id = student(0);
    const auto none = references.photo(other_office, "nobody").error();
    EXPECT_EQ(none.code, ErrorCode::NotFound);
    EXPECT_EQ(references.photo(other_office, id).error().message, none.message);
    EXPECT_EQ(references.put(other_office, id, roster::bytes_of(like_jpeg("x"))).error().message,
              none.message);
    EXPECT_EQ(references.import_archive(other_office, "batch-1", raw_archive({})).error().message,
              none.message);
    EXPECT_EQ(references.photo(assistant, id).error().message, none.message) << "of another college";
    for (const auto& scope : {centre_inside, assistant, admin, registry})
        EXPECT_EQ(references.import_archive(scope, "batch-1", raw_archive({})).error().code,
                  ErrorCode::Denied);
    for (const auto& scope : {admin, registry})
        EXPECT_EQ(references.photo(scope, id).error().code, ErrorCode::Denied);
}

} // namespace
} // namespace tucai::collect
