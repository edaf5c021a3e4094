#include "vision/session.h"

#include <dlfcn.h>
#include <onnxruntime_cxx_api.h>
#include <pthread.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>

namespace tucai::vision {

struct Runtime::Parts {
    void* library = nullptr;
    std::optional<Ort::Env> environment;

    Parts() = default;
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts()
    {
        // The library itself stays open: it registers thread-local destructors that run after this.
        environment.reset();
    }
};

namespace {

/// Calls `work` on a thread with that much stack; on the caller's own where none can be had.
void call_with_stack(std::size_t stack_bytes, std::function<void()> work)
{
    pthread_attr_t attributes;
    ::pthread_attr_init(&attributes);
    ::pthread_attr_setstacksize(&attributes, stack_bytes);
    const auto body = [](void* job) -> void* {
        (*static_cast<std::function<void()>*>(job))();
        return nullptr;
    };
    pthread_t thread{};
    const bool is_started = ::pthread_create(&thread, &attributes, body, &work) == 0;
    ::pthread_attr_destroy(&attributes);
    if (is_started)
        ::pthread_join(thread, nullptr);
    else
        work();
}

/// Starts the runtime. It puts a regular expression, which calls itself some 300 bytes deep for each
/// character, to this process's command line: a thousand pictures named there overflow an ordinary stack.
/// (Seen in ONNX Runtime 1.30; the pages of a stack are taken only as they are used.)
void start(std::optional<Ort::Env>& environment)
{
    std::ifstream command_line("/proc/self/cmdline", std::ios::binary);
    const auto length = std::distance(std::istreambuf_iterator<char>(command_line), {});
    std::exception_ptr wrong;
    call_with_stack((std::size_t{1} << 20U) + 1024 * static_cast<std::size_t>(length), [&] {
        try {
            environment.emplace(ORT_LOGGING_LEVEL_ERROR, "tucai");
            environment->DisableTelemetryEvents();
        } catch (...) {
            wrong = std::current_exception();
        }
    });
    if (wrong)
        std::rethrow_exception(wrong);
}

} // namespace

Runtime::Runtime(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Runtime::~Runtime() = default;

Result<std::shared_ptr<Runtime>> Runtime::open(const std::string& library)
{
    constexpr const char* mend = " Run `./dev setup`, or name the folder of the networks with --models.";
    auto parts = std::make_unique<Parts>();
    parts->library = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (parts->library == nullptr)
        return fail(ErrorCode::ModelMissing, "Cannot open ONNX Runtime (" + library + ")." + mend);
    using GetApiBase = const OrtApiBase* (*)();
    const auto get = reinterpret_cast<GetApiBase>(::dlsym(parts->library, "OrtGetApiBase"));
    const OrtApi* api = get == nullptr ? nullptr : get()->GetApi(ORT_API_VERSION);
    if (api == nullptr)
        return fail(ErrorCode::ModelMissing,
                    library + " is no ONNX Runtime with API " + std::to_string(ORT_API_VERSION) + "." + mend);
    try {
        Ort::InitApi(api);
        start(parts->environment);
    } catch (const Ort::Exception& wrong) {
        return fail(ErrorCode::ModelMissing, std::string("ONNX Runtime does not start: ") + wrong.what());
    }
    return std::shared_ptr<Runtime>(new Runtime(std::move(parts))); // NOLINT: the constructor is private
}

struct Session::Parts {
    std::shared_ptr<Runtime> runtime;
    mutable Ort::Session session{nullptr};
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
    std::vector<const char*> input_pointers;
    std::vector<const char*> output_pointers;
};

Session::Session(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

namespace {

Ort::SessionOptions options()
{
    Ort::SessionOptions options;
    options.SetIntraOpNumThreads(1);
    options.SetInterOpNumThreads(1);
    options.SetExecutionMode(ORT_SEQUENTIAL);
    options.SetGraphOptimizationLevel(ORT_ENABLE_ALL);
    options.AddConfigEntry("session.set_denormal_as_zero", "1");
    return options;
}

} // namespace

Result<Session> Session::load(std::shared_ptr<Runtime> runtime, const std::string& path)
{
    std::error_code wrong;
    if (!std::filesystem::is_regular_file(path, wrong))
        return fail(ErrorCode::ModelMissing,
                    "The network " + path +
                        " is missing. Run `./dev setup`, or name the folder with --models.");
    try {
        auto parts = std::make_unique<Parts>();
        parts->session = Ort::Session(*runtime->parts_->environment, path.c_str(), options());
        parts->runtime = std::move(runtime);
        const Ort::AllocatorWithDefaultOptions allocator;
        for (std::size_t i = 0; i < parts->session.GetInputCount(); ++i)
            parts->inputs.emplace_back(parts->session.GetInputNameAllocated(i, allocator).get());
        for (std::size_t i = 0; i < parts->session.GetOutputCount(); ++i)
            parts->outputs.emplace_back(parts->session.GetOutputNameAllocated(i, allocator).get());
        for (const auto& name : parts->inputs)
            parts->input_pointers.push_back(name.c_str());
        for (const auto& name : parts->outputs)
            parts->output_pointers.push_back(name.c_str());
        return Session(std::move(parts));
    } catch (const Ort::Exception& error) {
        return fail(ErrorCode::ModelChanged, "The network " + path + " cannot be loaded (" + error.what() +
                                                 "). Run `./dev setup` and `tucai models verify`.");
    }
}

Result<std::vector<Tensor>> Session::run(std::span<const TensorView> inputs) const
{
    return run(inputs, parts_->output_pointers);
}

Result<std::vector<Tensor>> Session::run(std::span<const TensorView> inputs,
                                         std::span<const char* const> outputs) const
{
    try {
        static thread_local const Ort::MemoryInfo memory =
            Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
        std::vector<Ort::Value> values;
        values.reserve(inputs.size());
        for (const auto& input : inputs)
            values.push_back(Ort::Value::CreateTensor<float>(memory, const_cast<float*>(input.values.data()),
                                                             input.values.size(), input.shape.data(),
                                                             input.shape.size()));
        auto given = parts_->session.Run(Ort::RunOptions{nullptr}, parts_->input_pointers.data(),
                                         values.data(), values.size(), outputs.data(), outputs.size());
        std::vector<Tensor> tensors(given.size());
        for (std::size_t i = 0; i < given.size(); ++i) {
            const auto facts = given[i].GetTensorTypeAndShapeInfo();
            tensors[i].shape = facts.GetShape();
            const auto value = std::make_shared<Ort::Value>(std::move(given[i]));
            tensors[i].values = {value->GetTensorMutableData<float>(), facts.GetElementCount()};
            tensors[i].memory = value;
        }
        return tensors;
    } catch (const Ort::Exception& error) {
        return fail(ErrorCode::Internal, std::string("A network refused its input: ") + error.what());
    }
}

const std::vector<std::string>& Session::input_names() const
{
    return parts_->inputs;
}
const std::vector<std::string>& Session::output_names() const
{
    return parts_->outputs;
}

std::vector<std::int64_t> Session::input_shape(std::size_t i) const
{
    return parts_->session.GetInputTypeInfo(i).GetTensorTypeAndShapeInfo().GetShape();
}

} // namespace tucai::vision
