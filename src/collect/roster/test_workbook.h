#pragma once

#include "collect/roster/test_tables.h"

#include <zip.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Workbooks and archives for tests and fuzzers, made as their writers make them.
namespace tucai::collect::roster {

/// An archive's entries, in their order.
using Entries = std::vector<std::pair<std::string, std::string>>;

enum class Packing { Stored, Deflated };

/// A ZIP archive of these entries; under a password where one is given.
inline FileBytes archive_of(const Entries& entries, Packing packing = Packing::Deflated,
                            const std::string& password = "")
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    zip_source_keep(source);
    for (const auto& [name, text] : entries) {
        zip_source_t* entry = zip_source_buffer(archive, text.data(), text.size(), 0);
        const auto index = zip_file_add(archive, name.c_str(), entry, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
        if (index < 0)
            std::abort();
        const auto place = static_cast<zip_uint64_t>(index);
        zip_set_file_compression(archive, place, packing == Packing::Stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                 0);
        if (!password.empty())
            zip_file_set_encryption(archive, place, ZIP_EM_AES_256, password.c_str());
    }
    if (zip_close(archive) != 0)
        std::abort();
    zip_stat_t described;
    zip_source_stat(source, &described);
    FileBytes bytes(described.size);
    zip_source_open(source);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

/// What a worksheet's XML has around its cells.
inline std::string worksheet(const std::string& rows, const std::string& behind = "")
{
    return R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)" +
           rows + "</sheetData>" + behind + "</worksheet>";
}

/// A workbook part by part; each test bends one.
struct WorkbookParts {
    std::string sheet =
        worksheet(R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
                  R"(<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>)");
    std::string strings = "<si><t>学号</t></si><si><t>姓名</t></si><si><t>0201</t></si><si><t>张三</t></si>";
    std::string formats;
    std::string styles = R"(<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="1"/>)";
    std::string workbook_settings;
    std::string sheets = R"(<sheet name="名册" sheetId="1" r:id="rId1"/>)";
    std::string more_relationships;

    Entries entries() const
    {
        const std::string head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
        const std::string main = R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
        const std::string package =
            R"( xmlns="http://schemas.openxmlformats.org/package/2006/relationships")";
        const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        return {
            {"[Content_Types].xml", head + "<Types/>"},
            {"_rels/.rels", head + "<Relationships" + package + R"(><Relationship Id="rId1" Type=")" + type +
                                R"(/officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
            {"xl/workbook.xml", head + "<workbook" + main + " xmlns:r=\"" + type + "\">" + workbook_settings +
                                    "<sheets>" + sheets + "</sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
             head + "<Relationships" + package + R"(><Relationship Id="rId1" Type=")" + type +
                 R"(/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type=")" + type +
                 R"(/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type=")" + type +
                 R"(/styles" Target="styles.xml"/>)" + more_relationships + "</Relationships>"},
            {"xl/worksheets/sheet1.xml", sheet},
            {"xl/sharedStrings.xml", head + "<sst" + main + ">" + strings + "</sst>"},
            {"xl/styles.xml", head + "<styleSheet" + main + "><numFmts>" + formats +
                                  R"(</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>)" +
                                  styles + "</cellXfs></styleSheet>"},
        };
    }
    FileBytes file(Packing packing = Packing::Deflated) const { return archive_of(entries(), packing); }
};

/// A cell with its text beside it.
inline std::string inline_cell(const std::string& name, const std::string& text)
{
    return "<c r=\"" + name + R"(" t="inlineStr"><is><t xml:space="preserve">)" + text + "</t></is></c>";
}

} // namespace tucai::collect::roster
