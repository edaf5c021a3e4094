#pragma once

#include "base/secret.h"
#include "http/request.h"

#include <nlohmann/json_fwd.hpp>

namespace tucai::http {

struct PageLimits {
    int usual = 50;
    int most = 200; ///< more is cut to this, not refused
};

/// Which page of a list is asked for.
struct Page {
    std::string
        after;     ///< where the page before ended, as that page's maker said it; empty for the first page
    int limit = 0; ///< 1 to `most`
};

/// Makes and reads cursors. A cursor is encrypted, since it may hold what a list is sorted by, such as a
/// name, and bound to its list: route, filters and reader.
class Cursors {
public:
    Cursors(const base::SecretKey& key, base::Randomness randomness)
        : key_(key.derived("http.cursor")), randomness_(std::move(randomness))
    {
    }

    /// `?cursor=&limit=`. `list` names route, filters and reader. Fails: CursorInvalid (of another list, of
    /// another key, changed); InvalidInput (a limit that is no number above 0).
    Result<Page> page_of(const Request& request, std::string_view list, const PageLimits& limits = {}) const;
    std::string cursor(std::string_view list, std::string_view after) const;

    /// `{"items":[…],"next":"…"}`, `next` null on the last page: `after` empty.
    nlohmann::json page(std::string_view list, nlohmann::json items, std::string_view after) const;

private:
    base::SecretKey key_;
    base::Randomness randomness_;
};

} // namespace tucai::http
