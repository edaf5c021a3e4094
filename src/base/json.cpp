#include "base/json.h"

#include <set>
#include <vector>

namespace tucai::base {
namespace {

using nlohmann::json;

/// How the parser is stopped from within: its callback can only throw.
struct Refused {
    ErrorCode code;
};

/// Watches a value being parsed: how deep it is, and which keys each open object has.
class Watch {
public:
    explicit Watch(int depth) : depth_(depth) {}

    void see(json::parse_event_t event, const json& parsed)
    {
        switch (event) {
        case json::parse_event_t::object_start:
        case json::parse_event_t::array_start:
            open_.emplace_back();
            if (open_.size() > static_cast<std::size_t>(depth_))
                throw Refused{ErrorCode::JsonTooDeep};
            break;
        case json::parse_event_t::object_end:
        case json::parse_event_t::array_end:
            open_.pop_back();
            break;
        case json::parse_event_t::key:
            if (!open_.back().insert(parsed.get<std::string>()).second)
                throw Refused{ErrorCode::JsonDuplicateKey};
            break;
        case json::parse_event_t::value:
            break;
        }
    }

private:
    int depth_;
    std::vector<std::set<std::string>> open_; ///< the keys of each open object; empty for an array
};

} // namespace

Result<json> parse_limited(std::string_view text, const JsonLimits& limits)
{
    if (text.size() > limits.size_bytes)
        return fail(ErrorCode::JsonTooLarge,
                    "The JSON is longer than " + std::to_string(limits.size_bytes) + " bytes.");
    Watch watch(limits.depth);
    try {
        return json::parse(text.begin(), text.end(), [&](int, json::parse_event_t event, json& parsed) {
            watch.see(event, parsed);
            return true;
        });
    } catch (const Refused& refused) {
        if (refused.code == ErrorCode::JsonTooDeep)
            return fail(refused.code,
                        "The JSON is more than " + std::to_string(limits.depth) + " brackets deep.");
        return fail(refused.code, "An object of the JSON says one key twice.");
    } catch (const json::parse_error& wrong) {
        return fail(ErrorCode::JsonMalformed,
                    "This is no JSON from byte " + std::to_string(wrong.byte) + " on.");
    } catch (const json::exception&) { // a number that no double holds
        return fail(ErrorCode::JsonMalformed, "The JSON holds a number that is out of every range.");
    }
}

} // namespace tucai::base
