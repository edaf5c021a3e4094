#include "collect/notify/channels.h"

#include "base/hmac.h"
#include "base/secret.h"

#include <nlohmann/json.hpp>

namespace tucai::collect::notify {
namespace {

std::int64_t seconds_of(base::Instant moment)
{
    return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
}

std::string host_of(const std::string& mail_address)
{
    return mail_address.substr(mail_address.find('@') + 1);
}

std::string body_of(const Delivery& delivery)
{
    return nlohmann::json{{"schema", "tucai.notification/1"},
                          {"id", delivery.id},
                          {"tenant", delivery.tenant},
                          {"topic", std::string(word(delivery.topic))},
                          {"language", std::string(word(delivery.tongue))},
                          {"phone", delivery.reach.phone},
                          {"subject", delivery.message.subject},
                          {"text", delivery.message.body},
                          {"made_s", seconds_of(delivery.made)}}
        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

Result<> MailChannel::send(const Delivery& delivery) const
{
    TUCAI_TRY(const auto text, mail_text({from_,
                                          {delivery.reach.mail, ""},
                                          delivery.message.subject,
                                          delivery.message.body,
                                          delivery.id + "@" + host_of(from_.address),
                                          delivery.now}));
    return carry_mail(server_, from_.address, delivery.reach.mail, text);
}

Result<> WebhookChannel::send(const Delivery& delivery) const
{
    TUCAI_TRY(const auto webhook, find_(delivery.tenant));
    if (!webhook)
        return fail(ErrorCode::SendRefused, "The school has no webhook for messages.");
    const auto body = body_of(delivery);
    const auto now_s = seconds_of(delivery.now);
    return carry_call({webhook->address,
                       {"Content-Type: application/json", "User-Agent: tucai", "Expect:",
                        "Tucai-Delivery: " + delivery.id, "Tucai-Timestamp: " + std::to_string(now_s),
                        "Tucai-Signature: " + webhook_signature(webhook->secret, now_s, body)},
                       body,
                       webhook->authorities});
}

std::string webhook_signature(const std::string& secret, std::int64_t timestamp_s, std::string_view body)
{
    return "v1=" + base::hmac_sha256_hex(base::as_bytes(secret),
                                         std::to_string(timestamp_s) + "." + std::string(body));
}

bool is_genuine_call(const std::string& secret, std::string_view signature, std::int64_t timestamp_s,
                     std::string_view body, std::int64_t now_s)
{
    const auto away_s = timestamp_s > now_s ? timestamp_s - now_s : now_s - timestamp_s;
    return base::is_same_secret(signature, webhook_signature(secret, timestamp_s, body)) &&
           away_s <= replay_window_s;
}

} // namespace tucai::collect::notify
