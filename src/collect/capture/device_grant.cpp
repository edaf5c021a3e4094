#include "collect/capture/device_grant.h"

#include "collect/students/standing.h"

namespace tucai::collect {

Scope scope_of(const DeviceGrant& grant)
{
    return {grant.student, Role::Student, grant.tenant, ""};
}

Result<Granted> check_grant(store::Transaction& sql, const DeviceGrant& grant, GrantFor purpose,
                            std::int64_t now_ms)
{
    TUCAI_TRY(const auto row,
              sql.row("select c.state as code_state, d.ended_ms, d.ends_ms, s.state, s.locked_from "
                      "from code_devices d join codes c on c.tenant = d.tenant and c.id = d.code "
                      "join students s on s.tenant = c.tenant and s.id = c.student "
                      "where d.tenant = $1 and d.id = $2 and c.id = $3 and c.student = $4 and c.batch = $5",
                      {grant.tenant, grant.device, grant.code, grant.student, grant.batch}));
    if (!row)
        return not_found();
    if (!row->is_null("ended_ms") || row->integer("ends_ms") <= now_ms)
        return fail(ErrorCode::DeviceEnded, "Confirm your identity on this device again.");
    const auto code = from_word<CodeState>(row->text("code_state"));
    if (!code)
        return fail(ErrorCode::Internal, "A code's state is stored as a word that is none.");
    const auto opens = opened_by(*code);
    const bool opens_status = opens == CodeOpens::Shooting || opens == CodeOpens::Status;
    if (purpose == GrantFor::Shooting ? opens != CodeOpens::Shooting : !opens_status)
        return not_allowed(Words<CodeState>::thing, word(*code),
                           purpose == GrantFor::Shooting ? "shooting" : "status",
                           "The school's office can help.");
    TUCAI_TRY(const auto standing, standing_of(*row));
    return Granted{*code, standing};
}

} // namespace tucai::collect
