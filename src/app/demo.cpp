#include "app/demo.h"

#include "app/demo_capture.h"
#include "app/demo_people.h"
#include "app/locations.h"
#include "app/notify_teller.h"
#include "base/bytes.h"
#include "base/files.h"
#include "collect/batches/batches.h"
#include "collect/capture/consents.h"
#include "collect/codes/code_office.h"
#include "collect/locks/locks.h"
#include "collect/locks/thresholds.h"
#include "collect/locks/violations.h"
#include "collect/review/desk.h"
#include "collect/review/reviews.h"
#include "collect/students/rosters.h"
#include "collect/students/students.h"
#include "collect/tenants/tenants.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace tucai::app {
namespace {

using access::Role;
using access::Scope;

/// What becomes of a student, in turn.
enum class Fate {
    Coded,
    Shooting,
    Submitted,
    Asked,
    Accepted,
    Returned,
    Locked,
    Objecting,
    Withdrawn,
    Deferred,
    DoneBefore
};

Fate fate_of(int index)
{
    constexpr std::array<Fate, 20> turn = {
        Fate::Coded,    Fate::Accepted,  Fate::Submitted, Fate::Accepted,   Fate::Shooting,
        Fate::Returned, Fate::Accepted,  Fate::Submitted, Fate::Coded,      Fate::Asked,
        Fate::Accepted, Fate::Locked,    Fate::Submitted, Fate::Withdrawn,  Fate::Accepted,
        Fate::Deferred, Fate::Objecting, Fate::Accepted,  Fate::DoneBefore, Fate::Submitted};
    return turn.at(static_cast<std::size_t>(index) % turn.size());
}

class Maker {
public:
    Maker(Instance& instance, const DemoOptions& options)
        : instance_(instance), means_(instance.means()), options_(options),
          registry_(instance.ledger(), instance.keys(), means_.randomness),
          desk_(instance.ledger(), instance.keys(), registry_, {&registry_}, means_.randomness),
          teller_(means_.randomness, [] { return std::string("https://demo.invalid/"); })
    {
    }

    Result<Demo> make()
    {
        TUCAI_TRY(const bool is_new, instance_.is_new());
        if (!is_new)
            return fail(ErrorCode::StoreConflict,
                        "Somebody is in this data folder already. Name an empty one with --data.");
        TUCAI_CHECK(read_pictures());
        TUCAI_CHECK(let_in());
        TUCAI_CHECK(open_batch());
        TUCAI_CHECK(import_roster());
        TUCAI_CHECK(live());
        TUCAI_CHECK(count());
        return demo_;
    }

private:
    Result<> read_pictures()
    {
        std::error_code wrong;
        std::set<std::string> files;
        for (const auto& entry : std::filesystem::directory_iterator(options_.pictures, wrong))
            if (entry.path().extension() == ".jpg")
                files.insert(entry.path().string());
        if (wrong || files.empty())
            return fail(ErrorCode::FileNotFound, "There are no portraits (*.jpg) in " + options_.pictures +
                                                     ". Name a folder with --pictures.");
        for (const auto& file : files) {
            TUCAI_TRY(auto bytes, base::read_file(file, 64U << 20U));
            pictures_.push_back(std::move(bytes));
        }
        return {};
    }

    /// A centre, a school that works for it, and their people.
    Result<> let_in()
    {
        const Scope admin{"demo", Role::Admin, "instance", ""};
        collect::Tenants tenants(means_);
        TUCAI_TRY(const auto centre,
                  tenants.make_centre(admin, {"", {"示范采集中心", "Demo collection centre"}}));
        TUCAI_TRY(const auto school,
                  tenants.make_school(admin, {"00000", {"示范大学", "Demo University"}}, centre));
        for (const auto& [email, role, tenant] :
             std::initializer_list<std::tuple<const char*, Role, std::string>>{
                 {"admin@demo.invalid", Role::Admin, "instance"},
                 {"office@demo.invalid", Role::School, school},
                 {"centre@demo.invalid", Role::Centre, centre},
                 {"auditor@demo.invalid", Role::Auditor, school}}) {
            TUCAI_TRY(const auto link, instance_.people().invite({tenant, role, "", email, email}, "demo"));
            demo_.links[email] = link.token;
            if (role == Role::School)
                office_ = {link.person, Role::School, school, ""};
        }
        return {};
    }

