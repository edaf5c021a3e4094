#pragma once

#include "app/workers.h"
#include "collect/capture/upload_folder.h"
#include "collect/codes/code_desk.h"

#include <memory>

namespace tucai::app {

struct CollectionOptions {
    std::string models;      ///< folder; empty: beside the program
    std::size_t workers = 0; ///< threads that judge; 0: one a core
};

/// What the collection needs of the engine and does by itself, for one instance: judging and comparing,
/// timers.
class Collection {
public:
    /// Opens the networks and starts the workers. Needs: an instance and a desk that outlive it.
    /// Fails: ModelMissing, ModelChanged.
    static Result<std::unique_ptr<Collection>> start(Instance& instance, collect::CodeDesk& desk,
                                                     const collect::UploadFolder& uploads,
                                                     std::function<Result<std::size_t>()> forget_answers,
                                                     const CollectionOptions& options, http::LogSink errors);
    Collection(const Collection&) = delete;
    Collection& operator=(const Collection&) = delete;
    ~Collection();

    std::size_t busy() const;

private:
    struct Parts;
    explicit Collection(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace tucai::app
