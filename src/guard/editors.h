#pragma once

#include <string_view>

namespace tucai::guard {

/// What kind of program left its name in a picture.
enum class EditorKind {
    General,   ///< changes pictures at will
    Beauty,    ///< its purpose, or its default, is to change faces
    Generator, ///< makes pictures of words
    Library,   ///< saves pictures for other programs: no sign of a change
};

struct Editor {
    std::string_view name; ///< as reports call it
    EditorKind kind = EditorKind::General;
};

/// The program that a tag's text names; null where it names none that is known. Firmware and cameras' own
/// programs are none. Upper and lower case are alike.
const Editor* find_editor(std::string_view tag);

} // namespace tucai::guard
