#include "accuracy/reasons.h"

#include <array>
#include <utility>

namespace tucai::bench {
namespace {

using Reason = std::pair<std::string_view, std::string_view>;

constexpr std::array<Reason, 7> of_light = {{
    {"dark", "a quarter of the light: eyes and hair lose their detail"},
    {"bright", "2.6 times the light: the forehead and light clothes are white without detail"},
    {"side light",
     "one cheek lies about 17 L* below the other; 20 is where a photo goes back, 10 where one asks"},
    {"face shadow", "an edge of about 17 L* runs across the face"},
    {"hot spot", "about 0.6 % of the face is clipped; from 0.5 % one asks, from 2 % it goes back"},
    {"warm", "a white wall has chroma C* 13, skin looks orange; a wall goes back above 15"},
    {"blue", "a white wall has chroma C* 13, skin looks pale violet; a wall goes back above 15"},
}};

constexpr std::array<Reason, 6> of_camera = {{
    {"defocus", "lashes and iris flow together: the edge is 3.5 px wide in the photo"},
    {"motion", "edges across the move are doubled: 6 px in the photo"},
    {"noise", "grain is seen on skin at arm's length"},
    {"jpeg", "blocks are seen on cheeks and wall; the notice itself asks for 60 and more"},
    {"roll", "ISO/IEC 39794-5 allows 8 degrees; the person's own tilt adds or takes away"},
    {"small", "below 75 px between the pupils no photo can be made without enlarging"},
}};

constexpr std::array<Reason, 3> of_drawn = {{
    {"closed eyes", "the lid covers the pupil"},
    {"red eyes", "a whole pupil is red: it is about 0.4 of the iris"},
    {"second face", "about a tenth of the first one's area, where a photo goes back"},
}};

constexpr std::array<Reason, 7> of_scene = {{
    {"grey wall", "below 60 L* a wall is not white to anyone"},
    {"uneven wall", "one side lies about 22 L* below the other"},
    {"wall folds", "waves of about 5 L* from light to dark: a hung cloth"},
    {"wall shadow", "a shape about 14 L* darker than the wall"},
    {"wall object", "a thing of 26 px in the corner of the photo"},
    {"blue clothes", "clothes of the photo's own blue: no edge between the two is left"},
    {"striped clothes", "stripes are the first thing seen of the clothes"},
}};

constexpr std::array<Reason, 10> of_more = {{
    {"top light", "eye sockets lie about 17 L* below the cheeks, as deep as a hard shadow"},
    {"green", "a white wall has chroma C* 15, where it goes back"},
    {"magenta", "a white wall has chroma C* 15, where it goes back"},
    {"noise, jpeg 75", "what is left is seen as the grain and blots of a dark room"},
    {"jpeg before", "what the first compression lost does not come back"},
    {"enlarged", "blurs as the defocus that is rejected: about half a pixel of the small picture"},
    {"cut side",
     "a face of 300 px, the widest allowed, is 2 to 2.4 distances wide: it needs 1.6 to 1.9 to each side"},
    {"low shoulder",
     "6 degrees is where a photo goes back; people's own shoulders slope either way (sd 2.3 degrees), "
     "so of those sheared by 6 half hang by less, from 9 on nine in ten by more"},
    {"averted eyes", "the iris lies half its radius beside its place: seen at arm's length"},
    {"tinted lenses", "43 % is where sunglasses of category 2 begin (ISO 12312-1)"},
}};

template <std::size_t N> std::string_view found(const std::array<Reason, N>& reasons, std::string_view fault)
{
    for (const auto& [name, why] : reasons)
        if (name == fault)
            return why;
    return {};
}

} // namespace

std::string_view reason_of(std::string_view fault)
{
    for (const auto why : {found(of_light, fault), found(of_camera, fault), found(of_drawn, fault),
                           found(of_scene, fault), found(of_more, fault)})
        if (!why.empty())
            return why;
    return {};
}

} // namespace tucai::bench
