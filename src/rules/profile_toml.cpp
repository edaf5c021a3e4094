#include "rules/catalogue.h"
#include "rules/fixes.h"
#include "rules/plain_toml.h"
#include "rules/profile.h"
#include "rules/toml_reader.h"

#include <algorithm>
#include <tuple>

namespace tucai::rules {
namespace {

constexpr int most_photo_px = 4096;

/// Reads one profile; what it leaves out comes from the profile that it extends.
class ProfileReader {
public:
    ProfileReader(const toml::table& root, const Profile* base) : root_(root), base_(base) {}

    Result<Profile> read()
    {
        in_.allow(root_, {"id", "extends", "title", "version", "unverified", "source", "photo", "frame",
                          "rule", "print"});
        Profile profile;
        profile.id = in_.word(root_, "id");
        profile.title = in_.text(root_, "title");
        profile.version = in_.whole(root_, "version", 1, 1'000'000);
        profile.unverified = in_.yes_or_no(root_, "unverified", false);
        profile.source = in_.source(root_, {});
        profile.photo = base_ != nullptr && !root_.contains("photo") ? base_->photo : photo();
        profile.frame = base_ != nullptr && !root_.contains("frame") ? base_->frame : frame(profile.source);
        check_fit(profile);
        read_rules(profile);
        read_prints(profile);
        if (in_.wrong().empty())
            return profile;
        return fail(ErrorCode::ProfileInvalid, in_.wrong());
    }

private:
    PhotoForm photo()
    {
        const auto& table = in_.child(root_, "photo");
        in_.allow(table, {"width_px", "height_px", "dpi", "bytes", "least_quality", "background",
                          "other_backgrounds"});
        PhotoForm form;
        form.width_px = in_.whole(table, "width_px", 64, most_photo_px);
        form.height_px = in_.whole(table, "height_px", 64, most_photo_px);
        form.dpi = in_.whole(table, "dpi", 1, 2400);
        const auto [least, most] = in_.pair(table, "bytes");
        if (least < 0 || most < 1000 || most > 1e9)
            in_.complain(table, "`bytes` must leave room for a picture: at least 1000, at most 1e9");
        form.least_bytes = static_cast<std::size_t>(std::clamp(least, 0.0, 1e9));
        form.most_bytes = static_cast<std::size_t>(std::clamp(most, 0.0, 1e9));
        form.least_quality = in_.whole(table, "least_quality", 1, 100);
        form.background = in_.colour(table, table.get("background"));
        if (const auto* others = table["other_backgrounds"].as_array())
            for (const auto& other : *others)
                form.other_backgrounds.push_back(in_.colour(table, &other));
        else if (table.contains("other_backgrounds"))
            in_.complain(table, "`other_backgrounds` must be a list of colours");
        return form;
    }

    Band band(const toml::table& frame, std::string_view key, const Source& above)
    {
        const auto& table = in_.child(frame, key);
        in_.allow(table, {"band", "wanted", "source"});
        Band read;
        std::tie(read.low, read.high) = in_.pair(table, "band");
        read.wanted = in_.real(table, "wanted", read.low, read.high);
        read.source = in_.source(table, above);
        return read;
    }

    FrameBands frame(const Source& above)
    {
        const auto& table = in_.child(root_, "frame");
        in_.allow(table, {"hair_top", "eye_line", "face_width", "head_height", "centre"});
        FrameBands bands;
        bands.hair_top = band(table, "hair_top", above);
        bands.eye_line = band(table, "eye_line", above);
        bands.face_width = band(table, "face_width", above);
        if (table.contains("head_height"))
            bands.head_height = band(table, "head_height", above);
        bands.centre = band(table, "centre", above);
        return bands;
    }

    /// A band that leaves the photo was written for another size.
    void check_fit(const Profile& profile)
    {
        const auto& bands = profile.frame;
        const auto check = [&](const Band& band, const char* name, int length_px, bool may_be_zero) {
            if (band.high > length_px || band.low < 0 || (band.low <= 0 && !may_be_zero))
                in_.complain(root_, std::string("the band of `") + name + "` leaves the photo of " +
                                        std::to_string(profile.photo.width_px) + " x " +
                                        std::to_string(profile.photo.height_px) + " px");
        };
        check(bands.hair_top, "hair_top", profile.photo.height_px, true);
        check(bands.eye_line, "eye_line", profile.photo.height_px, false);
        check(bands.face_width, "face_width", profile.photo.width_px, false);
        check(bands.centre, "centre", profile.photo.width_px, false);
        if (bands.head_height)
            check(*bands.head_height, "head_height", profile.photo.height_px, false);
    }

    /// The part of the base that reads the same measure; its words serve where this file has none.
    const Part* base_part(const std::string& measure) const
    {
        if (base_ != nullptr)
            for (const auto& rule : base_->rules)
                for (const auto& part : rule.parts)
                    if (part.measure == measure)
                        return &part;
        return nullptr;
    }

