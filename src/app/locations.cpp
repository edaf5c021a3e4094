#include "app/locations.h"

#include "base/files.h"

#include <cstdlib>
#include <filesystem>

namespace tucai::app {
namespace {

std::string find_folder(const char* variable, const std::string& name)
{
    if (const char* value = std::getenv(variable);
        value != nullptr && *value != '\0') // NOLINT(concurrency-mt-unsafe)
        return value;
    std::string beside = base::program_folder() + "/" + name;
    std::error_code wrong;
    if (std::filesystem::is_directory(beside, wrong))
        return beside;
    return base::program_folder() + "/../share/tucai/" + name;
}

} // namespace

std::string models_folder(const std::string& named)
{
    return named.empty() ? find_folder("TUCAI_MODELS", "models") : named;
}

std::string rules_folder()
{
    return find_folder("TUCAI_RULES", "rules");
}

std::string samples_folder()
{
    return find_folder("TUCAI_SAMPLES", "samples");
}

} // namespace tucai::app
