#pragma once

#include "collect/roster/fields.h"

#include <optional>
#include <string_view>

namespace tucai::collect::roster {

/// Whether a cell's text has the form of a field's values: of a sex, a date, an identity number and so on.
/// Only the form; whether it is right is for the rules of rosters. Nothing where the field has no form.
std::optional<bool> has_shape_of(Field field, std::string_view text);

/// What a column whose heading says nothing may mean, judged by its cells' form alone, most telling first:
/// an identity number, an e-mail address, a mobile number, a sex.
std::optional<Field> field_of_shape(std::string_view text);

} // namespace tucai::collect::roster
