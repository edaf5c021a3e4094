#include "base/result.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

namespace tucai {
namespace {

/// The words that clients match on. They stay as they are; new ones may join.
const std::set<std::string_view> fixed_words = {
    "image.empty",
    "image.truncated",
    "image.not_an_image",
    "image.too_large",
    "image.too_small",
    "image.unsupported",
    "image.damaged",
    "file.not_found",
    "file.unreadable",
    "portrait.no_face",
    "profile.invalid",
    "profile.not_found",
    "model.missing",
    "model.changed",
    "table.empty",
    "table.not_a_table",
    "table.unsupported",
    "table.encrypted",
    "table.encoding",
    "table.damaged",
    "table.too_large",
    "table.unsafe",
    "table.no_sheet",
    "state.not_allowed",
    "window.invalid",
    "document.empty",
    "document.characters",
    "document.length",
    "document.lost_digits",
    "document.birth_day",
    "document.checksum",
    "document.other_kind",
    "name.empty",
    "name.too_long",
    "name.ill_formed",
    "name.control",
    "name.unassigned",
    "name.private_use",
    "name.symbol",
    "name.no_letter",
    "store.busy",
    "store.conflict",
    "store.unavailable",
    "store.too_new",
    "store.changed",
    "blob.missing",
    "job.lease_lost",
    "key.destroyed",
    "secret.wrong",
    "person.unknown",
    "link.invalid",
    "password.weak",
    "sign_in.wrong",
    "sign_in.wait",
    "session.invalid",
    "session.csrf",
    "code.foreign",
    "code.damaged",
    "request.malformed",
    "request.head_too_large",
    "request.target_too_long",
    "request.too_large",
    "request.timeout",
    "request.version",
    "request.coding",
    "request.expectation",
    "request.media_type",
    "request.precondition",
    "request.range",
    "request.rate",
    "route.unknown",
    "route.method",
    "server.busy",
    "server.stopping",
    "server.not_ready",
    "server.timeout",
    "server.cannot_listen",
    "certificate.invalid",
    "idempotency.missing",
    "idempotency.mismatch",
    "idempotency.running",
    "json.malformed",
    "json.too_deep",
    "json.too_large",
    "json.duplicate_key",
    "cursor.invalid",
    "access.not_found",
    "access.denied",
    "version.stale",
    "text.invalid",
    "batch.incomplete",
    "key.absent",
    "roster.field_missing",
    "roster.cell",
    "roster.duplicate",
    "roster.ambiguous",
    "roster.rows_refused",
    "archive.not_an_archive",
    "archive.damaged",
    "archive.encrypted",
    "archive.unsupported",
    "archive.too_large",
    "archive.unsafe",
    "reference.unmatched",
    "reference.ambiguous",
    "reference.duplicate",
    "appointment.full",
    "window.closed",
    "consent.missing",
    "device.ended",
    "upload.too_large",
    "upload.digest",
    "capture.too_many",
    "photo.repeated",
    "photo.not_made",
    "review.ticks_missing",
    "review.reason_missing",
    "review.same_person",
    "review.undo_too_late",
    "code.not_seen",
    "code.unknown",
    "code.expired",
    "code.revoked",
    "code.replaced",
    "code.other_device",
    "identity.wrong",
    "identity.office",
    "message.invalid",
    "send.refused",
    "send.later",
    "send.unavailable",
    "send.insecure",
    "send.denied",
    "invalid_input",
    "internal",
};

TEST(ErrorWord, EveryCodeHasItsOwnAndNoneOfThemEverChanges)
{
    std::set<std::string_view> words;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const auto word = error_word(static_cast<ErrorCode>(code));
        EXPECT_EQ(word == "internal", static_cast<ErrorCode>(code) == ErrorCode::Internal)
            << code << " has no word";
        EXPECT_TRUE(words.insert(word).second) << word << " stands for two codes";
    }
    EXPECT_EQ(words, fixed_words);
}

TEST(ErrorWord, IsOneOrTwoLowerCaseNamesWithADotBetween)
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const auto word = error_word(static_cast<ErrorCode>(code));
        EXPECT_EQ(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_."), std::string_view::npos) << word;
        const bool is_plain = word == "internal" || word == "invalid_input";
        EXPECT_EQ(std::count(word.begin(), word.end(), '.'), is_plain ? 0 : 1) << word;
    }
}

TEST(ErrorWord, ANumberThatIsNoCodeIsInternal)
{
    EXPECT_EQ(error_word(static_cast<ErrorCode>(999)), "internal");
}

TEST(Fail, CarriesCodeAndMessage)
{
    const Result<int> result = fail(ErrorCode::ImageEmpty, "The file is empty.");
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, ErrorCode::ImageEmpty);
    EXPECT_EQ(result.error().message, "The file is empty.");
}

/// What a step gives, and how often it and what follows were asked.
struct Step {
    Result<int> gives = 20;
    int asked = 0;
    int followed = 0;
    Result<int> ask()
    {
        ++asked;
        return gives;
    }
    Result<> check()
    {
        ++asked;
        if (!gives)
            return tl::unexpected(gives.error());
        return {};
    }
};

Result<int> twice_plus(Step& step, Step& other)
{
    // Two on one line, as macros that count by lines could not.
    // clang-format off
    TUCAI_TRY(const int a, step.ask()); TUCAI_TRY(const int b, other.ask());
    // clang-format on
    ++step.followed;
    return 2 * a + b;
}

Result<std::string> checked(Step& step)
{
    TUCAI_CHECK(step.check());
    ++step.followed;
    return "done";
}

TEST(Try, NamesTheValueAndAsksOnce)
{
    Step step;
    Step other;
    other.gives = 3;
    EXPECT_EQ(twice_plus(step, other), 43);
    EXPECT_EQ(step.asked, 1);
    EXPECT_EQ(other.asked, 1);
}

TEST(Try, HandsTheFirstErrorUpAndAsksNoMore)
{
    Step step;
    Step other;
    step.gives = fail(ErrorCode::PortraitNoFace, "nobody");
    const auto result = twice_plus(step, other);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, ErrorCode::PortraitNoFace);
    EXPECT_EQ(result.error().message, "nobody");
    EXPECT_EQ(other.asked, 0);
    EXPECT_EQ(step.followed, 0);
}

TEST(Try, AssignsToWhatIsThere)
{
    const auto filled = [](Step& step) -> Result<int> {
        int value = 0;
        TUCAI_TRY(value, step.ask());
        return value;
    };
    Step step;
    EXPECT_EQ(filled(step), 20);
}

Result<std::unique_ptr<int>> owned(int value)
{
    if (value < 0)
        return fail(ErrorCode::InvalidInput, "too small");
    return std::make_unique<int>(value);
}

Result<int> seen(int value)
{
    TUCAI_TRY(const auto pointer, owned(value));
    return *pointer;
}

TEST(Try, MovesWhatCannotBeCopied)
{
    EXPECT_EQ(seen(7), 7);
    EXPECT_FALSE(seen(-1).has_value());
}

TEST(Check, GoesOnWhereAllIsWell)
{
    Step step;
    EXPECT_EQ(checked(step), "done");
    EXPECT_EQ(step.asked, 1);
    EXPECT_EQ(step.followed, 1);
}

TEST(Check, HandsTheErrorUpToAResultOfAnotherType)
{
    Step step;
    step.gives = fail(ErrorCode::InvalidInput, "too small");
    const auto result = checked(step);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(result.error().message, "too small");
    EXPECT_EQ(step.followed, 0);
}

} // namespace
} // namespace tucai
