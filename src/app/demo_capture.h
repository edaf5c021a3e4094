#pragma once

#include "app/engine_judge.h"
#include "app/instance.h"
#include "collect/capture/choosing.h"
#include "collect/capture/shots.h"
#include "collect/codes/code_desk.h"
#include "registry/registry.h"

#include <string>
#include <vector>

namespace tucai::app {

/// Lets invented students shoot: what phone and worker do, in one thread and at once.
class DemoCapture {
public:
    /// Needs: all of them to outlive it.
    DemoCapture(Instance& instance, const collect::PhotoJudge& judge, collect::Teller& teller,
                const registry::Registry& registry, collect::CodeDesk& desk);

    /// Confirms the identity as a phone does. Fails: as CodeDesk::confirm.
    Result<collect::DeviceGrant> confirm(const std::string& tenant, const std::string& code,
                                         const std::string& last_six);
    /// Reads the notice, consents and shoots; gives the shot. Fails: as the services do.
    Result<std::string> shoot(const collect::DeviceGrant& grant, const base::ByteVector& picture);
    /// Submits a shot. Fails: as Choosing::confirm.
    Result<collect::PhotoRow> submit(const collect::DeviceGrant& grant, const std::string& shot,
                                     collect::Submission how);
    collect::Choosing& choosing() { return choosing_; }

private:
    Result<> begin(const collect::DeviceGrant& grant);
    Result<> judge_all();

    Instance& instance_;
    const collect::PhotoJudge& judge_;
    const registry::Registry& registry_;
    collect::CodeDesk& desk_;
    collect::UploadFolder uploads_;
    collect::Shots shots_;
    collect::Choosing choosing_;
};

/// A portrait as another person's phone might have taken it: cut a little differently each time, so that no
/// two students of a demonstration send the same picture. Fails: as image::decode.
Result<base::ByteVector> varied_picture(const base::ByteVector& file, int variation);

} // namespace tucai::app
