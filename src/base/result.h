#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace tucai {

/// What went wrong, as a stable word that clients and tests may match on (design: "Forms that are fixed").
enum class ErrorCode {
    ImageEmpty,          ///< the file holds no byte
    ImageTruncated,      ///< the picture ends before its data does
    ImageNotAnImage,     ///< the bytes are of no picture format at all
    ImageTooLarge,       ///< more pixels or bytes than the limits allow; read from the header
    ImageTooSmall,       ///< too few pixels to hold a portrait
    ImageUnsupported,    ///< a picture, but of a format or a feature that is not read
    ImageDamaged,        ///< the picture's data contradict themselves
    FileNotFound,        ///< no file or folder of that name
    FileUnreadable,      ///< there, but it cannot be read or written
    PortraitNoFace,      ///< no face was found
    ProfileInvalid,      ///< a profile breaks the form of profiles
    ProfileNotFound,     ///< no profile of that name
    ModelMissing,        ///< a network's file or the runtime is absent
    ModelChanged,        ///< a network's file is not the one that the manifest names
    TableEmpty,          ///< a table without a row
    TableNotATable,      ///< the bytes are of no kind of table at all
    TableUnsupported,    ///< a table, but of a format or with a feature that is not read
    TableEncrypted,      ///< a table that only a password opens
    TableEncoding,       ///< bytes that are no text in the table's encoding
    TableDamaged,        ///< the table's data contradict themselves, or end too early
    TableTooLarge,       ///< more bytes, rows, columns or characters than the limits allow
    TableUnsafe,         ///< made to harm its reader: a bomb, a path out of the archive, entities
    TableNoSheet,        ///< no sheet of that name, or none with cells
    StateNotAllowed,     ///< what was asked for may not happen where the thing stands; the message names both
    WindowInvalid,       ///< dates or hours that contradict themselves or cannot be meant
    DocumentEmpty,       ///< no number was given
    DocumentCharacters,  ///< a character that no number of a document holds
    DocumentLength,      ///< too few or too many characters for any document
    DocumentLostDigits,  ///< a spreadsheet has made a number of it and dropped digits
    DocumentBirthDay,    ///< the birth day in it is not in the calendar
    DocumentChecksum,    ///< its check digit contradicts the others
    DocumentOtherKind,   ///< a good number, but of another kind of document
    NameEmpty,           ///< no name was given
    NameTooLong,         ///< more than 100 characters
    NameIllFormed,       ///< the bytes are no UTF-8
    NameControl,         ///< control characters, or marks that nobody sees
    NameUnassigned,      ///< a code point that no character has
    NamePrivateUse,      ///< a character of one system's own, which no other can show
    NameSymbol,          ///< a sign that stands in no name
    NameNoLetter,        ///< nothing but marks and signs
    StoreBusy,           ///< the database serves others; trying again helps
    StoreConflict,       ///< a row of that key is there, or a row that is meant is not
    StoreUnavailable,    ///< the database cannot be opened, read or written
    StoreTooNew,         ///< the database was made by a later program
    StoreChanged,        ///< what was stored is not what this program stored
    BlobMissing,         ///< a stored object is no longer there
    LeaseLost,           ///< a job is another worker's by now
    KeyDestroyed,        ///< the key was destroyed, and with it what it encrypted
    SecretWrong,         ///< what was encrypted or signed does not fit its key
    PersonUnknown,       ///< there is no such person
    LinkInvalid,         ///< an invitation that was used, is too old or never was
    PasswordWeak,        ///< a password that is too short or too easily guessed
    SignInWrong,         ///< address, password and code do not fit together
    SignInWait,          ///< too many tries; waiting helps
    SessionInvalid,      ///< nobody is signed in by this token
    CsrfMissing,         ///< a change without the token of its page
    CodeForeign,         ///< no collection code of this system
    CodeDamaged,         ///< a collection code that cannot be read whole, or whose key is gone
    RequestMalformed,    ///< bytes that are no request of HTTP/1.1, or contradict themselves
    RequestHeadTooLarge, ///< too many header fields, or too long ones
    RequestTargetTooLong, ///< a longer address than any of ours
    RequestTooLarge,      ///< a longer body than the route takes
    RequestTimeout,       ///< the request came too slowly
    RequestVersion,       ///< another HTTP than 1.1
    RequestCoding,        ///< a body in a coding that is not read
    RequestExpectation,   ///< the client expects what the server does not do
    RequestMediaType,     ///< a body of another type than the route takes
    RequestPrecondition,  ///< the thing is not as If-Match says: somebody has changed it
    RequestRange,         ///< a range of bytes outside the thing
    RequestRate,          ///< too many requests; waiting helps
    RouteUnknown,         ///< nothing lies at that address
    RouteMethod,          ///< what lies there does not take that method
    ServerBusy,           ///< more work than the server can take in; waiting helps
    ServerStopping,       ///< the server is being stopped
    ServerNotReady,       ///< something that the server needs is not there
    ServerTimeout,        ///< the answer took too long
    ServerCannotListen,   ///< the address is taken, not the machine's own or not allowed
    CertificateInvalid,   ///< certificate or key cannot be read, or do not fit each other
    IdempotencyMissing,   ///< a request that creates came without its Idempotency-Key
    IdempotencyMismatch,  ///< the key came before, with another request
    IdempotencyRunning,   ///< the same request is being carried out right now
    JsonMalformed,        ///< the bytes are no JSON
    JsonTooDeep,          ///< more brackets within brackets than the limit allows
    JsonTooLarge,         ///< longer than the limit allows
    JsonDuplicateKey,     ///< an object says one key twice
    CursorInvalid,        ///< a page's cursor of another list, or changed
    NotFound,             ///< nothing of that id that the asker may know of
    Denied,               ///< the asker's role does not do that
    VersionStale,         ///< somebody has changed it since it was read
    TextInvalid,          ///< a text that is too long, empty or holds what no text may
    BatchIncomplete,      ///< a batch that lacks what its notice must say
    KeyAbsent,            ///< the key is held elsewhere, and what it encrypts cannot be read here
    RosterFieldMissing,   ///< no column, or an empty cell, for what a roster must tell
    RosterCell,           ///< a cell that does not say what its column means
    RosterDuplicate,      ///< two rows of one roster are the same student
    RosterAmbiguous,      ///< a row fits two students that are stored
    RosterRowsRefused,    ///< a roster with rows that cannot be taken
    ArchiveNotAnArchive,  ///< the bytes are no ZIP archive
    ArchiveDamaged,       ///< the archive's data contradict themselves, or end too early
    ArchiveEncrypted,     ///< an archive, or an entry, that only a password opens
    ArchiveUnsupported,   ///< an archive with a feature that is not read
    ArchiveTooLarge,      ///< more entries or bytes than the limits allow
    ArchiveUnsafe,        ///< made to harm its reader: a bomb, a path out of the archive, a link
    ReferenceUnmatched,   ///< a file whose name is no student's
    ReferenceAmbiguous,   ///< a file whose name is several students'
    ReferenceDuplicate,   ///< a second file for one student
    SlotFull,             ///< no place is left at that time
    WindowClosed,         ///< no photo may be taken at this time
    ConsentMissing,       ///< the notice was not read, or a consent not answered
    DeviceEnded,          ///< another device has taken over, or this one's time has passed
    UploadTooLarge,       ///< more bytes than one picture may have
    UploadDigest,         ///< what arrived is not what was announced; it is sent again from its start
    CaptureTooMany,       ///< more pictures than one sitting may have
    PhotoRepeated,        ///< a picture that was returned, or a copy of it, comes again
    PhotoNotMade,         ///< no standard photo could be made of the shot
    TicksMissing,         ///< a rule that nobody assessed has no tick
    ReasonMissing,        ///< a return without a reason that its student can act on
    SamePerson,           ///< another person has to decide
    UndoTooLate,          ///< too much has happened since the decision
    CodeNotSeen,          ///< a picture in which no code can be read
    CodeUnknown,          ///< a collection code that nobody here issued
    CodeExpired,          ///< a collection code whose time has passed
    CodeRevoked,          ///< a collection code that was taken out of use
    CodeReplaced,         ///< a collection code after which a newer one was issued to its student
    CodeOtherDevice,      ///< a collection code that another device confirmed
    IdentityWrong,        ///< not the last characters of the document that the code is for
    IdentityOffice,       ///< too many wrong answers; only the office can help
    MessageInvalid,       ///< a message to people that lacks a part or holds what it must not
    SendRefused,          ///< whoever was to take a message never will
    SendLater,            ///< whoever was to take a message may take it later
    SendUnavailable,      ///< whoever was to take a message does not answer
    SendInsecure, ///< a message's way is not encrypted, or to somebody who does not prove who they are
    SendDenied,   ///< our own sign-in was refused by whoever was to take a message
    InvalidInput, ///< an argument is out of its range
    Internal,     ///< a fault of tucai's own
};

