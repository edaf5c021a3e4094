#include "vision/session.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace tucai::vision {
namespace {

using Json = nlohmann::json;

const std::string models = TUCAI_BINARY_DIR "/models";
const std::string reference = TUCAI_SOURCE_DIR "/models/reference";

Json read_json(const std::string& path)
{
    std::ifstream file(path);
    return Json::parse(file);
}

/// The colour that models/reference/README.md paints at (X, Y).
const Json& colour_at(const Json& picture, std::int64_t x, std::int64_t y)
{
    const Json* colour = &picture["background"];
    for (const auto& ellipse : picture["ellipses"]) {
        const std::int64_t dx = x - ellipse["centre"][0].get<std::int64_t>();
        const std::int64_t dy = y - ellipse["centre"][1].get<std::int64_t>();
        const std::int64_t rx = ellipse["radius"][0].get<std::int64_t>();
        const std::int64_t ry = ellipse["radius"][1].get<std::int64_t>();
        if (dx * dx * ry * ry + dy * dy * rx * rx <= rx * rx * ry * ry)
            colour = &ellipse["colour"];
    }
    return *colour;
}

std::vector<float> painted(const Json& input, const Json& picture)
{
    const auto shape = input["shape"].get<std::vector<std::int64_t>>();
    std::size_t count = 1;
    for (const auto extent : shape)
        count *= static_cast<std::size_t>(extent);
    std::vector<float> values(count);
    if (input.contains("fill")) {
        std::fill(values.begin(), values.end(), input["fill"].get<float>());
        return values;
    }
    const bool is_planar = input["layout"] == "NCHW";
    const bool is_grey = input["layout"] == "grey";
    const std::int64_t h = shape[is_planar ? 2 : 1];
    const std::int64_t w = shape[is_planar ? 3 : 2];
    const double scale = input["scale"];
    const double offset = input["offset"];
    for (std::int64_t y = 0; y < h; ++y)
        for (std::int64_t x = 0; x < w; ++x) {
            const auto& colour =
                colour_at(picture, (2 * x + 1) * 1000 / w - 1000, (2 * y + 1) * 1000 / h - 1000);
            for (std::int64_t c = 0; c < (is_grey ? 1 : 3); ++c) {
                const auto i = static_cast<std::uint32_t>((y * w + x) * 3 + c);
                const int grain = static_cast<int>((i * 2654435761U) >> 28U) - 8;
                const int level = std::clamp(colour[static_cast<std::size_t>(c)].get<int>() + grain, 0, 255);
                const auto at = is_grey     ? y * w + x
                                : is_planar ? (c * h + y) * w + x
                                            : static_cast<std::int64_t>(i);
                const std::int64_t faces = is_grey ? shape[0] : 1;
                for (std::int64_t face = 0; face < faces; ++face)
                    values[static_cast<std::size_t>(face * h * w + at)] =
                        static_cast<float>(level * scale + offset);
            }
        }
    return values;
}

class Reference : public testing::TestWithParam<const char*> {};

TEST_P(Reference, TheNetworkComputesWhatItComputedWhenItWasConverted)
{
    const std::string name = GetParam();
    const std::string file = models + "/" + name + ".onnx";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "the optional network " << name << " is not installed";
    const auto wanted = read_json(reference + "/" + name + ".json");
    const auto picture = read_json(reference + "/picture.json");
    auto runtime = Runtime::open(models + "/libonnxruntime.so.1");
    ASSERT_TRUE(runtime.has_value()) << runtime.error().message;
    const auto net = Session::load(*runtime, file);
    ASSERT_TRUE(net.has_value()) << net.error().message;

    std::vector<std::vector<float>> values;
    std::vector<std::vector<std::int64_t>> shapes;
    for (const auto& input : wanted["inputs"]) {
        values.push_back(painted(input, picture));
        shapes.push_back(input["shape"].get<std::vector<std::int64_t>>());
    }
    std::vector<TensorView> inputs;
    for (std::size_t i = 0; i < values.size(); ++i)
        inputs.push_back({values[i], shapes[i]});
    std::vector<const char*> names;
    for (const auto& output : wanted["outputs"])
        names.push_back(output["name"].get_ref<const std::string&>().c_str());
    const auto outputs = net->run(inputs, names);
    ASSERT_TRUE(outputs.has_value()) << outputs.error().message;
    for (std::size_t i = 0; i < names.size(); ++i)
        for (const auto& sample : wanted["outputs"][i]["samples"])
            EXPECT_NEAR((*outputs)[i].values[sample[0].get<std::size_t>()], sample[1].get<double>(),
                        wanted["outputs"][i]["tolerance"].get<double>())
                << names[i] << " at " << sample[0];
}

INSTANTIATE_TEST_SUITE_P(All, Reference,
                         testing::Values("face_detection_full_range", "face_detection_short_range",
                                         "face_landmark_with_attention", "selfie_segmentation", "fr_detect",
                                         "rvm_640x480", "emotion", "dlib_resnet", "fr_feature",
                                         "mobilefacenet"),
                         [](const auto& one) { return std::string(one.param); });

TEST(Runtime, AMissingLibraryNamesItsMend)
{
    const auto runtime = Runtime::open("/nowhere/libonnxruntime.so.1");
    ASSERT_FALSE(runtime.has_value());
    EXPECT_EQ(runtime.error().code, ErrorCode::ModelMissing);
    EXPECT_NE(runtime.error().message.find("./dev setup"), std::string::npos);
}

TEST(Session, AFileThatIsNoNetworkIsChanged)
{
    auto runtime = Runtime::open(models + "/libonnxruntime.so.1");
    ASSERT_TRUE(runtime.has_value());
    const auto net = Session::load(*runtime, reference + "/README.md");
    ASSERT_FALSE(net.has_value());
    EXPECT_EQ(net.error().code, ErrorCode::ModelChanged);
}

} // namespace
} // namespace tucai::vision
