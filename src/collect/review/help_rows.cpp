#include "collect/review/help_rows.h"

namespace tucai::collect {

Result<> ask_about_photo(store::Entry& entry, const Means& means, const Scope& student, const PhotoRow& photo)
{
    TUCAI_TRY(const auto known,
              entry.sql().row("select count(*) as n from help_requests where tenant = $1 and photo = $2 and "
                              "about = 'photo' and state = 'open'",
                              {photo.tenant, photo.id}));
    if (known->integer("n") > 0)
        return {};
    const auto id = new_id(means.randomness);
    TUCAI_CHECK(entry.sql().run("insert into help_requests (tenant, id, student, batch, photo, about, state, "
                                "made_ms) values ($1, $2, $3, $4, $5, 'photo', 'open', $6)",
                                {photo.tenant, id, photo.student, photo.batch, photo.id, entry.now_ms()}));
    return entry.record(event_of(student, "help.asked", id, R"({"about":"photo"})"));
}

Result<> close_help_about(store::Entry& entry, const std::string& tenant, const std::string& actor,
                          const std::string& photo)
{
    TUCAI_TRY(const auto rows,
              entry.sql().rows("update help_requests set state = 'closed', closed_ms = $1 where tenant = $2 "
                               "and photo = $3 and about = 'photo' and state <> 'closed' returning id",
                               {entry.now_ms(), tenant, photo}));
    for (const auto& row : rows)
        TUCAI_CHECK(entry.record({tenant, "help.closed", actor, row.text("id"), "", 0}));
    return {};
}

} // namespace tucai::collect
