#pragma once

#include "collect/notify/templates.h"
#include "store/ledger.h"

#include <optional>

namespace tucai::collect::notify {

/// By which way a message goes.
enum class Way {
    Mail,
    Webhook,
    List, ///< a person prints or copies it (`list_for_group`)
};

/// How a message stands, as the office sees it.
enum class DeliveryState {
    Queued,  ///< waits for its first try
    Trying,  ///< a try has failed, and another one comes
    Sent,    ///< the server or gateway has taken it
    Failed,  ///< refused for good; the reason is stable
    GivenUp, ///< tried as often as it may
    Listed,  ///< there is no way to the person, or a list was asked for: a person has to tell
};

/// A message to one person.
struct Notice {
    std::string tenant;
    std::optional<std::string> batch;
    std::optional<std::string> student; ///< id; either a student
    std::optional<std::string> person;  ///< or a member of staff
    Topic topic = Topic::Opening;
    Parameters parameters;
    Tongue tongue = Tongue::Both;
    Way way = Way::Mail;
    std::string cause; ///< what it tells of, such as "return:review-7": nobody is told the same thing twice
};

enum class Added {
    New,
    Known, ///< this cause was told to this person already
};

} // namespace tucai::collect::notify

namespace tucai::collect {

template <> struct Words<notify::Way> {
    static constexpr auto list = std::to_array<std::string_view>({"smtp", "webhook", "list"});
};

template <> struct Words<notify::DeliveryState> {
    static constexpr auto list =
        std::to_array<std::string_view>({"queued", "trying", "sent", "failed", "given_up", "listed"});
};

template <> struct Words<notify::Added> {
    static constexpr auto list = std::to_array<std::string_view>({"new", "known"});
};

} // namespace tucai::collect

namespace tucai::collect::notify {

/// The kind of the jobs that send.
inline constexpr const char* send_job = "notify";
/// Tries until a message is given up: with the pauses of jobs (1 s, doubled, at most 10 minutes) about a day.
inline constexpr int most_tries = 150;

/// Queues a message within the transaction of what it tells of: both happen or neither. Fails: InvalidInput
/// (neither a student nor a person, or both; no cause); as `compose`, so that no message waits that cannot be
/// written; as Transaction::run.
Result<Added> add_notice(store::Entry& entry, const base::Randomness& randomness, const Notice& notice);

/// A message of a student, or of a whole batch, as the office sees it.
struct NoticeStanding {
    std::string id;
    std::string student; ///< empty for staff
    Topic topic = Topic::Opening;
    DeliveryState state = DeliveryState::Queued;
    std::int64_t tries = 0;
    std::string reason; ///< the stable word of the last failure, or empty
    std::int64_t made_ms = 0;
};

/// Fails: as Transaction::rows.
Result<std::vector<NoticeStanding>> notices_of(store::Transaction& sql, const std::string& tenant,
                                               const std::string& student);

/// How many messages of a batch stand where; where a college is named, those to its students only. Fails: as
/// Transaction::rows.
Result<std::map<DeliveryState, std::int64_t>> count_notices(store::Transaction& sql,
                                                            const std::string& tenant,
                                                            const std::string& batch,
                                                            const std::string& college = "");

/// One line of a list for a class group: no name and no number of a document in full.
struct ListLine {
    std::string student;
    std::string code_number;
    std::string masked_name;
    std::string class_name; ///< or empty
    Topic topic = Topic::Opening;
    base::Text subject;
    std::int64_t made_ms = 0;
};

struct GroupList {
    std::vector<ListLine> lines; ///< by class, then by topic and place on the roster
    std::string text;            ///< to be copied into a group: for each topic what it is, then who
};

/// Those of a batch, or of one of its classes, whom only a person can tell: messages that are listed, failed
/// or given up; where a college is named, its students only. Fails: as Transaction::rows.
Result<GroupList> list_for_group(store::Transaction& sql, const std::string& tenant, const std::string& batch,
                                 const std::optional<std::string>& of_class, Tongue tongue,
                                 const std::string& college = "");

} // namespace tucai::collect::notify
