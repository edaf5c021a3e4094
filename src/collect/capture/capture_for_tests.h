#pragma once

#include "base/sha256.h"
#include "collect/capture/blob_sweep.h"
#include "collect/capture/choosing.h"
#include "collect/capture/comparing.h"
#include "collect/capture/consents.h"
#include "collect/capture/judging.h"
#include "collect/capture/sessions.h"
#include "collect/capture/shots.h"
#include "collect/means_for_tests.h"
#include "store/jobs.h"

#include <algorithm>
#include <memory>
#include <mutex>

namespace tucai::collect {

inline base::ByteVector bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

/// A judge of ten lines: a picture is a text, "refuse light.uniform NAME", "ask clothes.colour NAME" or "pass
/// - NAME"; NAME is what it looks like, "NAME~3" looks so but for three bits.
class TextJudge : public PhotoJudge {
public:
    Result<JudgeOutcome> judge(base::ByteSpan shot, const std::string&) const override
    {
        if (is_broken)
            return fail(ErrorCode::ModelMissing, "no network");
        const std::string text(shot.begin(), shot.end());
        const auto verdict = from_word<MachineVerdict>(text.substr(0, text.find(' ')));
        JudgeOutcome outcome;
        outcome.engine_version = "test";
        if (!verdict || *verdict == MachineVerdict::Error) {
            outcome.error_code = "image.not_an_image";
            return outcome;
        }
        outcome.verdict = *verdict;
        const auto rest = text.substr(text.find(' ') + 1);
        const auto rule = rest.substr(0, rest.find(' '));
        if (rule != "-")
            outcome.findings.push_back({rule, *verdict});
        outcome.unassessed = {"glasses.habitual", "makeup.visible"};
        outcome.report = {R"({"schema":"tucai.report/1","lang":"zh"})",
                          R"({"schema":"tucai.report/1","lang":"en"})"};
        outcome.looks = looks_of(rest.substr(rest.find(' ') + 1));
        if (!rule.starts_with("frame."))
            outcome.photo = MadePhoto{bytes_of("standard photo of " + text), 90, "[[1,0,0],[0,1,0]]"};
        return outcome;
    }
    static Looks looks_of(const std::string& name)
    {
        const auto mark = name.find('~');
        const auto hex = base::sha256_hex(base::as_bytes(name.substr(0, mark)));
        Looks looks{std::stoull(hex.substr(0, 16), nullptr, 16),
                    std::stoull(hex.substr(16, 16), nullptr, 16)};
        for (int bit = mark == std::string::npos ? 0 : std::stoi(name.substr(mark + 1)); bit-- > 0;)
            looks.low ^= std::uint64_t{1} << static_cast<unsigned>(bit * 9 % 64);
        return looks;
    }

    bool is_broken = false;
};

class TextComparer : public FaceComparer {
public:
    Result<FaceComparison> compare(base::ByteSpan, base::ByteSpan reference) const override
    {
        FaceComparison comparison;
        comparison.network = "test-net";
        comparison.threshold_version = "test-1";
        const std::string said(reference.begin(), reference.end());
        if (said == "no face") {
            comparison.error_code = "portrait.no_face";
            return comparison;
        }
        comparison.likeness = from_word<FaceLikeness>(said).value_or(FaceLikeness::Uncertain);
        comparison.score = said == "same" ? 0.75 : -0.125;
        comparison.shot_quality = 0.9;
        comparison.reference_quality = 0.5;
        return comparison;
    }
};

/// Remembers what students were told.
class NotingTeller : public Teller {
public:
    Result<> tell(store::Entry&, const std::string&, const std::string& student, TellKind kind,
                  const std::string& values, const std::string&) override
    {
        const std::scoped_lock lock(mutex_);
        told_.push_back(student + " " + std::string(word(kind)) + " " + values);
        return {};
    }
    /// How often a student was told of a kind.
    std::int64_t told(const std::string& student, TellKind kind) const
    {
        const std::scoped_lock lock(mutex_);
        const auto begin = student + " " + std::string(word(kind)) + " ";
        return std::count_if(told_.begin(), told_.end(),
                             [&](const auto& text) { return text.starts_with(begin); });
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> told_;
};

/// For tests: a school's open batch with students who hold bound codes.
class CaptureTest : public ServiceTest {
protected:
    CaptureTest()
    {
        put("insert into batches (tenant, id, state, name_zh, name_en, profile, backdrop, price_fen, prints, "
            "return_hours, grace_minutes, retention_days, version, roster_version, created_ms, created_by) "
            "values ('school-1', 'batch-9', 'open', '2026届', 'Class of 2026', 'xueli-2017', 'white_wall', "
            "1500, 5, 48, 30, 180, 7, 1, 0, 'person-1')");
        put("insert into batch_windows (tenant, id, batch, kind, first_day, last_day, opens_minute, "
            "closes_minute, reason, created_ms, created_by) values ('school-1', 'w1', 'batch-9', "
            "'main_round', '2026-05-04', '2026-05-10', 480, 1080, '', 0, 'person-1')");
        add_step("school", 1);
        for (const auto kind : {ConsentKind::Photo, ConsentKind::Comparison})
            EXPECT_TRUE(consents.publish(office, kind, {"同意书", "Consent"}));
    }

