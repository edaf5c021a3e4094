#pragma once

#include "collect/means.h"

#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect {

/// A student's text as its sealed column: under the student's key, bound to the column ("table.column") and
/// to the row's id; NULL for an empty text. Fails: as KeyRing::person_key.
Result<store::Value> seal_text(const Means& means, const std::string& student, std::string_view column,
                               const std::string& row, std::string_view text);

/// The same back; empty where the column is NULL, or the student's key was destroyed and nobody reads it any
/// more. Fails: SecretWrong, FileUnreadable.
Result<std::string> open_text(const Means& means, const std::string& student, std::string_view column,
                              const std::string& row, const std::optional<store::Bytes>& sealed);

/// A digest by which the same bytes are found again within one school, and nowhere else.
std::string bytes_digest(const Means& means, const std::string& tenant, base::ByteSpan bytes);

/// "a b c": how ids of rules and words of reasons are kept. Pure.
std::string joined(const std::vector<std::string>& words);
/// The same back. Pure.
std::vector<std::string> parted(std::string_view text);

} // namespace tucai::collect
