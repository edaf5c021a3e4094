#pragma once

#include "access/key_ring.h"
#include "access/roles.h"
#include "access/school_keys.h"
#include "store/blobs.h"
#include "store/ledger.h"

#include <string>

namespace tucai::collect {

using access::Role;
using access::Scope;

/// What the services of this room work with; all of it outlives them.
struct Means {
    store::Ledger& ledger;
    access::KeyRing& keys;           ///< of persons, students among them
    access::SchoolKeys& school_keys; ///< holds none where this process is no school's side
    store::BlobStore& blobs;
    base::Randomness randomness;
};

/// A new id: 20 small letters and digits that nobody can foresee, 100 bits. Good for `base::is_id`.
std::string new_id(const base::Randomness& randomness);

} // namespace tucai::collect