    Result<> open_batch()
    {
        collect::BatchDetails details;
        details.name = {"2027届毕业生图像采集", "Photo collection, class of 2027"};
        details.price_fen = 1500;
        details.prints = 5;
        using Part = collect::NoticePart;
        details.texts = {
            {Part::Uses,
             {"毕业证书、学历电子注册、就业推荐表。",
              "Diploma, electronic registration, recommendation letter."}},
            {Part::Consequences,
             {"未采集者不能按时完成学历电子注册。", "Without it the diploma cannot be registered in time."}},
            {Part::Office,
             {"示范大学教务处,行政楼 101,电话 000-0000。",
              "Academic affairs office, room 101, telephone 000-0000."}}};
        collect::Batches batches(means_);
        TUCAI_TRY(demo_.batch, batches.make(office_, details));
        const auto today = collect::beijing_day(base::Instant(std::chrono::milliseconds(instance_.now_ms())));
        collect::BatchWindow round;
        round.window.first_day = today - std::chrono::days(1);
        round.window.last_day = today + std::chrono::days(30);
        TUCAI_CHECK(batches.add_window(office_, demo_.batch, round));
        TUCAI_TRY(const auto draft, batches.batch(office_, demo_.batch));
        TUCAI_CHECK(batches.move(office_, demo_.batch, draft.version, collect::BatchEvent::Announce));
        TUCAI_CHECK(batches.follow_clock());
        collect::Consents consents(means_);
        TUCAI_CHECK(consents.publish(office_, collect::ConsentKind::Photo,
                                     {"我同意拍摄并制作标准照,用于通知所列用途。",
                                      "I agree that my photo is taken and used as the notice says."}));
        TUCAI_CHECK(
            consents.publish(office_, collect::ConsentKind::Comparison,
                             {"我同意由程序将照片与录取照片比对;不同意时由工作人员比对。",
                              "I agree that a program compares it with my admission photo; otherwise a "
                              "person does."}));
        // The portraits are few: those of one person are told apart by what was cut from them.
        return collect::set_threshold(means_, office_, collect::Threshold::DuplicateBits, 0);
    }

    Result<> import_roster()
    {
        people_ = demo_students(options_.students);
        const auto roster = demo_roster(people_);
        collect::Rosters rosters(means_);
        TUCAI_TRY(const auto given, rosters.give(office_, demo_.batch, base::as_bytes(roster)));
        TUCAI_TRY(const auto plan, rosters.preview(office_, given.id, collect::RosterCovers::WholeBatch));
        TUCAI_CHECK(rosters.import(office_, given.id, plan.roster_version, collect::RosterCovers::WholeBatch,
                                   collect::RefusedRows::Stop));
        return {};
    }

    /// Each student's way, as far as their fate goes.
    Result<> live()
    {
        TUCAI_TRY(auto studio, photo::Studio::open({models_folder(options_.models), "", {}, {}}));
        const EngineJudge judge(studio, rules_folder());
        DemoCapture capture(instance_, judge, teller_, registry_, desk_);
        TUCAI_TRY(const auto ids, student_ids());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            TUCAI_CHECK(live_one(static_cast<int>(i), ids[i], capture));
            if (options_.progress)
                options_.progress(static_cast<int>(i) + 1, static_cast<int>(ids.size()));
        }
        return {};
    }

    Result<std::vector<std::string>> student_ids() const
    {
        std::vector<std::string> ids;
        collect::PageAsk page{"", 200};
        do {
            TUCAI_TRY(const auto some, collect::Students(means_).list(office_, demo_.batch, {},
                                                                      collect::StudentOrder::Roster, page));
            for (const auto& row : some.rows)
                ids.push_back(row.id);
            page.after = some.next;
        } while (!page.after.empty());
        return ids;
    }

