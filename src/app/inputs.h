#pragma once

#include <string>
#include <vector>

namespace tucai::app {

/// One picture to be read.
struct Input {
    std::string path; ///< as it was given; in a folder PATH/below
    std::string stem; ///< the file's name without its ending
};

/// The pictures that some PATHs name: a file as it is, whatever its ending; a folder searched deep for jpg
/// jpeg png webp heic heif avif in any case, in the order of the alphabet. A PATH that does not exist stays,
/// so that reading it gives its error. Links to folders are not followed.
std::vector<Input> find_inputs(const std::vector<std::string>& paths);

/// Where one photo goes.
struct Target {
    std::string path;
    bool is_renamed = false; ///< another input had the same stem
};

/// `make -o OUT`: a file for one input when OUT ends in `ending`, else a folder; equal stems get -2, -3 ...
std::vector<Target> name_targets(const std::vector<Input>& inputs, const std::string& out,
                                 const std::string& ending);

} // namespace tucai::app
