#include "guard/embedding.h"

#include "image/opencv.h"
#include "vision/tensor_input.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace tucai::guard {
namespace {

enum class Layout { PlanarBgr, InterleavedRgb };
enum class Cut { Arcface, Chip };

/// What a network reads, as models/manifest.toml says in words.
struct NetForm {
    std::string_view network; ///< name in the manifest
    Cut cut = Cut::Arcface;
    Layout layout = Layout::InterleavedRgb;
    float scale = 1;
    float offset = 0;
};

constexpr std::array<NetForm, 3> net_forms = {{
    {"fr_feature", Cut::Arcface, Layout::PlanarBgr, 1 / 128.F, -127 / 128.F},
    {"mobilefacenet", Cut::Arcface, Layout::InterleavedRgb, 1 / 128.F, -127.5F / 128.F},
    {"dlib_resnet", Cut::Chip, Layout::InterleavedRgb, 1, 0},
}};

/// A network's part in a choice. The score of a choice is the mean of its networks' scores by weight.
struct Part {
    std::string_view network;
    double weight = 0; ///< 0: unused place
};

struct Choice {
    std::string_view name;
    std::array<Part, 3> parts;
};

// The sum's weights make up for how far the scores of different people spread: a standard deviation of 0.10,
// 0.15 and 0.04.
constexpr std::array<Choice, 4> choices = {{
    {"sum", {{{"fr_feature", 1}, {"mobilefacenet", 1}, {"dlib_resnet", 3}}}},
    {"fr_feature", {{{"fr_feature", 1}, {}, {}}}},
    {"mobilefacenet", {{{"mobilefacenet", 1}, {}, {}}}},
    {"dlib_resnet", {{{"dlib_resnet", 1}, {}, {}}}},
}};

const Choice* find_choice(std::string_view name)
{
    const auto* const found =
        std::find_if(choices.begin(), choices.end(), [&](const auto& choice) { return choice.name == name; });
    return found == choices.end() ? nullptr : found;
}

/// One network, one pass; its vector brought to length 1.
class Net {
public:
    Net(vision::Session session, const NetForm& form) : session_(std::move(session)), form_(form) {}

    Result<Embedding> embed(const AlignedFace& face) const
    {
        const auto& picture = form_.cut == Cut::Arcface ? face.arcface : face.chip;
        const cv::Mat rgb = image::as_mat(picture);
        std::vector<float> values;
        std::array<std::int64_t, 4> shape = {1, picture.height, picture.width, 3};
        if (form_.layout == Layout::PlanarBgr) {
            cv::Mat bgr;
            cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
            values = vision::planar(bgr, form_.scale, form_.offset);
            shape = {1, 3, picture.height, picture.width};
        } else {
            values = vision::interleaved(rgb, form_.scale, form_.offset);
        }
        const std::array<vision::TensorView, 1> inputs = {vision::TensorView{values, shape}};
        TUCAI_TRY(const auto outputs, session_.run(inputs));
        if (outputs.size() != 1 || outputs.front().values.empty())
            return fail(ErrorCode::Internal, "The network that describes faces gave no vector.");
        Embedding embedding(outputs.front().values.begin(), outputs.front().values.end());
        normalise(embedding);
        return embedding;
    }

private:
    vision::Session session_;
    NetForm form_;
};

/// Several networks, each with one pass or both. The parts stand one after the other, each of length
/// sqrt(weight / sum of weights), so that the product of two such vectors is the mean of the scores.
class Combined : public Embedder {
public:
    struct Weighted {
        Net net;
        double weight = 0; ///< all together: 1
    };

    Combined(std::string_view name, std::vector<Weighted> nets, Passes passes)
        : name_(name), nets_(std::move(nets)), passes_(passes)
    {
    }

    std::string_view name() const override { return name_; }

    Result<Embedding> embed(const AlignedFace& face) const override
    {
        const AlignedFace other = passes_ == Passes::Both ? mirrored(face) : AlignedFace();
        Embedding all;
        for (const auto& [net, weight] : nets_) {
            TUCAI_TRY(auto part, net.embed(face));
            if (passes_ == Passes::Both) {
                TUCAI_TRY(const auto second, net.embed(other));
                for (std::size_t i = 0; i < part.size() && i < second.size(); ++i)
                    part[i] += second[i];
                normalise(part);
            }
            const auto length = static_cast<float>(std::sqrt(weight));
            for (const float value : part)
                all.push_back(length * value);
        }
        return all;
    }

private:
    std::string_view name_;
    std::vector<Weighted> nets_;
    Passes passes_;
};

std::string all_names()
{
    std::string names;
    for (const auto& choice : choices)
        names.append(names.empty() ? "" : ", ").append(choice.name);
    return names;
}

} // namespace

double similarity(std::span<const float> a, std::span<const float> b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return std::clamp(sum, -1.0, 1.0);
}

void normalise(Embedding& embedding)
{
    double square = 0;
    for (const float value : embedding)
        square += static_cast<double>(value) * static_cast<double>(value);
    if (!(square > 0))
        return;
    const double factor = 1 / std::sqrt(square);
    for (float& value : embedding)
        value = static_cast<float>(value * factor);
}

std::span<const std::string_view> embedder_names()
{
    static constexpr auto names = [] {
        std::array<std::string_view, choices.size()> all;
        for (std::size_t i = 0; i < choices.size(); ++i)
            all.at(i) = choices.at(i).name;
        return all;
    }();
    return names;
}

std::vector<std::string_view> networks_of(std::string_view embedder)
{
    std::vector<std::string_view> networks;
    if (const auto* const choice = find_choice(embedder))
        for (const auto& part : choice->parts)
            if (part.weight > 0)
                networks.push_back(part.network);
    return networks;
}

Result<std::unique_ptr<Embedder>> open_embedder(const std::shared_ptr<vision::Runtime>& runtime,
                                                const std::string& models_folder, std::string_view name,
                                                Passes passes)
{
    const auto* const choice = find_choice(name);
    if (choice == nullptr)
        return fail(ErrorCode::InvalidInput,
                    "No net is named " + std::string(name) + "; there are: " + all_names() + ".");
    double sum = 0;
    for (const auto& part : choice->parts)
        sum += part.weight;
    std::vector<Combined::Weighted> nets;
    for (const auto& part : choice->parts) {
        if (!(part.weight > 0))
            continue;
        const auto* const form = std::find_if(net_forms.begin(), net_forms.end(),
                                              [&](const auto& one) { return one.network == part.network; });
        TUCAI_TRY(auto session,
                  vision::Session::load(runtime, models_folder + "/" + std::string(part.network) + ".onnx"));
        nets.push_back({Net(std::move(session), *form), part.weight / sum});
    }
    return std::unique_ptr<Embedder>(std::make_unique<Combined>(choice->name, std::move(nets), passes));
}

} // namespace tucai::guard
