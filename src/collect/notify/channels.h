#pragma once

#include "collect/notify/carrier.h"
#include "collect/notify/mail_text.h"
#include "collect/notify/templates.h"

#include <functional>
#include <optional>

namespace tucai::collect::notify {

/// Where somebody is reached, as far as it is known.
struct Reach {
    std::string mail;  ///< address, or empty
    std::string phone; ///< or empty
};

/// A message on its way to one person.
struct Delivery {
    std::string tenant;
    std::string
        id; ///< of the row; the same for each try, so that whoever takes it can pass a second one over
    Topic topic = Topic::Opening;
    Tongue tongue = Tongue::Both;
    Message message;
    Reach reach;
    base::Instant made;
    base::Instant now;
};

/// A way to people.
class Channel {
public:
    Channel() = default;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    virtual ~Channel() = default;

    /// Whether the channel goes to such a reach at all.
    virtual bool reaches(const Reach& reach) const = 0;
    /// Fails: SendRefused, MessageInvalid, InvalidInput (for good); SendLater, SendUnavailable, SendInsecure,
    /// SendDenied (trying again may help).
    virtual Result<> send(const Delivery& delivery) const = 0;
};

/// Mail, through one server.
class MailChannel : public Channel {
public:
    MailChannel(MailServer server, Mailbox from) : server_(std::move(server)), from_(std::move(from)) {}
    bool reaches(const Reach& reach) const override { return is_mail_address(reach.mail); }
    Result<> send(const Delivery& delivery) const override;

private:
    MailServer server_;
    Mailbox from_;
};

/// Where a school's messages are handed to a gateway for SMS or WeChat.
struct Webhook {
    std::string address;
    std::string secret;
    std::string authorities; ///< as of MailServer
};

/// Calls that are signed: `Tucai-Timestamp` (seconds since 1970, UTC), `Tucai-Signature` ("v1=" and
/// HMAC-SHA256 in hex over timestamp, a dot and the body), `Tucai-Delivery` (the id, the same for each try).
/// docs/webhooks.md says what a receiver checks.
class WebhookChannel : public Channel {
public:
    /// `find` gives the webhook of a tenant, or none.
    using Find = std::function<Result<std::optional<Webhook>>(const std::string& tenant)>;
    explicit WebhookChannel(Find find) : find_(std::move(find)) {}
    bool reaches(const Reach& reach) const override { return !reach.phone.empty(); }
    Result<> send(const Delivery& delivery) const override;

private:
    Find find_;
};

/// How long a signed call is good: a receiver refuses what is older or further in the future.
inline constexpr std::int64_t replay_window_s = 300;

/// The header's value of a body.
std::string webhook_signature(const std::string& secret, std::int64_t timestamp_s, std::string_view body);

/// What a receiver asks of a call, beside remembering ids for the window: the signature fits, and the time is
/// near.
bool is_genuine_call(const std::string& secret, std::string_view signature, std::int64_t timestamp_s,
                     std::string_view body, std::int64_t now_s);

} // namespace tucai::collect::notify
