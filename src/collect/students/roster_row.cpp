#include "collect/students/roster_row.h"

#include "collect/beijing_time.h"
#include "collect/characters.h"
#include "collect/code_points.h"
#include "collect/names.h"
#include "collect/scopes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace tucai::collect {
namespace {

using roster::Field;

constexpr std::size_t most_number_characters = 40;
constexpr std::size_t most_text_characters = 100;

/// Fields that are kept together: nothing is looked up by them.
constexpr Field study_fields[] = {Field::Department, Field::MajorCode, Field::MajorName,
                                  Field::Grade,      Field::Level,     Field::Duration,
                                  Field::StudyMode,  Field::EntryDate, Field::GraduationDate};

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\xC2\xA0\xE3\x80") == std::string_view::npos;
}

/// Reads the cells of one row, and remembers what is wrong with them.
class RowReader {
public:
    RowReader(const GivenCells& cells, std::size_t number, std::vector<RowFault>& faults,
              std::vector<NotedRow>& notes)
        : cells_(cells), faults_(faults), notes_(notes), faults_before_(faults.size())
    {
        row_.number = number;
    }

    std::optional<RosterRow> read()
    {
        read_names();
        read_the_document();
        read_number(Field::StudentNumber, IdentityField::StudentNumber);
        read_number(Field::ExamineeNumber, IdentityField::ExamineeNumber);
        read_person();
        read_contacts();
        row_.college = line(Field::College);
        row_.class_name = line(Field::ClassName);
        read_studies();
        if (faults_.size() != faults_before_)
            return std::nullopt;
        return std::move(row_);
    }

private:
    void refuse(Field field, ErrorCode code)
    {
        auto shown = code_points(cells_[field].text).value_or(U"");
        shown.resize(std::min(shown.size(), most_text_characters));
        faults_.push_back({row_.number, field, 0, utf8(shown), code, mend_of(code, field)});
    }
    void note(RowNote note) { notes_.push_back({row_.number, note}); }

    std::string line(Field field)
    {
        if (is_blank(cells_[field].text))
            return {};
        const auto text = read_text(cells_[field].text, "it", most_text_characters);
        if (text)
            return *text;
        refuse(field, ErrorCode::RosterCell);
        return {};
    }

    void read_names()
    {
        const auto name = read_name(cells_[Field::Name].text);
        if (!name) {
            refuse(Field::Name, name.error().code);
        } else {
            row_.identity[IdentityField::Name] = name->text;
            row_.name_is_resolved = name->is_resolved();
            if (!name->is_resolved())
                note(RowNote::NameUnresolved);
            else if (!name->notes.empty())
                note(RowNote::NameChanged);
        }
        if (is_blank(cells_[Field::LatinName].text))
            return;
        const auto latin = read_name(cells_[Field::LatinName].text);
        if (latin)
            row_.identity[IdentityField::LatinName] = latin->text;
        else
            refuse(Field::LatinName, latin.error().code);
    }

    /// What schools call a kind; none where the number has to tell.
    std::optional<DocumentKind> told_kind()
    {
        static const std::map<std::string, std::optional<DocumentKind>, std::less<>> kinds = {
            {"居民身份证", DocumentKind::ResidentId},
            {"身份证", DocumentKind::ResidentId},
            {"中华人民共和国居民身份证", DocumentKind::ResidentId},
            {"residentid", DocumentKind::ResidentId},
            {"idcard", DocumentKind::ResidentId},
            {"港澳台居民居住证", DocumentKind::ResidencePermit},
            {"港澳居民居住证", DocumentKind::ResidencePermit},
            {"台湾居民居住证", DocumentKind::ResidencePermit},
            {"residencepermit", DocumentKind::ResidencePermit},
            {"护照", DocumentKind::Passport},
            {"外国护照", DocumentKind::Passport},
            {"passport", DocumentKind::Passport},
            {"港澳居民来往内地通行证", DocumentKind::Passport},
            {"台湾居民来往大陆通行证", DocumentKind::Passport},
            {"外国人永久居留身份证", std::nullopt},
            {"外国人永久居留证", std::nullopt},
            {"其他", std::nullopt},
            {"other", std::nullopt},
        };
        const auto& text = cells_[Field::DocumentKind].text;
        if (is_blank(text))
            return std::nullopt;
        const auto known = kinds.find(roster::heading_key(text));
        if (known != kinds.end())
            return known->second;
        if (const auto own = from_word<DocumentKind>(text))
            return own;
        refuse(Field::DocumentKind, ErrorCode::RosterCell);
        return std::nullopt;
    }

