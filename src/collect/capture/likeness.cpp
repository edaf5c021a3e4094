#include "collect/capture/likeness.h"

#include <algorithm>
#include <bit>

namespace tucai::collect {
namespace {

constexpr int pieces = 8;
constexpr int piece_bits = 16;
constexpr std::size_t most_named = 10;

std::int64_t piece_of(const Looks& looks, int piece)
{
    const auto half = piece < pieces / 2 ? looks.low : looks.high;
    return static_cast<std::int64_t>(half >> (piece % (pieces / 2) * piece_bits) & 0xFFFFU);
}

/// How a stored shot resembles this one; none where it does not.
std::optional<Resemblance> compared(const store::Row& row, const ShotRow& shot, std::int64_t most_bits)
{
    Resemblance found{row.text("id"), row.text("student"), row.text("photo"), false, 0};
    const auto digest = row.maybe_text("shot_digest");
    found.is_same_file = digest && shot.digest && *digest == *shot.digest;
    const auto high = row.maybe_integer("looks_high");
    const auto low = row.maybe_integer("looks_low");
    if (high && low && shot.looks)
        found.distance_bits =
            distance(*shot.looks, {static_cast<std::uint64_t>(*high), static_cast<std::uint64_t>(*low)});
    else if (!found.is_same_file)
        return std::nullopt;
    if (!found.is_same_file && found.distance_bits > most_bits)
        return std::nullopt;
    return found;
}

} // namespace

int distance(const Looks& a, const Looks& b)
{
    return std::popcount(a.high ^ b.high) + std::popcount(a.low ^ b.low);
}

Result<> remember_looks(store::Transaction& sql, const ShotRow& shot, const Looks& looks)
{
    TUCAI_CHECK(sql.run(
        "update shots set looks_high = $1, looks_low = $2 where tenant = $3 and id = $4",
        {static_cast<std::int64_t>(looks.high), static_cast<std::int64_t>(looks.low), shot.tenant, shot.id}));
    for (int piece = 0; piece < pieces; ++piece)
        TUCAI_CHECK(sql.run("insert into shot_pieces (tenant, batch, piece, value, shot) values ($1, $2, $3, "
                            "$4, $5) on conflict (tenant, batch, piece, value, shot) do nothing",
                            {shot.tenant, shot.batch, std::int64_t{piece}, piece_of(looks, piece), shot.id}));
    return {};
}

Result<std::optional<Resemblance>> returned_before(store::Transaction& sql, const ShotRow& shot,
                                                   std::int64_t most_bits)
{
    TUCAI_TRY(const auto rows,
              sql.rows("select s.id, s.student, s.shot_digest, s.looks_high, s.looks_low, p.id as photo from "
                       "photos p join shots s on s.tenant = p.tenant and s.id = p.shot where p.tenant = $1 "
                       "and p.student = $2 and s.id <> $3 and p.state in ('school_returned', "
                       "'centre_returned') order by s.given_ms desc",
                       {shot.tenant, shot.student, shot.id}));
    for (const auto& row : rows)
        if (auto found = compared(row, shot, most_bits))
            return found;
    return std::optional<Resemblance>();
}

Result<std::vector<Resemblance>> of_other_students(store::Transaction& sql, const ShotRow& shot,
                                                   std::int64_t most_bits)
{
    TUCAI_TRY(const auto rows,
              sql.rows("select s.id, s.student, s.shot_digest, s.looks_high, s.looks_low, p.id as photo from "
                       "shots s join photos p on p.tenant = s.tenant and p.shot = s.id where s.tenant = $1 "
                       "and s.student <> $2 and p.submission <> 'none' and (s.shot_digest = $3 or s.id in "
                       "(select other.shot from shot_pieces mine join shot_pieces other on other.tenant = "
                       "mine.tenant and other.batch = mine.batch and other.piece = mine.piece and "
                       "other.value = mine.value where mine.tenant = $1 and mine.shot = $4)) order by s.id",
                       {shot.tenant, shot.student, store::or_null(shot.digest), shot.id}));
    std::vector<Resemblance> alike;
    for (const auto& row : rows)
        if (auto found = compared(row, shot, most_bits))
            alike.push_back(std::move(*found));
    std::stable_sort(alike.begin(), alike.end(), [](const Resemblance& a, const Resemblance& b) {
        return std::pair(!a.is_same_file, a.distance_bits) < std::pair(!b.is_same_file, b.distance_bits);
    });
    if (alike.size() > most_named)
        alike.resize(most_named);
    return alike;
}

} // namespace tucai::collect
