#include "tucai/tucai.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <memory>
#include <string>

namespace tucai::app {
namespace {

using Open = std::unique_ptr<tucai_engine, decltype(&tucai_close)>;
using Made = std::unique_ptr<tucai_result, decltype(&tucai_free)>;

/// Options that open; each test bends one thing.
tucai_options good_options()
{
    return {sizeof(tucai_options), TUCAI_BINARY_DIR "/models", TUCAI_SOURCE_DIR "/rules", nullptr,
            TUCAI_MATTE_WALL};
}

std::string why_not_opened(const tucai_options* options)
{
    std::array<char, 200> message{};
    const Open engine(tucai_open(options, message.data(), message.size()), &tucai_close);
    EXPECT_EQ(engine, nullptr);
    return message.data();
}

TEST(CAbi, SaysItsNumber)
{
    EXPECT_EQ(tucai_abi(), TUCAI_ABI);
}

TEST(CAbi, OptionsOfAnotherSizeAreInvalid)
{
    auto options = good_options();
    options.size = 8;
    EXPECT_TRUE(why_not_opened(&options).starts_with("invalid_input: "));
    EXPECT_TRUE(why_not_opened(nullptr).starts_with("invalid_input: "));
}

TEST(CAbi, MissingNetworksSayTheirCodeAndTheMend)
{
    auto options = good_options();
    options.models_folder = "/nowhere";
    const auto message = why_not_opened(&options);
    EXPECT_TRUE(message.starts_with("model.missing: ")) << message;
    EXPECT_NE(message.find("./dev setup"), std::string::npos) << message;
    options.models_folder = nullptr;
    EXPECT_TRUE(why_not_opened(&options).starts_with("model.missing: "));
}

TEST(CAbi, AMessageIsCutWhereItsRoomEnds)
{
    auto options = good_options();
    options.models_folder = "/nowhere";
    std::array<char, 8> room{};
    room.fill('#');
    EXPECT_EQ(tucai_open(&options, room.data(), 6), nullptr);
    EXPECT_EQ(std::string(room.data()), "model");
    EXPECT_EQ(room[6], '#') << "nothing is written beyond it";
    EXPECT_EQ(tucai_open(&options, nullptr, 8), nullptr) << "no room is no failure";
}

TEST(CAbi, WhatCannotBeJudgedIsAResultOfItsOwn)
{
    const auto options = good_options();
    std::array<char, 200> message{};
    const Open engine(tucai_open(&options, message.data(), message.size()), &tucai_close);
    ASSERT_NE(engine, nullptr) << message.data();
    const std::array<std::uint8_t, 4> picture = {'t', 'e', 'x', 't'};
    for (const auto& [profile, code] : {std::pair<const char*, const char*>{"no-such", "profile.not_found"},
                                        {nullptr, "image.not_an_image"}}) {
        const Made result(
            tucai_process(engine.get(), picture.data(), picture.size(), profile, TUCAI_MAKE_PHOTO),
            &tucai_free);
        ASSERT_NE(result, nullptr);
        EXPECT_STREQ(tucai_verdict(result.get()), "error");
        const auto report = nlohmann::json::parse(tucai_report(result.get()));
        EXPECT_EQ(report["error"]["code"], code);
        EXPECT_EQ(report["profile"], profile == nullptr ? "xueli-2017" : profile);
        std::size_t size = 99;
        EXPECT_EQ(tucai_photo(result.get(), &size), nullptr);
        EXPECT_EQ(size, 0U);
    }
}

TEST(CAbi, NothingMayBeClosedAndFreed)
{
    tucai_close(nullptr);
    tucai_free(nullptr);
}

} // namespace
} // namespace tucai::app
