#include "rules/catalogue.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

namespace tucai::rules {
namespace {

/// The table of ids as the report's form fixes it: the notice's number, then its rules in their order.
const std::pair<int, const char*> table[] = {
    {1, "light.exposure light.uniform light.shadow light.hotspot light.colour light.scene eyes.red"},
    {2,
     "pose.yaw pose.pitch pose.roll pose.shoulders eyes.open eyes.gaze ears.visible ears.alike mouth.closed "
     "expression.neutral"},
    {3, "glasses.tinted glasses.glare glasses.frame glasses.habitual lenses.coloured"},
    {4, "ornaments.earring ornaments.necklace ornaments.other hair.brows hair.eyes hair.ears head.covering "
        "face.covering makeup.visible"},
    {5, "clothes.colour clothes.contrast clothes.pattern"},
    {6, "background.white background.even background.shadow background.folds background.objects"},
    {7, "genuine.recapture genuine.edited genuine.live genuine.same_person"},
    {0,
     "frame.one_face frame.resolution frame.sharp frame.noise frame.compression frame.space frame.head_size "
     "frame.centred matte.whole"},
};

TEST(Catalogue, HoldsEveryRuleOfTheReportsFormInItsOrder)
{
    std::size_t i = 0;
    for (const auto& [notice, ids] : table) {
        const std::string line = std::string(ids) + " ";
        for (std::size_t from = 0, to = line.find(' '); to != std::string::npos;
             from = to + 1, to = line.find(' ', from), ++i) {
            ASSERT_LT(i, catalogue.size());
            EXPECT_EQ(catalogue[i].id, line.substr(from, to - from));
            EXPECT_EQ(catalogue[i].notice, notice) << catalogue[i].id;
        }
    }
    EXPECT_EQ(i, catalogue.size());
}

TEST(Catalogue, NamesEachRuleOnce)
{
    std::set<std::string_view> ids;
    for (const auto& entry : catalogue)
        EXPECT_TRUE(ids.insert(entry.id).second) << entry.id;
    EXPECT_TRUE(is_rule("matte.whole"));
    EXPECT_FALSE(is_rule("matte"));
    EXPECT_FALSE(is_rule(""));
}

} // namespace
} // namespace tucai::rules
