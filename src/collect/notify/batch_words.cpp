#include "collect/notify/batch_words.h"

#include <algorithm>

namespace tucai::collect::notify {
namespace {

/// One line that a template takes, or the fallback where there is nothing.
std::string one_line(std::string text, const char* fallback)
{
    for (auto& c : text)
        c = (c >= 0 && c < ' ') || c == 127 ? ' ' : c;
    auto end = std::min(text.size(), most_value_bytes);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text.find_first_not_of(' ') == std::string::npos ? fallback : text;
}

} // namespace

Result<Parameters> with_batch_words(store::Transaction& sql, Topic topic, const std::string& tenant,
                                    const std::string& batch, Parameters own)
{
    TUCAI_TRY(
        const auto row,
        sql.row(
            "select b.name_zh, b.name_en, t.name_zh as school_zh, t.name_en as school_en, coalesce(o.zh, '') "
            "as office_zh, coalesce(o.en, '') as office_en from batches b join tenants t on t.id = b.tenant "
            "left join batch_texts o on o.tenant = b.tenant and o.batch = b.id and o.part = 'office' where "
            "b.tenant = $1 and b.id = $2",
            {tenant, batch}));
    const auto of = [&](const char* column) { return row ? row->text(column) : std::string(); };
    const Parameters known = {
        {"batch",
         base::Text{one_line(of("name_zh"), "图像采集"), one_line(of("name_en"), "Photo collection")}},
        {"school", base::Text{one_line(of("school_zh"), "学校"), one_line(of("school_en"), "The school")}},
        {"office", base::Text{one_line(of("office_zh"), "学校办公室"),
                              one_line(of("office_en"), "the school's office")}},
    };
    for (const auto& word : placeholders(template_of(topic)))
        if (const auto found = known.find(word); found != known.end())
            own.insert(*found);
    return own;
}

} // namespace tucai::collect::notify
