#include "http/idempotency.h"

#include "base/bytes.h"
#include "base/sha256.h"
#include "http/problem.h"

namespace tucai::http {
namespace {

constexpr std::size_t shortest_key = 8;
constexpr std::size_t longest_key = 64;

bool is_key(std::string_view text)
{
    return text.size() >= shortest_key && text.size() <= longest_key &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
               std::string_view::npos;
}

/// Length first, so that no two lists of parts read the same.
void append_part(std::string& text, std::string_view part)
{
    text += std::to_string(part.size());
    text += ':';
    text += part;
}

std::optional<RememberedAnswer> remembered(const Response& response)
{
    const auto* body = std::get_if<std::string>(&response.body);
    if (response.status >= 500 || response.status == 429 || body == nullptr ||
        response.headers.find("set-cookie") != nullptr)
        return std::nullopt;
    RememberedAnswer answer{response.status, {}, *body};
    for (const std::string_view name : {"content-type", "content-language", "location"})
        if (const auto* value = response.headers.find(name))
            answer.headers.set(name, *value);
    return answer;
}

/// Forgets a request that ends without an answer, also where its handler throws.
class Begun {
public:
    Begun(IdempotencyStore& store, IdempotencyKey key) : store_(store), key_(std::move(key)) {}
    Begun(const Begun&) = delete;
    Begun& operator=(const Begun&) = delete;
    ~Begun()
    {
        if (!is_finished_)
            store_.abandon(key_);
    }
    /// A store that cannot keep the answer forgets it: the request was carried out all the same.
    void finish(const RememberedAnswer& answer) { is_finished_ = store_.finish(key_, answer).has_value(); }

private:
    IdempotencyStore& store_;
    IdempotencyKey key_;
    bool is_finished_ = false;
};

Response carry_out(const Handler& handler, IdempotencyStore& store, const IdempotencyKey& key,
                   const Request& request)
{
    const auto fingerprint = fingerprint_of(request);
    if (!fingerprint)
        return problem_response(fingerprint.error().code, request);
    const auto before = store.begin(key, *fingerprint);
    if (!before)
        return problem_response(before.error().code, request);
    if (*before) {
        Response again;
        again.status = (*before)->status;
        again.headers = (*before)->headers;
        again.headers.set("idempotency-replayed", "true");
        again.body = (*before)->body;
        return again;
    }
    Begun begun(store, key);
    auto response = handler(request);
    if (const auto answer = remembered(response))
        begun.finish(*answer);
    return response;
}

} // namespace

Result<std::string> fingerprint_of(const Request& request)
{
    std::string parts;
    append_part(parts, request.method);
    append_part(parts, request.path);
    for (const auto& [name, value] : request.query) {
        append_part(parts, name);
        append_part(parts, value);
    }
    append_part(parts, request.headers.joined("content-type"));
    if (request.body.is_file()) {
        TUCAI_TRY(const auto body, base::sha256_file(request.body.path()));
        append_part(parts, body);
    } else {
        append_part(parts, base::sha256_hex(base::as_bytes(request.body.bytes())));
    }
    return base::sha256_hex(base::as_bytes(parts));
}

Handler idempotent(Handler handler, IdempotencyStore& store,
                   std::function<std::string(const Request&)> actor_of)
{
    return [handler = std::move(handler), &store, actor_of = std::move(actor_of)](const Request& request) {
        const auto* key = request.headers.find("idempotency-key");
        if (key == nullptr || !is_key(*key) || request.headers.count("idempotency-key") != 1)
            return problem_response(ErrorCode::IdempotencyMissing, request);
        return carry_out(handler, store, {actor_of(request), request.method + " " + request.route, *key},
                         request);
    };
}

Result<std::optional<RememberedAnswer>> MemoryIdempotency::begin(const IdempotencyKey& key,
                                                                 const std::string& fingerprint)
{
    const auto now = clock_();
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const auto& entry) { return now - entry.second.begun >= lifetime_; });
    const auto [place, is_new] = entries_.try_emplace(key, Entry{fingerprint, now, std::nullopt});
    const auto& entry = place->second;
    if (is_new)
        return std::optional<RememberedAnswer>();
    if (entry.fingerprint != fingerprint)
        return fail(ErrorCode::IdempotencyMismatch, "The key came before with another request.");
    if (!entry.answer)
        return fail(ErrorCode::IdempotencyRunning, "The same request is being carried out.");
    return entry.answer;
}

Result<> MemoryIdempotency::finish(const IdempotencyKey& key, const RememberedAnswer& answer)
{
    const std::lock_guard lock(mutex_);
    if (const auto entry = entries_.find(key); entry != entries_.end())
        entry->second.answer = answer;
    return {};
}

void MemoryIdempotency::abandon(const IdempotencyKey& key)
{
    const std::lock_guard lock(mutex_);
    entries_.erase(key);
}

} // namespace tucai::http
