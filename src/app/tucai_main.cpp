#include "app/commands.h"
#include "base/memory.h"

#include <cstdio>
#include <exception>

int main(int argc, char** argv)
{
    tucai::base::keep_freed_memory();
    try {
        return tucai::app::run_program(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tucai: internal: %s\n", error.what());
        return 3;
    }
}
