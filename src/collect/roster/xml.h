#pragma once

#include "collect/roster/archive.h"
#include "collect/roster/fault.h"

#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect::roster {

/// The attributes of an element, by their local names: what a prefix stands for is passed over.
class Attributes {
public:
    /// Names and values in turn, a null at the end, as expat has them.
    explicit Attributes(const char** pairs) : pairs_(pairs) {}

    std::optional<std::string_view> find(std::string_view local_name) const;
    /// The attribute's text; empty where there is none.
    std::string_view text(std::string_view local_name) const { return find(local_name).value_or(""); }
    /// Whether it says 1, true or on.
    bool is_set(std::string_view local_name) const;

private:
    const char** pairs_;
};

/// Sees a document go by. Names are local: of `x:row` it sees `row`.
class XmlVisitor {
public:
    XmlVisitor() = default;
    XmlVisitor(const XmlVisitor&) = delete;
    XmlVisitor& operator=(const XmlVisitor&) = delete;
    virtual ~XmlVisitor() = default;
    virtual Read<> begin(std::string_view name, const Attributes& attributes) = 0;
    virtual Read<> end(std::string_view name) = 0;
    /// A piece of text; a text may come in several.
    virtual Read<> text(std::string_view piece) = 0;
};

/// Reads one entry of an archive as XML, piece by piece.
///
/// Fails: TableUnsafe (a document type, an entity, elements nested without end, a tag without end);
/// TableDamaged (not well-formed); as the archive and the visitor do.
Read<> read_xml(Archive& archive, const std::string& name, XmlVisitor& visitor);

} // namespace tucai::collect::roster
