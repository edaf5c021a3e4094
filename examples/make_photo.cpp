// A portrait's bytes in, the standard photo out: the C++ API in forty lines.
//
//   example_cpp MODELS RULES portrait.jpg photo.jpg

#include "tucai/engine.h"

#include <cstdio>
#include <fstream>
#include <iterator>

int main(int argc, char** argv)
{
    if (argc != 5) {
        std::fputs("usage: example_cpp MODELS RULES portrait.jpg photo.jpg\n", stderr);
        return 3;
    }
    tucai::EngineError error;
    const auto engine = tucai::Engine::open({argv[1], argv[2], "", tucai::MatteKind::Wall}, error);
    if (!engine) {
        std::fprintf(stderr, "%s: %s\n", error.code.c_str(), error.message.c_str());
        return 3;
    }
    std::ifstream file(argv[3], std::ios::binary);
    const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
    const std::vector<std::uint8_t> picture(text.begin(), text.end());

    tucai::PhotoRequest request;
    request.chinese = false;
    const auto result = engine->process(picture, request);
    std::printf("%s\n%s\n", result.verdict.c_str(), result.report.c_str());
    if (result.jpeg.empty())
        return 2;
    std::ofstream(argv[4], std::ios::binary)
        .write(static_cast<const char*>(static_cast<const void*>(result.jpeg.data())),
               static_cast<std::streamsize>(result.jpeg.size()));
    return 0;
}
