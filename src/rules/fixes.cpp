#include "rules/fixes.h"

#include <array>
#include <utility>

namespace tucai::rules {
namespace {

struct Fix {
    std::string_view key;
    Text text;
};

const std::array<Fix, 31>& fixes()
{
    static const std::array<Fix, 31> list = {{
        {"show_face", {"请正对镜头,露出整张脸", "Face the camera, whole face in view"}},
        {"be_alone", {"画面中只能有你一个人", "Only you may be in the picture"}},
        {"step_back", {"请离远一点", "Step back a little"}},
        {"step_closer", {"请靠近一点", "Come a little closer"}},
        {"raise_camera", {"请把手机抬高到眼睛的高度", "Raise the phone to eye level"}},
        {"lower_camera", {"请把手机放低到眼睛的高度", "Lower the phone to eye level"}},
        {"straighten_head", {"请把头摆正", "Hold your head straight"}},
        {"turn_left", {"请把脸向左转一点", "Turn your face slightly left"}},
        {"turn_right", {"请把脸向右转一点", "Turn your face slightly right"}},
        {"chin_down", {"请收一点下巴", "Chin down a little"}},
        {"chin_up", {"请抬一点下巴", "Chin up a little"}},
        {"level_shoulders", {"请把两肩放平", "Level your shoulders"}},
        {"look_at_lens", {"请看镜头", "Look at the lens"}},
        {"open_eyes", {"请自然睁开双眼", "Open your eyes naturally"}},
        {"close_mouth", {"请闭合嘴唇", "Close your lips"}},
        {"relax_face", {"表情放松,不要笑", "Relax, no smile"}},
        {"turn_to_window", {"请面向窗户,让两侧脸一样亮", "Face the window: both cheeks equally lit"}},
        {"more_light", {"光线太暗,请换个位置", "Too dark here, move"}},
        {"less_light", {"光线太亮,请换个位置", "Too bright here, move"}},
        {"soften_light", {"脸上有高光,请避开直射光", "Bright spots on the face: avoid direct light"}},
        {"avoid_shadow",
         {"脸上或墙上有影子,请离墙半米、面向窗户", "Shadow: half a metre from the wall, face the window"}},
        {"daylight", {"请在白天用自然光拍摄", "Shoot by daylight"}},
        {"hold_still", {"请拿稳,保持不动", "Hold still"}},
        {"clean_lens", {"请擦干净镜头", "Wipe the lens"}},
        {"white_wall", {"请以白墙为背景,不要用布", "Stand before a plain white wall, no cloth"}},
        {"clear_background", {"请移开背景中的物品", "Clear things from behind you"}},
        {"change_top", {"请换一件与背景不同的上衣(不要蓝色)", "Wear another top (not blue)"}},
        {"plain_top", {"请换一件没有条纹和图案的上衣", "Wear a plain top"}},
        {"original_photo",
         {"请直接拍摄本人,不要翻拍或修图", "Photograph yourself, no copies, no retouching"}},
        {"higher_quality", {"请用原图,不要经过压缩转发", "Use the original, not a forwarded copy"}},
        {"ask_person", {"由老师人工审核", "A person will look at it"}},
    }};
    return list;
}

} // namespace

bool is_fix(std::string_view key)
{
    for (const auto& fix : fixes())
        if (fix.key == key)
            return true;
    return false;
}

const Text& fix_text(std::string_view key)
{
    static const Text none;
    for (const auto& fix : fixes())
        if (fix.key == key)
            return fix.text;
    return none;
}

} // namespace tucai::rules
