#include "guard/editors.h"

#include <gtest/gtest.h>

#include <string>

namespace tucai::guard {
namespace {

std::string name_in(std::string_view tag)
{
    const auto* editor = find_editor(tag);
    return editor == nullptr ? "" : std::string(editor->name);
}

TEST(Editors, ProgramsAreKnownInTheTagsThatTheyWrite)
{
    EXPECT_EQ(name_in("Adobe Photoshop 24.1 (Windows)"), "Adobe Photoshop");
    EXPECT_EQ(name_in("Adobe Photoshop Lightroom Classic 12.0"), "Adobe Lightroom");
    EXPECT_EQ(name_in("GIMP 2.10.34"), "GIMP");
    EXPECT_EQ(name_in("Snapseed 2.0"), "Snapseed");
    EXPECT_EQ(name_in("MeituXiuXiu"), "Meitu (美图秀秀)");
    EXPECT_EQ(name_in("美图秀秀"), "Meitu (美图秀秀)");
    EXPECT_EQ(name_in(R"({"data":{"os":"android","product":"retouch"},"source_type":"x"})"), "Hypic (醒图)");
    EXPECT_EQ(name_in("http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"),
              "a generator of pictures (declared source type)");
}

TEST(Editors, FirmwareAndCamerasProgramsAreNone)
{
    for (const char* tag :
         {"17.1.2", "HDR+ 1.0.540104767zd", "SM-G991BXXU5CVDD", "MediaTek Camera Application", "Ver.1.00",
          "Picture on canvas", "HUAWEI P40", "samsung", "Xiaomi 13", ""})
        EXPECT_EQ(name_in(tag), "") << tag;
}

TEST(Editors, KindsTellWhatAProgramIsFor)
{
    EXPECT_EQ(find_editor("b612")->kind, EditorKind::Beauty);
    EXPECT_EQ(find_editor("png:parameters")->kind, EditorKind::Generator);
    EXPECT_EQ(find_editor("CREATOR: gd-jpeg v1.0 (using IJG JPEG v62)")->kind, EditorKind::Library);
    EXPECT_EQ(find_editor("paint.net 4.2")->kind, EditorKind::General);
}

TEST(Editors, LettersOfTwoBytesReadTheSame)
{
    EXPECT_EQ(name_in(std::string_view("G\0I\0M\0P\0", 8)), "GIMP");
}

} // namespace
} // namespace tucai::guard
