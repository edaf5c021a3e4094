#include "measure/ofiq_score.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace tucai::measure {
namespace {

std::vector<std::string> cells(const std::string& line)
{
    std::vector<std::string> all;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ';');)
        all.push_back(cell);
    return all;
}

TEST(OfiqScore, GivesEveryScoreOfTheReferenceImplementationsTestPictures)
{
    std::ifstream table(TUCAI_SOURCE_DIR "/../shared/data/peers/ofiq_expected_results.csv");
    if (!table)
        GTEST_SKIP() << "the table of expected results is not beside the sources";
    std::string line;
    std::getline(table, line);
    const auto names = cells(line);
    const std::size_t components = (names.size() - 1) / 2;
    int compared = 0;
    while (std::getline(table, line)) {
        const auto row = cells(line);
        if (row.size() < 1 + 2 * components)
            continue;
        for (std::size_t i = 1; i <= components; ++i, ++compared)
            EXPECT_EQ(ofiq_score(names[i], std::stod(row[i])), std::stod(row[components + i]))
                << row[0] << ' ' << names[i] << ' ' << row[i];
    }
    EXPECT_EQ(compared, 784);
}

// The same without the table: pairs that do not come from it.
TEST(OfiqScore, HalfAScoreLiesWhereTheConfigurationSays)
{
    EXPECT_EQ(ofiq_score("EyesOpen", 0.02), 50);
    EXPECT_EQ(ofiq_score("MouthClosed", 0.2), 50);
    EXPECT_EQ(ofiq_score("InterEyeDistance", 70), 50);
    EXPECT_EQ(ofiq_score("InterEyeDistance", 90), 73);
    EXPECT_EQ(ofiq_score("HeadPoseYaw", 5), 99);
    EXPECT_EQ(ofiq_score("HeadSize", 0.27), 5);
}

TEST(OfiqScore, StaysBetweenNoneAndAHundred)
{
    EXPECT_EQ(ofiq_score("OverExposurePrevention", 0), 100);
    EXPECT_EQ(ofiq_score("DynamicRange", 9), 100);
    EXPECT_EQ(ofiq_score("HeadPoseYaw", 120), 0);
    EXPECT_EQ(ofiq_score("NoHeadCoverings", 1), 0);
}

TEST(OfiqScore, WhatCannotBeAssessedIsMinusOne)
{
    EXPECT_EQ(ofiq_score("Beauty", 1), -1);
    EXPECT_EQ(ofiq_score("EyesOpen", std::nan("")), -1);
}

} // namespace
} // namespace tucai::measure
