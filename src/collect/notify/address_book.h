#pragma once

#include "collect/means.h"
#include "collect/notify/sender.h"

namespace tucai::collect::notify {

/// The addresses that the service's own rows hold: students' from their sealed columns, where this process
/// holds the school's key; staff's from their sign-in. Where they cannot be read here (another side's key, a
/// student whose key was destroyed) nobody is reached, and the message goes to the list.
class StoredAddresses : public AddressBook {
public:
    explicit StoredAddresses(const Means& means) : means_(means) {}
    /// Fails: SecretWrong; as the store and the folders of keys do.
    Result<Reach> student(const std::string& tenant, const std::string& student) const override;
    Result<Reach> person(const std::string& tenant, const std::string& person) const override;

private:
    Means means_;
};

} // namespace tucai::collect::notify
