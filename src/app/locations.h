#pragma once

#include <string>

namespace tucai::app {

/// Where the networks lie: `named` if not empty, else $TUCAI_MODELS, else `models` beside the program, else
/// ../share/tucai/models from it. The last is given even where it does not exist, for the error's sake.
std::string models_folder(const std::string& named);

/// Where the profiles lie: $TUCAI_RULES, else `rules` beside the program, else ../share/tucai/rules from it.
std::string rules_folder();

/// Where sample portraits lie, for demonstrations: $TUCAI_SAMPLES, else `samples` beside the program, else
/// ../share/tucai/samples from it.
std::string samples_folder();

} // namespace tucai::app
