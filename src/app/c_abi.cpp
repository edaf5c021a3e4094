#include "tucai/engine.h"
#include "tucai/tucai.h"

#include <cstdio>
#include <exception>

struct tucai_engine { // NOLINT(readability-identifier-naming): the C ABI's name
    tucai::Engine engine;
};

struct tucai_result { // NOLINT(readability-identifier-naming): the C ABI's name
    tucai::PhotoResult result;
};

namespace {

void tell(const std::string& text, char* message, std::size_t size)
{
    if (message != nullptr && size > 0)
        std::snprintf(message, size, "%s", text.c_str());
}

std::string or_empty(const char* text)
{
    return text == nullptr ? "" : text;
}

} // namespace

int tucai_abi(void)
{
    return TUCAI_ABI;
}

tucai_engine* tucai_open(const tucai_options* options, char* message, size_t message_size)
{
    try {
        tucai::EngineError error;
        if (options == nullptr || options->size < sizeof(tucai_options)) {
            tell("invalid_input: tucai_options.size is not that of this interface.", message, message_size);
            return nullptr;
        }
        const auto matte = options->matte == TUCAI_MATTE_RVM ? tucai::MatteKind::Rvm : tucai::MatteKind::Wall;
        auto engine = tucai::Engine::open({or_empty(options->models_folder), or_empty(options->rules_folder),
                                           or_empty(options->heif_program), matte},
                                          error);
        if (engine)
            return std::make_unique<tucai_engine>(tucai_engine{std::move(*engine)}).release();
        tell(error.code + ": " + error.message, message, message_size);
    } catch (const std::exception& wrong) {
        tell(std::string("internal: ") + wrong.what(), message, message_size);
    }
    return nullptr;
}

void tucai_close(tucai_engine* engine)
{
    const std::unique_ptr<tucai_engine> owned(engine);
}

tucai_result* tucai_process(const tucai_engine* engine, const uint8_t* picture, size_t size,
                            const char* profile, unsigned flags)
{
    try {
        tucai::PhotoRequest request;
        if (profile != nullptr)
            request.profile = profile;
        request.chinese = (flags & TUCAI_ENGLISH) == 0;
        request.make_photo = (flags & TUCAI_MAKE_PHOTO) != 0;
        request.keep_background = (flags & TUCAI_KEEP_BACKGROUND) != 0;
        request.force = (flags & TUCAI_FORCE) != 0;
        return std::make_unique<tucai_result>(tucai_result{engine->engine.process({picture, size}, request)})
            .release();
    } catch (const std::exception&) {
        return nullptr;
    }
}

void tucai_free(tucai_result* result)
{
    const std::unique_ptr<tucai_result> owned(result);
}

const char* tucai_verdict(const tucai_result* result)
{
    return result->result.verdict.c_str();
}
const char* tucai_report(const tucai_result* result)
{
    return result->result.report.c_str();
}

const uint8_t* tucai_photo(const tucai_result* result, size_t* size)
{
    *size = result->result.jpeg.size();
    return result->result.jpeg.empty() ? nullptr : result->result.jpeg.data();
}
