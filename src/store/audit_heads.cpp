#include "store/audit_heads.h"

#include "base/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

namespace tucai::store {
namespace {

constexpr std::size_t most_head_bytes = 4096;
constexpr const char* schema = "tucai.audit-head/1";

Bytes bytes_of(const std::string& text)
{
    return {text.begin(), text.end()};
}

/// What is signed: no field can pass for a part of another, since none holds a line's end.
Bytes signed_text(const AuditHead& head)
{
    return bytes_of(std::string(schema) + "\n" + head.tenant + "\n" + std::to_string(head.number) + "\n" +
                    head.hash);
}

std::string day_of(std::int64_t ms)
{
    const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms)));
    const std::chrono::year_month_day date(day);
    std::string text = std::to_string(static_cast<int>(date.year()));
    for (const unsigned part : {static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())})
        text += (part < 10 ? "-0" : "-") + std::to_string(part);
    return text;
}

} // namespace

AuditHeads::AuditHeads(std::string folder, base::SecretKey signing_key)
    : folder_(std::move(folder)), key_(std::move(signing_key))
{
}

std::string AuditHeads::path_of(const std::string& tenant) const
{
    return folder_ + "/" + tenant + ".json";
}

Result<> AuditHeads::keep(const AuditHead& head, std::int64_t now_ms)
{
    if (!base::is_id(head.tenant))
        return fail(ErrorCode::InvalidInput, "A tenant's id has letters, digits and hyphens, at most 64.");
    const std::lock_guard lock(mutex_);
    const auto before = read(path_of(head.tenant), head.tenant);
    if (before && *before && (*before)->number >= head.number)
        return {};
    const nlohmann::ordered_json json = {{"schema", schema},
                                         {"tenant", head.tenant},
                                         {"number", head.number},
                                         {"hash", head.hash},
                                         {"signature", base::hex(base::sign(key_, signed_text(head)))}};
    const auto bytes = bytes_of(json.dump(1) + "\n");
    const std::string archive = folder_ + "/archive/" + day_of(now_ms);
    std::error_code wrong;
    std::filesystem::create_directories(archive, wrong);
    const std::string todays = archive + "/" + head.tenant + ".json";
    if (!std::filesystem::exists(todays, wrong))
        TUCAI_CHECK(base::write_file(todays, bytes));
    return base::write_file(path_of(head.tenant), bytes, base::Durability::OnDisk);
}

Result<std::optional<AuditHead>> AuditHeads::kept(const std::string& tenant) const
{
    if (!base::is_id(tenant))
        return std::optional<AuditHead>();
    return read(path_of(tenant), tenant);
}

Result<std::optional<AuditHead>> AuditHeads::read(const std::string& path, const std::string& tenant) const
{
    const auto bytes = base::read_file(path, most_head_bytes);
    if (!bytes && bytes.error().code == ErrorCode::FileNotFound)
        return std::optional<AuditHead>();
    const auto changed = [&] {
        return fail(ErrorCode::StoreChanged,
                    "The audit's head of " + tenant + " was not signed by this program.");
    };
    if (!bytes)
        return bytes.error().code == ErrorCode::ImageTooLarge ? changed() : tl::unexpected(bytes.error());
    const auto json = nlohmann::json::parse(*bytes, nullptr, false);
    if (!json.is_object())
        return changed();
    const auto text = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto number = json.find("number");
    if (number == json.end() || !number->is_number_integer() || text("tenant") != tenant)
        return changed();
    AuditHead head{tenant, number->get<std::int64_t>(), text("hash")};
    if (text("signature") != base::hex(base::sign(key_, signed_text(head)))) // Ed25519 is deterministic
        return changed();
    return head;
}

Result<std::vector<std::string>> AuditHeads::tenants() const
{
    // Whoever takes the newest head away leaves the archived ones, or has to find them too.
    std::set<std::string> found;
    std::error_code wrong;
    namespace fs = std::filesystem;
    for (fs::recursive_directory_iterator at(folder_, wrong), end; !wrong && at != end; at.increment(wrong))
        if (at->path().extension() == ".json")
            found.insert(at->path().stem().string());
    return std::vector<std::string>(found.begin(), found.end());
}

Result<std::vector<AuditFault>> verify_all(const Database& database, const AuditHeads& heads)
{
    return database.read([&](Transaction& transaction) -> Result<std::vector<AuditFault>> {
        TUCAI_TRY(const auto with_events, audited_tenants(transaction));
        TUCAI_TRY(const auto with_head, heads.tenants());
        std::set<std::string> tenants(with_events.begin(), with_events.end());
        tenants.insert(with_head.begin(), with_head.end());
        std::vector<AuditFault> faults;
        for (const auto& tenant : tenants) {
            auto head = heads.kept(tenant);
            if (!head && head.error().code != ErrorCode::StoreChanged)
                return tl::unexpected(std::move(head).error());
            if (!head || !*head)
                faults.push_back({tenant, 0, AuditFaultKind::Cut}); // no head of ours vouches for the end
            TUCAI_TRY(const auto found, verify(transaction, tenant, head ? *head : std::nullopt));
            faults.insert(faults.end(), found.begin(), found.end());
        }
        return faults;
    });
}

} // namespace tucai::store
