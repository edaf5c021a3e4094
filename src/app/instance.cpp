#include "app/instance.h"

#include "collect/tables.h"
#include "store/migrations.h"

#include <sys/stat.h>

#include <chrono>
#include <filesystem>

namespace tucai::app {

struct Instance::Parts {
    Parts(const InstanceOptions& options, store::Database opened, access::KeyRing ring,
          std::unique_ptr<store::BlobStore> pictures)
        : folder(options.folder), now_ms(options.now_ms), database(std::move(opened)), keys(std::move(ring)),
          heads(folder + "/audit", keys.key_for("audit")), ledger(database, heads, options.now_ms),
          school_keys(options.side == Side::School ? folder + "/schools" : "", keys.key_for("schools"),
                      options.randomness),
          blobs(std::move(pictures)), means{ledger, keys, school_keys, *blobs, options.randomness},
          people(ledger, keys, options.randomness)
    {
    }

    std::string folder;
    std::function<std::int64_t()> now_ms;
    store::Database database;
    access::KeyRing keys;
    store::AuditHeads heads;
    store::Ledger ledger;
    access::SchoolKeys school_keys;
    std::unique_ptr<store::BlobStore> blobs;
    collect::Means means;
    access::People people;
};

namespace {

constexpr std::size_t largest_blob_bytes = 256U << 20U;

/// The folder itself, for its owner alone: keys and pictures lie in it.
Result<> prepare_folder(const InstanceOptions& options)
{
    std::error_code wrong;
    if (std::filesystem::is_directory(options.folder, wrong))
        return {};
    if (!options.may_create)
        return fail(ErrorCode::FileNotFound, "There is no data folder " + options.folder +
                                                 ". Name it with --data, or let `tucai serve` make it.");
    std::filesystem::create_directories(options.folder, wrong);
    if (wrong || ::chmod(options.folder.c_str(), S_IRWXU) != 0)
        return fail(ErrorCode::FileUnreadable,
                    "The data folder " + options.folder + " cannot be made (" + wrong.message() + ").");
    return {};
}

Result<std::string> database_address(const InstanceOptions& options)
{
    if (options.database.empty())
        return "sqlite:" + options.folder + "/tucai.db";
    if (!options.database.starts_with("sqlite:"))
        return fail(ErrorCode::InvalidInput, "--database: this version keeps its rows in SQLite only. Name "
                                             "sqlite:PATH, or leave it out.");
    return options.database;
}

Result<std::string> blob_folder(const InstanceOptions& options)
{
    if (options.blobs.empty())
        return options.folder + "/blobs";
    if (options.blobs.find("://") != std::string::npos)
        return fail(ErrorCode::InvalidInput,
                    "--blobs: this version keeps its pictures in a folder only. Name "
                    "a folder, or leave it out.");
    return options.blobs;
}

} // namespace

std::int64_t machine_now_ms()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

Instance::Instance(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Instance::~Instance() = default;

Result<std::unique_ptr<Instance>> Instance::open(const InstanceOptions& given)
{
    auto options = given;
    if (!options.now_ms)
        options.now_ms = machine_now_ms;
    TUCAI_CHECK(prepare_folder(options));
    TUCAI_TRY(const auto address, database_address(options));
    TUCAI_TRY(const auto pictures, blob_folder(options));
    TUCAI_TRY(auto keys, access::KeyRing::open(options.folder + "/keys", options.randomness));
    store::DatabaseOptions how;
    how.may_create = options.may_create;
    TUCAI_TRY(auto database, store::Database::open(address, how));
    TUCAI_CHECK(store::migrate(database, collect::service_tables(), options.now_ms()));
    TUCAI_TRY(auto blobs, store::open_blob_folder(pictures, largest_blob_bytes));
    auto parts = std::make_unique<Parts>(options, std::move(database), std::move(keys), std::move(blobs));
    if (options.renew_heads)
        TUCAI_CHECK(parts->ledger.renew_heads());
    return std::unique_ptr<Instance>(new Instance(std::move(parts))); // NOLINT: the constructor is private
}

const collect::Means& Instance::means() const
{
    return parts_->means;
}

access::People& Instance::people()
{
    return parts_->people;
}

access::KeyRing& Instance::keys()
{
    return parts_->keys;
}

store::Ledger& Instance::ledger()
{
    return parts_->ledger;
}

const store::Database& Instance::database() const
{
    return parts_->database;
}

const store::AuditHeads& Instance::heads() const
{
    return parts_->heads;
}

std::string Instance::path_of(const std::string& name) const
{
    return parts_->folder + "/" + name;
}

std::int64_t Instance::now_ms() const
{
    return parts_->now_ms();
}

Result<bool> Instance::is_new() const
{
    return parts_->database.read([](store::Transaction& sql) -> Result<bool> {
        TUCAI_TRY(const auto row, sql.row("select count(*) as n from people"));
        return row->integer("n") == 0;
    });
}

} // namespace tucai::app
