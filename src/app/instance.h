#pragma once

#include "access/people.h"
#include "collect/means.h"
#include "store/audit_heads.h"

#include <memory>
#include <string>

namespace tucai::app {

/// Whether this process may know who students are (design, "Privacy split").
enum class Side {
    School, ///< holds the schools' keys
    Centre, ///< works without: code numbers and masked texts only
};

struct InstanceOptions {
    std::string folder = "tucai-data";
    std::string database; ///< an address; empty: SQLite in the folder
    std::string blobs;    ///< a folder; empty: in the data folder
    Side side = Side::School;
    /// Whether a folder that is not there yet is made: by `serve` and `demo`, not by a question.
    bool may_create = true;
    /// Whether heads of the audit that a crash left behind are renewed: by whoever writes, not by a question.
    bool renew_heads = true;
    std::function<std::int64_t()> now_ms; ///< UTC; the machine's clock where none is given
    base::Randomness randomness = base::system_randomness();
};

/// What a service keeps and works with, opened: the data folder with database, keys, pictures and audit.
///
/// `DIR/tucai.db` is the database, `DIR/keys` the master key and the persons' keys, `DIR/schools` the
/// schools' keys, `DIR/blobs` the pictures (encrypted), `DIR/uploads` what is still arriving, `DIR/audit` the
/// signed heads, `DIR/tls` the certificate.
class Instance {
public:
    /// Makes what is missing, brings the database to this program's form and renews the audit's heads.
    /// Fails: InvalidInput (a kind of address that is not served); FileNotFound (no such folder, where none
    /// may be made); StoreTooNew, StoreChanged, StoreUnavailable; FileUnreadable; SecretWrong.
    static Result<std::unique_ptr<Instance>> open(const InstanceOptions& options);

    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;
    ~Instance();

    const collect::Means& means() const;
    access::People& people();
    access::KeyRing& keys();
    store::Ledger& ledger();
    const store::Database& database() const;
    const store::AuditHeads& heads() const;
    std::string path_of(const std::string& name) const; ///< below the data folder
    std::int64_t now_ms() const;

    /// Whether nobody of the staff is there yet.
    Result<bool> is_new() const;

private:
    struct Parts;
    explicit Instance(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// UTC milliseconds by the machine's clock.
std::int64_t machine_now_ms();

} // namespace tucai::app
