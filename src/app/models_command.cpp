#include "app/commands.h"
#include "app/judge_options.h"
#include "app/locations.h"
#include "vision/manifest.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

namespace tucai::app {
namespace {

int verify_all(const std::string& folder)
{
    const auto models = vision::read_manifest(folder);
    if (!models)
        return complain(models.error());
    int worst = 0;
    for (const auto& model : *models) {
        const char* word = "ok";
        switch (vision::verify(folder, model)) {
        case vision::ModelState::Good:
            break;
        case vision::ModelState::Absent:
            word = model.optional ? "absent (optional)" : "MISSING";
            break;
        case vision::ModelState::Changed:
            word = "CHANGED";
            break;
        }
        const bool is_bad = word[0] == 'M' || word[0] == 'C';
        fmt::print("{:<36} {:<18} {}\n", model.file, word, model.licence);
        if (is_bad) {
            worst = 3;
            complain({word[0] == 'M' ? ErrorCode::ModelMissing : ErrorCode::ModelChanged,
                      folder + "/" + model.file + " is " +
                          (word[0] == 'M' ? "missing" : "not the file that the manifest names") +
                          ". Run `./dev setup`."});
        }
    }
    return worst;
}

} // namespace

void add_models(CLI::App& program, Command& chosen)
{
    auto* command = program.add_subcommand("models", "The networks that judge and make");
    command->require_subcommand(1);
    auto folder = std::make_shared<std::string>();
    auto* check = command->add_subcommand("verify", "Compare every network with the manifest's SHA-256");
    check->add_option("--models", *folder, "Folder of the networks (default: beside the program)");
    command->footer("Example:\n  tucai models verify");
    check->callback([folder, &chosen] { chosen = [folder] { return verify_all(models_folder(*folder)); }; });
}

} // namespace tucai::app
