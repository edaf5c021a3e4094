#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace tucai::bench {

/// A test picture, and whose it is: a number a person, from 0.
struct Photo {
    std::string file;
    int person = 0;
};

/// Labelled faces in the wild: every Name_0001.jpg of a folder. Fails: FileNotFound.
Result<std::vector<Photo>> named_photos(const std::string& folder);

/// The pictures of a folder's labels.csv (columns file, person). Fails: as read_file and CsvReader.
Result<std::vector<Photo>> labelled_photos(const std::string& folder);

/// Portraits with two groups each, as their people say.
struct GroupedPhotos {
    std::vector<Photo> photos;
    std::vector<std::string> sexes;
    std::vector<std::string> ethnicities;
};

/// The neutral and smiling portraits of a folder's labels.csv. Fails: as read_file and CsvReader.
Result<GroupedPhotos> read_portraits(const std::string& folder);

} // namespace tucai::bench
