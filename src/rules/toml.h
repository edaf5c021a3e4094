#pragma once

// The only door to toml++ in this room. Its parser (3.3) asserts what a foreign text can break, such as
// `a = [}`: without NDEBUG that aborts, with NDEBUG its behaviour is undefined. Here it throws instead. The
// namespace gets a name of its own, since a program must not hold two versions of one function and other
// rooms include toml++ as it comes.

#include <stdexcept>

namespace tucai::rules {

/// What the parser throws where its text breaks what it assumes.
struct BrokenToml : std::runtime_error {
    BrokenToml() : std::runtime_error("The text is no TOML: a value or a name is missing.") {}
};

[[noreturn]] inline void throw_broken_toml()
{
    throw BrokenToml();
}

} // namespace tucai::rules

#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expr) ((expr) ? void() : ::tucai::rules::throw_broken_toml())
#define toml tucai_toml
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
