#include "collect/tables/parts.h"

namespace tucai::collect::tables {

std::string_view messages()
{
    return
        // A message to a student or to a member of staff, by id: where to send it is looked up when it is
        // sent. `parameters` are dates, states and ids as JSON, never a name. `channel`: 'smtp', 'webhook'
        // or 'list' (printed or copied by a person). `cause` keeps the same thing from being told twice.
        // Batch.
        "create table notifications ("
        "tenant text not null references tenants (id), id text not null, batch text, student text, "
        "person text, template text not null, language text not null, parameters text not null, "
        "channel text not null check (channel in ('smtp', 'webhook', 'list')), "
        "state text not null check (state in ('waiting', 'sent', 'delivered', 'failed', 'listed')), "
        "attempts {integer} not null, error_code text, cause text not null, "
        "made_ms {integer} not null, next_ms {integer} not null, ended_ms {integer}, "
        "primary key (tenant, id), unique (tenant, cause), "
        "check ((student is null) <> (person is null)), "
        "foreign key (tenant, batch) references batches (tenant, id), "
        "foreign key (tenant, student) references students (tenant, id)) {strict};"
        "create index notifications_waiting on notifications (next_ms) where state = 'waiting';"
        "create index notifications_student on notifications (tenant, student, made_ms);"
        "create index notifications_batch on notifications (tenant, batch, state);"

        // Another program that is told of events, by requests that are signed with its secret. Standing.
        "create table webhooks ("
        "tenant text not null references tenants (id), id text not null, address text not null, "
        "events text not null, secret_sealed {bytes} not null, is_disabled {integer} not null, "
        "created_ms {integer} not null, created_by text not null, primary key (tenant, id)) {strict};"

        // One event on its way to a webhook: ids only. Passing.
        "create table webhook_deliveries ("
        "tenant text not null, id text not null, webhook text not null, event text not null, "
        "payload text not null, state text not null check (state in ('waiting', 'sent', 'failed')), "
        "attempts {integer} not null, status {integer}, made_ms {integer} not null, "
        "next_ms {integer} not null, ended_ms {integer}, primary key (tenant, id), "
        "foreign key (tenant, webhook) references webhooks (tenant, id)) {strict};"
        "create index webhook_deliveries_waiting on webhook_deliveries (next_ms) where state = 'waiting';"
        "create index webhook_deliveries_webhook on webhook_deliveries (tenant, webhook, made_ms);";
}

} // namespace tucai::collect::tables
