#include "rules/fixes.h"

#include <gtest/gtest.h>

namespace tucai::rules {
namespace {

const char* const keys[] = {
    "show_face",       "be_alone",         "step_back",    "step_closer", "raise_camera",   "lower_camera",
    "straighten_head", "turn_left",        "turn_right",   "chin_down",   "chin_up",        "level_shoulders",
    "look_at_lens",    "open_eyes",        "close_mouth",  "relax_face",  "turn_to_window", "more_light",
    "less_light",      "soften_light",     "avoid_shadow", "daylight",    "hold_still",     "clean_lens",
    "white_wall",      "clear_background", "change_top",   "plain_top",   "original_photo", "higher_quality",
    "ask_person"};

TEST(Fixes, EveryOneSpeaksBothLanguagesWithoutAFullStop)
{
    for (const auto* key : keys) {
        ASSERT_TRUE(is_fix(key)) << key;
        for (const auto language : {Language::Chinese, Language::English}) {
            const auto& text = fix_text(key).in(language);
            ASSERT_FALSE(text.empty()) << key;
            EXPECT_FALSE(text.ends_with(".") || text.ends_with("。")) << text;
        }
        for (const char letter : fix_text(key).en)
            EXPECT_GT(letter, 0) << key << ": English is ASCII";
    }
}

TEST(Fixes, LeftAndRightAreThoseOfThePerson)
{
    EXPECT_EQ(fix_text("turn_left").zh, "请把脸向左转一点");
    EXPECT_EQ(fix_text("turn_right").en, "Turn your face slightly right");
}

TEST(Fixes, AnUnknownKeyHasNoWords)
{
    EXPECT_FALSE(is_fix("step_up"));
    EXPECT_FALSE(is_fix(""));
    EXPECT_TRUE(fix_text("step_up").zh.empty());
}

} // namespace
} // namespace tucai::rules