/// The stable word of a code, such as "image.truncated".
std::string_view error_word(ErrorCode code);

/// A failure that the caller is expected to handle. `message` is for people; it never holds a name, an
/// identity number or a path of the machine, except a path that the caller gave.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
};

/// A value, or the reason why there is none.
template <class T = void> using Result = tl::expected<T, Error>;

/// `return fail(ErrorCode::ImageEmpty, "The file is empty.");`
inline tl::unexpected<Error> fail(ErrorCode code, std::string message)
{
    return tl::unexpected(Error{code, std::move(message)});
}

} // namespace tucai

#define TUCAI_CONCAT_(a, b) a##b
#define TUCAI_CONCAT(a, b) TUCAI_CONCAT_(a, b)
#define TUCAI_TRY_(name, expr, tmp)                                                                          \
    auto tmp = (expr);                                                                                       \
    if (!tmp)                                                                                                \
        return tl::unexpected(std::move(tmp).error());                                                       \
    name = std::move(*tmp)
/// `TUCAI_TRY(auto face, find_face(image));` returns the error, or names the value.
#define TUCAI_TRY(name, expr) TUCAI_TRY_(name, expr, TUCAI_CONCAT(tucai_try_, __COUNTER__))
#define TUCAI_CHECK_(expr, tmp)                                                                              \
    if (auto tmp = (expr); !tmp)                                                                             \
    return tl::unexpected(std::move(tmp).error())
/// `TUCAI_CHECK(write(file));` returns the error of an expression that gives no value.
#define TUCAI_CHECK(expr) TUCAI_CHECK_(expr, TUCAI_CONCAT(tucai_check_, __COUNTER__))
