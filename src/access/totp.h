#pragma once

#include "base/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tucai::access {

/// Time-based one-time passwords as authenticator apps show them: RFC 6238 with SHA-1, steps of 30 s, six
/// digits.
struct Totp {
    static constexpr std::int64_t step_ms = 30'000;
    static constexpr std::size_t secret_bytes = 20;
};

/// The password of one step, six digits. Needs: the step's number, time / 30 s.
std::string totp_at(base::ByteSpan secret, std::int64_t step);

/// The step whose password this is, among the one now, the one before and the one after, for clocks that
/// differ. A step up to `last_used` is none: each password fits once. Text of another form fits none.
std::optional<std::int64_t> totp_step_of(base::ByteSpan secret, std::string_view password,
                                         std::int64_t now_ms, std::int64_t last_used);

/// The secret in base32 (RFC 4648, without padding), as people type it into an app.
std::string totp_text(base::ByteSpan secret);

/// The address that an app reads from a QR code: otpauth://totp/ISSUER:ACCOUNT?... Both are percent-encoded.
std::string totp_address(base::ByteSpan secret, std::string_view issuer, std::string_view account);

} // namespace tucai::access
