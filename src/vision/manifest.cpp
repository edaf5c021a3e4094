#include "vision/manifest.h"

#include "base/sha256.h"

#include <toml++/toml.h>

#include <filesystem>

namespace tucai::vision {
namespace {

ModelFile read_entry(const toml::table& entry, const std::string& default_name)
{
    ModelFile model;
    model.name = entry["name"].value_or(default_name);
    model.file = entry["file"].value_or(std::string());
    model.sha256 = entry["sha256"].value_or(std::string());
    model.bytes = entry["bytes"].value_or(std::int64_t{0});
    model.licence = entry["licence"].value_or(std::string());
    model.use = entry["use"].value_or(std::string());
    model.purpose = entry["purpose"].value_or(std::string());
    model.optional = entry["optional"].value_or(false);
    return model;
}

} // namespace

Result<std::vector<ModelFile>> read_manifest(const std::string& folder)
{
    const std::string path = folder + "/manifest.toml";
    std::error_code wrong;
    if (!std::filesystem::exists(path, wrong))
        return fail(ErrorCode::ModelMissing,
                    path + " is missing. Run `./dev setup`, or name the folder with --models.");
    try {
        const auto manifest = toml::parse_file(path);
        std::vector<ModelFile> models;
        if (const auto* runtime = manifest["runtime"].as_table())
            models.push_back(read_entry(*runtime, "onnxruntime"));
        if (const auto* list = manifest["model"].as_array())
            for (const auto& entry : *list)
                if (const auto* table = entry.as_table())
                    models.push_back(read_entry(*table, ""));
        if (models.empty())
            return fail(ErrorCode::ModelChanged, path + " names no model. Run `./dev setup`.");
        for (const auto& model : models)
            if (model.file.empty() || model.sha256.size() != 64)
                return fail(ErrorCode::ModelChanged,
                            path + ": every model needs a file and a sha256. Run `./dev setup`.");
        return models;
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::ModelChanged,
                    path + ": " + std::string(error.description()) + ". Run `./dev setup`.");
    }
}

ModelState verify(const std::string& folder, const ModelFile& model)
{
    const std::string path = folder + "/" + model.file;
    std::error_code wrong;
    const auto size = std::filesystem::file_size(path, wrong);
    if (wrong)
        return ModelState::Absent;
    if (model.bytes != 0 && size != static_cast<std::uintmax_t>(model.bytes))
        return ModelState::Changed;
    const auto sum = base::sha256_file(path);
    return sum && *sum == model.sha256 ? ModelState::Good : ModelState::Changed;
}

Result<> require_good(const std::string& folder, const ModelFile& model)
{
    switch (verify(folder, model)) {
    case ModelState::Good:
        break;
    case ModelState::Absent:
        return fail(ErrorCode::ModelMissing,
                    folder + "/" + model.file +
                        " is missing. Run `./dev setup`, or name the folder of the networks with --models.");
    case ModelState::Changed:
        return fail(ErrorCode::ModelChanged,
                    folder + "/" + model.file +
                        " is not the file that the manifest names. Run `./dev setup`.");
    }
    return {};
}

} // namespace tucai::vision
