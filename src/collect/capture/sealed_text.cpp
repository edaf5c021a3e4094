#include "collect/capture/sealed_text.h"

namespace tucai::collect {
namespace {

std::string place_of(std::string_view column, const std::string& row)
{
    return std::string(column) + "." + row;
}

} // namespace

Result<store::Value> seal_text(const Means& means, const std::string& student, std::string_view column,
                               const std::string& row, std::string_view text)
{
    if (text.empty())
        return store::Value();
    TUCAI_TRY(const auto key, means.keys.person_key(student));
    return store::Value(base::seal(key, base::as_bytes(text), place_of(column, row), means.randomness));
}

Result<std::string> open_text(const Means& means, const std::string& student, std::string_view column,
                              const std::string& row, const std::optional<store::Bytes>& sealed)
{
    if (!sealed)
        return std::string();
    const auto key = means.keys.existing_person_key(student);
    if (!key && key.error().code == ErrorCode::KeyDestroyed)
        return std::string();
    TUCAI_TRY(const auto held, key);
    TUCAI_TRY(const auto plain, base::unseal(held, *sealed, place_of(column, row)));
    return std::string(plain.begin(), plain.end());
}

std::string bytes_digest(const Means& means, const std::string& tenant, base::ByteSpan bytes)
{
    return base::keyed_digest(means.keys.key_for("duplicates").derived(tenant), bytes);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> parted(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0)
            words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

} // namespace tucai::collect
