#include "app/commands.h"
#include "app/judge_options.h"
#include "app/locations.h"
#include "base/files.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

namespace tucai::app {
namespace {

std::string band_text(const rules::Band& band)
{
    return fmt::format("{:g}..{:g} px, best {:g}", band.low, band.high, band.wanted);
}

int list()
{
    const auto names = rules::list_profiles(rules_folder());
    if (!names)
        return complain(names.error());
    int worst = 0;
    for (const auto& name : *names) {
        const auto profile = rules::load_profile(rules_folder(), name);
        if (!profile) {
            worst = complain(profile.error());
            continue;
        }
        fmt::print("{:<22} {} x {}, {} dpi  {} / {}{}\n", name, profile->photo.width_px,
                   profile->photo.height_px, profile->photo.dpi, profile->title.zh, profile->title.en,
                   profile->unverified ? "  (unverified)" : "");
    }
    return worst;
}

int show(const std::string& name)
{
    const auto profile = rules::load_profile(rules_folder(), name);
    if (!profile)
        return complain(profile.error());
    const auto& form = profile->photo;
    fmt::print("{} (version {}){}\n{} / {}\nsource: {} (read {}{})\n\n", profile->id, profile->version,
               profile->unverified ? ", unverified" : "", profile->title.zh, profile->title.en,
               profile->source.document, profile->source.read_on,
               profile->source.second_hand ? ", second-hand" : "");
    fmt::print("pixels       {} x {}\nresolution   {} dpi\nbytes        {}..{}\nquality      >= "
               "{}\nbackground   {},{},{}\n",
               form.width_px, form.height_px, form.dpi, form.least_bytes, form.most_bytes, form.least_quality,
               form.background.red, form.background.green, form.background.blue);
    fmt::print("hair top     {}\neye line     {}\nface width   {}\ncentre       {}\n",
               band_text(profile->frame.hair_top), band_text(profile->frame.eye_line),
               band_text(profile->frame.face_width), band_text(profile->frame.centre));
    if (profile->frame.head_height)
        fmt::print("head height  {}\n", band_text(*profile->frame.head_height));
    for (const auto& print : profile->prints)
        fmt::print("print        {}: {:g} x {:g} mm, {} x {} px cut out\n", print.name, print.width_mm,
                   print.height_mm, print.width_px, print.height_px);
    for (const auto& rule : profile->rules) {
        fmt::print("\n{}\n", rule.id);
        const auto limits = [](const rules::Limits& l) {
            return fmt::format("[{}, {}]", l.low ? fmt::format("{:g}", *l.low) : "-",
                               l.high ? fmt::format("{:g}", *l.high) : "-");
        };
        for (const auto& part : rule.parts)
            fmt::print("  {:<24} accept {}, tolerate {}\n", part.measure, limits(part.accept),
                       limits(part.tolerate));
    }
    return 0;
}

} // namespace

void add_profiles(CLI::App& program, Command& chosen)
{
    auto* command = program.add_subcommand("profiles", "List the kinds of photo, or show one");
    command->require_subcommand(0, 1);
    auto name = std::make_shared<std::string>();
    auto* one = command->add_subcommand("show", "Show one profile: its file, its bands, its rules");
    one->add_option("P", *name, "A name of `tucai profiles`, or a .toml file")->required();
    command->footer("Examples:\n  tucai profiles\n  tucai profiles show xueli-2017");
    command->callback([one, name, &chosen] {
        const bool is_show = one->parsed();
        chosen = [is_show, name] { return is_show ? show(*name) : list(); };
    });
}

} // namespace tucai::app
