#pragma once

#include "base/result.h"
#include "collect/beijing_time.h"
#include "collect/words.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect {

/// The documents by which a school knows its students.
enum class DocumentKind {
    ResidentId,        ///< 居民身份证, 18 characters
    ResidencePermit,   ///< 港澳台居民居住证: the same form, region 810000, 820000 or 830000
    ForeignPermit2017, ///< 外国人永久居留身份证 to 2023: three letters, twelve digits
    ForeignPermit2023, ///< 外国人永久居留身份证 from 2023-12-01: 18 characters, the first a 9
    Passport,          ///< or another travel document, such as 港澳居民来往内地通行证
};

template <> struct Words<DocumentKind> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"resident_id", "residence_permit", "foreign_permit_2017", "foreign_permit_2023", "passport"});
};

/// A document's number as the holder's card shows it: ASCII digits and capital letters, nothing else.
struct Document {
    DocumentKind kind = DocumentKind::ResidentId;
    std::string number;
    bool operator==(const Document&) const = default;
};

enum class Sex { Female, Male };

template <> struct Words<Sex> {
    static constexpr auto list = std::to_array<std::string_view>({"female", "male"});
};

/// Reads a number as people and spreadsheets write it, and finds its kind.
///
/// Needs: UTF-8. Full-width forms, small letters, blanks, invisible marks, a spreadsheet's leading apostrophe
/// and the look-alikes Ⅹ and × of X are taken. Pure.
/// Gives: the number as the card shows it. Regions are not looked up, passports have no check digit.
/// Fails, each message naming the mend and never the number:
///   DocumentEmpty, DocumentCharacters, DocumentLength;
///   DocumentLostDigits for "3.20106E+17", for "….0", and for 18 digits of which the last three are 0 while
///   the check digit does not fit (spreadsheets keep 15 digits; see `may_have_lost_digits` for those that
///   fit); DocumentBirthDay, DocumentChecksum.
/// Source: domain, "Documents": GB 11643-1999 with ISO 7064 MOD 11-2; the same check for the permits of 2023
/// (the National Immigration Administration's rules for reading them, as two makers of readers repeat them,
/// read 2026-11-25).
Result<Document> read_document(std::string_view text);

/// The same where the kind is told. Fails also: DocumentOtherKind where the number is of another.
Result<Document> read_document(DocumentKind kind, std::string_view text);

/// Whether the number ends in three 0 as those do that lost digits, though its check digit fits: about one
/// person in 1,100 has such a number, and one lost number in 11 looks so. Worth a look, no reason to refuse.
/// Pure.
bool may_have_lost_digits(const Document& document);

/// The birth day that the number holds; none for passports and the permits of 2017. Pure.
std::optional<BeijingDay> birth_day(const Document& document);

/// The sex that the number holds: of resident IDs and residence permits only. Pure.
std::optional<Sex> sex(const Document& document);

/// The number with all but its first and its last character as stars. The last six confirm an identity, so no
/// more of them is shown than one. Pure.
std::string masked(const Document& document);

/// What a student types to confirm the identity: the last six characters. Pure.
std::string last_six(const Document& document);

/// Reads what a student typed as the last six characters, in any of the ways that `read_document` takes.
/// Fails: DocumentEmpty, DocumentCharacters, DocumentLength. Pure.
Result<std::string> read_last_six(std::string_view text);

} // namespace tucai::collect
