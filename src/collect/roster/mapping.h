#pragma once

#include "base/result.h"
#include "collect/roster/fields.h"
#include "collect/roster/table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tucai::collect::roster {

/// What a guess rests on.
enum class Evidence : std::uint8_t {
    None,
    Heading, ///< the column's heading
    Cells,   ///< what its cells look like; the heading is unknown or absent
    Person,  ///< somebody said so
};

/// What a column seems to mean.
struct ColumnGuess {
    std::optional<Field> field;
    double confidence = 0; ///< 0..1
    Evidence evidence = Evidence::None;
    bool is_contradicted = false;    ///< the cells do not look like what the heading says
    std::optional<Field> also_meant; ///< a field that another column means more surely
};

/// What each column of a table means. No field is meant twice.
struct Mapping {
    std::string fingerprint; ///< of the headings; see headings_fingerprint
    std::vector<ColumnGuess> columns;

    /// The column that means a field.
    std::optional<std::size_t> column_of(Field field) const;
    /// Columns that mean nothing known.
    std::vector<std::size_t> left_over() const;
};

/// Guesses what the columns mean, from their headings and from the first cells below.
Mapping guess_mapping(const Table& table);

/// Says what a column means, or that it means nothing; a column that meant the same means nothing now.
/// Fails: InvalidInput (no such column).
Result<> correct(Mapping& mapping, std::size_t column, std::optional<Field> field);

/// What a person decided for a table of this shape, taken over whole.
/// Fails: InvalidInput (another number of columns than fields, or a field twice).
Result<Mapping> remembered_mapping(const Table& table, std::span<const std::optional<Field>> fields);

/// Names the shape of a table, so that a mapping can be remembered for the next file of this shape: 32
/// hexadecimal digits of the headings in their order, without regard to letter case, width, spaces, marks,
/// or the file's format.
std::string headings_fingerprint(std::span<const std::string> headings);

} // namespace tucai::collect::roster
