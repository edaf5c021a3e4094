#pragma once

#include "collect/means.h"
#include "store/ledger.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace tucai::collect {

/// Asks a role for its right before anything is looked up: a refusal tells nothing of what there is.
/// Fails: Denied.
Result<> require(const Scope& scope, std::initializer_list<Role> roles);

/// The one answer for what is not there and for what is another tenant's or another college's.
tl::unexpected<Error> not_found();

/// Whether who students are may be shown: to the school's own people only, never to a centre, the registry
/// or the instance's admins (design, "Privacy split").
bool may_see_identity(const Scope& scope);

/// The college that limits what is seen, or an empty text: for `($n = '' or college = $n)`.
std::string college_limit(const Scope& scope);

/// An event of what a scope did, in its tenant's chain. `details` are fields and states as JSON, or empty.
store::AuditEvent event_of(const Scope& scope, std::string_view kind, const std::string& subject,
                           const std::string& details = "");

/// A text that people are to read: trimmed, without control characters (line breaks are kept where `lines`
/// says so), at most `most` code points. Fails: TextInvalid, naming `what`.
enum class TextLines { One, Several };
Result<std::string> read_text(std::string_view text, std::string_view what, std::size_t most,
                              TextLines lines = TextLines::One);

} // namespace tucai::collect
