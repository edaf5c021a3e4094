#include "collect/tables/parts.h"

namespace tucai::collect::tables {

std::string_view batches()
{
    return
        // A batch (批次): one collection of a school with its dates. `profile` is the standard that photos
        // are made by; `backdrop` what the student stands before ('white_wall', 'plain_wall' or 'any').
        // `version` counts changes, for ETags; `roster_version` changes of who is on its list. Proof.
        "create table batches ("
        "tenant text not null references tenants (id), id text not null, state text not null, "
        "name_zh text not null, name_en text not null, profile text not null, backdrop text not null, "
        "price_fen {integer} not null, prints {integer} not null, "
        "return_hours {integer} not null, grace_minutes {integer} not null, "
        "retention_days {integer} not null, version {integer} not null, roster_version {integer} not null, "
        "created_ms {integer} not null, created_by text not null, announced_ms {integer}, "
        "opened_ms {integer}, closed_ms {integer}, settled_ms {integer}, "
        "primary key (tenant, id)) {strict};"
        "create index batches_state on batches (state, tenant);"

        // The words of a batch's notice, one row a part ('uses', 'clothes', 'office', ...). Batch.
        "create table batch_texts ("
        "tenant text not null, batch text not null, part text not null, "
        "zh text not null, en text not null, primary key (tenant, batch, part), "
        "foreign key (tenant, batch) references batches (tenant, id)) {strict};"

        // Who reviews a batch's photos, in this order ('school', 'centre'), and by how many persons: 2 where
        // the two-person rule is asked for. Batch.
        "create table batch_steps ("
        "tenant text not null, batch text not null, place {integer} not null, step text not null, "
        "persons {integer} not null check (persons in (1, 2)), "
        "primary key (tenant, batch, place), unique (tenant, batch, step), "
        "foreign key (tenant, batch) references batches (tenant, id)) {strict};"

        // Days on which no round is open, as YYYY-MM-DD of Beijing. Batch.
        "create table batch_holidays ("
        "tenant text not null, batch text not null, day text not null, "
        "primary key (tenant, batch, day), "
        "foreign key (tenant, batch) references batches (tenant, id)) {strict};";
}

} // namespace tucai::collect::tables
