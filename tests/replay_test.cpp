// Every case that a fuzzer found or starts from, through the same doors under the release compiler.

#include "base/csv.h"
#include "base/files.h"
#include "base/json.h"
#include "collect/codes/code_reader.h"
#include "collect/references/photo_archive.h"
#include "collect/roster/mapping.h"
#include "collect/roster/table.h"
#include "http/service.h"
#include "image/decode.h"
#include "image/jpeg_coefficients.h"
#include "image/jpeg_segments.h"
#include "image/qr_read.h"
#include "image/tags.h"
#include "rules/profile.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tucai {
namespace {

std::vector<std::vector<std::uint8_t>> cases_of(const std::string& fuzzer)
{
    std::vector<std::vector<std::uint8_t>> cases;
    for (const auto& entry : std::filesystem::directory_iterator(TUCAI_SOURCE_DIR "/fuzz/cases/" + fuzzer))
        cases.push_back(*base::read_file(entry.path().string(), 1U << 20U));
    return cases;
}

TEST(Replay, ImageDecode)
{
    int decoded = 0;
    image::DecodeOptions options;
    options.limits.min_side_px = 1;
    for (const auto& bytes : cases_of("image_decode_fuzzer"))
        decoded += image::decode(bytes, options) ? 1 : 0;
    EXPECT_GE(decoded, 22) << "the seeds that are whole pictures";
}

TEST(Replay, JpegSegments)
{
    int turned = 0;
    for (const auto& bytes : cases_of("jpeg_segments_fuzzer"))
        turned += image::read_jpeg_segments(bytes).orientation == 6 ? 1 : 0;
    EXPECT_GE(turned, 1) << "the seed that says so";
}

TEST(Replay, Tags)
{
    int named = 0;
    for (const auto& bytes : cases_of("tags_fuzzer")) {
        named += image::read_tags(bytes).tools.empty() ? 0 : 1;
        const auto histograms = image::read_luma_histograms(bytes, 256);
        EXPECT_TRUE(histograms || !histograms.error().message.empty());
    }
    EXPECT_GE(named, 3) << "the seeds that name a program";
}

TEST(Replay, Profile)
{
    int read = 0;
    for (const auto& bytes : cases_of("profile_fuzzer")) {
        const auto* text = static_cast<const char*>(static_cast<const void*>(bytes.data()));
        const auto profile = rules::parse_profile({text, bytes.size()});
        read += profile ? 1 : 0;
        EXPECT_TRUE(profile || !profile.error().message.empty());
    }
    EXPECT_GE(read, 1);
}

TEST(Replay, Csv)
{
    int read = 0;
    for (const auto& bytes : cases_of("csv_fuzzer")) {
        const auto* text = static_cast<const char*>(static_cast<const void*>(bytes.data()));
        base::CsvReader reader({text, bytes.size()});
        std::vector<std::string> fields;
        auto more = reader.next(fields);
        while (more && *more)
            more = reader.next(fields);
        read += more ? 1 : 0;
        EXPECT_TRUE(more || more.error().message.starts_with("Line "));
    }
    EXPECT_GE(read, 1) << "the seed that is a table";
}

TEST(Replay, Table)
{
    int read = 0;
    for (const auto& bytes : cases_of("table_fuzzer")) {
        const auto table = collect::roster::read_table(bytes);
        read += table ? 1 : 0;
        EXPECT_TRUE(table || !table.error().message.empty());
    }
    EXPECT_GE(read, 10) << "the seeds that are whole tables";
}

TEST(Replay, Mapping)
{
    int named = 0;
    for (const auto& bytes : cases_of("mapping_fuzzer")) {
        const auto table = collect::roster::read_table(bytes);
        named +=
            table && collect::roster::guess_mapping(*table).column_of(collect::roster::Field::Name) ? 1 : 0;
    }
    EXPECT_GE(named, 3) << "the seeds that have a column of names";
}

TEST(Replay, HttpHead)
{
    int planned = 0;
    const http::Router router;
    http::ServiceParts parts;
    parts.router = &router;
    parts.clock = [] { return base::Instant(); };
    parts.randomness = [](std::span<std::uint8_t>) {};
    const http::Service service(std::move(parts));
    for (const auto& bytes : cases_of("http_head_fuzzer")) {
        http::RequestReader reader{http::Limits{}};
        const auto* text = static_cast<const char*>(static_cast<const void*>(bytes.data()));
        const auto taken = reader.put({text, bytes.size()});
        EXPECT_TRUE(taken || !taken.error().message.empty());
        if (!taken || !reader.is_head_done())
            continue;
        EXPECT_TRUE(service.plan(reader.head(), {"127.0.0.1", false}).answer.has_value())
            << "no route is there";
        ++planned;
    }
    EXPECT_GE(planned, 6) << "the seeds whose head is one";
}

TEST(Replay, Json)
{
    int read = 0;
    for (const auto& bytes : cases_of("json_fuzzer")) {
        const auto* text = static_cast<const char*>(static_cast<const void*>(bytes.data()));
        const auto parsed = base::parse_limited({text, bytes.size()});
        read += parsed ? 1 : 0;
        EXPECT_TRUE(parsed || !parsed.error().message.empty());
    }
    EXPECT_GE(read, 2) << "the seeds that are JSON";
}

TEST(Replay, PhotoArchive)
{
    int taken = 0;
    for (const auto& bytes : cases_of("photo_archive_fuzzer")) {
        const collect::HeapReader reader{[&](const collect::HeapFile&) -> Result<> {
                                             ++taken;
                                             return {};
                                         },
                                         [](const collect::RefusedFile&) {}};
        const auto done = collect::read_photo_archive(bytes, {}, reader);
        EXPECT_TRUE(done || !done.error().message.empty());
    }
    EXPECT_GE(taken, 2) << "the seed that is whole";
}

TEST(Replay, CodeReader)
{
    const std::vector<collect::CodeKey> keys = {{1, base::SecretKey(std::array<std::uint8_t, 32>{5})}};
    const collect::TokenReader ours([&] { return Result<std::vector<collect::CodeKey>>(keys); });
    const collect::OpaqueReader foreign("chsi");
    int own = 0;
    for (const auto& bytes : cases_of("code_reader_fuzzer")) {
        const auto* text = static_cast<const char*>(static_cast<const void*>(bytes.data()));
        const auto read = collect::read_code({&ours, &foreign}, {text, bytes.size()});
        own += read && read->claims ? 1 : 0;
        EXPECT_TRUE(read || !read.error().message.empty());
    }
    EXPECT_GE(own, 1) << "the seed that is whole";
}

TEST(Replay, QrRead)
{
    int read = 0;
    for (const auto& bytes : cases_of("qr_read_fuzzer")) {
        const int width = std::max<int>(1, bytes.at(0));
        const int height = static_cast<int>(bytes.size() - 1) / width;
        std::vector<std::uint8_t> pixels;
        for (int y = 0; y < 4 * height; ++y)
            for (int x = 0; x < 4 * width; ++x)
                pixels.push_back(bytes.at(static_cast<std::size_t>(1 + y / 4 * width + x / 4)));
        const auto texts =
            image::read_qr({pixels.data(), 4 * width, 4 * height, 4 * width, base::PixelFormat::Grey8});
        read += texts ? 1 : 0;
    }
    EXPECT_GE(read, 1) << "the seed that is a code";
}

TEST(Replay, Heif)
{
    int decoded = 0;
    image::DecodeOptions options;
    options.limits.min_side_px = 1;
    options.heif_program = TUCAI_BINARY_DIR "/tucai-heif";
    for (const auto& bytes : cases_of("heif_fuzzer"))
        decoded += image::decode(bytes, options) ? 1 : 0;
    EXPECT_GE(decoded, 3) << "the seeds that are whole pictures";
}

} // namespace
} // namespace tucai
