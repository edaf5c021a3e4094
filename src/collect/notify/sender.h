#pragma once

#include "collect/notify/channels.h"
#include "collect/notify/outbox.h"
#include "store/jobs.h"

namespace tucai::collect::notify {

/// Knows where people are reached: what is sealed is opened where the school's key is at hand, and nowhere
/// else.
class AddressBook {
public:
    AddressBook() = default;
    AddressBook(const AddressBook&) = delete;
    AddressBook& operator=(const AddressBook&) = delete;
    virtual ~AddressBook() = default;

    /// Empty texts where nothing is known. Fails: as the store and the keys do; that is tried again.
    virtual Result<Reach> student(const std::string& tenant, const std::string& student) const = 0;
    virtual Result<Reach> person(const std::string& tenant, const std::string& person) const = 0;
};

struct SenderOptions {
    std::int64_t lease_ms = 300'000; ///< longer than any try takes
};

/// What one look for work came to.
enum class Step {
    Idle,   ///< nothing waits
    Sent,   ///< the server or gateway has taken it
    Listed, ///< there was no way to the person; the message went to the list
    Later,  ///< failed; tried again
    Failed, ///< failed for good, or given up
    Passed, ///< it was settled already
};

/// Sends what waits, one message a call; any number of workers may do so.
///
/// A message is sent once. Where a worker dies between the server's yes and our own record of it, the next
/// one sends again under the same Message-ID (or Tucai-Delivery), by which the other side can tell.
class Sender {
public:
    /// Needs: all of them to outlive it; a channel that is null is not there, and its messages go to the
    /// list.
    Sender(store::Ledger& ledger, const AddressBook& book, const Channel* mail, const Channel* webhook,
           base::Randomness randomness, SenderOptions options = {})
        : ledger_(ledger), book_(book), mail_(mail), webhook_(webhook), randomness_(std::move(randomness)),
          options_(options)
    {
    }

    /// Takes the message that has waited longest, if one does, and sends it. Fails: as the store does.
    Result<Step> step();

    /// Gives up what a worker left at its last try. For a timer. Fails: as the store does.
    Result<std::size_t> settle_forsaken();

private:
    Result<Step> send(const store::Job& job, const store::Row& row);
    Result<> deliver(const store::Row& row, const Channel& channel, const Reach& reach) const;
    const Channel* channel_for(const store::Row& row, const Reach& reach) const;
    Result<Step> end(const store::Job& job, const store::Row& row, const std::string& state,
                     const std::string& reason, Step step);
    Result<Step> put_off(const store::Job& job, const store::Row& row, const std::string& reason);

    store::Ledger& ledger_;
    const AddressBook& book_;
    const Channel* mail_;
    const Channel* webhook_;
    base::Randomness randomness_;
    SenderOptions options_;
};

} // namespace tucai::collect::notify
