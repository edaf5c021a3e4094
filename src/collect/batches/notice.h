#pragma once

#include "collect/batches/batches.h"

#include <string>
#include <vector>

namespace tucai::collect {

/// What a notice is made of.
struct NoticeMatter {
    base::Text school;
    BatchDetails batch;
    std::vector<Window> rounds;
};

/// One part of a notice: a heading, and sentences or points below it.
struct NoticeSection {
    std::string id; ///< a stable word, such as "dates"
    std::string heading;
    std::vector<std::string> lines;
};

/// The public notice (通知) of a batch in one language.
struct Notice {
    std::string title;
    base::Language language = base::Language::Chinese;
    std::vector<NoticeSection> sections;
};

/// Makes the notice that students read before they shoot: dates and hours in Beijing time, holidays, make-up
/// rounds, who need not come, how and where, the seven rules, clothes, price and prints, uses, consequences,
/// office. Parts that the batch does not have are left out. Pure.
/// Source of the rules: the notice that the issue is about, as ux.md, "Words for fixes", puts them.
Notice render_notice(const NoticeMatter& matter, base::Language language);

/// The notice as plain text: headings, and lines below them.
std::string notice_text(const Notice& notice);

/// The notice as a fragment of HTML, without styles or scripts; every text of the school's is escaped.
std::string notice_html(const Notice& notice);

/// A price as people read it: "15 元", "15.50 元", "免费"; "15 yuan", "free of charge". Pure.
std::string price_text(std::int64_t fen, base::Language language);

} // namespace tucai::collect
