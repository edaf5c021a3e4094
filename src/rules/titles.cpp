#include "rules/titles.h"

#include <array>

namespace tucai::rules {
namespace {

struct Title {
    std::string_view id;
    Text name;   ///< what the rule looks at
    Text demand; ///< what it asks
};

// The words are the notice's own where it has some (docs/glossary.md).
const std::array<Title, 52>& titles()
{
    static const std::array<Title, 52> list = {{
        {"light.exposure",
         {"曝光", "Exposure"},
         {"脸部不过暗、不过亮", "Face neither too dark nor too bright"}},
        {"light.uniform",
         {"脸部光线", "Light on the face"},
         {"脸部光线均匀", "Both sides of the face equally lit"}},
        {"light.shadow", {"脸上阴影", "Shadow on the face"}, {"脸上没有阴影", "No shadow on the face"}},
        {"light.hotspot", {"高光", "Bright spots"}, {"脸上没有高光", "No bright spots on the face"}},
        {"light.colour", {"偏色", "Colour cast"}, {"光线不偏色", "No colour cast"}},
        {"light.scene", {"拍摄环境", "Scene"}, {"白天、室内拍摄", "Taken by daylight, indoors"}},
        {"eyes.red", {"红眼", "Red eyes"}, {"没有红眼", "No red eyes"}},
        {"pose.yaw", {"左右转头", "Head turned"}, {"脸部正对镜头", "Face turned straight to the camera"}},
        {"pose.pitch", {"抬头、低头", "Chin"}, {"不抬头、不低头", "Chin neither up nor down"}},
        {"pose.roll", {"歪头", "Head tilted"}, {"头部不歪", "Head not tilted"}},
        {"pose.shoulders", {"双肩", "Shoulders"}, {"双肩平衡", "Shoulders level"}},
        {"eyes.open", {"睁眼", "Eyes open"}, {"双眼自然睁开", "Both eyes naturally open"}},
        {"eyes.gaze", {"视线", "Gaze"}, {"平视镜头", "Eyes on the lens"}},
        {"ears.visible", {"露耳", "Ears visible"}, {"露出双耳", "Both ears visible"}},
        {"ears.alike", {"双耳对称", "Ears alike"}, {"耳朵对称", "Ears symmetric"}},
        {"mouth.closed", {"嘴唇", "Mouth"}, {"双唇自然闭合", "Lips closed"}},
        {"expression.neutral", {"表情", "Expression"}, {"表情自然,不笑", "Neutral expression, no smile"}},
        {"glasses.tinted", {"有色镜片", "Tinted glasses"}, {"没有有色镜片", "No tinted glasses"}},
        {"glasses.glare", {"镜片反光", "Glare on glasses"}, {"镜片不反光", "No glare on the glasses"}},
        {"glasses.frame", {"镜框", "Glasses' frame"}, {"镜框不遮眼睛", "Glasses' frame clear of the eyes"}},
        {"glasses.habitual",
         {"平时戴眼镜", "Habitual glasses"},
         {"只有平时戴眼镜的人戴眼镜", "Glasses only if always worn"}},
        {"lenses.coloured", {"美瞳", "Coloured lenses"}, {"没有戴美瞳", "No coloured contact lenses"}},
        {"ornaments.earring", {"耳环、耳钉", "Ear-rings"}, {"没有戴耳环、耳钉", "No ear-rings"}},
        {"ornaments.necklace", {"项链", "Necklace"}, {"没有戴项链", "No necklace"}},
        {"ornaments.other", {"其他首饰", "Other ornaments"}, {"没有其他首饰", "No other ornaments"}},
        {"hair.brows", {"头发与眉毛", "Hair over the brows"}, {"头发不遮眉毛", "Hair clear of the brows"}},
        {"hair.eyes", {"头发与眼睛", "Hair over the eyes"}, {"头发不遮眼睛", "Hair clear of the eyes"}},
        {"hair.ears", {"头发与耳朵", "Hair over the ears"}, {"头发不遮耳朵", "Hair clear of the ears"}},
        {"head.covering", {"帽子、头巾", "Head covering"}, {"没有戴帽子、头巾", "Nothing worn on the head"}},
        {"face.covering", {"脸部遮挡", "Face covering"}, {"脸部没有遮挡", "Nothing over the face"}},
        {"makeup.visible", {"化妆", "Make-up"}, {"没有化妆,没有涂防晒霜", "No make-up, no sunscreen"}},
        {"clothes.colour",
         {"上衣颜色", "Colour of the top"},
         {"上衣不是背景的颜色", "Top not of the background's colour"}},
        {"clothes.contrast",
         {"上衣与背景", "Top against background"},
         {"上衣与背景分明", "Top stands out from the background"}},
        {"clothes.pattern",
         {"上衣图案", "Pattern of the top"},
         {"上衣没有条纹和图案", "No stripes or patterns on the top"}},
        {"background.white", {"白墙", "White wall"}, {"背景为白墙", "A white wall behind"}},
        {"background.even", {"背景均匀度", "Evenness of the wall"}, {"背景均匀", "Wall evenly lit"}},
        {"background.shadow", {"墙上影子", "Shadow on the wall"}, {"墙上没有影子", "No shadow on the wall"}},
        {"background.folds",
         {"背景布褶皱", "Folds behind"},
         {"背景不用布,没有褶皱", "No cloth, no folds behind"}},
        {"background.objects", {"背景物品", "Things behind"}, {"背景中没有物品", "Nothing else behind"}},
        {"genuine.recapture", {"翻拍", "Re-photographing"}, {"不是翻拍的照片", "Not a picture of a picture"}},
        {"genuine.edited", {"修图", "Retouching"}, {"没有修图、美颜", "Not retouched"}},
        {"genuine.live", {"真人拍摄", "Live person"}, {"真人现场拍摄", "A real person before the camera"}},
        {"genuine.same_person", {"本人", "Same person"}, {"是本人", "The right person"}},
        {"frame.one_face", {"人数", "Number of people"}, {"画面中只有一个人", "One person only"}},
        {"frame.resolution", {"像素", "Pixels"}, {"像素足够", "Enough pixels"}},
        {"frame.sharp", {"清晰度", "Sharpness"}, {"画面清晰", "Sharp"}},
        {"frame.noise", {"噪点", "Noise"}, {"噪点少", "Little noise"}},
        {"frame.compression", {"压缩", "Compression"}, {"没有过度压缩", "Not over-compressed"}},
        {"frame.space",
         {"头部周围留白", "Space around the head"},
         {"头部上方和两侧留白合适", "Right space above and beside"}},
        {"frame.head_size", {"头部大小", "Head size"}, {"头部大小合适", "Head of the right size"}},
        {"frame.centred", {"居中", "Centring"}, {"人像居中", "Centred"}},
        {"matte.whole",
         {"人像完整", "Person whole"},
         {"换底后人像完整", "Person whole on the new background"}},
    }};
    return list;
}

const Title& title_of(std::string_view id)
{
    static const Title none;
    for (const auto& title : titles())
        if (title.id == id)
            return title;
    return none;
}

} // namespace

const Text& rule_name(std::string_view id)
{
    return title_of(id).name;
}

const Text& rule_demand(std::string_view id)
{
    return title_of(id).demand;
}

const Text& notice_title(int notice)
{
    static const Text none;
    static const std::array<Text, 8> list = {{{"构图与文件", "Framing and file"},
                                              {"光线", "Light"},
                                              {"姿态与表情", "Posture and expression"},
                                              {"眼镜", "Glasses"},
                                              {"饰物与遮挡", "Ornaments and covers"},
                                              {"服装", "Clothes"},
                                              {"背景", "Background"},
                                              {"本人真实拍摄", "Genuineness"}}};
    return notice >= 0 && notice < static_cast<int>(list.size()) ? list.at(static_cast<std::size_t>(notice))
                                                                 : none;
}

} // namespace tucai::rules
