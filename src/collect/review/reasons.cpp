#include "collect/review/reasons.h"

namespace tucai::collect {
namespace {

// The fixes are those of ux.md, "Words for fixes"; each sentence says what was seen and then that one thing.
constexpr ReturnReason reasons[] = {
    {"light.dark", "照片太暗。请换到光线更亮的位置。", "The photo is too dark. Move to more light.",
     "more_light", false},
    {"light.bright", "照片太亮。请换到光线更柔和的位置。", "The photo is too bright. Move to softer light.",
     "less_light", false},
    {"light.uneven", "两侧脸亮度不同。请面向窗户。",
     "The sides of the face are not equally lit. Face the window.", "turn_to_window", false},
    {"light.hotspot", "脸上有高光。请避开直射光。", "There are bright spots on the face. Avoid direct light.",
     "soften_light", false},
    {"light.shadow", "脸上或墙上有影子。请离墙半米、面向窗户。",
     "There is a shadow on the face or wall. Stand half a metre from the wall and face the window.",
     "avoid_shadow", false},
    {"light.night", "照片不是在自然光下拍的。请在白天拍摄。",
     "The photo was not taken in daylight. Shoot by daylight.", "daylight", false},
    {"pose.turned", "脸没有正对镜头。请正对镜头。", "The face is turned away. Face the camera.", "show_face",
     false},
    {"pose.tilted", "头是歪的。请把头摆正。", "The head is tilted. Hold it straight.", "straighten_head",
     false},
    {"pose.shoulders", "两肩不平。请把两肩放平。", "The shoulders are not level. Level them.",
     "level_shoulders", false},
    {"eyes.closed", "眼睛没有睁开。请自然睁开双眼。", "The eyes are not open. Open them naturally.",
     "open_eyes", false},
    {"eyes.gaze", "没有看镜头。请看镜头。", "The eyes look elsewhere. Look at the lens.", "look_at_lens",
     false},
    {"mouth.open", "嘴唇没有闭合。请闭合嘴唇。", "The lips are open. Close them.", "close_mouth", false},
    {"expression.smile", "表情不自然。请放松,不要笑。", "The expression is not neutral. Relax, no smile.",
     "relax_face", false},
    {"glasses.tinted", "镜片有颜色。请换透明镜片或取下眼镜。",
     "The glasses are tinted. Wear clear ones, or take them off.", "clear_glasses", false},
    {"glasses.glare", "镜片反光。请低一点下巴或换个位置。", "The glasses reflect. Lower the chin or move.",
     "chin_down", false},
    {"glasses.habitual", "平时戴眼镜,照片中没有戴。请戴上常戴的眼镜。",
     "You usually wear glasses and do not here. Wear your usual ones.", "wear_glasses", false},
    {"lenses.coloured", "戴了有色隐形眼镜。请取下后再拍。", "Coloured lenses are worn. Take them out.",
     "remove_lenses", false},
    {"ornaments.worn", "戴了耳环、项链等饰品。请取下后再拍。", "Ornaments are worn. Take them off.",
     "remove_ornaments", false},
    {"hair.covers", "头发遮住了眉毛、眼睛或耳朵。请把头发拢到后面。",
     "Hair covers brows, eyes or ears. Put it back.", "hair_back", false},
    {"head.covered", "戴了帽子或头巾。请取下;有宗教或医疗原因请联系学校。",
     "The head is covered. Uncover it; for a religious or medical reason, ask the school.", "uncover_head",
     false},
    {"makeup.visible", "妆容明显。请卸妆后再拍。", "Make-up is visible. Take it off.", "remove_makeup",
     false},
    {"clothes.colour", "上衣颜色与背景相近。请换一件(不要蓝色)。",
     "The top is too like the background. Wear another one, not blue.", "change_top", false},
    {"clothes.pattern", "上衣有条纹或图案。请换一件素色的。",
     "The top has stripes or a pattern. Wear a plain one.", "plain_top", false},
    {"background.objects", "背景中有物品。请移开背景中的物品。",
     "There are things in the background. Clear them away.", "clear_background", false},
    {"background.wall", "背景不是素白墙。请以白墙为背景,不要用布。",
     "The background is no plain white wall. Stand before one, no cloth.", "white_wall", false},
    {"photo.copy", "照片像是翻拍的。请直接拍摄本人。",
     "The photo looks like a picture of a picture. Photograph yourself.", "original_photo", false},
    {"photo.edited", "照片像是修过的。请不要修图或美颜。",
     "The photo looks retouched. Send it as it was taken, without filters.", "original_photo", false},
    {"photo.other_person", "无法确认照片是本人。请本人重新拍摄,或联系学校。",
     "It cannot be seen that this is you. Shoot again yourself, or ask the school.", "ask_person", false},
    {"frame.blurred", "照片模糊。请拿稳,保持不动。", "The photo is blurred. Hold still.", "hold_still",
     false},
    {"frame.far", "人像太小。请靠近一点。", "The face is too small. Come closer.", "step_closer", false},
    {"frame.near", "人像太大。请离远一点。", "The face is too large. Step back.", "step_back", false},
    {"frame.people", "画面中有别人。画面中只能有你一个人。",
     "Someone else is in the picture. Only you may be.", "be_alone", false},
    {"frame.quality", "图片经过压缩。请用原图。", "The picture was compressed. Use the original.",
     "higher_quality", false},
    {"frame.cut", "抠图不完整(肩、耳或头发缺失)。请换背景或衣服后再拍。",
     "Part of the person was lost. Shoot again with another wall or top.", "change_top", false},
    {"other", "请看老师写的原因,并按说明重新拍摄。", "Read the office's words and shoot again as they say.",
     "ask_person", true},
};

} // namespace

std::span<const ReturnReason> return_reasons()
{
    return reasons;
}

const ReturnReason* find_reason(std::string_view code)
{
    for (const auto& reason : reasons)
        if (reason.code == code)
            return &reason;
    return nullptr;
}

} // namespace tucai::collect
