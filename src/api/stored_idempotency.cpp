#include "api/stored_idempotency.h"

#include "base/bytes.h"
#include "base/json.h"

namespace tucai::api {
namespace {

/// Whose key it is, in one column each: the actor is "tenant/person".
store::Values place_of(const http::IdempotencyKey& key)
{
    const auto slash = key.actor.find('/');
    return {key.actor.substr(0, slash), key.actor, key.route + " " + key.key};
}

std::string bound_to(const http::IdempotencyKey& key)
{
    return "idempotency " + key.actor + " " + key.route + " " + key.key;
}

std::string text_of(const http::RememberedAnswer& answer)
{
    nlohmann::json headers = nlohmann::json::array();
    for (const auto& [name, value] : answer.headers)
        headers.push_back({name, value});
    return nlohmann::json({{"headers", headers}, {"body", answer.body}}).dump();
}

} // namespace

Result<std::optional<http::RememberedAnswer>>
StoredIdempotency::answer_of(const store::Row& row, const http::IdempotencyKey& key,
                             const std::string& fingerprint) const
{
    if (row.text("request_digest") != fingerprint)
        return fail(ErrorCode::IdempotencyMismatch, "The key came before with another request.");
    const auto status = row.maybe_integer("status");
    if (!status)
        return fail(ErrorCode::IdempotencyRunning, "The same request is being carried out.");
    TUCAI_TRY(const auto plain, base::unseal(key_, row.bytes("answer_sealed"), bound_to(key)));
    TUCAI_TRY(const auto json, base::parse_limited(std::string(plain.begin(), plain.end()), {16U << 20U, 8}));
    http::RememberedAnswer answer;
    answer.status = static_cast<int>(*status);
    for (const auto& field : json.at("headers"))
        answer.headers.add(field.at(0).get<std::string>(), field.at(1).get<std::string>());
    answer.body = json.at("body").get<std::string>();
    return std::optional(std::move(answer));
}

Result<std::optional<http::RememberedAnswer>> StoredIdempotency::begin(const http::IdempotencyKey& key,
                                                                       const std::string& fingerprint)
{
    const auto now_ms = ledger_.now_ms();
    const auto place = place_of(key);
    using Found = std::optional<http::RememberedAnswer>;
    return ledger_.database().write([&](store::Transaction& sql) -> Result<Found> {
        auto values = place;
        values.insert(values.end(), {now_ms - times_.lifetime_ms, now_ms - times_.patience_ms});
        TUCAI_CHECK(
            sql.run("delete from idempotency_keys where tenant = $1 and actor = $2 and request_key = $3 "
                    "and (made_ms < $4 or (status is null and made_ms < $5))",
                    values));
        TUCAI_TRY(const auto row,
                  sql.row("select request_digest, status, answer_sealed from idempotency_keys "
                          "where tenant = $1 and actor = $2 and request_key = $3",
                          place));
        if (row)
            return answer_of(*row, key, fingerprint);
        values = place;
        values.insert(values.end(), {fingerprint, now_ms});
        TUCAI_CHECK(
            sql.run("insert into idempotency_keys (tenant, actor, request_key, request_digest, made_ms) "
                    "values ($1, $2, $3, $4, $5)",
                    values));
        return Found();
    });
}

Result<> StoredIdempotency::finish(const http::IdempotencyKey& key, const http::RememberedAnswer& answer)
{
    auto values = place_of(key);
    const auto sealed = base::seal(key_, base::as_bytes(text_of(answer)), bound_to(key), randomness_);
    values.insert(values.end(), {std::int64_t{answer.status}, sealed});
    return ledger_.database().write([&](store::Transaction& sql) -> Result<> {
        TUCAI_CHECK(
            sql.run("update idempotency_keys set status = $4, answer_sealed = $5 where tenant = $1 and "
                    "actor = $2 and request_key = $3",
                    values));
        return {};
    });
}

void StoredIdempotency::abandon(const http::IdempotencyKey& key)
{
    // What cannot be forgotten now is forgotten after the patience.
    (void)ledger_.database().write([&](store::Transaction& sql) -> Result<> {
        TUCAI_CHECK(
            sql.run("delete from idempotency_keys where tenant = $1 and actor = $2 and request_key = $3 "
                    "and status is null",
                    place_of(key)));
        return {};
    });
}

Result<std::size_t> StoredIdempotency::forget_old()
{
    const auto before_ms = ledger_.now_ms() - times_.lifetime_ms;
    return ledger_.database().write([&](store::Transaction& sql) {
        return sql.run("delete from idempotency_keys where made_ms < $1", {before_ms});
    });
}

} // namespace tucai::api
