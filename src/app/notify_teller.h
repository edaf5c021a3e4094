#pragma once
#include "collect/locks/teller.h"
namespace tucai::app {
class NotifyTeller : public collect::Teller {
public:
    Result<> tell(store::Entry&, const std::string&, const std::string&, collect::TellKind,
                  const std::string&, const std::string&) override
    {
        return {};
    }
};
} // namespace tucai::app
