#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tucai::vision {

/// One file that the manifest names: a network, or the runtime.
struct ModelFile {
    std::string name;
    std::string file;
    std::string sha256;
    std::int64_t bytes = 0;
    std::string licence;
    std::string use;     ///< what it is for, in a sentence
    std::string purpose; ///< the command that alone opens it, such as "compare"; empty: all that judge
    bool optional = false;
};

/// Reads `manifest.toml` of a folder of networks. Fails: ModelMissing, ModelChanged (it breaks the form).
Result<std::vector<ModelFile>> read_manifest(const std::string& folder);

enum class ModelState { Good, Absent, Changed };

/// Compares one file with the manifest: size first, then SHA-256.
ModelState verify(const std::string& folder, const ModelFile& model);

/// The same, where a file must be there and be the one named. Fails: ModelMissing, ModelChanged; both name
/// the mend.
Result<> require_good(const std::string& folder, const ModelFile& model);

} // namespace tucai::vision