    void put(std::string_view sql, const store::Values& values = {}) const
    {
        const auto done = database.write([&](store::Transaction& t) { return t.run(sql, values); });
        EXPECT_TRUE(done) << sql << ": " << (done ? "" : done.error().message);
    }
    void add_step(const std::string& step, std::int64_t persons) const
    {
        put("insert into batch_steps (tenant, batch, place, step, persons) select 'school-1', 'batch-9', "
            "count(*) + 1, $1, $2 from batch_steps where tenant = 'school-1'",
            {step, persons});
    }
    /// A student with a code that is bound to a device.
    DeviceGrant add_student(const std::string& id) const
    {
        put("insert into students (tenant, id, batch, code_number, state, state_ms, state_reason, "
            "roster_place, document_kind, language, glasses, name_is_resolved, masked_name, "
            "masked_document, version, created_ms, changed_ms) values ('school-1', $1, 'batch-9', $1, "
            "'coded', 0, '', 0, '', 'zh', 'unknown', 1, '张*', '1234', 1, 0, 0)",
            {id});
        put("insert into codes (tenant, id, student, batch, generation, state, issuer, wrong_tries, "
            "issued_ms, expires_ms, bound_ms, end_reason) values ('school-1', $1, $2, 'batch-9', 1, 'bound', "
            "'test', 0, 0, 9000000000000, 0, '')",
            {"code-" + id, id});
        return add_device(id, "phone-" + id);
    }
    /// Another device on which the identity is confirmed: the one before ends.
    DeviceGrant add_device(const std::string& student, const std::string& device) const
    {
        put("update code_devices set ended_ms = 1 where tenant = 'school-1' and code = $1 and ended_ms is "
            "null",
            {"code-" + student});
        put("insert into code_devices (tenant, id, code, token_digest, description, bound_ms, seen_ms, "
            "ends_ms) values ('school-1', $1, $2, $1, '', 0, 0, 9000000000000)",
            {device, "code-" + student});
        return {"school-1", student, "batch-9", "code-" + student, device};
    }
    void add_reference(const std::string& student, const std::string& picture)
    {
        const auto key = *keys.person_key(student);
        const auto blob =
            *store::put_sealed(*blobs, key, reference_blob, base::as_bytes(picture), means.randomness);
        put("insert into reference_photos (tenant, id, student, matched_by, blob, photo_digest, photo_bytes, "
            "format, is_current, added_ms, added_by) values ('school-1', $1, $2, 'document', $3, $1, 1, "
            "'jpeg', 1, 0, 'person-1')",
            {"ref-" + student, student, blob});
    }
    void consent(const DeviceGrant& grant, ConsentKind kind, ConsentAnswer answer)
    {
        const auto done = consents.answer(grant, {kind, answer, 1, base::Language::Chinese});
        EXPECT_TRUE(done) << done.error().message;
    }
    /// A sitting with all that must come before the first shot.
    SessionRow begin(const DeviceGrant& grant)
    {
        const auto session = sessions.open(grant, PhoneTier::Full);
        EXPECT_TRUE(session) << session.error().message;
        if (!session)
            return {};
        EXPECT_TRUE(sessions.read_notice(grant, 7));
        for (const auto kind : {ConsentKind::Photo, ConsentKind::Comparison}) {
            const auto answers = *consents.answers(grant);
            if (!answers.at(static_cast<std::size_t>(kind)))
                consent(grant, kind, ConsentAnswer::Given);
        }
        return *session;
    }
    /// Sends a picture in one piece; gives the shot.
    std::string send(const DeviceGrant& grant, const std::string& picture)
    {
        const auto ticket =
            shots.expect(grant, {static_cast<std::int64_t>(picture.size()),
                                 base::sha256_hex(base::as_bytes(picture)), ShotSource::Camera});
        EXPECT_TRUE(ticket) << ticket.error().message;
        if (!ticket)
            return {};
        const auto answer = shots.take(grant, {ticket->shot, 0, base::as_bytes(picture), ticket->nonce});
        EXPECT_TRUE(answer) << answer.error().message;
        EXPECT_TRUE(answer && answer->fate == PieceFate::Whole);
        return ticket->shot;
    }
    /// Runs the jobs that wait, as a worker does. Gives how many ended well.
    int work()
    {
        int done = 0;
        while (true) {
            const auto job = *store::take_job(database, {std::string(judge_job), std::string(compare_job)},
                                              clock_ms, 60'000, base::random_token(means.randomness));
            if (!job)
                return done;
            const auto result = job->kind == judge_job ? run_judge_job(means, judge, *job)
                                                       : run_compare_job(means, comparer, *job);
            done += result ? 1 : 0;
        }
    }
    /// Sends a picture, has it judged and confirms it.
    PhotoRow submit(const DeviceGrant& grant, const std::string& picture,
                    Submission how = Submission::Confirmed)
    {
        const auto shot = send(grant, picture);
        work();
        const auto photo = choosing.confirm(grant, shot, how);
        EXPECT_TRUE(photo) << photo.error().message;
        work();
        return photo ? *photo : PhotoRow{};
    }
    std::string state_of(const std::string& student) const
    {
        const auto row = database.read([&](store::Transaction& t) {
            return t.row("select state from students where tenant = 'school-1' and id = $1", {student});
        });
        return row && *row ? (*row)->text("state") : "";
    }
    PhotoRow photo(const std::string& id) const
    {
        return *database.read([&](store::Transaction& t) { return load_photo(t, "school-1", id); });
    }

    TextJudge judge;
    TextComparer comparer;
    NotingTeller teller;
    UploadFolder uploads{folder.at("uploads"), base::system_randomness()};
    Consents consents{means};
    CaptureSessions sessions{means};
    Shots shots{means, uploads};
    Choosing choosing{means, teller};
};

} // namespace tucai::collect
