#include "collect/capture/capture_for_tests.h"

#include <gmock/gmock.h>

#include <thread>

namespace tucai::collect {
namespace {

/// A blob store that breaks, as a full disk does.
class BreakingBlobs : public store::BlobStore {
public:
    explicit BreakingBlobs(store::BlobStore& behind) : behind_(behind) {}
    Result<std::string> put(base::ByteSpan sealed) override
    {
        if (is_broken)
            return fail(ErrorCode::StoreUnavailable, "the disk is full");
        return behind_.put(sealed);
    }
    Result<store::Bytes> get(const std::string& address) const override { return behind_.get(address); }
    Result<> remove(const std::string& address) override { return behind_.remove(address); }
    Result<> each(const std::function<void(const std::string&, std::int64_t)>& seen) const override
    {
        return behind_.each(seen);
    }
    bool is_broken = false;

private:
    store::BlobStore& behind_;
};

class ShotsTest : public CaptureTest {
protected:
    ShotsTest() { session = begin(phone); }

    ShotTicket expect(std::size_t bytes, const std::string& declared = "")
    {
        const auto ticket =
            shots.expect(phone, {static_cast<std::int64_t>(bytes), declared, ShotSource::Camera});
        EXPECT_TRUE(ticket) << ticket.error().message;
        return ticket ? *ticket : ShotTicket{};
    }
    Result<PieceAnswer> take(const ShotTicket& ticket, std::size_t offset, std::size_t size)
    {
        return shots.take(phone, {ticket.shot, static_cast<std::int64_t>(offset),
                                  base::ByteSpan(picture).subspan(offset, size), ticket.nonce});
    }
    std::size_t stored_blobs() const
    {
        std::size_t n = 0;
        EXPECT_TRUE(blobs->each([&](const std::string&, std::int64_t) { ++n; }));
        return n;
    }

