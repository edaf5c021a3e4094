#include "collect/roster/xml.h"

#include <expat.h>

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace tucai::collect::roster {
namespace {

constexpr char name_mark = '|'; // expat puts it between a namespace and a local name

std::string_view local(std::string_view name)
{
    const auto mark = name.rfind(name_mark);
    return mark == std::string_view::npos ? name : name.substr(mark + 1);
}

tl::unexpected<Fault> unsafe()
{
    return refuse(
        ErrorCode::TableUnsafe,
        {"文件中有表格不会有的 XML 结构,为安全起见没有读取。请用 Excel 或 WPS 打开后另存为 .xlsx。",
         "The file holds XML that no table has and was not read, for safety. Open it in Excel or WPS and "
         "save it anew."});
}

struct FreeParser {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser>;

/// What expat's callbacks work with. A fault stops the parser; none leaves as an exception through C code.
class Reading {
public:
    Reading(XML_Parser parser, XmlVisitor& visitor) : parser_(parser), visitor_(visitor) {}

    void begin(const char* name, const char** attributes)
    {
        constexpr int most_levels = 64; // a worksheet has eight
        if (++levels_ > most_levels)
            return stop(unsafe().value());
        run([&] { return visitor_.begin(local(name), Attributes(attributes)); });
    }
    void end(const char* name)
    {
        --levels_;
        run([&] { return visitor_.end(local(name)); });
    }
    void text(std::string_view piece)
    {
        run([&] { return visitor_.text(piece); });
    }
    void refuse_document_type() { stop(unsafe().value()); }

    const std::optional<Fault>& fault() const { return fault_; }

private:
    template <class Step> void run(Step step)
    {
        if (fault_)
            return; // expat may call once more after it was stopped
        try {
            if (auto done = step(); !done)
                stop(std::move(done).error());
        } catch (const std::exception&) {
            stop({ErrorCode::Internal, {"读取表格时程序出错。", "The reader failed."}, {}});
        }
    }
    void stop(Fault fault)
    {
        fault_ = std::move(fault);
        XML_StopParser(parser_, XML_FALSE);
    }

    XML_Parser parser_;
    XmlVisitor& visitor_;
    int levels_ = 0;
    std::optional<Fault> fault_;
};

Reading& reading_of(void* user)
{
    return *static_cast<Reading*>(user);
}

void set_handlers(XML_Parser parser, Reading& reading)
{
    XML_SetUserData(parser, &reading);
    XML_SetElementHandler(
        parser, [](void* user, const char* name, const char** pairs) { reading_of(user).begin(name, pairs); },
        [](void* user, const char* name) { reading_of(user).end(name); });
    XML_SetCharacterDataHandler(parser, [](void* user, const char* piece, int size) {
        reading_of(user).text({piece, static_cast<std::size_t>(size)});
    });
    // No table has a document type; entities, and with them every bomb, need one.
    XML_SetStartDoctypeDeclHandler(parser, [](void* user, const char*, const char*, const char*, int) {
        reading_of(user).refuse_document_type();
    });
    XML_SetEntityDeclHandler(parser,
                             [](void* user, const char*, int, const char*, int, const char*, const char*,
                                const char*, const char*) { reading_of(user).refuse_document_type(); });
}

} // namespace

std::optional<std::string_view> Attributes::find(std::string_view local_name) const
{
    for (const char** pair = pairs_; *pair != nullptr; pair += 2)
        if (local(*pair) == local_name)
            return pair[1];
    return std::nullopt;
}

bool Attributes::is_set(std::string_view local_name) const
{
    const auto value = text(local_name);
    return value == "1" || value == "true" || value == "on";
}

Read<> read_xml(Archive& archive, const std::string& name, XmlVisitor& visitor)
{
    constexpr XML_Index longest_tag_bytes = 1 << 20; // expat keeps a tag until it ends
    const Parser parser(XML_ParserCreateNS(nullptr, name_mark));
    if (!parser)
        return refuse(ErrorCode::Internal, {"内存不足。", "There is not enough memory."});
    Reading reading(parser.get(), visitor);
    set_handlers(parser.get(), reading);
    XML_Index fed_bytes = 0;
    return archive.read(name, [&](std::string_view piece, bool is_last) -> Read<> {
        fed_bytes += static_cast<XML_Index>(piece.size());
        const auto status = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), is_last);
        if (reading.fault())
            return tl::unexpected(*reading.fault());
        if (status != XML_STATUS_OK)
            return refuse(ErrorCode::TableDamaged,
                          {"表格文件已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                           "The file is damaged. Open it in Excel or WPS and save it anew."});
        if (!is_last && fed_bytes - XML_GetCurrentByteIndex(parser.get()) > longest_tag_bytes)
            return unsafe();
        return {};
    });
}

} // namespace tucai::collect::roster
