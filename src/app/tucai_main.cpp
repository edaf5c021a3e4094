#include "app/commands.h"

#include <cstdio>
#include <exception>

int main(int argc, char** argv)
{
    try {
        return tucai::app::run_program(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tucai: internal: %s\n", error.what());
        return 3;
    }
}
