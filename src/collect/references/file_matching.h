#pragma once

#include "collect/tenants/identity.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::collect {

/// Whose a file is, by its name.
struct FileMatch {
    std::set<std::size_t> students; ///< empty: nobody's; several: not known whose
    IdentityField by = IdentityField::StudentNumber;
};

/// Finds whose photo a file is: by student number, examinee number, document's number or name, as schools
/// name such files (domain, "Photo packages"): 学号.jpg, 身份证号.jpg, 学号-姓名.jpg, 学号_姓名/1.jpg.
class FileMatcher {
public:
    /// Needs: the digest by which a field's text is stored.
    explicit FileMatcher(std::function<std::string(IdentityField, const std::string&)> digest)
        : digest_(std::move(digest))
    {
    }

    /// A student has a field of this digest.
    void add(IdentityField field, const std::string& digest, std::size_t student);

    /// The whole name is tried first, then its parts, then the folder's. A number outweighs a name; where
    /// they contradict each other it is not known whose the file is.
    FileMatch match(std::string_view path) const;

private:
    FileMatch match_text(const std::string& text) const;
    FileMatch match_parts(const std::string& text) const;

    std::function<std::string(IdentityField, const std::string&)> digest_;
    std::map<std::pair<IdentityField, std::string>, std::set<std::size_t>> known_;
};

} // namespace tucai::collect
