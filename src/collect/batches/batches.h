#pragma once

#include "base/language.h"
#include "collect/scopes.h"
#include "collect/states/photo.h"
#include "collect/windows.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tucai::collect {

/// What the student stands before. The photo's own background is the profile's.
enum class Backdrop { WhiteWall, PlainWall, Any };

template <> struct Words<Backdrop> {
    static constexpr auto list = std::to_array<std::string_view>({"white_wall", "plain_wall", "any"});
};

/// What a notice says in the school's own words, in both languages.
enum class NoticePart {
    Uses,         ///< what the photo is used for; must be there
    Consequences, ///< of not taking part; must be there
    Office,       ///< who answers for it, with how to reach them; must be there
    NeedNotCome,  ///< who need not take part, such as those with a photo of an earlier year
    Clothes,      ///< beyond the rules
    Room,         ///< where people who cannot shoot alone may come
    Bring,        ///< what to have at hand
    More,
};

template <> struct Words<NoticePart> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"uses", "consequences", "office", "need_not_come", "clothes", "room", "bring", "more"});
};

/// One step of a batch's review.
struct BatchStep {
    bool is_centre = false; ///< else the school's
    int persons = 1;        ///< 2: two persons decide
    bool operator==(const BatchStep&) const = default;
};

/// All that a batch's office decides.
struct BatchDetails {
    base::Text name;
    std::string profile = "xueli-2017";
    Backdrop backdrop = Backdrop::WhiteWall;
    std::int64_t price_fen = 0;
    std::int64_t prints = 0;
    std::int64_t return_hours = 48;  ///< to shoot again after a return
    std::int64_t grace_minutes = 30; ///< for a session that is open at closing
    std::int64_t retention_days = 180;
    std::vector<BatchStep> steps = {{}};
    std::vector<BeijingDay> holidays;
    std::map<NoticePart, base::Text> texts;
};

/// A window as it is kept.
struct BatchWindow {
    std::string id;
    Window window;
    std::string class_id; ///< of an own window of a class
    std::string student;  ///< of an own window of a student
};

struct Batch {
    std::string id;
    BatchState state = BatchState::Draft;
    std::int64_t version = 0;
    BatchDetails details;
    std::vector<BatchWindow> windows; ///< rounds only; `own_windows` gives the others
    std::int64_t created_ms = 0;
    std::optional<std::int64_t> announced_ms;
    std::optional<std::int64_t> opened_ms;
    std::optional<std::int64_t> closed_ms;
    std::optional<std::int64_t> settled_ms;
};

/// A batch in a list.
struct BatchLine {
    std::string id;
    BatchState state = BatchState::Draft;
    base::Text name;
    std::int64_t version = 0;
};

/// The review's steps as the states read them. Pure.
ReviewSteps review_steps(const BatchDetails& details);

/// Batches: set up as drafts, announced, opened and closed by their office and by the clock. A school's
/// office and its centre write; a college's assistant reads what was announced. Threads may share it.
class Batches {
public:
    explicit Batches(const Means& means) : means_(means) {}

    /// Gives the id of a new draft. Fails: Denied; TextInvalid, InvalidInput (numbers out of their range,
    /// steps that are none).
    Result<std::string> make(const Scope& scope, const BatchDetails& details);
    /// Replaces what a draft says. Needs: the version that was read. Fails: also NotFound, VersionStale,
    /// StateNotAllowed (it is no draft: take the announcement back first).
    Result<> edit(const Scope& scope, const std::string& id, std::int64_t version,
                  const BatchDetails& details);

    /// Adds a round, a make-up round, or an own window of a class or a student. Gives its id.
    /// Fails: Denied, NotFound, WindowInvalid, StateNotAllowed (the batch is settled; a main round of what is
    /// no draft), InvalidInput (an own window of nobody, or a round of somebody).
    Result<std::string> add_window(const Scope& scope, const std::string& id, const BatchWindow& window);
    /// Fails: as add_window.
    Result<> remove_window(const Scope& scope, const std::string& id, const std::string& window);

    /// Moves a batch. Fails: Denied, NotFound, StateNotAllowed; BatchIncomplete (Announce without what a
    /// notice must say, naming it); VersionStale.
    Result<BatchState> move(const Scope& scope, const std::string& id, std::int64_t version,
                            BatchEvent event);

    /// Opens what has begun and closes what is over, of every tenant; by a timer, some times a minute. Gives
    /// how many moved. Fails: as Ledger::write.
    Result<std::size_t> follow_clock();

    /// Fails: Denied, NotFound (also a draft for who may not see it).
    Result<Batch> batch(const Scope& scope, const std::string& id) const;
    /// The newest first; at most 200. Fails: Denied.
    Result<std::vector<BatchLine>> list(const Scope& scope) const;
    /// Fails: Denied, NotFound.
    Result<std::vector<BatchWindow>> own_windows(const Scope& scope, const std::string& id) const;

private:
    Result<> move_by_clock(const std::string& tenant, const std::string& id, std::size_t& moved);

    const Means& means_;
};

/// When a student of a batch may shoot: the rounds, and the own windows of the student and of the class. For
/// a transaction that lets somebody shoot. Fails: NotFound; WindowInvalid; as Transaction::rows.
Result<Openings> openings_of(store::Transaction& sql, const std::string& tenant, const std::string& batch,
                             const std::string& student, const std::string& class_id);

} // namespace tucai::collect
