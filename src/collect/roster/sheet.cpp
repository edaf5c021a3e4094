#include "collect/roster/workbook.h"
#include "collect/roster/xml.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace tucai::collect::roster {
namespace {

using base::Text;

constexpr std::size_t most_columns = 16'384; ///< of any spreadsheet
constexpr std::size_t most_rows = 1'048'576;

/// A cell's name, such as B12, as a row from 1 and a column from 0.
struct CellName {
    std::size_t row = 0;
    std::size_t column = 0;
};

std::optional<CellName> parse_cell_name(std::string_view name)
{
    CellName cell;
    std::size_t letters = 0;
    for (; letters < name.size() && name[letters] >= 'A' && name[letters] <= 'Z'; ++letters) {
        cell.column = cell.column * 26 + static_cast<std::size_t>(name[letters] - 'A' + 1);
        if (cell.column > most_columns)
            return std::nullopt;
    }
    const char* end = name.data() + name.size();
    const auto [place, status] = std::from_chars(name.data() + letters, end, cell.row);
    if (letters == 0 || status != std::errc() || place != end || cell.row == 0 || cell.row > most_rows)
        return std::nullopt;
    --cell.column;
    return cell;
}

/// Sees a worksheet go by: rows of cells, then merged ranges.
class SheetVisitor : public XmlVisitor {
public:
    SheetVisitor(const SheetContext& context, GridBuilder& builder) : context_(context), builder_(builder) {}

    Read<> begin(std::string_view name, const Attributes& attributes) override
    {
        if (name == "row")
            return begin_row(attributes);
        if (name == "c")
            return begin_cell(attributes);
        if (name == "mergeCell")
            return merge(attributes.text("ref"));
        pronounced_ += name == "rPh" ? 1 : 0;
        is_text_ = name == "v" || (name == "t" && pronounced_ == 0);
        is_formula_ |= name == "f";
        return {};
    }
    Read<> end(std::string_view name) override
    {
        is_text_ = false;
        pronounced_ -= name == "rPh" ? 1 : 0;
        return name == "c" ? end_cell() : Read<>{};
    }
    Read<> text(std::string_view piece) override
    {
        if (is_text_ && text_.size() <= context_.limits.cell_characters * 4)
            text_ += piece; // a longer one is refused when it ends
        return {};
    }

    SheetNotes notes;

private:
    Place here() const { return {row_, column_ + 1}; }

    tl::unexpected<Fault> damaged() const
    {
        return refuse(ErrorCode::TableDamaged,
                      {"单元格内容已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                       "the cell is damaged. Open the file in Excel or WPS and save it anew."},
                      here());
    }

    Read<> begin_row(const Attributes& attributes)
    {
        const auto number = attributes.text("r");
        column_ = 0;
        next_column_ = 0;
        std::size_t row = row_ + 1;
        const bool is_number =
            number.empty() || std::from_chars(number.data(), number.data() + number.size(), row).ptr ==
                                  number.data() + number.size();
        if (!is_number || row <= row_ || row > most_rows)
            return refuse(ErrorCode::TableDamaged,
                          {"行的顺序混乱。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                           "the rows are out of order. Open the file in Excel or WPS and save it anew."},
                          {row_, 0});
        row_ = row;
        notes.hidden_rows += attributes.is_set("hidden") ? 1 : 0;
        return {};
    }

    Read<> begin_cell(const Attributes& attributes)
    {
        text_.clear();
        is_formula_ = false;
        type_ = attributes.text("t");
        style_ = 0;
        const auto style = attributes.text("s");
        std::from_chars(style.data(), style.data() + style.size(), style_);
        column_ = next_column_;
        if (const auto name = attributes.find("r")) {
            const auto cell = parse_cell_name(*name);
            if (!cell || cell->row != row_ || cell->column < next_column_)
                return damaged();
            column_ = cell->column;
        }
        next_column_ = column_ + 1;
        return {};
    }

    Read<> end_cell()
    {
        if (text_.empty()) {
            notes.formulas_without_result += is_formula_ ? 1 : 0;
            return {};
        }
        Cell cell;
        cell.is_formula = is_formula_;
        if (type_ == "s")
            return put_shared(cell);
        if (type_ == "b") {
            cell.kind = CellKind::Boolean;
            text_ = text_ == "1" || text_ == "true" ? "TRUE" : "FALSE";
        } else if (type_ == "e") {
            cell.kind = CellKind::Error;
        } else if (type_ == "d") {
            cell.kind = CellKind::Date;
        } else if (type_ == "str" || type_ == "inlineStr") {
            cell.kind = CellKind::Text;
            text_ = unescaped(text_);
        } else {
            set_number(cell);
        }
        TUCAI_TRY(cell.text, builder_.keep(text_, here()));
        return builder_.put(row_, column_, cell);
    }

    void set_number(Cell& cell)
    {
        cell.kind = CellKind::Number;
        cell.might_have_lost_digits = has_lost_digits(text_);
        if (!context_.formats.shows_date(style_))
            return;
        if (auto date = date_of_number(text_, context_.counts_days_from_1904)) {
            cell.kind = CellKind::Date;
            text_ = std::move(*date);
        }
    }

    Read<> put_shared(Cell cell)
    {
        std::size_t index = 0;
        const auto* end = text_.data() + text_.size();
        const auto [place, status] = std::from_chars(text_.data(), end, index);
        if (status != std::errc() || place != end || index >= context_.strings.size())
            return damaged();
        cell.kind = CellKind::Text;
        cell.text = context_.strings[index];
        return builder_.put(row_, column_, cell);
    }

    /// Keeps the ranges that may belong to headings; counts are kept of the others.
    Read<> merge(std::string_view range)
    {
        constexpr std::size_t most_merges = 10'000;
        const auto colon = range.find(':');
        const auto first = parse_cell_name(range.substr(0, colon));
        const auto last = colon == std::string_view::npos ? first : parse_cell_name(range.substr(colon + 1));
        auto& merges = builder_.grid().merges;
        if (!first || !last || first->row > last->row || first->column > last->column)
            return refuse(ErrorCode::TableDamaged,
                          {"合并单元格的范围无效。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                           "A merged range is not valid. Open the file in Excel or WPS and save it anew."});
        if (merges.size() < most_merges && first->column < context_.limits.columns)
            merges.push_back(
                {first->row, last->row, first->column, std::min(last->column, context_.limits.columns - 1)});
        return {};
    }

    const SheetContext& context_;
    GridBuilder& builder_;
    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::size_t next_column_ = 0;
    std::size_t style_ = 0;
    std::string type_;
    std::string text_;
    bool is_text_ = false;
    bool is_formula_ = false;
    int pronounced_ = 0;
};

} // namespace

Read<SheetNotes> read_sheet(Archive& archive, const std::string& entry, const SheetContext& context,
                            GridBuilder& builder)
{
    SheetVisitor visitor(context, builder);
    TUCAI_CHECK(read_xml(archive, entry, visitor));
    return visitor.notes;
}

} // namespace tucai::collect::roster
