#pragma once

#include "api/problem.h"
#include "base/language.h"
#include "http/request.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tucai::api {

/// The fields of a JSON body, asked for by name and kind. The first that does not fit is the problem, and so
/// is one that nobody asks for: a misspelt name must not pass for a wish that was heard.
///
/// Problems: RequestMediaType (no JSON), JsonMalformed and its kin, InvalidInput with `field`.
class Fields {
public:
    static Outcome<Fields> of(const http::Request& request);
    /// Of an object within the body; `at` names it in problems.
    static Outcome<Fields> of(const nlohmann::json& object, std::string at);

    /// UTF-8 of at most `most_bytes`; absent only where it is not given.
    std::optional<std::string> maybe_text(std::string_view name, std::size_t most_bytes = 2000);
    /// The same, and its absence is a problem.
    std::string text(std::string_view name, std::size_t most_bytes = 2000);
    std::optional<std::int64_t> maybe_integer(std::string_view name, std::int64_t least, std::int64_t most);
    std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
    bool yes_or_no(std::string_view name, bool otherwise);
    /// `{"zh":…,"en":…}`
    std::optional<base::Text> maybe_words(std::string_view name, std::size_t most_bytes = 4000);
    base::Text words(std::string_view name, std::size_t most_bytes = 4000);
    std::vector<std::string> texts(std::string_view name, std::size_t most, std::size_t most_bytes = 200);
    /// An object within this one. Its own `check` is to be asked too.
    std::optional<Fields> maybe_object(std::string_view name);
    /// An array of objects; absent gives none.
    std::vector<Fields> objects(std::string_view name, std::size_t most);
    /// One of a machine's words.
    template <class Find> auto word(std::string_view name, Find&& find)
    {
        auto found = find(std::string_view(text(name, 64)));
        if (!found)
            refuse(name);
        return found.value_or(typename decltype(found)::value_type{});
    }
    bool has(std::string_view name) const { return object_.contains(name); }
    /// Where this object stands, for a problem about the whole of it.
    const std::string& at() const { return at_; }

    /// To be asked when all fields are read: the first that was wrong, or that nobody read.
    Outcome<void> check() const;

private:
    Fields(nlohmann::json object, std::string at) : object_(std::move(object)), at_(std::move(at)) {}
    const nlohmann::json* find(std::string_view name);
    void refuse(std::string_view name);
    std::string place_of(std::string_view name) const;

    nlohmann::json object_;
    std::string at_;
    std::set<std::string, std::less<>> read_;
    std::optional<std::string> wrong_; ///< the first field that does not fit
};

} // namespace tucai::api