    Result<> live_one(int index, const std::string& student, DemoCapture& capture)
    {
        const auto fate = fate_of(index);
        if (fate == Fate::Withdrawn || fate == Fate::Deferred || fate == Fate::DoneBefore) {
            const auto event = fate == Fate::Withdrawn  ? collect::StudentEvent::Withdraw
                               : fate == Fate::Deferred ? collect::StudentEvent::Defer
                                                        : collect::StudentEvent::MarkDoneBefore;
            TUCAI_CHECK(collect::Students(means_).mark(office_, student, event, "示范"));
            return {};
        }
        TUCAI_TRY(const auto codes,
                  collect::CodeOffice(means_, registry_).issue(office_, demo_.batch, {student}));
        if (codes.issued.empty())
            return fail(ErrorCode::Internal, "A student of the demonstration got no code.");
        const auto& document = people_.at(static_cast<std::size_t>(index)).document;
        const auto last_six = document.substr(document.size() - 6);
        if (fate == Fate::Coded) {
            TUCAI_TRY(demo_.code, registry_.text_of(office_.tenant, codes.issued[0].code));
            demo_.last_six = last_six;
            return {};
        }
        TUCAI_TRY(const auto grant, capture.confirm(office_.tenant, codes.issued[0].code, last_six));
        const auto& picture = pictures_.at(static_cast<std::size_t>(index) % pictures_.size());
        TUCAI_TRY(const auto varied, varied_picture(picture, index));
        TUCAI_TRY(const auto shot, capture.shoot(grant, varied));
        if (fate == Fate::Shooting)
            return {};
        return decide(fate, grant, shot, capture);
    }

    Result<> decide(Fate fate, const collect::DeviceGrant& grant, const std::string& shot,
                    DemoCapture& capture)
    {
        TUCAI_TRY(const auto found, capture.choosing().findings(grant, shot));
        // Who was refused asks a person; the demonstration's office accepts what could be made.
        const bool asks = fate == Fate::Asked || found.state == collect::PhotoState::MachineRefused;
        TUCAI_TRY(const auto photo,
                  capture.submit(grant, shot,
                                 asks ? collect::Submission::PersonAsked : collect::Submission::Confirmed));
        if (fate == Fate::Accepted && found.has_photo)
            return accept(photo.id);
        if (fate == Fate::Returned)
            return give_back(photo.id);
        if (fate == Fate::Locked || fate == Fate::Objecting)
            return lock(fate, grant, photo.id);
        return {};
    }

    Result<> accept(const std::string& photo)
    {
        TUCAI_TRY(const auto seen, collect::Desk(means_).look(office_, photo));
        collect::NewDecision decision;
        decision.photo = photo;
        decision.version = seen.photo.version;
        for (const auto& tick : seen.ticks)
            decision.ticks.push_back({tick.rule, collect::TickAnswer::Good});
        TUCAI_CHECK(collect::Reviews(means_, teller_).decide(office_, decision));
        return {};
    }

    Result<> give_back(const std::string& photo)
    {
        TUCAI_TRY(const auto seen, collect::Desk(means_).look(office_, photo));
        collect::NewDecision decision;
        decision.photo = photo;
        decision.version = seen.photo.version;
        decision.decision = collect::ReviewDecision::Return;
        decision.reasons = {"light.uneven"};
        TUCAI_CHECK(collect::Reviews(means_, teller_).decide(office_, decision));
        return {};
    }

    Result<> lock(Fate fate, const collect::DeviceGrant& grant, const std::string& photo)
    {
        collect::Violations violations(means_, teller_);
        TUCAI_TRY(const auto id,
                  violations.raise(office_, collect::ViolationKind::Recapture, photo, "示范:屏幕边框可见"));
        TUCAI_TRY(const auto confirmed, violations.confirm(office_, id, "示范:照片为翻拍"));
        if (fate == Fate::Objecting)
            TUCAI_CHECK(
                collect::Locks(means_, teller_).object(grant, confirmed.lock, "这是我本人当场拍摄的。"));
        return {};
    }

    Result<> count()
    {
        TUCAI_TRY(const auto counts, collect::Students(means_).counts(office_, demo_.batch));
        for (const auto& one : counts)
            demo_.students[std::string(collect::word(one.state))] += one.count;
        return {};
    }

    Instance& instance_;
    const collect::Means& means_;
    const DemoOptions& options_;
    registry::Registry registry_;
    collect::CodeDesk desk_;
    NotifyTeller teller_;
    std::vector<base::ByteVector> pictures_;
    std::vector<DemoStudent> people_;
    Scope office_;
    Demo demo_;
};

} // namespace

Result<Demo> make_demo(Instance& instance, const DemoOptions& options)
{
    return Maker(instance, options).make();
}

} // namespace tucai::app
