#pragma once

#include "store/migrations.h"

#include <span>

namespace tucai::collect {

/// Every table of the service, as the steps that `store::migrate` does in their order: the audit, the jobs
/// and the people of the rooms below, then this room's own.
///
/// Every row of a school carries its tenant, the first half of each key, and what it refers to is of the same
/// tenant, by foreign keys of both halves: a row of one school cannot name another's. Times end in `_ms` (UTC
/// milliseconds) and yes or no is 1 or 0. What ends in `_sealed` is encrypted (base/secret.h) and bound to
/// its table, column and row: what tells who somebody is under the school's key and the student's together,
/// the rest of a student under the student's key alone. What ends in `_digest` is keyed.
///
/// How long rows are kept is said behind each table in one word:
///   standing  as long as the tenant is served;
///   batch     until the batch's retention ends (`batches.retention_days` after it was settled);
///   short     until its purpose is settled, at most 30 days after the photo was registered: admission
///             photos, shots that were not chosen, their findings and comparisons;
///   photo     an accepted photo, as long as the school's notice says;
///   proof     three years: what shows that things were done rightly (domain, "Law, security and consent");
///   passing   hours or days; a timer's job removes it.
/// A student's deletion destroys the key, empties the sealed columns and digests, and leaves the row.
std::span<const store::Migration> service_tables();

} // namespace tucai::collect
