#pragma once

#include "app/instance.h"

#include <functional>
#include <map>
#include <string>

namespace tucai::app {

struct DemoOptions {
    std::string pictures; ///< a folder of portraits
    std::string models;   ///< folder of the networks
    int students = 60;
    /// Called after each student, for a progress bar.
    std::function<void(int done, int of)> progress;
};

/// What a demonstration has made.
struct Demo {
    std::string batch;
    std::string code; ///< the text of one code that nobody has used yet
    std::string last_six;
    std::map<std::string, std::string> links; ///< by address: the tokens with which staff choose a password
    std::map<std::string, std::int64_t> students; ///< how many in each state
};

/// Fills an empty instance with a centre, a school, a batch that is open now and students in every state:
/// through the services and the engine, as a real one would come about. Names and numbers are invented.
/// Fails: StoreConflict (somebody is there already); FileNotFound (no portraits); as the services do.
Result<Demo> make_demo(Instance& instance, const DemoOptions& options);

} // namespace tucai::app
