#include "base/result.h"

#include <utility>

namespace tucai {
namespace {

constexpr std::pair<ErrorCode, std::string_view> words[] = {
    {ErrorCode::ImageEmpty, "image.empty"},
    {ErrorCode::ImageTruncated, "image.truncated"},
    {ErrorCode::ImageNotAnImage, "image.not_an_image"},
    {ErrorCode::ImageTooLarge, "image.too_large"},
    {ErrorCode::ImageTooSmall, "image.too_small"},
    {ErrorCode::ImageUnsupported, "image.unsupported"},
    {ErrorCode::ImageDamaged, "image.damaged"},
    {ErrorCode::FileNotFound, "file.not_found"},
    {ErrorCode::FileUnreadable, "file.unreadable"},
    {ErrorCode::PortraitNoFace, "portrait.no_face"},
    {ErrorCode::ProfileInvalid, "profile.invalid"},
    {ErrorCode::ProfileNotFound, "profile.not_found"},
    {ErrorCode::ModelMissing, "model.missing"},
    {ErrorCode::ModelChanged, "model.changed"},
    {ErrorCode::TableEmpty, "table.empty"},
    {ErrorCode::TableNotATable, "table.not_a_table"},
    {ErrorCode::TableUnsupported, "table.unsupported"},
    {ErrorCode::TableEncrypted, "table.encrypted"},
    {ErrorCode::TableEncoding, "table.encoding"},
    {ErrorCode::TableDamaged, "table.damaged"},
    {ErrorCode::TableTooLarge, "table.too_large"},
    {ErrorCode::TableUnsafe, "table.unsafe"},
    {ErrorCode::TableNoSheet, "table.no_sheet"},
    {ErrorCode::StateNotAllowed, "state.not_allowed"},
    {ErrorCode::WindowInvalid, "window.invalid"},
    {ErrorCode::DocumentEmpty, "document.empty"},
    {ErrorCode::DocumentCharacters, "document.characters"},
    {ErrorCode::DocumentLength, "document.length"},
    {ErrorCode::DocumentLostDigits, "document.lost_digits"},
    {ErrorCode::DocumentBirthDay, "document.birth_day"},
    {ErrorCode::DocumentChecksum, "document.checksum"},
    {ErrorCode::DocumentOtherKind, "document.other_kind"},
    {ErrorCode::NameEmpty, "name.empty"},
    {ErrorCode::NameTooLong, "name.too_long"},
    {ErrorCode::NameIllFormed, "name.ill_formed"},
    {ErrorCode::NameControl, "name.control"},
    {ErrorCode::NameUnassigned, "name.unassigned"},
    {ErrorCode::NamePrivateUse, "name.private_use"},
    {ErrorCode::NameSymbol, "name.symbol"},
    {ErrorCode::NameNoLetter, "name.no_letter"},
    {ErrorCode::StoreBusy, "store.busy"},
    {ErrorCode::StoreConflict, "store.conflict"},
    {ErrorCode::StoreUnavailable, "store.unavailable"},
    {ErrorCode::StoreTooNew, "store.too_new"},
    {ErrorCode::StoreChanged, "store.changed"},
    {ErrorCode::BlobMissing, "blob.missing"},
    {ErrorCode::LeaseLost, "job.lease_lost"},
    {ErrorCode::KeyDestroyed, "key.destroyed"},
    {ErrorCode::SecretWrong, "secret.wrong"},
    {ErrorCode::PersonUnknown, "person.unknown"},
    {ErrorCode::LinkInvalid, "link.invalid"},
    {ErrorCode::PasswordWeak, "password.weak"},
    {ErrorCode::SignInWrong, "sign_in.wrong"},
    {ErrorCode::SignInWait, "sign_in.wait"},
    {ErrorCode::SessionInvalid, "session.invalid"},
    {ErrorCode::CsrfMissing, "session.csrf"},
    {ErrorCode::CodeForeign, "code.foreign"},
    {ErrorCode::CodeDamaged, "code.damaged"},
    {ErrorCode::RequestMalformed, "request.malformed"},
    {ErrorCode::RequestHeadTooLarge, "request.head_too_large"},
    {ErrorCode::RequestTargetTooLong, "request.target_too_long"},
    {ErrorCode::RequestTooLarge, "request.too_large"},
    {ErrorCode::RequestTimeout, "request.timeout"},
    {ErrorCode::RequestVersion, "request.version"},
    {ErrorCode::RequestCoding, "request.coding"},
    {ErrorCode::RequestExpectation, "request.expectation"},
    {ErrorCode::RequestMediaType, "request.media_type"},
    {ErrorCode::RequestPrecondition, "request.precondition"},
    {ErrorCode::RequestRange, "request.range"},
    {ErrorCode::RequestRate, "request.rate"},
    {ErrorCode::RouteUnknown, "route.unknown"},
    {ErrorCode::RouteMethod, "route.method"},
    {ErrorCode::ServerBusy, "server.busy"},
    {ErrorCode::ServerStopping, "server.stopping"},
    {ErrorCode::ServerNotReady, "server.not_ready"},
    {ErrorCode::ServerTimeout, "server.timeout"},
    {ErrorCode::ServerCannotListen, "server.cannot_listen"},
    {ErrorCode::CertificateInvalid, "certificate.invalid"},
    {ErrorCode::IdempotencyMissing, "idempotency.missing"},
    {ErrorCode::IdempotencyMismatch, "idempotency.mismatch"},
    {ErrorCode::IdempotencyRunning, "idempotency.running"},
    {ErrorCode::JsonMalformed, "json.malformed"},
    {ErrorCode::JsonTooDeep, "json.too_deep"},
    {ErrorCode::JsonTooLarge, "json.too_large"},
    {ErrorCode::JsonDuplicateKey, "json.duplicate_key"},
    {ErrorCode::CursorInvalid, "cursor.invalid"},
    {ErrorCode::InvalidInput, "invalid_input"},
    {ErrorCode::Internal, "internal"},
};

} // namespace

std::string_view error_word(ErrorCode code)
{
    for (const auto& [known, word] : words)
        if (known == code)
            return word;
    return "internal";
}

} // namespace tucai
