#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tucai::vision {

/// The ONNX Runtime library, opened by path. One a program; sessions keep it open.
class Runtime {
public:
    /// Opens the library and asks it for the API that the vendored headers describe.
    /// Fails: ModelMissing (no such library, or one too old; names the mend).
    static Result<std::shared_ptr<Runtime>> open(const std::string& library);

    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;
    ~Runtime();

private:
    friend class Session;
    struct Parts;
    explicit Runtime(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// Values that a network reads: their shape and where they lie.
struct TensorView {
    std::span<const float> values;
    std::span<const std::int64_t> shape;
};

/// Values that a network gave, where the runtime left them.
struct Tensor {
    std::vector<std::int64_t> shape;
    std::span<float> values;
    std::shared_ptr<void> memory; ///< holds `values`
};

/// One network, ready to run. Made once, used by any number of threads at once: each call computes on the
/// thread that makes it, and denormals count as zero (some weights are full of them: 15 times slower).
class Session {
public:
    /// Fails: ModelMissing (no such file), ModelChanged (not a network that the runtime can load).
    static Result<Session> load(std::shared_ptr<Runtime> runtime, const std::string& path);

    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    ~Session();

    /// Inputs in the network's order; gives all outputs in its order. Pure: same inputs, same bits.
    /// Fails: Internal (a shape that the network does not take).
    Result<std::vector<Tensor>> run(std::span<const TensorView> inputs) const;

    /// As run, but only the named outputs, in the order named.
    Result<std::vector<Tensor>> run(std::span<const TensorView> inputs,
                                    std::span<const char* const> outputs) const;

    const std::vector<std::string>& input_names() const;
    const std::vector<std::string>& output_names() const;
    /// Shape of input `i`; -1 where free.
    std::vector<std::int64_t> input_shape(std::size_t i) const;

private:
    struct Parts;
    explicit Session(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace tucai::vision
