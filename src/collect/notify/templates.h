#pragma once

#include "base/instant.h"
#include "base/language.h"
#include "base/result.h"
#include "collect/words.h"

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tucai::collect::notify {

/// What people are told of (design, "Telling people").
enum class Topic {
    Opening,            ///< the batch opens
    Returned,           ///< the photo is to be shot again, with a reason and a deadline
    Locked,             ///< the account was locked, with the reason and the way to object
    Unlocked,           ///< the lock has ended
    LastDay,            ///< the last day has come and no photo was handed in
    Proofreading,       ///< the photo is registered; the student is to look at the record
    ObjectionUpheld,    ///< the objection was right
    ObjectionDenied,    ///< the objection was not
    CodeTakenOver,      ///< the collection code is used on another device now
    Submitted,          ///< the photo has come and waits for review
    Accepted,           ///< the photo is accepted
    DecisionUndone,     ///< what was told last of the photo no longer holds
    Reset,              ///< an accepted photo is to be shot again after all
    ViolationConfirmed, ///< a suspicion was confirmed, and nothing is locked yet
    HelpAnswered,       ///< the office has answered a question
};

/// In which language a message is written.
enum class Tongue { Chinese, English, Both };

} // namespace tucai::collect::notify

namespace tucai::collect {

template <> struct Words<notify::Topic> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"opening", "returned", "locked", "unlocked", "last_day", "proofreading", "objection_upheld",
         "objection_denied", "code_taken_over", "submitted", "accepted", "decision_undone", "reset",
         "violation_confirmed", "help_answered"});
};

template <> struct Words<notify::Tongue> {
    static constexpr auto list = std::to_array<std::string_view>({"zh", "en", "both"});
};

} // namespace tucai::collect

namespace tucai::collect::notify {

/// The parts of a topic's message. `{word}` stands for a parameter.
struct Template {
    Topic topic = Topic::Opening;
    base::Text subject;
    base::Text body;
};

/// What stands for a `{word}`: a text in both languages, or a moment.
using Parameter = std::variant<base::Text, base::Instant>;
using Parameters = std::map<std::string, Parameter, std::less<>>;

/// All messages, one a topic. None has a place for a name or a document's number.
std::span<const Template> templates();
const Template& template_of(Topic topic);

/// The words in braces of a template's parts, each once.
std::vector<std::string> placeholders(const Template& of);

/// A message without its addressee.
struct Message {
    std::string subject;
    std::string body; ///< lines apart by "\n"
};

inline constexpr std::size_t most_value_bytes = 1000;

/// Fills a template. Fails: MessageInvalid (a parameter is missing or has no place in the template; a value
/// is empty, longer than 1,000 bytes, no UTF-8, holds control characters such as line ends, or digits that
/// may be a document's number). Pure.
Result<Message> compose(Topic topic, const Parameters& parameters, Tongue tongue);

/// Parameters as they are stored: {"word":{"zh":…,"en":…}} and {"word":milliseconds}.
std::string to_json(const Parameters& parameters);
/// Fails: MessageInvalid.
Result<Parameters> from_json(const std::string& json);

} // namespace tucai::collect::notify