    void read_the_document()
    {
        const auto& cell = cells_[Field::DocumentNumber];
        const auto kind = told_kind();
        if (cell.might_have_lost_digits)
            return refuse(Field::DocumentNumber, ErrorCode::DocumentLostDigits);
        const auto document = kind ? read_document(*kind, cell.text) : read_document(cell.text);
        if (!document)
            return refuse(Field::DocumentNumber, document.error().code);
        row_.identity[IdentityField::Document] = document->number;
        row_.document_kind = document->kind;
        document_ = *document;
        if (may_have_lost_digits(*document))
            note(RowNote::DigitsMayBeLost);
    }

    /// A number of the school's or of the admission: letters, digits and what stands between them.
    void read_number(Field field, IdentityField kept)
    {
        if (cells_[field].might_have_lost_digits)
            return refuse(field, ErrorCode::DocumentLostDigits);
        const auto number = read_roster_number(cells_[field].text);
        if (!number)
            return refuse(field, ErrorCode::RosterCell);
        row_.identity[kept] = *number;
    }

    void read_person()
    {
        if (const auto& text = cells_[Field::Sex].text; !is_blank(text)) {
            const auto told = told_sex(text);
            if (!told)
                refuse(Field::Sex, ErrorCode::RosterCell);
            else
                row_.identity[IdentityField::Sex] = std::string(word(*told));
            if (told && document_ && sex(*document_) && *sex(*document_) != *told)
                note(RowNote::SexDiffers);
        }
        if (const auto& text = cells_[Field::BirthDate].text; !is_blank(text)) {
            const auto told = told_day(text);
            if (!told)
                refuse(Field::BirthDate, ErrorCode::RosterCell);
            else
                row_.identity[IdentityField::BirthDate] = day_text(*told);
            if (told && document_ && birth_day(*document_) && *birth_day(*document_) != *told)
                note(RowNote::BirthDateDiffers);
        }
        row_.identity[IdentityField::Nationality] = line(Field::Nationality);
        row_.language = told_language();
    }

    static std::optional<Sex> told_sex(std::string_view text)
    {
        const auto key = roster::heading_key(text);
        if (key == "男" || key == "m" || key == "male" || key == "1" || key == "男性")
            return Sex::Male;
        if (key == "女" || key == "f" || key == "female" || key == "2" || key == "女性")
            return Sex::Female;
        return std::nullopt;
    }

    /// A day in the ways that rosters write one; a time behind it is passed over.
    static std::optional<BeijingDay> told_day(std::string_view text)
    {
        std::vector<std::string> parts(1);
        const auto points = code_points(text);
        if (!points)
            return std::nullopt;
        for (const char32_t given : *points) {
            const char32_t point = narrowed(given);
            if (point >= U'0' && point <= U'9')
                parts.back() += static_cast<char>(point);
            else if (point == U'日' || (point == U' ' && parts.size() == 3) || point == U'T')
                break;
            else if (point == U'-' || point == U'/' || point == U'.' || point == U'年' || point == U'月')
                parts.emplace_back();
            else if (point != U' ')
                return std::nullopt;
        }
        if (parts.size() == 1 && parts[0].size() == 8)
            parts = {parts[0].substr(0, 4), parts[0].substr(4, 2), parts[0].substr(6, 2)};
        const auto fits = [](const std::string& part, std::size_t most) {
            return !part.empty() && part.size() <= most;
        };
        if (parts.size() != 3 || parts[0].size() != 4 || !fits(parts[1], 2) || !fits(parts[2], 2))
            return std::nullopt;
        return day_of(std::stoi(parts[0]), static_cast<unsigned>(std::stoi(parts[1])),
                      static_cast<unsigned>(std::stoi(parts[2])));
    }

    /// Who is written about in Latin letters, with a foreign document, is written to in English.
    std::string told_language() const
    {
        const auto name = code_points(row_.identity[IdentityField::Name]).value_or(U"");
        const bool is_foreign = document_ && (document_->kind == DocumentKind::Passport ||
                                              document_->kind == DocumentKind::ForeignPermit2017 ||
                                              document_->kind == DocumentKind::ForeignPermit2023);
        return is_foreign && std::none_of(name.begin(), name.end(), is_han) ? "en" : "zh";
    }

    void read_contacts()
    {
        const auto phone = line(Field::Phone);
        const auto is_of_phone = [](char c) {
            return (c >= '0' && c <= '9') || std::string_view("+-() ").find(c) != std::string_view::npos;
        };
        if (phone.size() <= 30 && std::all_of(phone.begin(), phone.end(), is_of_phone))
            row_.identity[IdentityField::Phone] = phone;
        else
            note(RowNote::PhoneLeftOut);
        const auto email = line(Field::Email);
        const auto at = email.find('@');
        const bool is_address = at != std::string::npos && at > 0 && at + 1 < email.size() &&
                                email.find_first_of(" ,;<>\"") == std::string::npos;
        if (email.empty() || is_address)
            row_.identity[IdentityField::Email] = email;
        else
            note(RowNote::EmailLeftOut);
    }