    std::string fix(const toml::table& table, std::string_view key, const std::string& of_base)
    {
        auto read = in_.word_or(table, key, of_base);
        if (!read.empty() && !is_fix(read))
            in_.complain(table, "`" + read + "` is no fix");
        return read;
    }

    Part part(const toml::table& table, const Source& above)
    {
        in_.allow(table, {"measure", "accept", "tolerate", "fix_low", "fix_high", "say", "source"});
        Part read;
        read.measure = in_.word(table, "measure");
        const auto* base = base_part(read.measure);
        read.accept = in_.limits(table, "accept");
        read.tolerate = in_.limits(table, "tolerate");
        read.fix_low = fix(table, "fix_low", base != nullptr ? base->fix_low : "");
        read.fix_high = fix(table, "fix_high", base != nullptr ? base->fix_high : "");
        read.say = base != nullptr && !table.contains("say") ? base->say : in_.text(table, "say");
        read.source = in_.source(table, above);
        check_limits(table, read);
        return read;
    }

    void check_limits(const toml::table& table, const Part& part)
    {
        if (!part.accept.low && !part.accept.high)
            in_.complain(table, "`accept` must have at least one limit");
        const bool low_nests =
            !part.tolerate.low || (part.accept.low && *part.tolerate.low <= *part.accept.low);
        const bool high_nests =
            !part.tolerate.high || (part.accept.high && *part.tolerate.high >= *part.accept.high);
        if (!low_nests || !high_nests)
            in_.complain(table, "`accept` must lie within `tolerate`");
        if (part.accept.low && part.fix_low.empty())
            in_.complain(table, "a lower limit needs `fix_low`: what to do below it");
        if (part.accept.high && part.fix_high.empty())
            in_.complain(table, "an upper limit needs `fix_high`: what to do above it");
    }

    void read_rules(Profile& profile)
    {
        for (const auto* table : in_.tables(root_, "rule")) {
            in_.allow(*table, {"id", "unit", "part", "source"});
            Rule rule;
            rule.id = in_.word(*table, "id");
            if (!rule.id.empty() && !is_rule(rule.id))
                in_.complain(*table, "`" + rule.id + "` is no rule");
            if (has_rule(profile, rule.id))
                in_.complain(*table, "`" + rule.id + "` is set twice");
            rule.unit = in_.word(*table, "unit");
            rule.source = in_.source(*table, profile.source);
            for (const auto* one : in_.tables(*table, "part"))
                rule.parts.push_back(part(*one, rule.source));
            if (rule.parts.empty())
                in_.complain(*table, "a rule needs at least one [[rule.part]]");
            profile.rules.push_back(std::move(rule));
        }
        if (base_ != nullptr)
            for (const auto& rule : base_->rules)
                if (!has_rule(profile, rule.id))
                    profile.rules.push_back(rule);
    }

    static bool has_rule(const Profile& profile, const std::string& id)
    {
        return std::any_of(profile.rules.begin(), profile.rules.end(),
                           [&id](const Rule& rule) { return rule.id == id; });
    }

    void read_prints(Profile& profile)
    {
        for (const auto* table : in_.tables(root_, "print")) {
            in_.allow(*table, {"name", "width_mm", "height_mm", "width_px", "height_px"});
            PrintSize print;
            print.name = in_.word(*table, "name");
            print.width_mm = in_.real(*table, "width_mm", 1, 1000);
            print.height_mm = in_.real(*table, "height_mm", 1, 1000);
            print.width_px = in_.whole(*table, "width_px", 1, profile.photo.width_px);
            print.height_px = in_.whole(*table, "height_px", 1, profile.photo.height_px);
            if (print.name.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-x") != std::string::npos)
                in_.complain(*table, "a print's name becomes part of a file's: a-z 0-9 and - only");
            profile.prints.push_back(std::move(print));
        }
    }

    TomlReader in_;
    const toml::table& root_;
    const Profile* base_;
};

Result<Profile> read_profile(const toml::table& root, const FindProfile& find_base)
{
    const auto* extends = root.get("extends");
    if (extends == nullptr)
        return ProfileReader(root, nullptr).read();
    const auto name = extends->value<std::string>();
    const std::string line = "line " + std::to_string(extends->source().begin.line) + ": ";
    if (!name || !find_base)
        return fail(ErrorCode::ProfileInvalid,
                    line + "`extends` must name a shipped profile that extends no other");
    const auto base = find_base(*name);
    if (!base)
        return fail(ErrorCode::ProfileInvalid, line + base.error().message);
    return ProfileReader(root, &*base).read();
}

} // namespace

Result<Profile> parse_profile(std::string_view toml, const FindProfile& find_base)
{
    TUCAI_TRY(const auto plain, plain_toml(toml));
    try {
        return read_profile(toml::parse(plain), find_base);
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::ProfileInvalid, "line " + std::to_string(error.source().begin.line) + ": " +
                                                   std::string(error.description()));
    } catch (const BrokenToml& error) {
        return fail(ErrorCode::ProfileInvalid, error.what());
    }
}

} // namespace tucai::rules
