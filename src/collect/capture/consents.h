#pragma once

#include "base/language.h"
#include "collect/capture/device_grant.h"

#include <array>
#include <optional>

namespace tucai::collect {

/// The two things that are asked apart (domain, "Law, security and consent").
enum class ConsentKind {
    Photo,      ///< the photo is made, kept and passed on
    Comparison, ///< a network compares the face with the admission photo
};

enum class ConsentAnswer { Given, Refused, Withdrawn };

template <> struct Words<ConsentKind> {
    static constexpr auto list = std::to_array<std::string_view>({"photo", "comparison"});
};

template <> struct Words<ConsentAnswer> {
    static constexpr auto list = std::to_array<std::string_view>({"given", "refused", "withdrawn"});
};

/// The words of a consent as they are shown, of one version.
struct ConsentText {
    ConsentKind kind = ConsentKind::Photo;
    std::int64_t version = 0;
    base::Text words;
};

/// What a student answered last.
struct ConsentStanding {
    ConsentAnswer answer = ConsentAnswer::Refused;
    std::int64_t version = 0; ///< of the text that was shown
    std::string language;     ///< "zh" or "en": in which it was shown
    std::string text_sha256;
    std::int64_t at_ms = 0;
};

/// A student's answer to one text.
struct NewAnswer {
    ConsentKind kind = ConsentKind::Photo;
    ConsentAnswer answer = ConsentAnswer::Given;
    std::int64_t version = 0;
    base::Language language = base::Language::Chinese;
};

/// The texts of consents and what students answered. Answers are only added: what was said at a moment stays
/// provable. Threads may share it.
class Consents {
public:
    explicit Consents(const Means& means) : means_(means) {}

    /// Makes a new version of a consent's text; the school's office only. Gives its number.
    /// Fails: Denied, TextInvalid.
    Result<std::int64_t> publish(const Scope& scope, ConsentKind kind, const base::Text& words);
    /// The text that is to be shown now. Fails: NotFound (the school has published none).
    Result<ConsentText> text(const std::string& tenant, ConsentKind kind) const;

    /// Stores what the student answered. Refusing or withdrawing the comparison hinders nothing: a person
    /// compares, and what the network had found is removed. Withdrawing the consent to the photo ends the
    /// sitting. Fails: as check_grant; VersionStale (the text has changed; show the new one); StateNotAllowed
    /// (nothing was given that could be withdrawn).
    Result<> answer(const DeviceGrant& grant, const NewAnswer& answer);
    /// The latest answer of each kind; none where nothing was answered. Fails: as check_grant.
    Result<std::array<std::optional<ConsentStanding>, 2>> answers(const DeviceGrant& grant) const;

private:
    const Means& means_;
};

/// A student's latest answer. Fails: as Transaction::row.
Result<std::optional<ConsentStanding>> consent_of(store::Transaction& sql, const std::string& tenant,
                                                  const std::string& student, ConsentKind kind);

/// Whether a network may compare the student's face. Fails: as Transaction::row.
Result<bool> may_compare(store::Transaction& sql, const std::string& tenant, const std::string& student);

} // namespace tucai::collect
