#include "collect/notify/address_book.h"

#include "collect/tenants/identity.h"

namespace tucai::collect::notify {

Result<Reach> StoredAddresses::student(const std::string& tenant, const std::string& student) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<Reach> {
        // The school's own programs send; a centre's hold no key to read by.
        const Scope scope{"system", Role::School, tenant, ""};
        TUCAI_TRY(const auto key, find_identity_key(sql, means_, scope));
        TUCAI_TRY(
            const auto row,
            sql.row(
                "select name_sealed, latin_name_sealed, document_sealed, student_number_sealed, "
                "examinee_number_sealed, birth_date_sealed, sex_sealed, nationality_sealed, phone_sealed, "
                "email_sealed, studies_sealed from students where tenant = $1 and id = $2",
                {tenant, student}));
        if (!key || !row)
            return Reach{};
        const auto student_key = means_.keys.existing_person_key(student);
        if (!student_key && student_key.error().code == ErrorCode::KeyDestroyed)
            return Reach{};
        if (!student_key)
            return tl::unexpected(student_key.error());
        TUCAI_TRY(const auto identity, key->open(*row, student, *student_key));
        return Reach{identity[IdentityField::Email], identity[IdentityField::Phone]};
    });
}

Result<Reach> StoredAddresses::person(const std::string& tenant, const std::string& person) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<Reach> {
        TUCAI_TRY(const auto row,
                  sql.row("select email from people where tenant = $1 and id = $2 and is_disabled = 0",
                          {tenant, person}));
        return row ? Reach{row->text("email"), ""} : Reach{};
    });
}

} // namespace tucai::collect::notify
