#include "store/audit_chain.h"

#include "base/sha256.h"

#include <limits>

namespace tucai::store {
namespace {

constexpr std::size_t events_at_once = 1000;

std::string no_hash()
{
    return std::string(64, '0');
}

void put(Bytes& bytes, std::int64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(
            static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> static_cast<unsigned>(shift)));
}

/// With its length before it, so that no two lists of fields give the same bytes.
void put(Bytes& bytes, const std::string& text)
{
    put(bytes, static_cast<std::int64_t>(text.size()));
    bytes.insert(bytes.end(), text.begin(), text.end());
}

std::string hash_of(const AuditEvent& event, std::int64_t number, const std::string& before)
{
    Bytes bytes;
    put(bytes, std::string("tucai.audit/1"));
    put(bytes, before);
    put(bytes, number);
    put(bytes, event.at_ms);
    for (const auto* field : {&event.tenant, &event.kind, &event.actor, &event.subject, &event.details})
        put(bytes, *field);
    return base::sha256_hex(bytes);
}

AuditEvent event_of(const Row& row, const std::string& tenant)
{
    return {tenant,
            row.text("kind"),
            row.text("actor"),
            row.text("subject"),
            row.text("details"),
            row.integer("at_ms")};
}

/// A walk along a chain, some events at a time.
class Walk {
public:
    Walk(std::string tenant, std::optional<AuditHead> kept)
        : kept_(std::move(kept)), last_{std::move(tenant), 0, no_hash()}
    {
    }

    void step(const Row& row)
    {
        const auto number = row.integer("number");
        if (number != last_.number + 1)
            fault(last_.number + 1, AuditFaultKind::Missing);
        else if (row.text("before") != last_.hash)
            fault(number, AuditFaultKind::Reordered);
        const auto hash = row.text("hash");
        if (hash_of(event_of(row, last_.tenant), number, row.text("before")) != hash)
            fault(number, AuditFaultKind::Changed);
        last_.number = number;
        last_.hash = hash;
        if (kept_ && kept_->number == number)
            is_head_met_ = kept_->hash == hash;
    }

    std::vector<AuditFault> end()
    {
        if (kept_ && kept_->number > 0 && !is_head_met_)
            fault(kept_->number, AuditFaultKind::Cut);
        return std::move(faults_);
    }
    std::int64_t last_number() const { return last_.number; }

private:
    void fault(std::int64_t number, AuditFaultKind kind) { faults_.push_back({last_.tenant, number, kind}); }

    std::optional<AuditHead> kept_;
    AuditHead last_;
    bool is_head_met_ = false;
    std::vector<AuditFault> faults_;
};

} // namespace

std::string_view audit_table()
{
    return "create table audit_events (tenant text not null, number {integer} not null, at_ms {integer} not "
           "null, "
           "kind text not null, actor text not null, subject text not null, details text not null, "
           "before text not null, hash text not null, primary key (tenant, number)) {strict};"
           "create index audit_events_subject on audit_events (tenant, subject);";
}

Result<AuditHead> read_head(Transaction& transaction, const std::string& tenant)
{
    TUCAI_TRY(const auto row, transaction.row("select number, hash from audit_events where tenant = $1 "
                                              "order by number desc limit 1",
                                              {tenant}));
    return row ? AuditHead{tenant, row->integer("number"), row->text("hash")}
               : AuditHead{tenant, 0, no_hash()};
}

Result<AuditHead> append(Transaction& transaction, const AuditEvent& event)
{
    TUCAI_TRY(auto head, read_head(transaction, event.tenant));
    const std::string before = head.hash;
    ++head.number;
    head.hash = hash_of(event, head.number, before);
    TUCAI_CHECK(
        transaction.run("insert into audit_events (tenant, number, at_ms, kind, actor, subject, details, "
                        "before, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        {event.tenant, head.number, event.at_ms, event.kind, event.actor, event.subject,
                         event.details, before, head.hash}));
    return head;
}

std::string_view audit_fault_word(AuditFaultKind kind)
{
    switch (kind) {
    case AuditFaultKind::Missing:
        return "missing";
    case AuditFaultKind::Changed:
        return "changed";
    case AuditFaultKind::Reordered:
        return "reordered";
    case AuditFaultKind::Cut:
        return "cut";
    }
    return "changed";
}

Result<std::vector<AuditFault>> verify(Transaction& transaction, const std::string& tenant,
                                       const std::optional<AuditHead>& kept)
{
    Walk walk(tenant, kept);
    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    for (;;) {
        TUCAI_TRY(const auto rows,
                  transaction.rows("select number, at_ms, kind, actor, subject, details, before, hash from "
                                   "audit_events where tenant = $1 and number > $2 order by number limit $3",
                                   {tenant, from, static_cast<std::int64_t>(events_at_once)}));
        for (const auto& row : rows)
            walk.step(row);
        if (rows.size() < events_at_once)
            return walk.end();
        from = walk.last_number();
    }
}

Result<std::vector<std::string>> audited_tenants(Transaction& transaction)
{
    TUCAI_TRY(const auto rows, transaction.rows("select distinct tenant from audit_events order by tenant"));
    std::vector<std::string> tenants;
    tenants.reserve(rows.size());
    for (const auto& row : rows)
        tenants.push_back(row.text("tenant"));
    return tenants;
}

} // namespace tucai::store
