#include "app/demo_capture.h"

#include "collect/capture/consents.h"
#include "collect/capture/judging.h"
#include "collect/capture/sessions.h"
#include "collect/capture/shot_storing.h"
#include "image/decode.h"
#include "image/encode.h"

#include <algorithm>

namespace tucai::app {

DemoCapture::DemoCapture(Instance& instance, const collect::PhotoJudge& judge, collect::Teller& teller,
                         const registry::Registry& registry, collect::CodeDesk& desk)
    : instance_(instance), judge_(judge), registry_(registry), desk_(desk),
      uploads_(instance.path_of("uploads"), instance.means().randomness), shots_(instance.means(), uploads_),
      choosing_(instance.means(), teller)
{
}

Result<collect::DeviceGrant> DemoCapture::confirm(const std::string& tenant, const std::string& code,
                                                  const std::string& last_six)
{
    TUCAI_TRY(const auto text, registry_.text_of(tenant, code));
    TUCAI_TRY(const auto confirmed, desk_.confirm(text, last_six, {"", "demo"}));
    const auto& standing = confirmed.standing;
    return collect::DeviceGrant{standing.tenant, standing.student, standing.batch, standing.code,
                                standing.device};
}

Result<> DemoCapture::begin(const collect::DeviceGrant& grant)
{
    collect::CaptureSessions sessions(instance_.means());
    TUCAI_CHECK(sessions.open(grant, collect::PhoneTier::Light));
    TUCAI_TRY(const auto batch, instance_.database().read([&](store::Transaction& sql) {
        return sql.row("select version from batches where tenant = $1 and id = $2",
                       {grant.tenant, grant.batch});
    }));
    TUCAI_CHECK(sessions.read_notice(grant, batch->integer("version")));
    collect::Consents consents(instance_.means());
    for (const auto kind : {collect::ConsentKind::Photo, collect::ConsentKind::Comparison}) {
        TUCAI_TRY(const auto text, consents.text(grant.tenant, kind));
        TUCAI_CHECK(consents.answer(
            grant, {kind, collect::ConsentAnswer::Given, text.version, base::Language::Chinese}));
    }
    return {};
}

Result<std::string> DemoCapture::shoot(const collect::DeviceGrant& grant, const base::ByteVector& picture)
{
    TUCAI_CHECK(begin(grant));
    TUCAI_TRY(const auto ticket, shots_.expect(grant, {static_cast<std::int64_t>(picture.size()), "",
                                                       collect::ShotSource::Camera}));
    TUCAI_CHECK(shots_.take(grant, {ticket.shot, 0, picture, ticket.nonce}));
    TUCAI_CHECK(judge_all());
    return ticket.shot;
}

Result<> DemoCapture::judge_all()
{
    constexpr std::int64_t lease_ms = 120'000;
    for (;;) {
        TUCAI_TRY(const auto job,
                  store::take_job(instance_.database(), {std::string(collect::judge_job)}, instance_.now_ms(),
                                  lease_ms, base::random_token(instance_.means().randomness)));
        if (!job)
            return {};
        TUCAI_CHECK(collect::run_judge_job(instance_.means(), judge_, *job));
    }
}

Result<collect::PhotoRow> DemoCapture::submit(const collect::DeviceGrant& grant, const std::string& shot,
                                              collect::Submission how)
{
    return choosing_.confirm(grant, shot, how);
}

Result<base::ByteVector> varied_picture(const base::ByteVector& file, int variation)
{
    TUCAI_TRY(const auto whole, image::decode(file, {}));
    const auto& from = whole.image;
    // Up to 5 % of the sides and 3 % of the top are cut away; people stay where they are.
    const int left = from.width * (variation % 6) / 100;
    const int right = from.width * (variation / 6 % 6) / 100;
    const int top = from.height * (variation / 36 % 4) / 100;
    image::Image cut(from.width - left - right, from.height - top);
    for (int y = 0; y < cut.height; ++y)
        std::copy_n(from.row(y + top) + 3L * left, 3L * cut.width, cut.row(y));
    return image::encode_jpeg(cut.view(), {90, image::Subsampling::S420, 72});
}

} // namespace tucai::app
