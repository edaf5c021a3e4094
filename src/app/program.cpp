#include "app/commands.h"

#include <cstdio>

#ifndef TUCAI_VERSION
#define TUCAI_VERSION "0"
#endif

namespace tucai::app {

int run_program(int argc, const char* const* argv)
{
    CLI::App program(
        "tucai (图采) judges graduates' portraits and makes the standard photo of the electronic\n"
        "registration of diplomas from a good one: a crop, a scale and a new background, nothing else.");
    program.name("tucai");
    program.set_version_flag("--version", "tucai " TUCAI_VERSION);
    program.require_subcommand(1);
    program.footer(
        "Examples:\n"
        "  tucai check portrait.jpg                      what is right and wrong, and the one thing to do\n"
        "  tucai make -o out/ portraits/                 standard photos of a whole folder\n"
        "  tucai make --json -o photo.jpg portrait.heic  one photo, its report as JSON\n"
        "  tucai compare admission.jpg portrait.jpg      whether two pictures show one person; advice only\n"
        "  tucai profiles show xueli-2017                the numbers that a photo must keep\n"
        "  tucai serve                                   collect photos: the service, in ./tucai-data\n\n"
        "Exit code: 0 all pass, 1 some ask for a person, 2 some are refused, 3 some could not be read.");
    Command chosen;
    add_check(program, chosen);
    add_make(program, chosen);
    add_compare(program, chosen);
    add_profiles(program, chosen);
    add_models(program, chosen);
    add_serve(program, chosen);
    add_demo(program, chosen);
    add_admin(program, chosen);
    add_audit(program, chosen);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = program.exit(error);
        return code == 0 ? 0 : 3;
    }
    const int code = chosen ? chosen() : 3;
    // Reports that reached nobody are no success: a full disk, a closed pipe.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        std::fputs("tucai: internal: The output could not be written whole. Is the disk full?\n", stderr);
        return 3;
    }
    return code;
}

} // namespace tucai::app