    void read_studies()
    {
        nlohmann::json studies = nlohmann::json::object();
        for (const auto field : study_fields)
            if (const auto text = line(field); !text.empty())
                studies[std::string(roster::field_word(field))] = text;
        if (!studies.empty())
            row_.identity[IdentityField::Studies] = studies.dump();
    }

    const GivenCells& cells_;
    std::vector<RowFault>& faults_;
    std::vector<NotedRow>& notes_;
    std::size_t faults_before_;
    std::optional<Document> document_;
    RosterRow row_;
};

/// Finds rows that are the same student: by document, student number or examinee number.
class Seen {
public:
    /// The field by which the row came before; remembers it else.
    std::optional<Field> add(const RosterRow& row)
    {
        std::optional<Field> found;
        for (const auto& [field, kept] : numbers) {
            const auto& text = row.identity[kept];
            if (!text.empty() && seen_[field].contains(text))
                found = field;
        }
        if (found)
            return found;
        for (const auto& [field, kept] : numbers)
            if (const auto& text = row.identity[kept]; !text.empty())
                seen_[field].emplace(text, row.number);
        return std::nullopt;
    }

private:
    static constexpr std::pair<Field, IdentityField> numbers[] = {
        {Field::ExamineeNumber, IdentityField::ExamineeNumber},
        {Field::StudentNumber, IdentityField::StudentNumber},
        {Field::DocumentNumber, IdentityField::Document}};
    std::map<Field, std::map<std::string, std::size_t>> seen_;
};

} // namespace

std::optional<std::string> read_roster_number(std::string_view text)
{
    const auto points = code_points(text);
    if (!points)
        return std::nullopt;
    std::string number;
    bool means_something = false;
    for (const char32_t given : *points) {
        const char32_t point = narrowed(given);
        const bool is_unseen = point == U' ' || point == U'\t' || point == U'\'' || point == U'\u00A0' ||
                               point == U'\u3000' || point == U'\uFEFF';
        if (is_unseen || (point == U'无' && points->size() == 1))
            continue;
        const bool is_mark = point == U'-' || point == U'_' || point == U'/' || point == U'.';
        const bool is_small = point >= U'a' && point <= U'z';
        if (!is_mark && !is_small && !(point >= U'0' && point <= U'9') && !(point >= U'A' && point <= U'Z'))
            return std::nullopt;
        means_something |= !is_mark && point != U'0';
        number += static_cast<char>(is_small ? point - U'a' + U'A' : point);
    }
    if (number.size() > most_number_characters)
        return std::nullopt;
    return means_something ? number : std::string();
}

std::optional<RosterRow> read_roster_row(const GivenCells& cells, std::size_t number,
                                         std::vector<RowFault>& faults, std::vector<NotedRow>& notes)
{
    return RowReader(cells, number, faults, notes).read();
}

Result<RosterRows> read_roster_rows(const roster::Table& table, const roster::Mapping& mapping)
{
    for (const auto field : {Field::Name, Field::DocumentNumber})
        if (!mapping.column_of(field))
            return fail(ErrorCode::RosterFieldMissing,
                        "No column is the " + roster::field_title(field).en + ". Say which one is.");
    RosterRows read;
    std::map<Field, std::size_t> columns;
    for (const auto field : roster::all_fields())
        if (const auto column = mapping.column_of(field)) {
            columns[field] = *column;
            read.fields.set(static_cast<std::size_t>(field));
        }
    Seen seen;
    for (std::size_t i = 0; i < table.row_count(); ++i) {
        GivenCells cells;
        for (const auto& [field, column] : columns) {
            const auto cell = table.cell(i, column);
            cells[field] = {cell.text, cell.might_have_lost_digits};
        }
        const auto first_fault = read.faults.size();
        auto row = read_roster_row(cells, table.row_number(i), read.faults, read.notes);
        if (row) {
            if (const auto twice = seen.add(*row))
                read.faults.push_back({row->number, *twice, 0, std::string(cells[*twice].text),
                                       ErrorCode::RosterDuplicate,
                                       mend_of(ErrorCode::RosterDuplicate, *twice)});
            else
                read.rows.push_back(std::move(*row));
        }
        for (auto fault = first_fault; fault < read.faults.size(); ++fault)
            if (const auto& field = read.faults[fault].field; field && columns.contains(*field))
                read.faults[fault].column = columns[*field] + 1;
    }
    return read;
}

} // namespace tucai::collect