    DeviceGrant phone = add_student("s-1");
    SessionRow session;
    const base::ByteVector picture = bytes_of("pass - a" + std::string(5000, '.'));
    const std::string sha256 = base::sha256_hex(picture);
};

TEST_F(ShotsTest, APictureComesInPiecesAndTheReceiptSaysHowFar)
{
    const auto ticket = expect(picture.size(), sha256);
    EXPECT_EQ(take(ticket, 0, 2000)->fate, PieceFate::Taken);
    EXPECT_EQ(shots.receipt(phone, ticket.shot)->state, ShotState::Uploading);
    EXPECT_EQ(shots.receipt(phone, ticket.shot)->arrived_bytes, 2000);
    EXPECT_EQ(take(ticket, 2000, 2000)->arrived_bytes, 4000);
    EXPECT_EQ(take(ticket, 4000, picture.size() - 4000)->fate, PieceFate::Whole);
    const auto receipt = *shots.receipt(phone, ticket.shot);
    EXPECT_EQ(receipt.state, ShotState::Stored);
    EXPECT_EQ(receipt.sha256, sha256);
    EXPECT_EQ(receipt.stored_ms, clock_ms);
    EXPECT_EQ(receipt.photo_state, PhotoState::Captured);
    EXPECT_FALSE(receipt.judged_ms);
    EXPECT_EQ(count("select count(*) as n from jobs where kind = 'judge' and state = 'waiting'"), 1);
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(shots.receipt(phone, ticket.shot)->photo_state, PhotoState::MachineOk);
    EXPECT_EQ(shots.receipts(phone, session.id)->size(), 1U);
    EXPECT_EQ(*uploads.arrived_bytes(ticket.shot), 0) << "its upload is gone";
}

TEST_F(ShotsTest, AWrongOffsetIsToldTheRightOneAndARepeatedPieceIsNone)
{
    const auto ticket = expect(picture.size(), sha256);
    EXPECT_EQ(take(ticket, 2000, 2000)->fate, PieceFate::WrongOffset);
    EXPECT_EQ(take(ticket, 0, 2000)->fate, PieceFate::Taken);
    EXPECT_EQ(take(ticket, 0, 2000)->fate, PieceFate::Repeated);
    const auto beyond = *take(ticket, 1000, 3000);
    EXPECT_EQ(beyond.fate, PieceFate::WrongOffset);
    EXPECT_EQ(beyond.arrived_bytes, 2000);
    EXPECT_EQ(shots.take(phone, {ticket.shot, -5, picture, ticket.nonce})->fate, PieceFate::WrongOffset);
    EXPECT_EQ(take(ticket, 2000, picture.size() - 2000)->fate, PieceFate::Whole);
    EXPECT_EQ(take(ticket, 0, 2000)->fate, PieceFate::Whole);
    EXPECT_EQ(count("select count(*) as n from photos"), 1);
}

TEST_F(ShotsTest, WhatIsNotWhatWasAnnouncedIsNotKept)
{
    const auto ticket = expect(picture.size(), base::sha256_hex(bytes_of("another")));
    EXPECT_EQ(take(ticket, 0, picture.size()).error().code, ErrorCode::UploadDigest);
    EXPECT_EQ(shots.receipt(phone, ticket.shot)->arrived_bytes, 0);
    EXPECT_EQ(stored_blobs(), 0U);
    EXPECT_EQ(count("select count(*) as n from violations"), 0) << "a broken line is no offence";
}

TEST_F(ShotsTest, SizesAreHeld)
{
    EXPECT_EQ(shots.expect(phone, {0, "", ShotSource::Camera}).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(shots.expect(phone, {10, "xyz", ShotSource::Camera}).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(shots.expect(phone, {(32LL << 20) + 1, "", ShotSource::Camera}).error().code,
              ErrorCode::UploadTooLarge);
    const auto ticket = expect(3000);
    EXPECT_EQ(take(ticket, 0, 3001).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(take(ticket, 0, 10).error().code, ErrorCode::InvalidInput) << "crumbs";
    EXPECT_TRUE(take(ticket, 0, 2995));
    EXPECT_TRUE(take(ticket, 2995, 5)) << "the last may be small";
}

TEST_F(ShotsTest, APageThatLostItsTicketsIsNotKeptWaiting)
{
    const auto forgotten = expect(picture.size());
    ASSERT_TRUE(take(forgotten, 0, 2000));
    for (int i = 0; i < 7; ++i)
        expect(picture.size());
    EXPECT_EQ(shots.receipt(phone, forgotten.shot)->state, ShotState::Uploading);
    const auto last = expect(picture.size());
    EXPECT_EQ(shots.receipt(phone, forgotten.shot)->state, ShotState::Dropped);
    EXPECT_EQ(take(last, 0, picture.size())->fate, PieceFate::Whole);
    EXPECT_EQ(*sweep_uploads(means, uploads), 1U);
}

TEST_F(ShotsTest, ASittingHasAnEndOfShots)
{
    put("insert into thresholds (tenant, name, value, set_ms, set_by) values ('school-1', "
        "'capture.most_shots', 2, 0, '')");
    expect(3000);
    expect(3000);
    EXPECT_EQ(shots.expect(phone, {3000, "", ShotSource::Camera}).error().code, ErrorCode::CaptureTooMany);
}

TEST_F(ShotsTest, AFileThatOutlivedItsStoringIsSwept)
{
    const auto ticket = expect(picture.size());
    ASSERT_TRUE(take(ticket, 0, picture.size()));
    // As when the process dies after the rows and before its upload's file is removed.
    ASSERT_TRUE(uploads.open(ticket.shot)->append(*keys.person_key("s-1"), picture));
    EXPECT_EQ(take(ticket, 0, picture.size())->fate, PieceFate::Whole);
    EXPECT_EQ(*sweep_uploads(means, uploads), 1U);
    EXPECT_EQ(count("select count(*) as n from photos"), 1);
}

TEST_F(ShotsTest, AForeignNonceIsAFlagAndNoRefusal)
{
    const auto ticket = expect(picture.size());
    const auto answer = shots.take(phone, {ticket.shot, 0, picture, "forged"});
    EXPECT_EQ(answer->fate, PieceFate::Whole);
    EXPECT_EQ(count("select count(*) as n from violations where kind = 'nonce' and state = 'raised'"), 1);
    EXPECT_EQ(work(), 1);
    EXPECT_TRUE(choosing.confirm(phone, ticket.shot, Submission::Confirmed)) << "a person decides";
}

TEST_F(ShotsTest, NobodyElseSeesOrFeedsAShot)
{
    const auto ticket = expect(picture.size());
    const auto other = add_student("s-2");
    begin(other);
    EXPECT_EQ(shots.take(other, {ticket.shot, 0, picture, ticket.nonce}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(shots.receipt(other, ticket.shot).error().code, ErrorCode::NotFound);
    EXPECT_EQ(shots.receipts(other, session.id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(choosing.findings(other, ticket.shot).error().code, ErrorCode::NotFound);
}

TEST_F(ShotsTest, AStoreThatFailsKeepsTheUploadAndAnEmptyPieceTriesAgain)
{
    BreakingBlobs breaking(*blobs);
    const Means broken{ledger, keys, school_keys, breaking, means.randomness};
    Shots failing(broken, uploads);
    breaking.is_broken = true;
    const auto ticket = expect(picture.size(), sha256);
    EXPECT_EQ(failing.take(phone, {ticket.shot, 0, picture, ticket.nonce}).error().code,
              ErrorCode::StoreUnavailable);
    EXPECT_EQ(shots.receipt(phone, ticket.shot)->arrived_bytes, static_cast<std::int64_t>(picture.size()));
    breaking.is_broken = false;
    const auto size = static_cast<std::int64_t>(picture.size());
    EXPECT_EQ(failing.take(phone, {ticket.shot, size, {}, ticket.nonce})->fate, PieceFate::Whole);
    EXPECT_EQ(count("select count(*) as n from violations"), 0);
}

TEST_F(ShotsTest, ADeathBetweenBlobAndRowsLeavesABlobForTheSweeper)
{
    const auto ticket = expect(picture.size(), sha256);
    // The rows cannot be stored, as when the process dies after the blob.
    put("create trigger dies before update on shots when new.state = 'stored' begin select raise(abort, "
        "'dies'); end");
    EXPECT_FALSE(take(ticket, 0, picture.size()));
    EXPECT_EQ(stored_blobs(), 1U);
    EXPECT_EQ(count("select count(*) as n from photos"), 0);
    EXPECT_EQ(count("select count(*) as n from jobs"), 0);
    put("drop trigger dies");
    EXPECT_EQ(take(ticket, picture.size(), 0)->fate, PieceFate::Whole) << "the picture was not lost";
    EXPECT_EQ(stored_blobs(), 2U);
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(*sweep_blobs(means, std::numeric_limits<std::int64_t>::max()), 1U);
    EXPECT_EQ(choosing.picture(phone, ticket.shot, PictureKind::Shot), picture);
    EXPECT_TRUE(choosing.picture(phone, ticket.shot, PictureKind::Photo));
}

TEST_F(ShotsTest, TheSameLastPieceFromTwoLinesStoresOnce)
{
    const auto ticket = expect(picture.size(), sha256);
    ASSERT_TRUE(take(ticket, 0, 3000));
    std::vector<std::jthread> lines;
    for (int i = 0; i < 4; ++i)
        lines.emplace_back([&] {
            const auto answer = take(ticket, 3000, picture.size() - 3000);
            ASSERT_TRUE(answer) << answer.error().message;
            EXPECT_EQ(answer->fate, PieceFate::Whole);
        });
    lines.clear();
    EXPECT_EQ(count("select count(*) as n from photos"), 1);
    EXPECT_EQ(stored_blobs(), 1U);
    EXPECT_EQ(*sweep_uploads(means, uploads), 0U);
}

TEST_F(ShotsTest, WhatASittingLeftIsSwept)
{
    const auto ticket = expect(picture.size());
    ASSERT_TRUE(take(ticket, 0, 2000));
    EXPECT_EQ(*sweep_uploads(means, uploads), 0U);
    clock_ms += 24LL * 3'600'000;
    EXPECT_EQ(*end_old_sessions(means, 10), 1U);
    EXPECT_EQ(*sweep_uploads(means, uploads), 1U);
    EXPECT_EQ(take(ticket, 2000, 2000).error().code, ErrorCode::StateNotAllowed);
}

TEST_F(ShotsTest, NothingOfThePictureLiesReadableOnTheDisk)
{
    const auto ticket = expect(picture.size());
    ASSERT_TRUE(take(ticket, 0, 2000));
    std::ifstream file(folder.at("uploads/" + ticket.shot + ".part"), std::ios::binary);
    const std::string lies(std::istreambuf_iterator<char>(file), {});
    EXPECT_GT(lies.size(), 2000U);
    EXPECT_THAT(lies, testing::Not(testing::HasSubstr("....")));
}

} // namespace
} // namespace tucai::collect
