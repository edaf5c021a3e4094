#pragma once

#include "base/language.h"
#include "base/result.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::rules {

using base::Language;
using base::Text;

/// Where a number comes from.
struct Source {
    std::string document;    ///< title or number of the text that says it
    std::string read_on;     ///< ISO date on which it was read
    bool second_hand = true; ///< the text itself could not be opened
};

/// What lies between two numbers, both included; an absent one is no limit. A number that leaves them by no
/// more than arithmetic's rounding is still inside: 1 + 1e-12 is not above 1.
struct Limits {
    std::optional<double> low;
    std::optional<double> high;
    bool holds(double value) const
    {
        return (!low || value >= *low - rounding_of(*low)) && (!high || value <= *high + rounding_of(*high));
    }

private:
    static double rounding_of(double limit) { return 1e-9 * (1 + (limit < 0 ? -limit : limit)); }
};

/// A length on the finished photo that framing must bring into a band, and where in it is best.
struct Band {
    double low = 0;    ///< photo px
    double high = 0;   ///< photo px
    double wanted = 0; ///< photo px, low..high
    Source source;
};

struct Colour {
    int red = 0;
    int green = 0;
    int blue = 0;
};

/// The file that the profile asks for.
struct PhotoForm {
    int width_px = 480;
    int height_px = 640;
    int dpi = 300;
    std::size_t least_bytes = 0;
    std::size_t most_bytes = 0;
    int least_quality = 60;                ///< IJG scale
    Colour background;                     ///< sRGB
    std::vector<Colour> other_backgrounds; ///< that the text also allows
};

/// Where the head must lie on the finished photo.
struct FrameBands {
    Band hair_top;                   ///< top edge to the highest hair
    Band eye_line;                   ///< top edge to the middle between the pupils
    Band face_width;                 ///< cheek to cheek, ears left out
    Band centre;                     ///< left edge to the middle between the pupils
    std::optional<Band> head_height; ///< highest hair to chin, where the text gives that
};

/// One measure of a rule with its limits.
struct Part {
    std::string measure;  ///< a name in the report's "measures"
    Limits accept;        ///< inside: passes
    Limits tolerate;      ///< inside: a person looks; outside: refused. Both absent: never refuses
    std::string fix_low;  ///< key of the fix (rules/fixes.h) where the value is too low
    std::string fix_high; ///< ... too high
    Text say; ///< what was seen: {value}, {min}, {max} are filled in; with % inside, such as {value%}, in
              ///< hundredths
    Source source; ///< of its limits; the rule's where it says none
};

/// A rule as a profile wants it. More than one part: the worst counts.
struct Rule {
    std::string id; ///< an id of rules/catalogue.h
    std::string unit;
    std::vector<Part> parts;
    Source source;
};

/// A print that is cut out of the photo, such as 33 x 48 mm out of 480 x 640.
struct PrintSize {
    std::string name;
    double width_mm = 0;
    double height_mm = 0;
    int width_px = 0;  ///< cut out of the middle, never scaled
    int height_px = 0; ///< cut at the lower edge
};

/// A kind of photo: its file, its framing and its rules, in the authority's own numbers.
struct Profile {
    std::string id; ///< such as "xueli-2017"
    Text title;
    int version = 1;
    bool unverified = false; ///< numbers that sources contradict, or that one page alone gives
    Source source;
    PhotoForm photo;
    FrameBands frame;
    std::vector<Rule> rules;
    std::vector<PrintSize> prints;
};

/// Finds the profile that another one extends.
using FindProfile = std::function<Result<Profile>(const std::string& name)>;

/// Reads a profile (TOML). Needs: at most 1 MiB of UTF-8; `find_base` where the text may hold `extends`.
/// Gives: a profile whose bands are ordered and lie on the photo, whose limits nest (accept within tolerate)
/// and have fixes, whose ids and fixes exist, whose sentences have both languages and whose sources are
/// dated; a key that means nothing is an error. `extends = "NAME"` takes over what the text leaves out:
/// [photo] and [frame] as wholes, rules one by one, words and fixes of a part by its measure; prints never.
/// Fails: ProfileInvalid, naming line and key, and what is wanted there.
Result<Profile> parse_profile(std::string_view toml, const FindProfile& find_base = {});

/// A profile by its name, or by a path that ends in ".toml". Needs: `folder` holds the shipped ones, which
/// alone can be extended. Fails: ProfileNotFound (names those that exist), ProfileInvalid.
Result<Profile> load_profile(const std::string& folder, const std::string& name);

/// Names of the profiles in a folder, in the order of the alphabet. Fails: FileNotFound.
Result<std::vector<std::string>> list_profiles(const std::string& folder);

} // namespace tucai::rules
